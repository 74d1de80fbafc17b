"""The parts of a file that are one original each, found without reading the file as a whole: one bad item costs no other, and a large
file needs no memory."""

import codecs
import re
from collections.abc import Iterator
from mmap import mmap
from typing import NamedTuple, TypeAlias

from bylint.originals.trouble import CutOff, Trouble
from bylint.source import Point

Data: TypeAlias = bytes | mmap

# What a file is, and which of its elements are its items.
ITEMS = {"rss": b"item", "RDF": b"item", "feed": b"entry", "newsMessage": b"newsItem", "newsItem": b"newsItem", "nitf": b"nitf"}
# What has no end goes on to that of the file, so that none is looked through twice.
SKIPPED = rb"<!--(?:.*?-->|.*)|<!\[CDATA\[(?:.*?\]\]>|.*)|<\?(?:.*?\?>|.*)"
ENDS = (b"-->", b"]]>", b"?>")
ATTRIBUTES = rb"""(?>[^<>"'/]+|"[^"<]*"|'[^'<]*'|/(?!>))*"""
PROLOG = re.compile(rb"\s*(?:<\?.*?\?>|<!--.*?-->|<!DOCTYPE\s[^<>\[]*>|\s)*", re.S)
DOCTYPE = re.compile(rb"<!DOCTYPE", re.I)
ROOT = re.compile(rb"<(?:[^\s<>/:]+:)?([^\s<>/:]+)")
DECLARED = re.compile(rb"""\A(?:\xef\xbb\xbf)?<\?xml\s[^>]*?encoding\s*=\s*["']([A-Za-z0-9._-]+)["']""")
# Between an item's tags nobody needs more tags around it.
MOST_AROUND = 64
ANY = re.compile(rb"%s|<(/?)([^\s<>/!?]+)%s(/?)>" % (SKIPPED, ATTRIBUTES), re.S)
JSON = re.compile(rb'"(?>[^"\\]+|\\.)*"|[\[\]{}]', re.S)


class Slice(NamedTuple):
    """Bytes `start` to `end` of a file, which begin at a place of it, with the opening tags that stand `around` them."""

    start: int
    end: int
    place: Point
    around: bytes = b""


def encoding_of(data: Data) -> str:
    """The encoding of an XML file. Raises Trouble where its tags cannot be found in its bytes."""
    if data[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE) or b"\0" in data[:4]:
        raise Trouble("is in UTF-16 or UTF-32", "Save it in UTF-8.")
    declared = DECLARED.match(data[:512])
    name = declared[1].decode() if declared else "utf-8"
    try:
        if "<>&\"'/[]!-?".encode(name) != b"<>&\"'/[]!-?":
            raise LookupError
    except LookupError:
        raise Trouble(f"declares the encoding {name}, which is not known or has no ASCII in it", "Save it in UTF-8.") from None
    return name


def root_of(data: Data) -> str:
    """The name of the first element. Raises Trouble where a document type of its own stands before it, or there is none."""
    at = 3 if data[:3] == codecs.BOM_UTF8 else 0
    prolog = PROLOG.match(data, at)
    behind = prolog.end() if prolog else at
    if DOCTYPE.match(data, behind):
        raise Trouble("has declarations in its document type, and their entities are not safe to read", "Take them out.")
    root = ROOT.match(data, behind)
    if not root:
        raise Trouble("is no XML: no element begins it")
    return root[1].decode("utf-8", "replace")


def xml_slices(data: Data, item: bytes, encoding: str) -> Iterator[Slice]:
    """The items of an XML file, in order. One that has no end ends where the next begins. Raises Trouble where the file ends within one."""
    tags = re.compile(rb"%s|<(/?)((?:[^\s<>/:]+:)?%s)(?=[\s/>])%s(/?)>" % (SKIPPED, re.escape(item), ATTRIBUTES), re.S)
    count = _Count(data, encoding)
    around: bytes | None = None
    behind = 0
    start: int | None = None
    for tag in tags.finditer(data):
        closes, name, empty = tag.groups()
        if name is None and tag.end() == len(data) and not tag[0].endswith(ENDS):
            raise CutOff("within a comment or a CDATA section")
        if name is None or empty:
            continue
        if around is None:
            around, behind = _around(data, tag.start()), tag.end()
        if start is not None:
            yield Slice(start, tag.end() if closes else tag.start(), count.to(start), around)
        start, behind = None if closes else tag.start(), tag.end()
    if start is not None:
        raise CutOff("within an item")
    if around and not _closed(data, behind, around):
        raise CutOff("before its last closing tag")


def _around(data: Data, end: int) -> bytes:
    """The tags that are open where the first item begins."""
    opened: list[bytes] = []
    names: list[bytes] = []
    for tag in ANY.finditer(data, 0, end):
        closes, name, empty = tag.groups()
        if name is None or empty:
            continue
        if closes:
            if not names or names.pop() != name:
                raise Trouble("is no well-formed XML: its tags do not pair off before the first item")
            opened.pop()
        else:
            names.append(name)
            opened.append(tag[0])
        if len(names) > MOST_AROUND:
            raise Trouble("has its items too deep inside other elements")
    return b"".join(opened)


def _closed(data: Data, at: int, around: bytes) -> bool:
    """Whether the tags that are open around the items are closed behind them."""
    depth = sum(1 for tag in ANY.finditer(around))
    for tag in ANY.finditer(data, at):
        closes, name, empty = tag.groups()
        if name is not None and not empty:
            depth += -1 if closes else 1
    return depth <= 0


def json_slices(data: Data) -> Iterator[Slice]:
    """The objects at the top of a JSON text, in its array, or one behind the other as in JSON Lines."""
    count = _Count(data)
    depth = start = array = 0
    for token in JSON.finditer(data):
        kind = token[0]
        if kind == b"{":
            if depth == 0:
                start = token.start()
            depth += 1
        elif kind == b"[" and depth:
            depth += 1
        elif kind in (b"[", b"]") and not depth:
            array += 1 if kind == b"[" else -1
        elif kind in (b"}", b"]") and depth:
            depth -= 1
            if depth == 0:
                yield Slice(start, token.end(), count.to(start))
    if depth:
        raise CutOff("within an item")
    if array:
        raise CutOff("before its last bracket")


class _Count:
    """Tells lines and columns of places that come one behind the other."""

    def __init__(self, data: Data, encoding: str = "utf-8") -> None:
        self._data, self._encoding = data, encoding
        self._at = 3 if data[:3] == codecs.BOM_UTF8 else 0
        self._line, self._column, self._column_8 = 1, 1, 1

    def to(self, at: int) -> Point:
        # A newline is LF, CRLF or CR; an item never begins between CR and LF.
        between = bytes(self._data[self._at : at])
        newlines = between.count(b"\n") + between.count(b"\r") - between.count(b"\r\n")
        if newlines:
            self._line, self._column, self._column_8 = self._line + newlines, 1, 1
            between = between[max(between.rfind(b"\n"), between.rfind(b"\r")) + 1 :]
        told = between.decode(self._encoding, "replace")
        self._column += len(told)
        self._column_8 += len(told.encode("utf-8", "surrogatepass"))
        self._at = at
        return Point(at, self._line, self._column, self._column_8)
