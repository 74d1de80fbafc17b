"""Where the characters of a document stand, as the protocol counts them.

Lines are from 0 and end with LF, CRLF or CR and nothing else; characters are from 0, in the units of
the encoding that client and server agreed on.
https://microsoft.github.io/language-server-protocol/specifications/lsp/3.17/specification/#textDocuments
"""

import re
from bisect import bisect_left, bisect_right
from functools import cached_property
from itertools import accumulate
from typing import NamedTuple

from lsprotocol.types import Position, PositionEncodingKind, Range, TextEdit

NEWLINE = re.compile(r"\r\n|\r|\n")
# A character takes a unit, and one more for each of its encoding's numbers that its own is at or above.
WIDER = {
    PositionEncodingKind.Utf8: (0x80, 0x800, 0x10000),
    PositionEncodingKind.Utf16: (0x10000,),
    PositionEncodingKind.Utf32: (),
}


class Wide(NamedTuple):
    """The offsets of a line's characters that take more than a unit; and how many units more all before each take, and all of them."""

    offsets: tuple[int, ...]
    more: tuple[int, ...]


class Lines:
    """The lines of a text."""

    def __init__(self, text: str, encoding: PositionEncodingKind | str) -> None:
        self.text, self.encoding = text, encoding
        self._wider = WIDER[PositionEncodingKind(encoding)]
        self._wide: dict[int, Wide] = {}

    @cached_property
    def _starts(self) -> list[int]:
        return [0, *(match.end() for match in NEWLINE.finditer(self.text))]

    def position(self, offset: int) -> Position:
        """The position of the code point at an offset. Within a newline there is none: it is that of the newline."""
        line = bisect_right(self._starts, offset) - 1
        if self.text[offset - 1 : offset + 1] == "\r\n":
            offset -= 1
        return Position(line, self._units(line, offset))

    def offset(self, position: Position) -> int:
        """The offset of a position; one behind the end of its line is that end, one within a character the character's."""
        if position.line >= len(self._starts):
            return len(self.text)
        if position.line < 0 or position.character < 0:  # no editor should, and an answer is better than none
            return self._starts[max(0, position.line)]
        start, end = self._starts[position.line], self._end(position.line)
        places = range(start, end + 1)
        return places[bisect_right(places, position.character, key=lambda offset: self._units(position.line, offset)) - 1]

    def range(self, start: int, end: int) -> Range:
        """The range between two offsets."""
        return Range(self.position(start), self.position(end))

    def changed(self, range: Range, text: str) -> str:
        """The text with a range replaced."""
        start, end = self.offset(range.start), self.offset(range.end)
        return f"{self.text[:start]}{text}{self.text[max(start, end) :]}"

    def edits(self, new: str) -> list[TextEdit]:
        """Few and small edits that make the text the new one."""
        return [TextEdit(self.range(start, end), words) for start, end, words in _changes(self.text, new)]

    def _end(self, line: int) -> int:
        """Where a line ends, its newline not counted."""
        if line + 1 == len(self._starts):
            return len(self.text)
        end = self._starts[line + 1]
        return end - (2 if self.text[end - 2 : end] == "\r\n" else 1)

    def _units(self, line: int, offset: int) -> int:
        """How many units of a line stand before an offset in it."""
        if line not in self._wide:
            self._wide[line] = self._wide_in(self._starts[line], self._end(line))
        wide = self._wide[line]
        return offset - self._starts[line] + wide.more[bisect_left(wide.offsets, offset)]

    def _wide_in(self, start: int, end: int) -> Wide:
        if not self._wider:
            return Wide((), (0,))
        found = [*re.compile(f"[{chr(self._wider[0])}-\U0010ffff]").finditer(self.text, start, end)]
        more = accumulate((sum(ord(each[0]) >= number for number in self._wider) for each in found), initial=0)
        return Wide(tuple([each.start() for each in found]), tuple(more))


def _changes(old: str, new: str) -> list[tuple[int, int, str]]:
    """The ranges of a text that differ in another, line by line, each cut down to what differs in it."""
    from difflib import SequenceMatcher  # few documents are changed

    before, after = (re.split(r"(?<=\n)|(?<=\r)(?!\n)", text) for text in (old, new))
    starts, others = _sums(before), _sums(after)
    blocks = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    return [
        _trimmed(old, starts[first], starts[last], new[others[begin] : others[end]])
        for kind, first, last, begin, end in blocks
        if kind != "equal"
    ]


def _sums(parts: list[str]) -> list[int]:
    sums = [0]
    for part in parts:
        sums.append(sums[-1] + len(part))
    return sums


def _trimmed(text: str, start: int, end: int, words: str) -> tuple[int, int, str]:
    """A change without what is the same at its beginning and its end; no newline is cut in two."""
    was, most = text[start:end], min(end - start, len(words))
    head = next((at for at in range(most) if was[at] != words[at]), most)
    head -= head > 0 and was[head - 1] == "\r"
    most -= head
    tail = next((at for at in range(most) if was[-1 - at] != words[-1 - at]), most)
    tail -= tail > 0 and was[-tail] == "\n"
    return start + head, end - tail, words[head : len(words) - tail]
