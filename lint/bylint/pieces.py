"""How a text of the tree came from its source: letter by letter, but for references and line breaks."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from bylint.pattern import lazy
from bylint.span import Span

# What the parser does not copy to the tree letter by letter.
SPECIAL = lazy(r"&(?:#(?:[xX][0-9a-fA-F]+|[0-9]+)|[a-zA-Z][a-zA-Z0-9]*+);?|\r\n?|\0")
SPECIAL_RAW = lazy(r"\r\n?|\0")


class Piece(NamedTuple):
    """Characters of the tree from `at` on that came from `start` to `end` of the source."""

    at: int
    text: str
    start: int
    end: int


def part(pieces: Sequence[Piece], start: int, end: int | None) -> Span:
    """The source of characters `start` to `end` (None: the last) of a text."""
    length = pieces[-1].at + len(pieces[-1].text)
    last = (length if end is None else min(end, length)) - 1
    if start > last:
        edge = _edge(_holding(pieces, start), start, first=True) if start < length else pieces[-1].end
        return Span(edge, edge)
    return Span(_edge(_holding(pieces, start), start, first=True), _edge(_holding(pieces, last), last, first=False))


def _holding(pieces: Sequence[Piece], at: int) -> Piece:
    return pieces[bisect_right(pieces, at, key=lambda piece: piece.at) - 1]


def _edge(piece: Piece, at: int, *, first: bool) -> int:
    """Where the character `at` begins (`first`) or ends."""
    if piece.end - piece.start != len(piece.text):
        return piece.start if first else piece.end
    return piece.start + (at - piece.at) + (0 if first else 1)


def found(wanted: str, done: int, piece: Piece) -> Iterator[Piece]:
    """The parts of `piece` that are `wanted` from `done` on. What the parser left out is passed over."""
    if wanted.startswith(piece.text, done):
        yield Piece(done, piece.text, piece.start, piece.end)
        return
    if len(piece.text) < piece.end - piece.start and piece.text != "\n":
        # A character reference that the parser read in its own way: take its word for one character.
        yield Piece(done, wanted[done : done + 1], piece.start, piece.end)
        return
    at = 0
    while at < len(piece.text) and done < len(wanted):
        same = _common(wanted, done, piece.text, at)
        if same:
            yield Piece(done, piece.text[at : at + same], piece.start + at, piece.start + at + same)
            at, done = at + same, done + same
        else:
            at = piece.text.find(wanted[done], at + 1)
            if at < 0:
                return


def _common(one: str, at: int, other: str, other_at: int) -> int:
    """How many characters are the same from these two places on."""
    most = min(len(one) - at, len(other) - other_at)
    if one.startswith(other[other_at : other_at + most], at):
        return most
    return next(number for number in range(most) if one[at + number] != other[other_at + number])


def decode(text: str, start: int, end: int, raw: bool) -> Iterator[Piece]:
    """The source from `start` to `end` as the parser reads it, piece by piece."""
    at = start
    for special in (SPECIAL_RAW if raw else SPECIAL).finditer(text, start, end):
        if at < special.start():
            yield Piece(0, text[at : special.start()], at, special.start())
        yield from _special(special[0], special.start())
        at = special.end()
    if at < end:
        yield Piece(0, text[at:end], at, end)


def _special(source: str, start: int) -> Iterator[Piece]:
    end = start + len(source)
    if source[0] == "\r":
        yield Piece(0, "\n", start, end)
    elif source[0] == "\0":
        yield Piece(0, "\ufffd", start, end)
    else:
        from html import unescape  # its table is large, and only the place of such text needs it

        decoded = unescape(source)
        kept = next((n for n in range(len(decoded) - 1, 0, -1) if source.endswith(decoded[-n:])), 0)
        if decoded == source:
            yield Piece(0, source, start, end)
        elif kept and not source.endswith(";"):
            # A name without its semicolon, and letters behind it: "&notit" is "¬it".
            yield Piece(0, decoded[:-kept], start, end - kept)
            yield Piece(0, decoded[-kept:], end - kept, end)
        else:
            yield Piece(0, decoded or "\ufffd", start, end)
