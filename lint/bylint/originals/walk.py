"""The files of originals that a config names."""

import glob
import os
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from bylint.originals.reading import ENDINGS


class File(NamedTuple):
    """A file, by the name that reports call it and by its path; how large it is and when it was changed, in nanoseconds: what was
    given an older time was changed when that was done."""

    name: str
    path: Path
    size: int
    changed: int


class Missing(NamedTuple):
    """A path of which nothing can be read, and why."""

    name: str
    reason: str


def walk(paths: Iterable[Path]) -> Iterator[File | Missing]:
    """The files that paths name, which may be folders and patterns, each once, in order. Of a folder those whose name ends like one of
    a known form; what else lies there, such as the pictures of saved pages, is passed over."""
    seen: set[str] = set()
    for path in paths:
        if not os.path.lexists(path) and glob.has_magic(str(path)):
            found = [Path(one) for one in sorted(glob.glob(str(path), recursive=True))]  # noqa: PTH207 pathlib has no absolute patterns
            if not found:
                yield Missing(name_of(path), "fits no file")
        else:
            found = [path]
        for one in found:
            yield from _below(one, seen)


def among(page: str, paths: Iterable[Path]) -> bool:
    """Whether a file is one of those that paths name."""
    file = os.path.abspath(page)  # noqa: PTH100 resolve() would follow links
    return any(Path(file).is_relative_to(path) or (glob.has_magic(str(path)) and file in _fitting(str(path))) for path in paths)


@lru_cache(maxsize=16)  # a run asks for each page
def _fitting(pattern: str) -> frozenset[str]:
    found = (_below(Path(one), set()) for one in glob.glob(pattern, recursive=True))  # noqa: PTH207
    return frozenset(str(file.path) for files in found for file in files if isinstance(file, File))


def name_of(path: Path) -> str:
    """A path as reports name it: as seen from the current folder where it is below that."""
    absolute = path.absolute()
    return (absolute.relative_to(Path.cwd()) if absolute.is_relative_to(Path.cwd()) else absolute).as_posix()


def _below(top: Path, seen: set[str]) -> Iterator[File | Missing]:
    waiting: list[str] = [os.fspath(top)]
    base = name_of(top)
    while waiting:
        path = waiting.pop()
        name = base + path[len(os.fspath(top)) :].replace(os.sep, "/")
        try:
            real = os.path.realpath(path)
            if real in seen:
                continue
            status = os.stat(path)  # noqa: PTH116 a site's worth of them
            seen.add(real)
            if os.path.isdir(path):  # noqa: PTH112
                with os.scandir(path) as entries:
                    inside = [each.path for each in entries if each.is_dir() or each.name.lower().endswith(ENDINGS)]
                if not inside and path == os.fspath(top):
                    yield Missing(name, f"has no file whose name ends in one of {', '.join(ENDINGS)}")
                waiting += sorted(inside, reverse=True)
            else:
                yield File(name, Path(path), status.st_size, max(status.st_mtime_ns, status.st_ctime_ns))
        except FileNotFoundError:
            yield Missing(name, "is not there")
        except OSError as error:
            yield Missing(name, f"cannot be read ({error.strerror or error})")
