"""What is in a file of many gzip members, such as a WARC has for its records."""

import io
import zlib
from collections.abc import Iterator
from typing import Any

from bylint.archives.found import CUT, PIECE


class Damaged(Exception):
    """Why a record cannot be read."""


class Unzipped(io.RawIOBase):
    """What is in a file of gzip members. The last piece of a member comes only when its checksum is right.
    `at` is where in the file the member begins that is being read, or is the next."""

    def __init__(self, file: io.BufferedReader) -> None:
        self.file, self.at = file, file.tell()
        self.pieces = self._pieces()
        self.ready = memoryview(b"")

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        while not self.ready and (piece := next(self.pieces, None)) is not None:
            self.ready = memoryview(piece)
        size = min(len(buffer), len(self.ready))
        buffer[:size], self.ready = self.ready[:size], self.ready[size:]
        return size

    def _pieces(self) -> Iterator[bytes]:
        waiting = b""
        while waiting := waiting.lstrip(b"\0") or self.file.read(PIECE).lstrip(b"\0"):  # some pad with zeros
            engine, held = zlib.decompressobj(31), b""
            while not engine.eof:
                if not waiting and not (waiting := self.file.read(PIECE)):
                    raise Damaged(CUT)
                try:
                    piece = engine.decompress(waiting, PIECE)
                except zlib.error:
                    raise Damaged("its gzip data is damaged") from None
                yield held
                held, waiting = piece, engine.unconsumed_tail
            waiting = engine.unused_data
            self.at = self.file.tell() - len(waiting)
            yield held
