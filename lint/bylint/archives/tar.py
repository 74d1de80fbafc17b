"""Pages in tar archives, plain or packed by gzip, bzip2 or xz."""

import bz2
import gzip
import io
import lzma
import tarfile
from collections.abc import Callable, Iterator
from typing import IO, Any, cast

from bylint.archives.found import CUT, DAMAGED, EMPTY, PIECE, Found

UNPACKERS = ((b"\x1f\x8b", gzip.open), (b"BZh", bz2.open), (b"\xfd7zXZ", lzma.open))
NAME = 1 << 20  # the most bytes that a name and what else comes before a member may have


def pages(file: io.BufferedReader, most: int, wanted: Callable[[str], bool]) -> Iterator[Found]:
    """The members whose names are `wanted`. Damage ends the archive."""
    head = file.peek(8)
    if not head:
        yield "", None, EMPTY, 0
        return
    unpack = next((opener for magic, opener in UNPACKERS if head.startswith(magic)), None)
    # Not tarfile's own unpacking: it takes in a bomb of bzip2 whole.
    forward = _Forward(unpack(file) if unpack else file, max(most, NAME))
    try:
        with tarfile.open(fileobj=cast(IO[bytes], forward), mode="r:") as archive:
            while entry := archive.next():
                cast(Any, archive).members.clear()  # else they gather
                name = entry.name.replace("\\", "/")
                if not entry.isreg() or not wanted(name):
                    continue
                if entry.size > most:
                    yield name, None, "", entry.size
                elif opened := archive.extractfile(entry):
                    yield name, opened.read(entry.size), "", 0
        # tarfile takes damage for the end, which is a block of zeros with only zeros and the checksum after it.
        rest = forward.last
        while rest and not rest.strip(b"\0"):
            rest = forward.file.read(PIECE)
        if rest:
            yield "", None, DAMAGED, 0
    except EOFError:
        yield "", None, CUT if unpack or forward.at >= tarfile.BLOCKSIZE else DAMAGED, 0
    except Exception:  # strangers' archives make tarfile raise errors of many kinds
        yield "", None, DAMAGED, 0


class _Forward:
    """A file that is read once, from its beginning to its end, at most `most` bytes at a time: a name, say, may claim to be long."""

    def __init__(self, file: Any, most: int) -> None:
        self.file, self.most, self.at, self.last = file, most, 0, b""

    def tell(self) -> int:
        return self.at

    def seek(self, at: int) -> int:
        while self.at < at:
            self.read(min(at - self.at, PIECE))
        if self.at > at:
            raise ValueError
        return self.at

    def read(self, size: int) -> bytes:
        if not 0 <= size <= self.most:
            raise ValueError
        self.last = self.file.read(size)
        self.at += len(self.last)
        if len(self.last) < size:
            raise EOFError
        return self.last
