"""HTTP responses as they were sent, unpacked as browsers do, but never to more than a page may have."""

import importlib
import re
import zlib
from collections.abc import Callable, Mapping
from contextlib import suppress

from bylint.problem import quote

BLANK = re.compile(rb"\r?\n\r?\n")
STATUS = re.compile(rb"HTTP/[0-9.]+\s+200\b")
CHUNK = re.compile(rb"\s*([0-9a-fA-F]{1,15})[^\n]*\n")
# A page whose header says it is packed, and which is not: some crawlers unpack it and keep the header.
PLAIN = re.compile(rb"(?:\xef\xbb\xbf)?\s*<")


class BodyError(Exception):
    """Why a body cannot be unpacked, in a short phrase."""


def fields(head: bytes) -> dict[str, str]:
    """Headers of HTTP or of a WARC, by their names in lower case."""
    try:
        text = head.decode()
    except UnicodeDecodeError:
        text = head.decode("latin-1")
    pairs = (line.partition(":") for line in re.sub(r"\r?\n[ \t]+", " ", text).split("\n"))
    return {name.strip().lower(): value.strip() for name, _, value in pairs}


def response(block: bytes) -> tuple[bool, dict[str, str], bytes]:
    """Whether a response has status 200, its headers, and its body, or the beginning of it that is in the block."""
    head, *body = BLANK.split(block, maxsplit=1)
    return bool(body and STATUS.match(head)), fields(head), b"".join(body)


def unpacked(body: bytes, headers: Mapping[str, str], most: int) -> bytes:
    """A body without its Transfer-Encoding and Content-Encoding. Of what would be larger than `most`
    bytes no more than the first `most` + 1. The names of headers are in lower case."""
    codings = f"{headers.get('content-encoding', '')},{headers.get('transfer-encoding', '')}".lower().split(",")
    for coding in filter(None, map(str.strip, reversed(codings))):
        if not body or coding == "identity":
            continue
        try:
            body = CODINGS[coding](body, most)
        except (ImportError, KeyError, ValueError) as error:
            if PLAIN.match(body):
                continue
            if isinstance(error, ImportError):
                raise BodyError("it is packed with brotli; install bylint[warc] to read it") from None
            raise BodyError(f"it is packed as {quote(coding)}, which cannot be undone") from None
    return body


def _inflated(body: bytes, most: int) -> bytes:
    for window in (47, -15):  # gzip or zlib, else deflate alone
        engine = zlib.decompressobj(window)
        with suppress(zlib.error):
            data = engine.decompress(body, most + 1)
            if engine.eof or len(data) > most:
                return data
    raise ValueError


def _brotli(body: bytes, most: int) -> bytes:
    brotli = importlib.import_module("brotli")
    engine = brotli.Decompressor()
    try:
        data: bytes = engine.process(body, output_buffer_limit=most + 1)
    except brotli.error:
        raise ValueError from None
    if not engine.is_finished() and len(data) <= most:
        raise ValueError
    return data[: most + 1]


def _joined(body: bytes, _most: int) -> bytes:
    chunks: list[bytes] = []
    at = 0
    while head := CHUNK.match(body, at):
        at = head.end() + int(head[1], 16)
        if at == head.end():
            return b"".join(chunks)
        chunks.append(body[head.end() : at])
    raise ValueError


CODINGS: Mapping[str, Callable[[bytes, int], bytes]] = {
    "gzip": _inflated,
    "x-gzip": _inflated,
    "deflate": _inflated,
    "br": _brotli,
    "chunked": _joined,
}
