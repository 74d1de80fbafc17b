"""Pages in archives, one after the other: nothing is unpacked to disk, and one page at a time is in memory."""

from collections.abc import Iterator
from pathlib import PurePath
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from bylint.archives.found import Found

PAGES = (".html", ".htm", ".xhtml")
WARCS = (".warc", ".warc.gz")
ARCHIVES = (*WARCS, ".zip", ".tar", ".tar.gz", ".tgz", ".tar.bz2", ".tar.xz")


class Member(NamedTuple):
    """A page in an archive, by a name such as `build.zip!news/a.html`, or trouble of the archive, by the archive's name.

    `trouble` says in a short phrase why there is no `data`. There is neither where the page is too large:
    it has `size` bytes or, if it would have to be unpacked to know, more. The size of all others is 0.
    """

    name: str
    data: bytes | None
    trouble: str = ""
    size: int = 0


def is_archive(path: str) -> bool:
    """Whether a file is an archive, by its name."""
    return path.lower().endswith(ARCHIVES)


def members(path: str, most: int) -> Iterator[Member]:
    """The pages in an archive, in its order: what ends in .html, .htm or .xhtml, and in a WARC what was sent as HTML.

    Of none more than `most` bytes are read. What cannot be read is a member with trouble, and the others
    go on: all of them in a WARC and a zip, in a tar those before the damage. A zip that is cut off has no
    others, as its list of contents is at its end. Links and the files that macOS adds (`._a.html`) are
    passed over. Names are what the archive says, `..` too; one that comes again ends in ` (2)`.
    """
    base = PurePath(path).as_posix()
    times: dict[int, int] = {}  # by hashes of names, which take less memory
    try:
        for name, data, trouble, size in _found(path, most):
            name = f"{base}!{name}" if name else base
            key = hash(name)
            times[key] = count = times.get(key, 0) + 1
            yield Member(f"{name} ({count})" if count > 1 and name != base else name, data, trouble, size)
    except OSError as error:
        yield Member(base, None, error.strerror or type(error).__name__)


def _found(path: str, most: int) -> "Iterator[Found]":
    with open(path, "rb") as file:  # noqa: PTH123 a Path would drop a slash at the end, which makes a file none
        if path.lower().endswith(WARCS):  # imported one by one: most runs have no archive
            from bylint.archives.warc import pages as warc_pages

            yield from warc_pages(file, most)
        elif path.lower().endswith(".zip"):
            from bylint.archives.zip import pages as zip_pages

            yield from zip_pages(file, most, _is_page)
        else:
            from bylint.archives.tar import pages as tar_pages

            yield from tar_pages(file, most, _is_page)


def _is_page(name: str) -> bool:
    return name.lower().endswith(PAGES) and not name.rpartition("/")[2].startswith("._")
