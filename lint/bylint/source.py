"""A file's bytes, what text they are, and where each character of it lies on disk."""

import codecs
import re
from array import array
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property

from bylint.span import Span

NEWLINE = re.compile(r"\r\n|\r|\n")

# Labels that browsers read as a wider encoding than the one they name
# (https://encoding.spec.whatwg.org/#names-and-labels), by Python's name for the narrower one.
WIDER = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "big5": "big5hkscs",
}
BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
DECLARED = re.compile(rb"""<meta\b[^>]*?\bcharset\s*=\s*["']?\s*([\w.:-]+)|<\?xml[^>]*?\bencoding\s*=\s*["']([\w.:-]+)""", re.I)
# Browsers look for a declaration in the first 1,024 bytes only; real pages are sloppier.
DECLARED_WITHIN = 4096
# The share of a page's non-ASCII characters that may be unreadable before its encoding is doubted.
DAMAGED = 0.1
STEP = 2048


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
        for encoding in candidates(data, declared):
            try:
                return cls(path, data, data.decode(encoding), encoding, declared)
            except UnicodeDecodeError:
                continue
        encoding = nearly(data, candidates(data, declared)) or detected_encoding(data) or declared or "utf-8"
        return cls(path, data, data.decode(encoding, "replace"), encoding, declared)

    @cached_property
    def lost(self) -> tuple[Span, ...]:
        """The U+FFFD of the text that stand for bytes which could not be read."""
        if "\ufffd" not in self.text:
            return ()
        own = "\ufffd".encode(self.encoding, "ignore")
        found = (match.start() for match in re.finditer("\ufffd", self.text))
        return tuple(
            Span(at, at + 1)
            for at in found
            if not own or self.data[self.byte_offset(at) : self.byte_offset(at + 1)] != own
        )

    @cached_property
    def line_starts(self) -> list[int]:
        return [0, *(match.end() for match in NEWLINE.finditer(self.text))]

    def line_column(self, offset: int) -> tuple[int, int]:
        """Line and column of a code point, both from 1; a newline is LF, CRLF or CR."""
        line = bisect_right(self.line_starts, offset)
        return line, offset - self.line_starts[line - 1] + 1

    def line_text(self, line: int) -> str:
        """The text of a line, from 1, without its newline."""
        start = self.line_starts[line - 1]
        end = self.line_starts[line] if line < len(self.line_starts) else len(self.text)
        return self.text[start:end].rstrip("\r\n")

    def byte_offset(self, offset: int) -> int:
        """The byte of the file at which the code point at `offset` begins."""
        if self._one_byte_each:
            return self.bom + offset
        if not self._re_encodes:
            return self._offsets[offset]
        step = offset // STEP
        return self._checkpoints[step] + len(self.text[step * STEP : offset].encode(self.encoding))

    @cached_property
    def _one_byte_each(self) -> bool:
        return len(self.text) + self.bom == len(self.data)

    @cached_property
    def _re_encodes(self) -> bool:
        """Whether encoding a part of the text gives the very bytes it was read from."""
        if not self.encoding.startswith("utf-"):
            return False
        return self.text.encode(self.encoding) == self.data[self.bom :]

    @cached_property
    def _checkpoints(self) -> list[int]:
        """The byte offset of every STEP-th code point."""
        offsets = [self.bom]
        for start in range(0, len(self.text), STEP):
            offsets.append(offsets[-1] + len(self.text[start : start + STEP].encode(self.encoding)))
        return offsets

    @cached_property
    def _offsets(self) -> "array[int]":
        """The byte offset of every code point and of the end: for encodings with several spellings
        of one character, with state, or with bytes that could not be read."""
        decoder = codecs.getincrementaldecoder(self.encoding)("replace")
        offsets = array("l")
        begin = self.bom
        for at in range(self.bom, len(self.data)):
            produced = decoder.decode(self.data[at : at + 1])
            if produced:
                # An unreadable byte may come out together with the readable one that showed it up.
                offsets.extend([begin] * (len(produced) - 1))
                if len(produced) > 1:
                    begin = at
                offsets.append(begin)
                begin = at + 1
        offsets.extend([begin] * (len(self.text) + 1 - len(offsets)))
        offsets[len(self.text)] = len(self.data)
        return offsets


def declared_encoding(data: bytes) -> str | None:
    """Python's name of the encoding a page names itself, None where it names none that is known."""
    match = DECLARED.search(data[:DECLARED_WITHIN])
    if not match:
        return None
    label = (match[1] or match[2]).decode("ascii", "replace")
    try:
        name = codecs.lookup(label).name
    except LookupError:
        return None
    name = WIDER.get(name, name)
    # A declaration that could be read as ASCII is not in UTF-16; browsers take it for UTF-8.
    return "utf-8" if name.startswith(("utf-16", "utf-32")) else name


def candidates(data: bytes, declared: str | None) -> list[str]:
    """Encodings to try strictly, the likeliest first."""
    head = data[:64]
    if head[1:2] == b"\0" and head[3:4] == b"\0":
        return ["utf-16-le"]
    if head[0:1] == b"\0" and head[2:3] == b"\0":
        return ["utf-16-be"]
    seven_bit = declared is not None and declared.startswith(("iso2022", "hz"))
    order = [declared, "utf-8"] if seven_bit else ["utf-8", declared]
    return [encoding for encoding in order if encoding]


def nearly(data: bytes, encodings: list[str]) -> str | None:
    """The encoding that fits but for a few damaged bytes: a page cut in the middle of a character
    is still UTF-8."""
    for encoding in encodings:
        text = data.decode(encoding, "replace")
        strange = len(text) - len(text.encode("ascii", "ignore"))
        if text.count("\ufffd") <= strange * DAMAGED:
            return encoding
    return None


def detected_encoding(data: bytes) -> str | None:
    # bs4 costs more start-up than all the rest; few pages come this far.
    from bs4.dammit import UnicodeDammit

    return UnicodeDammit(data, is_html=True).original_encoding
