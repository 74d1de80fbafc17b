"""A file's bytes, what text they are, and where each character of it lies on disk."""

import codecs
import re
from array import array
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, islice, pairwise
from typing import NamedTuple

from bylint.encoding import BOMS, candidates, declared_encoding, detected_encoding, nearly, seven_bit
from bylint.problem import Place
from bylint.span import Span

# How many code points lie between two whose byte offsets are kept.
STEP = 2048
# No character of any encoding takes more bytes.
LONGEST = 8


class Point(NamedTuple):
    """Where a code point stands on disk: byte, line and column, the last two from 1; and the column in bytes of UTF-8."""

    byte: int
    line: int
    column: int
    column_8: int

    def to(self, end: "Point") -> Place:
        """The place from here to another point."""
        return Place(self.byte, end.byte, self.line, self.column, end.line, end.column, self.column_8, end.column_8)


@dataclass(frozen=True)
class Source:
    """One page as it lies on disk.

    `text` is `data` decoded by `encoding`, without the byte-order mark of `bom` bytes and with
    its newlines as they are. `declared` is the encoding the page itself names, or None.
    """

    path: str
    data: bytes
    text: str
    encoding: str
    declared: str | None = None
    bom: int = 0

    @classmethod
    def read(cls, path: str, data: bytes) -> "Source":
        """Decode by the byte-order mark, else as UTF-8 where that fits, else as declared, else as detected.

        UTF-8 goes before the declaration: text of another encoding is hardly ever valid UTF-8 by
        accident, while a wrong declaration is common. Bytes that fit no candidate become U+FFFD
        and are named by `lost`.
        """
        declared = declared_encoding(data)
        for mark, encoding in BOMS:
            if data.startswith(mark):
                return cls(path, data, data[len(mark) :].decode(encoding, "replace"), encoding, declared, len(mark))
        likely = candidates(data, declared)
        for encoding in likely:
            try:
                return cls(path, data, data.decode(encoding), encoding, declared)
            except UnicodeDecodeError:
                continue
        encoding = nearly(data, likely) or detected_encoding(data) or declared or "utf-8"
        return cls(path, data, data.decode(encoding, "replace"), encoding, declared)

    @cached_property
    def lost(self) -> tuple[Span, ...]:
        """The U+FFFD of the text that stand for bytes which could not be read."""
        if "\ufffd" not in self.text:
            return ()
        own = "\ufffd".encode(self.encoding, "ignore")
        found = (match.start() for match in re.finditer("\ufffd", self.text))
        return tuple(
            Span(at, at + 1) for at in found if not own or not self.data[self.byte_offset(at) : self.byte_offset(at + 1)].endswith(own)
        )

    @property
    def utf_8(self) -> bytes:
        """The text in UTF-8; its lone surrogates as question marks."""
        return self.data[self.bom :] if self.encoding == "utf-8" and not self.lost else self.text.encode("utf-8", "replace")

    def points(self, offsets: Iterable[int]) -> dict[int, Point]:
        """Where some code points stand, all worked out in one walk over the text; a newline is LF, CRLF or CR."""
        # Each newline as one "\n" in the place of its last character.
        text = self.text.replace("\r\n", " \n").replace("\r", "\n") if "\r" in self.text else self.text
        points: dict[int, Point] = {}
        last, line, begin, bytes_before = 0, 1, 0, 0
        ordered = sorted(set(offsets))
        for offset, byte in zip(ordered, self._byte_offsets(ordered), strict=True):
            line += text.count("\n", last, offset)
            if newline := text.rfind("\n", last, offset) + 1:
                begin = last = newline
                bytes_before = 0
            bytes_before += len(text[last:offset].encode("utf-8", "surrogatepass"))
            points[offset] = Point(byte, line, offset - begin + 1, bytes_before + 1)
            last = offset
        return points

    def _byte_offsets(self, ordered: list[int]) -> Iterable[int]:
        if self.encoding != "utf-8" or self.lost:
            return map(self.byte_offset, ordered)
        between = (len(self.text[start:end].encode()) for start, end in pairwise((0, *ordered)))
        return islice(accumulate(between, initial=self.bom), 1, None)

    def byte_offset(self, offset: int) -> int:
        """The byte of the file at which the code point at `offset` begins, 0 to `len(text)`.

        In an encoding with shift sequences (ISO-2022-JP) one belongs to the character behind it.
        """
        if len(self.text) + self.bom == len(self.data):
            return self.bom + offset
        step, rest = divmod(offset, STEP)
        irregular = self._steps[1].get(step)
        if irregular is not None:
            return irregular[rest]
        return self._steps[0][step] + len(self.text[step * STEP : offset].encode(self.encoding))

    @cached_property
    def _steps(self) -> "tuple[array[int], dict[int, array[int]]]":
        """The byte offset of every STEP-th code point; and of every code point in those steps that
        encode to other bytes than they were read from: bytes that could not be read, characters of
        several spellings, encodings with a state."""
        offsets = array("q", [self.bom])
        irregular: dict[int, array[int]] = {}
        every = _stateful(self.text, self.data, self.encoding) if seven_bit(self.encoding) else None
        for step in range(len(self.text) // STEP + 1):
            begin = step * STEP
            part = self.text[begin : begin + STEP]
            encoded = _encoded(part, self.encoding)
            if every is not None:
                irregular[step] = every[begin : begin + STEP + 1]
                offsets.append(irregular[step][-1])
            elif encoded is not None and self.data.startswith(encoded, offsets[-1]):
                offsets.append(offsets[-1] + len(encoded))
            else:
                irregular[step] = _stateless(part, self.data, offsets[-1], self.encoding)
                offsets.append(irregular[step][-1])
        return offsets, irregular


def _encoded(text: str, encoding: str) -> bytes | None:
    try:
        return text.encode(encoding)
    except UnicodeEncodeError:
        return None


def _stateless(text: str, data: bytes, at: int, encoding: str) -> "array[int]":
    """The byte offset of every code point of a text and of its end; its first stands at `at`."""
    offsets = array("q")
    while len(offsets) < len(text):
        done = len(offsets)
        encoded = _encoded(text[done], encoding)
        read, size = (text[done], len(encoded)) if encoded and data.startswith(encoded, at) else _next(data, at, encoding)
        if not text.startswith(read[: len(text) - done], done):
            read, size = text[done], 0  # the second half of two characters written as one, cut apart
        offsets.extend([at] * min(len(read), len(text) - done))
        at += size
    offsets.append(at)
    return offsets


def _next(data: bytes, at: int, encoding: str) -> tuple[str, int]:
    """The character or, rarely, two that begin at `at`, and how many bytes they take."""
    for size in range(1, LONGEST + 1):
        try:
            return data[at : at + size].decode(encoding), size
        except UnicodeDecodeError as error:
            unreadable = error
    return "\ufffd", max(1, unreadable.end - unreadable.start)


def _stateful(text: str, data: bytes, encoding: str) -> "array[int]":
    """The byte offset of every code point of a whole file and of its end; near enough where it is damaged."""
    decoder = codecs.getincrementaldecoder(encoding)("replace")
    offsets = array("q")
    begin = 0
    for at in range(len(data)):
        try:
            read = decoder.decode(data[at : at + 1])
        except UnicodeError:  # more of an unfinished shift sequence than the decoder can hold
            decoder.reset()
            read = "\ufffd"
        if read:
            # An unreadable byte may come out together with the readable one that showed it up.
            offsets.extend([begin] * (len(read) - 1))
            begin = at if len(read) > 1 else begin
            offsets.append(begin)
            begin = at + 1
    offsets = offsets[: len(text)]
    offsets.extend([begin] * (len(text) - len(offsets)))
    offsets.append(len(data))
    return offsets
