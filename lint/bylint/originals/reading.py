"""Files of originals: what form each has, and its originals one by one."""

import codecs
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from mmap import ACCESS_READ, mmap
from pathlib import Path
from typing import Literal, NamedTuple, TypeAlias

from bylint.archives import PAGES
from bylint.originals.feed import atom, rss
from bylint.originals.item import Item
from bylint.originals.newsml import newsml
from bylint.originals.ninjs import ninjs
from bylint.originals.nitf import nitf
from bylint.originals.original import Original, read_html
from bylint.originals.slices import ITEMS, Data, Slice, encoding_of, json_slices, root_of, xml_slices
from bylint.originals.trouble import Trouble
from bylint.originals.within import Within
from bylint.originals.xml import Part
from bylint.page import Page
from bylint.settings import PAGE_BYTES, Settings
from bylint.source import Point, Source

Form: TypeAlias = Literal["html", "rss", "atom", "newsml", "nitf", "ninjs"]
ROOTS: dict[str, Form] = {"rss": "rss", "RDF": "rss", "feed": "atom", "newsMessage": "newsml", "newsItem": "newsml", "nitf": "nitf"}
XML = {"rss": rss, "atom": atom, "newsml": newsml, "nitf": nitf}
# The files of a folder that are looked at.
ENDINGS = (*PAGES, ".xml", ".rss", ".atom", ".rdf", ".nitf", ".newsml", ".json", ".ninjs", ".jsonl", ".ndjson")
# A file is no feed but one large item: nothing in it is read in vain.
FIRST = Point(0, 1, 1, 1)


class Found(NamedTuple):
    """A part of a file that is an original, or, where it cannot be read, what is wrong with it. It is `None` and "" where it is none
    for good reason, as a picture is no story."""

    part: Slice
    original: Original | None = None
    item: Item | None = None
    trouble: str = ""


@contextmanager
def opened(file: Path) -> Iterator[Data]:
    """The bytes of a file, which need not fit in memory. Raises Trouble."""
    try:
        with file.open("rb") as stream:
            status = os.fstat(stream.fileno())
            if not stat.S_ISREG(status.st_mode):
                raise Trouble("is no ordinary file")
            if not status.st_size:
                raise Trouble("is empty")
            with mmap(stream.fileno(), 0, access=ACCESS_READ) as data:
                yield data
    except OSError as error:
        raise Trouble(f"cannot be read ({error.strerror or error})") from error


def form_of(name: str, data: Data) -> Form:
    """The form of a file. Raises Trouble."""
    if name.lower().endswith(PAGES):
        return "html"
    first = data[:512].removeprefix(codecs.BOM_UTF8).lstrip()[:1]
    if first in (b"{", b"["):
        return "ninjs"
    encoding_of(data)
    root = root_of(data)
    if root not in ROOTS:
        raise Trouble(
            f"begins with <{root[:40]}>, and is none of what originals are read from: saved pages (.html), RSS, Atom, NewsML-G2, NITF, ninjs"
        )
    return ROOTS[root]


def slices(form: Form, data: Data) -> Iterator[Slice]:
    """The parts of a file that are one original each. Raises Trouble."""
    if form == "html":
        yield Slice(0, len(data), FIRST)
    elif form == "ninjs":
        yield from json_slices(data)
    else:
        yield from xml_slices(data, ITEMS[root_of(data)], encoding_of(data))


def read(name: str, form: Form, encoding: str, data: bytes, part: Slice, settings: Settings = Settings()) -> tuple[Original, Item | None] | None:
    """The original that a part of the file called `name` is; None where it is none for good reason. Raises Trouble."""
    if form == "html":
        return read_html(name, data, settings), None
    try:
        source = Source(name, data, data.decode(encoding), codecs.lookup(encoding).name)
        around = part.around.decode(encoding)
    except UnicodeDecodeError as error:
        raise Trouble(f"has bytes that are no {encoding} ({error.reason} at byte {part.start + error.start:,})") from error
    item = ninjs(source.text) if form == "ninjs" else XML[form](Part(source, around))
    if item is None:
        return None
    text = item.draft.text
    within = Within(name, text.encode("utf-8", "replace"), text, "utf-8", pieces=tuple(item.draft.pieces), whole=source, start=part.place)
    id = next(iter(item.ids), "") or item.url
    told = Original(
        f"{name}#{id}" if id else name,
        item.url,
        item.ids,
        item.headline,
        item.published,
        item.modified,
        Page(within, settings),
        item.status,
        item.embargoed,
        item.expires,
    )
    return told, item
