"""Which pages a run has, and the bytes of each."""

import os
import shutil
import stat
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path, PurePath
from typing import NamedTuple

from bylint.archives import PAGES, is_archive, members
from bylint.check import failure, too_large
from bylint.lists import expanded
from bylint.problem import quote
from bylint.result import PageResult

STDIN = "<stdin>"


class PathError(Exception):
    """Paths that cannot be checked. The message names them and the way out."""


class PageFile(NamedTuple):
    """A file to check: `name` as reports give it, with forward slashes. `trouble` says why there is
    nothing to be read in it; an `archive` holds any number of pages. `data` are its bytes, if it was read."""

    name: str
    stdin: bool = False
    trouble: str = ""
    archive: bool = False
    data: bytes | None = None

    @property
    def path(self) -> Path:
        return Path(self.name)


def expand(paths: Iterable[str], stdin_name: str = STDIN) -> list[PageFile]:
    """The files that `paths` name: files, archives, folders to be walked, patterns, `-` for standard input. In the order
    given, folders in the order of their paths; each file once, however often it is named.

    Raises PathError for a path that is not there and for a folder without pages.
    """
    paths = existing(paths)
    found: dict[str, PageFile] = {}
    empty = []
    for path in paths:
        if path == "-":
            found["-"] = PageFile(PurePath(stdin_name).as_posix(), stdin=True)
        elif os.path.isdir(path):  # noqa: PTH112 False, where Path raises, for what may not be read
            empty += [] if _walk(path, found) else [path]
        else:
            found.setdefault(os.path.realpath(path), PageFile(PurePath(path).as_posix(), archive=is_archive(path)))
    if "-" in found and found["-"].name in {file.name for name, file in found.items() if name != "-"}:
        raise PathError(f"Standard input is called {quote(stdin_name)}, as one of the files is. Give one of the two.")
    if empty:
        raise PathError(
            f"There are no pages in {_listed(empty)}: no file there ends in {', '.join(PAGES)}. "
            "Name the folder that holds the built pages, or name the files themselves."
        )
    return list(found.values())


class Files:
    """The files of a run, by name."""

    def __init__(self, files: Iterable[PageFile]) -> None:
        self.by_name: Mapping[str, PageFile] = {file.name: file for file in files}
        self._folders: dict[str, str] = {}

    def of(self, page: str) -> PageFile:
        """The file that a page of the run is, or, as its path begins with it, the archive that it is in."""
        if page in self.by_name:
            return self.by_name[page]
        return next((file for name, file in self.by_name.items() if file.archive and page.startswith(f"{name}!")), PageFile(page))

    def folder(self, page: str) -> str:
        """The absolute path of the folder of the file, whose configs, ignore files and baseline count: a name within an archive is a
        stranger's. A text, as a site has too many pages for a Path each."""
        above, slash, _ = self.of(page).name.rpartition("/")
        if (found := self._folders.get(above + slash)) is None:
            found = self._folders[above + slash] = os.path.abspath(above + slash or ".")  # noqa: PTH100 resolve() would follow links
        return found


def existing(paths: Iterable[str]) -> list[str]:
    """Paths, with those in place of a pattern that it fits. Raises PathError for one that is not there."""
    named = [name for path in paths for name in ([path] if path == "-" or not _missing(path) else expanded(path) or [path])]
    if missing := [path for path in named if path != "-" and _missing(path)]:
        raise PathError(f"There is no {_listed(missing)}. Correct the path, or make the page first.")
    return named


def pages(file: PageFile, most: int) -> Iterator[tuple[str, bytes | PageResult]]:
    """The pages of a file, of which an archive has many: the name of each, and its bytes, or where it
    cannot be read or is larger than `most` bytes the result that says so."""
    if file.archive:
        empty = True
        for name, data, trouble, size in members(file.name, most):
            yield name, data if data is not None else too_large(name, size, most) if size else _unreadable(name, trouble, file.name)
            empty = False
        if empty:
            message = "There are no pages in the archive, so nothing was checked. Name an archive that holds the built pages."
            yield file.name, failure(file.name, "page/unreadable", message, complete=False)
    else:
        yield file.name, _read(file, most)


