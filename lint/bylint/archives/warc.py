"""Pages in web archives (WARC), plain or gzipped, read record by record.

Not by the usual library: it ends at the first bad record, prints to the terminal and unpacks bombs.
"""

import io
import mmap
import re
from collections.abc import Iterator

from bylint.archives.found import CUT, DAMAGED, EMPTY, PIECE, Found
from bylint.archives.http import BodyError, fields, response, unpacked
from bylint.archives.unzipped import Damaged, Unzipped

HTML = ("text/html", "application/xhtml+xml")
HEAD = 1 << 16  # the most bytes of a record's headers, and of the HTTP headers below them
GZIP, RECORD = re.compile(b"\x1f\x8b\x08"), re.compile(rb"WARC/[01]\.[0-9]{1,2}\r?\n")
LENGTH = "a record is longer or shorter than it says"


def pages(file: io.BufferedReader, most: int) -> Iterator[Found]:
    """The pages in a WARC, by their addresses: of `response` records with status 200 and of `resource`
    records, where they are HTML. One of more than `most` bytes has no data but its size.

    After a bad record, reading goes on with the next that can be found. The encoding of characters that
    an HTTP header names is not passed on: a page must tell it itself, as in a file.
    """
    magic = file.read(2)
    zipped = magic == b"\x1f\x8b"
    at, sound, good = 0, True, False
    if not magic:
        yield "", None, EMPTY, 0
        return
    while at >= 0:
        file.seek(at)
        stream, raw = file, None
        if zipped:
            raw = Unzipped(file)
            stream = io.BufferedReader(raw, PIECE)
        try:
            while True:
                start, address = raw.at if raw else file.tell(), ""
                if not (headers := _headers(stream)):
                    if sound and not good:
                        yield "", None, "it has no WARC records", 0
                    return
                address = headers.get("warc-target-uri", "").strip("<>") or headers.get("warc-record-id", "")
                found = _page(stream, headers, most)
                sound = good = True
                if found:
                    yield address, *found
        except Damaged as damage:
            at = _next_record(file, zipped, start)
            trouble = str(damage)
            if trouble == CUT and at < 0:
                address = ""
            elif good or address:
                trouble = f"{LENGTH if trouble == CUT else trouble}, at byte {start:,}"
            else:
                trouble = DAMAGED
            if sound:  # else it is the same damage still
                yield address, None, trouble, 0
            sound = False


def _next_record(file: io.BufferedReader, zipped: bool, start: int) -> int:
    """Where the record after the one at `start` seems to begin, -1 where none does."""
    with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        found = (GZIP if zipped else RECORD).search(data, start + 1)
        return found.start() if found else -1


def _headers(stream: io.BufferedReader) -> dict[str, str]:
    """The headers of the record that begins here; none at the end."""
    while not (line := stream.readline(HEAD)).strip():
        if not line:
            return {}
    if not line.startswith(b"WARC/"):
        raise Damaged("a record does not begin with “WARC/”")
    lines = [line]
    left = HEAD
    while (line := stream.readline(left)).strip():
        lines.append(line)
        left -= len(line)
    if not line:
        raise Damaged(CUT if left else "a record's headers have no end")
    return fields(b"".join(lines))


def _page(stream: io.BufferedReader, headers: dict[str, str], most: int) -> tuple[bytes | None, str, int] | None:
    """Read a record to its end: the data, trouble and size of the page in it, None where it holds none."""
    if not re.fullmatch("[0-9]{1,18}", length := headers.get("content-length", "")):
        raise Damaged("a record does not say how long it is")
    left, kind, http, body = int(length), headers.get("warc-type", "").lower(), headers, b""
    wanted = kind == "resource"
    if kind == "response":
        body = _read(stream, min(left, HEAD))
        left -= len(body)
        wanted, http, body = response(body)
    wanted = wanted and http.get("content-type", "").partition(";")[0].strip().lower() in HTML
    size = len(body) + left
    if wanted:
        body += _read(stream, min(left, max(0, most + 1 - len(body))))
        left = size - len(body)
    while left:
        left -= len(_read(stream, min(left, PIECE)))
    _pass_blank(stream)
    if not wanted:
        return None
    if size > most:
        return None, "", size
    if why := headers.get("warc-truncated"):
        return None, f"only a part of it was kept, as the archive says: {why}", 0
    try:
        data = unpacked(body, http, most) if kind == "response" else body
    except BodyError as error:
        return None, str(error), 0
    return (data, "", 0) if len(data) <= most else (None, "", len(data))


def _read(stream: io.BufferedReader, size: int) -> bytes:
    data = stream.read(size)
    if len(data) < size:
        raise Damaged(CUT)
    return data


def _pass_blank(stream: io.BufferedReader) -> None:
    """Pass the two blank lines that end a record; some writers leave them out."""
    for count in range(4):
        following = stream.peek(1)[:1]
        if following not in (b"\r", b"\n"):
            if not count and following not in (b"W", b""):
                raise Damaged(LENGTH)
            return
        stream.read(1)
