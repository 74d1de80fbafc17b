"""A run: which files, each read and checked in turn, and what the exit code says of it all."""

import os
import stat
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePath
from typing import NamedTuple

from bylint.check import check, failure, too_large
from bylint.config import PagePlan
from bylint.problem import Severity, quote
from bylint.result import PageResult

PAGES = (".html", ".htm", ".xhtml")
STDIN = "<stdin>"


class PathError(Exception):
    """Paths that cannot be checked. The message names them and the way out."""


class PageFile(NamedTuple):
    """A file to check: `name` as reports give it, with forward slashes. `trouble` says why there is
    nothing to be read in it."""

    name: str
    stdin: bool = False
    trouble: str = ""

    @property
    def path(self) -> Path:
        return Path(self.name)


def expand(paths: Iterable[str], stdin_name: str = STDIN) -> list[PageFile]:
    """The files that `paths` name: files, folders to be walked, `-` for standard input. In the order
    given, folders in the order of their paths; each file once, however often it is named.

    Raises PathError for a path that is not there and for a folder without pages.
    """
    paths = list(paths)
    if missing := [path for path in paths if path != "-" and _missing(path)]:
        raise PathError(f"There is no {_listed(missing)}. Correct the path, or make the page first.")
    found: dict[str, PageFile] = {}
    empty = []
    for path in paths:
        if path == "-":
            found["-"] = PageFile(PurePath(stdin_name).as_posix(), stdin=True)
        elif os.path.isdir(path):  # noqa: PTH112 False, where Path raises, for what may not be read
            empty += [] if _walk(Path(path), found) else [path]
        else:
            found.setdefault(os.path.realpath(path), PageFile(PurePath(path).as_posix()))
    if empty:
        raise PathError(
            f"There are no pages in {_listed(empty)}: no file there ends in {', '.join(PAGES)}. "
            "Name the folder that holds the built pages, or name the files themselves."
        )
    return list(found.values())


def run(pages: Iterable[tuple[PageFile, PagePlan]]) -> Iterator[PageResult]:
    """The result of each page in turn. No more than one page is held at a time, and none stops the others."""
    for file, planned in pages:
        try:
            yield _check(file, planned)
        except OSError as error:
            yield _unreadable(file, error.strerror or type(error).__name__)
        except Exception as error:  # a fault of ours on one page must not hide what is wrong with the others
            reason = quote(f"{type(error).__name__}: {error}", 200)
            message = f"bylint failed on this page with {reason}, so nothing in it was checked. Report this to bylint's authors."
            yield failure(file.name, "page/unreadable", message, complete=False)


def exit_code(result: PageResult, fail_on: Severity | None) -> int:
    """2 where something could not be checked, 1 where a finding is at least as bad as `fail_on`, else 0.
    A run's exit code is the highest of its pages'; None never fails for findings."""
    if not result.complete:
        return 2
    return int(fail_on is not None and any(finding.severity >= fail_on for finding in result.findings))


def _check(file: PageFile, planned: PagePlan) -> PageResult:
    most = planned.plan.settings.page_bytes
    if file.trouble:
        return _unreadable(file, file.trouble)
    if file.stdin:
        data = sys.stdin.buffer.read(most + 1)
    else:
        with open(file.name, "rb") as opened:  # noqa: PTH123 a Path for each of a site's pages costs more than it says
            status = os.fstat(opened.fileno())
            ordinary = stat.S_ISREG(status.st_mode)
            if ordinary and status.st_size > most:
                return too_large(file.name, status.st_size, most)
            data = opened.read() if ordinary else opened.read(most + 1)
    if len(data) > most:
        message = f"The page has more than the {most:,} bytes that are read, so nothing in it was checked. Raise page-bytes under [limits]."
        return failure(file.name, "page/too-large", message, complete=False)
    return check(file.name, data, planned.plan, planned.packs.rules)


def _unreadable(file: PageFile, reason: str) -> PageResult:
    message = f"The file cannot be read ({reason}), so nothing in it was checked. Check that it is there and that you may read it."
    return failure(file.name, "page/unreadable", message, complete=False)


def _walk(folder: Path, found: dict[str, PageFile]) -> int:
    """Add the pages below a folder to `found`, by their real paths; how many there are.

    Links are followed. A folder that is reached a second time adds nothing, so a link to a folder above ends.
    """
    entered: set[str] = set()
    count = 0
    waiting = [folder]
    while waiting:
        path = waiting.pop()
        real = os.path.realpath(path)
        trouble = ""
        try:
            if path.is_dir():
                if real not in entered:
                    entered.add(real)
                    waiting += sorted(path.iterdir(), reverse=True)
                continue
            if path.suffix.lower() not in PAGES:
                continue
            if path.exists() and not path.is_file():
                trouble = "it is no ordinary file"
        except OSError as error:  # may be a folder full of pages: not to be passed over in silence
            trouble = error.strerror or type(error).__name__
        found.setdefault(real, PageFile(path.as_posix(), trouble=trouble))
        count += 1
    return count


def _missing(path: str) -> bool:
    try:
        return not (path and Path(path).exists())
    except OSError:  # there, but not to be read: that is said of it in the report
        return False


def _listed(paths: list[str]) -> str:
    shown = ", ".join(quote(path, 200) for path in paths[:5])
    return shown if len(paths) <= 5 else f"{shown} and {len(paths) - 5} more"
