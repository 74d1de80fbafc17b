"""Where the characters of a document stand, as the protocol counts them.

Lines are from 0 and end with LF, CRLF or CR and nothing else; characters are from 0, in the units of
the encoding that client and server agreed on.
https://microsoft.github.io/language-server-protocol/specifications/lsp/3.17/specification/#textDocuments
"""

import re
from bisect import bisect_right
from functools import cached_property

from lsprotocol.types import Position, PositionEncodingKind, Range, TextEdit

NEWLINE = re.compile(r"\r\n|\r|\n")
# The codec of each encoding, and how many bytes of it are a unit.
UNITS = {
    PositionEncodingKind.Utf8: ("utf-8", 1),
    PositionEncodingKind.Utf16: ("utf-16-le", 2),
    PositionEncodingKind.Utf32: ("utf-32-le", 4),
}


class Lines:
    """The lines of a text."""

    def __init__(self, text: str, encoding: PositionEncodingKind | str) -> None:
        self.text, self.encoding = text, encoding
        self._codec, self._size = UNITS[PositionEncodingKind(encoding)]

    @cached_property
    def _starts(self) -> list[int]:
        return [0, *(match.end() for match in NEWLINE.finditer(self.text))]

    def position(self, offset: int) -> Position:
        """The position of the code point at an offset. Within a newline there is none: it is that of the newline."""
        line = bisect_right(self._starts, offset) - 1
        start = self._starts[line]
        if self.text[offset - 1 : offset + 1] == "\r\n":
            offset -= 1
        return Position(line, self._units(self.text[start:offset]))

    def offset(self, position: Position) -> int:
        """The offset of a position; one behind the end of its line is that end, one within a character the character's."""
        if position.line >= len(self._starts):
            return len(self.text)
        if position.line < 0 or position.character < 0:  # no editor should, and an answer is better than none
            return self._starts[max(0, position.line)]
        start = self._starts[position.line]
        line = self.text[start : self._end(position.line)]
        if line.isascii():
            return start + min(position.character, len(line))
        units = 0
        for at, character in enumerate(line):
            units += self._units(character)
            if units > position.character:
                return start + at
        return start + len(line)

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

    def _units(self, text: str) -> int:
        return len(text) if text.isascii() else len(text.encode(self._codec, "surrogatepass")) // self._size


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
