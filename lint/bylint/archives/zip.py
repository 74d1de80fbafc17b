"""Pages in zip archives."""

import stat
import zipfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import BinaryIO

from bylint.archives.found import DAMAGED, EMPTY, Found

UTF_8, ENCRYPTED = 0x800, 0x1  # flags of a member
# zipfile unpacks these piece by piece, and bombs of other kinds whole.
READ = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


def pages(file: BinaryIO, most: int, wanted: Callable[[str], bool]) -> Iterator[Found]:
    """The members whose names are `wanted`, in the order of the list of contents."""
    if not file.read(1):
        yield "", None, EMPTY, 0
        return
    try:
        archive = zipfile.ZipFile(file)
    except Exception:  # strangers' archives make zipfile raise errors of many kinds
        yield "", None, DAMAGED, 0
        return
    for info in archive.infolist():
        name = _name(info)
        if wanted(name) and not stat.S_ISLNK(info.external_attr >> 16):
            yield name, *_data(archive, info, most)


def _name(info: zipfile.ZipInfo) -> str:
    name = info.filename
    if not info.flag_bits & UTF_8:
        with suppress(UnicodeError):  # macOS writes UTF-8 without saying so
            name = name.encode("cp437").decode()
    return name.replace("\\", "/")


def _data(archive: zipfile.ZipFile, info: zipfile.ZipInfo, most: int) -> tuple[bytes | None, str, int]:
    if info.flag_bits & ENCRYPTED:
        return None, "it is encrypted", 0
    if info.compress_type not in READ:
        return None, "it is packed in another way than the usual “deflate”", 0
    if info.file_size > most:
        return None, "", info.file_size
    try:
        with archive.open(info) as opened:
            return opened.read(most + 1), "", 0
    except Exception:
        return None, "it is damaged in the archive", 0
