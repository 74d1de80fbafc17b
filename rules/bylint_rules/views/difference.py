"""How one text differs from another, in pieces: each has the space before it, so that those that are the same and those
that were added make the text as it stands on the page."""

from collections.abc import Iterator, Sequence

from bylint import Piece
from bylint.alignment import Hunk, Tokens


def part(side: Tokens, start: int, end: int) -> str:
    """The text from token `start` to token `end`, a newline between two blocks."""
    if start >= end:
        return ""
    first, last = side[start], side[end - 1]
    if first.block == last.block:
        return side.texts[first.block][first.start : last.end]
    between = side.texts[first.block + 1 : last.block]
    return "\n".join([side.texts[first.block][first.start :], *between, side.texts[last.block][: last.end]])


def difference(theirs: Tokens, ours: Tokens, hunks: Sequence[Hunk], around: int) -> tuple[Piece, ...]:
    """How `ours` differs from `theirs` in some hunks, which stand together, with `around` words on either side."""
    return tuple([piece for piece in _pieces(theirs, ours, hunks, around) if piece.text])


def _pieces(theirs: Tokens, ours: Tokens, hunks: Sequence[Hunk], around: int) -> Iterator[Piece]:
    first, at = _before(ours, hunks[0].other_start, around), hunks[0].other_start
    yield Piece("same", part(ours, first, at))
    for hunk in hunks:
        yield Piece("same", _spaced(ours, at, hunk.other_start))
        yield Piece("removed", _spaced(theirs, hunk.start, hunk.end))
        yield Piece("added", _spaced(ours, hunk.other_start, hunk.other_end))
        at = hunk.other_end
    yield Piece("same", _spaced(ours, at, _behind(ours, at, around)))


def _spaced(side: Tokens, start: int, end: int) -> str:
    """A part with what stands before it: nothing, a space, or a newline where a block begins."""
    if start >= end or start == 0:
        return part(side, start, end)
    before, first, last = side[start - 1], side[start], side[end - 1]
    if before.block == last.block:
        return side.texts[last.block][before.end : last.end]
    gap = "\n" if before.block != first.block else side.texts[first.block][before.end : first.start]
    return gap + part(side, start, end)


def _before(side: Tokens, at: int, words: int) -> int:
    """The first of so many words before a token, in one block."""
    first = at
    begin, _ = side.reach(side.block(at - 1)) if at else (0, 0)
    for place in range(at - 1, begin - 1, -1):
        if not words:
            break
        if side.keys[place] not in side.marks:
            first, words = place, words - 1
    return first


def _behind(side: Tokens, at: int, words: int) -> int:
    """Behind the last of so many words from a token on, in one block."""
    last = at
    _, end = side.reach(side.block(at)) if at < len(side) else (0, 0)
    for place in range(at, end):
        if not words:
            break
        last, words = place + 1, words - (side.keys[place] not in side.marks)
    return last
