"""What keeps an original from being read."""


class Trouble(Exception):
    """A file of originals, or an item of one, that cannot be read. The reason goes on from its name, “is no well-formed XML”; `remedy`
    is a sentence on the way out, `loss` what comes of it."""

    def __init__(self, reason: str, remedy: str = "Mend it, or fetch it again.", loss: str = "no page is compared with it") -> None:
        super().__init__(reason)
        self.remedy, self.loss = remedy, loss

    def said(self, subject: str) -> str:
        return f"{subject} {self}, so {self.loss}. {self.remedy}"


class CutOff(Trouble):
    """A file that ends too early."""

    def __init__(self, where: str) -> None:
        super().__init__(f"is cut off: it ends {where}", "Fetch it again.", "pages are compared only with the items before that")
