"""How one text differs from another, in pieces: each has the space before it, so that those that are the same and those
that were added make the text as it stands on the page."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from bylint import Piece
from bylint.alignment import Hunk, Token, is_word


class Text(NamedTuple):
    """Texts of blocks, and tokens of theirs."""

    texts: Sequence[str]
    tokens: Sequence[Token]

    def part(self, start: int, end: int) -> str:
        """The text from token `start` to token `end`, a newline between two blocks."""
        if start >= end:
            return ""
        first, last = self.tokens[start], self.tokens[end - 1]
        if first.block == last.block:
            return self.texts[first.block][first.start : last.end]
        between = self.texts[first.block + 1 : last.block]
        return "\n".join([self.texts[first.block][first.start :], *between, self.texts[last.block][: last.end]])

    def spaced(self, start: int, end: int) -> str:
        """The same with what stands before it: nothing, a space, or a newline where a block begins."""
        return self._gap(start) + self.part(start, end) if start < end else ""

    def _gap(self, at: int) -> str:
        if at == 0:
            return ""
        before, token = self.tokens[at - 1], self.tokens[at]
        return "\n" if before.block != token.block else self.texts[token.block][before.end : token.start]


def difference(theirs: Text, ours: Text, hunks: Sequence[Hunk], around: int) -> tuple[Piece, ...]:
    """How `ours` differs from `theirs` in some hunks, which stand together, with `around` words on either side."""
    return tuple(piece for piece in _pieces(theirs, ours, hunks, around) if piece.text)


def _pieces(theirs: Text, ours: Text, hunks: Sequence[Hunk], around: int) -> Iterator[Piece]:
    first, at = _before(ours.tokens, hunks[0].other_start, around), hunks[0].other_start
    yield Piece("same", ours.part(first, at))
    for hunk in hunks:
        yield Piece("same", ours.spaced(at, hunk.other_start))
        yield Piece("removed", theirs.spaced(hunk.start, hunk.end))
        yield Piece("added", ours.spaced(hunk.other_start, hunk.other_end))
        at = hunk.other_end
    yield Piece("same", ours.spaced(at, _behind(ours.tokens, at, around)))


def _before(tokens: Sequence[Token], at: int, words: int) -> int:
    """The first of so many words before a token, in one block."""
    first = at
    for place in range(at - 1, -1, -1):
        if tokens[place].block != tokens[at - 1].block or not words:
            break
        if is_word(tokens[place].key):
            first, words = place, words - 1
    return first


def _behind(tokens: Sequence[Token], at: int, words: int) -> int:
    """Behind the last of so many words from a token on, in one block."""
    last = at
    for place in range(at, len(tokens)):
        if tokens[place].block != tokens[at].block or not words:
            break
        last, words = place + 1, words - is_word(tokens[place].key)
    return last
