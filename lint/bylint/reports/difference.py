"""A difference as plain text shows it: what is missing in [-…-], what was added in {+…+}, as `git diff --word-diff` does."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import NamedTuple

from bylint.problem import Piece
from bylint.reports.layout import wrap
from bylint.safe import safe

SIGNS = {"same": ("", ""), "removed": ("[-", "-]"), "added": ("{+", "+}")}
# Stands for the end of a paragraph.
PARAGRAPH = " ¶ "
# So many characters of a piece are shown, half of them from its end.
MOST = 600


class Part(NamedTuple):
    """A part of a line, of one kind."""

    kind: str
    text: str


def lines(difference: Iterable[Piece], width: int) -> Iterator[list[Part]]:
    """The difference in lines of at most `width` cells."""
    told = [part for piece in difference for part in _parts(piece)]
    text = "".join(part.text for part in told)
    # Lines break at spaces and within long words, so that the letters between are those of the text in their order.
    kinds = iter([part.kind for part in told for letter in part.text if letter != " "])
    for line in wrap(text, width):
        shown, last = [], "same"
        for letter in line:
            last = next(kinds) if letter != " " else last
            shown.append((last, letter))
        yield [Part(kind, "".join(letter for _, letter in group)) for kind, group in groupby(shown, key=lambda one: one[0])]


def shortened(text: str, most: int = MOST) -> str:
    """Text without its middle, where it is long."""
    if len(text) <= most:
        return text
    return f"{text[: most // 2].rstrip()} […] {text[-most // 2 :].lstrip()}"


def _parts(piece: Piece) -> Iterator[Part]:
    """The space before a piece, which carries no sign, and its words with theirs."""
    words = piece.text.lstrip()
    gap = piece.text[: len(piece.text) - len(words)]
    yield Part("same", PARAGRAPH if "\n" in gap else " " if gap else "")
    before, behind = SIGNS[piece.kind]
    told = PARAGRAPH.join(filter(None, (" ".join(part.split()) for part in shortened(words).split("\n"))))
    yield Part(piece.kind, f"{before}{safe(told)}{behind}")