def held(file: PageFile, most: int) -> PageFile:
    """Standard input, which can be read once only, with what it holds: `most` bytes, or one more where there are more."""
    return file._replace(data=_standard_input(most))


def passed_on(held: bytes | None) -> None:
    """Write standard input to standard output as it came: what was `held` of it, and what is left."""
    sys.stdout.buffer.write(held or b"")
    shutil.copyfileobj(sys.stdin.buffer, sys.stdout.buffer)


def _standard_input(most: int) -> bytes:
    return sys.stdin.buffer.read(most + 1)


def _read(file: PageFile, most: int) -> bytes | PageResult:
    if file.trouble:
        return _unreadable(file.name, file.trouble)
    try:
        if file.data is not None:
            data = file.data
        elif file.stdin:
            data = _standard_input(most)
        else:
            with open(file.name, "rb") as opened:  # noqa: PTH123 a Path for each of a site's pages costs more than it says
                status = os.fstat(opened.fileno())
                ordinary = stat.S_ISREG(status.st_mode)
                if ordinary and status.st_size > most:
                    return too_large(file.name, status.st_size, most)
                data = opened.read() if ordinary else opened.read(most + 1)
    except OSError as error:
        return _unreadable(file.name, error.strerror or type(error).__name__)
    if len(data) <= most:
        return data
    message = f"The page has more than the {most:,} bytes that are read, so nothing in it was checked. Raise page-bytes under [limits]."
    return failure(file.name, "page/too-large", message, complete=False)


def _unreadable(name: str, reason: str, archive: str = "") -> PageResult:
    if name == archive:
        message = f"A part of the archive cannot be read ({reason}), so pages may be missing here. Make the archive again."
    else:
        message = f"The file cannot be read ({reason}), so nothing in it was checked. Check that it is there and that you may read it."
    return failure(name, "page/unreadable", message, complete=False)


def _walk(top: str, found: dict[str, PageFile]) -> int:
    """Add the pages below a folder to `found`, by their real paths; how many there are.

    Links are followed. A folder that is reached a second time adds nothing, so a link to a folder above ends.
    """
    entered: set[str] = set()
    count = 0
    named = PurePath(top).as_posix()
    # What is still to be looked at: its path, its real path, and what the folder that holds it says of it.
    waiting: list[tuple[str, str, os.DirEntry[str] | None]] = [("" if named == "." else named, os.path.realpath(top), None)]
    while waiting:
        path, real, entry = waiting.pop()
        trouble = ""
        try:
            if entry is None or entry.is_dir():
                if real not in entered:
                    entered.add(real)
                    waiting += sorted(_inside(path, real), reverse=True)
                continue
            if os.path.splitext(entry.name)[1].lower() not in PAGES:  # noqa: PTH122 a site has too many for a Path each
                continue
            if not entry.is_file() and Path(path).exists():
                trouble = "it is no ordinary file"
        except OSError as error:  # may be a folder full of pages: not to be passed over in silence
            trouble = error.strerror or type(error).__name__
        found.setdefault(real, PageFile(path or ".", trouble=trouble))
        count += 1
    return count


def _inside(path: str, real: str) -> Iterator[tuple[str, str, os.DirEntry[str]]]:
    above = path if path in ("", "/") else f"{path}/"
    below = os.path.join(real, "")  # noqa: PTH118 with the separator at its end
    with os.scandir(path or ".") as entries:
        for entry in entries:
            inside = above + entry.name
            yield inside, os.path.realpath(inside) if entry.is_symlink() else below + entry.name, entry


def _missing(path: str) -> bool:
    try:
        return not (path and Path(path).exists())
    except OSError:  # there, but not to be read: that is said of it in the report
        return False


def _listed(paths: list[str]) -> str:
    shown = ", ".join(quote(path, 200) for path in paths[:5])
    return shown if len(paths) <= 5 else f"{shown} and {len(paths) - 5} more"
