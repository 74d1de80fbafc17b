"""What keeps an original from being read."""


class Trouble(Exception):
    """A file of originals, or an item of one, that cannot be read. The reason goes on from its name, “is no well-formed XML”; `remedy`
    is a sentence on the way out."""

    def __init__(self, reason: str, remedy: str = "Mend it, or fetch it again.") -> None:
        super().__init__(reason)
        self.remedy = remedy

    def said(self, subject: str) -> str:
        return f"{subject} {self}, so no page is compared with it. {self.remedy}"
