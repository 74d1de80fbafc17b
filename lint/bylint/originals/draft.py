"""The page that an item of a feed becomes: its content as HTML, and before it what the item says of itself."""

import re
from collections.abc import Iterable
from html import escape

from bylint.pieces import Piece

# What is written in another way in HTML than it is read.
SPECIAL = re.compile(r'[&<>"]')
PARAGRAPH = re.compile(r"(?:\r\n?|\n)(?:[ \t]*(?:\r\n?|\n))+")
LINE = re.compile(r"\r\n?|\n")


class Draft:
    """A text made piece by piece, each with where it comes from."""

    def __init__(self) -> None:
        self.pieces: list[Piece] = []
        self._parts: list[str] = []
        self._length = 0
        self._at = 0

    @property
    def text(self) -> str:
        return "".join(self._parts)

    def put(self, text: str, start: int, end: int) -> None:
        """Add what comes from a range."""
        if text:
            self.pieces.append(Piece(self._length, text, start, end))
            self._parts.append(text)
            self._length += len(text)
        self._at = end

    def markup(self, text: str, at: int | None = None) -> None:
        """Add what stands nowhere in the file."""
        here = self._at if at is None else at
        self.put(text, here, here)

    def html(self, told: Iterable[Piece]) -> None:
        """Add pieces that are HTML."""
        for piece in told:
            self.put(piece.text, piece.start, piece.end)

    def words(self, told: Iterable[Piece]) -> None:
        """Add pieces of plain text."""
        for piece in told:
            if not SPECIAL.search(piece.text):
                self.put(piece.text, piece.start, piece.end)
            elif len(piece.text) != piece.end - piece.start:
                self.put(escape(piece.text), piece.start, piece.end)
            else:
                at = 0
                for special in SPECIAL.finditer(piece.text):
                    self.put(piece.text[at : special.start()], piece.start + at, piece.start + special.start())
                    self.put(escape(special[0]), piece.start + special.start(), piece.start + special.end())
                    at = special.end()
                self.put(piece.text[at:], piece.start + at, piece.end)

    def canonical(self, url: str) -> None:
        """Have the page name its address."""
        if url:
            self.markup(f'<link rel="canonical" href="{escape(url)}">', 0)

    def meta(self, name: str, told: list[Piece]) -> None:
        """Add what the item says of itself, as a page would."""
        if any(piece.text.strip() for piece in told):
            self.markup(f'<meta name="{name}" content="', told[0].start)
            self.words(told)
            self.markup('">')

    def element(self, tag: str, told: list[Piece], attributes: str = "") -> None:
        """Add an element of plain text."""
        if any(piece.text.strip() for piece in told):
            self.markup(f"<{tag}{attributes}>", told[0].start)
            self.words(told)
            self.markup(f"</{tag}>")

    def paragraphs(self, told: list[Piece]) -> None:
        """Add plain text whose paragraphs stand apart by empty lines; where there are none, each line is one."""
        text = "".join(piece.text for piece in told)
        apart = PARAGRAPH if PARAGRAPH.search(text) else LINE
        begin = 0
        for end, behind in (*((found.start(), found.end()) for found in apart.finditer(text)), (len(text), len(text))):
            if text[begin:end].strip():
                self.element("p", cut(told, begin, end))
            begin = behind

    def append(self, other: "Draft") -> None:
        """Add all of another page of the same part."""
        for piece in other.pieces:
            self.put(piece.text, piece.start, piece.end)


def cut(pieces: list[Piece], start: int, end: int) -> list[Piece]:
    """The pieces of a part of a text; `at` of the first piece is 0."""
    found = []
    at = 0
    for piece in pieces:
        first, last = max(start - at, 0), min(end - at, len(piece.text))
        if first < last:
            if len(piece.text) == piece.end - piece.start:
                found.append(Piece(0, piece.text[first:last], piece.start + first, piece.start + last))
            else:
                found.append(Piece(0, piece.text[first:last], piece.start, piece.end))
        at += len(piece.text)
    return found
