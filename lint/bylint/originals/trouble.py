"""What keeps an original from being read."""


class Trouble(Exception):
    """A file of originals, or an item of one, that cannot be read. The message goes on from the name of it: “is no well-formed XML”."""
