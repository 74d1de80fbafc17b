"""Writing files whole or not at all: what is written stands beside the file until it takes its place."""

import os
import stat
import tempfile
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path


class ReplaceError(Exception):
    """A file that was not written. The message says why, as a sentence without its full stop."""


def replace(file: Path, parts: Iterable[bytes], *, was: bytes | None = None) -> None:
    """Have a file hold these bytes, and nothing of them if it fails or is killed over it. It keeps its mode and, where that may
    be, its owner; a link stays and what it leads to is written. Where the file `was` given it must still hold those bytes.

    Raises ReplaceError.
    """
    target = Path(os.path.realpath(file))
    try:
        known = target.stat() if target.exists() else None
        if known and not stat.S_ISREG(known.st_mode):  # a pipe, a device: nothing can be put in its place
            with target.open("wb") as opened:
                opened.writelines(parts)
            return
        if known and not os.access(target, os.W_OK):
            raise ReplaceError("it is read-only")
        _beside(target, known, parts, was)
    except OSError as error:
        raise ReplaceError(error.strerror or type(error).__name__) from error


def _beside(target: Path, known: os.stat_result | None, parts: Iterable[bytes], was: bytes | None) -> None:
    handle, name = tempfile.mkstemp(prefix=".bylint-", suffix=".tmp", dir=target.parent)
    try:
        with open(handle, "wb") as opened:  # noqa: PTH123 a handle has no path
            opened.writelines(parts)
            opened.flush()
            _like(handle, known)
            os.fsync(handle)
        if was is not None and target.read_bytes() != was:
            raise ReplaceError("it was changed by somebody else meanwhile")
        os.replace(name, target)  # noqa: PTH105 as below
    except BaseException:
        with suppress(OSError):
            os.unlink(name)  # noqa: PTH108 mkstemp gives a name
        raise


def _like(handle: int, known: os.stat_result | None) -> None:
    """Give a new file the mode and owner of the one it replaces, or the mode that new files have."""
    if known is None:
        mask = os.umask(0)
        os.umask(mask)
        os.chmod(handle, 0o666 & ~mask)
        return
    with suppress(OSError, AttributeError):  # only the superuser may give files away; not on every system
        os.chown(handle, known.st_uid, known.st_gid)
    os.chmod(handle, stat.S_IMODE(known.st_mode))
