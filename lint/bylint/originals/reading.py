"""Files of originals: what form each has, and its originals one by one."""

import codecs
import hashlib
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from mmap import ACCESS_READ, mmap
from pathlib import Path
from typing import Literal, NamedTuple, TypeAlias

from bylint.archives import PAGES
from bylint.notices import NOTICES, unreadable
from bylint.originals.feed import atom, rss
from bylint.originals.newsml import newsml
from bylint.originals.ninjs import ninjs
from bylint.originals.nitf import nitf
from bylint.originals.original import Original, of_page
from bylint.originals.slices import ITEMS, Data, Slice, encoding_of, json_slices, root_of, xml_slices
from bylint.originals.trouble import Trouble
from bylint.originals.within import Within
from bylint.originals.xml import Part
from bylint.page import Page
from bylint.settings import Settings
from bylint.source import Point, Source

Form: TypeAlias = Literal["html", "rss", "atom", "newsml", "nitf", "ninjs"]
ROOTS: dict[str, Form] = {"rss": "rss", "RDF": "rss", "feed": "atom", "newsMessage": "newsml", "newsItem": "newsml", "nitf": "nitf"}
XML = {"rss": rss, "atom": atom, "newsml": newsml, "nitf": nitf}
# The files of a folder that are looked at.
ENDINGS = (*PAGES, ".xml", ".rss", ".atom", ".rdf", ".nitf", ".newsml", ".json", ".ninjs", ".jsonl", ".ndjson")
FIRST = Point(0, 1, 1, 1)


@contextmanager
def opened(file: Path) -> Iterator[Data]:
    """The bytes of a file, which need not fit in memory. Raises Trouble."""
    try:
        # Without waiting: a pipe that nobody writes to would hold the run up.
        with open(file, "rb", opener=lambda path, flags: os.open(path, flags | getattr(os, "O_NONBLOCK", 0))) as stream:
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
            f"begins with <{root[:40]}>, which is none of the forms that originals have",
            "Name saved pages (.html), feeds of RSS or Atom, NewsML-G2, NITF or ninjs alone.",
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


class Read(NamedTuple):
    """An original; the number of its version, "" for none; and whether it has the whole story."""

    original: Original
    version: str = ""
    full: bool = True


def read(name: str, form: Form, encoding: str, data: bytes, part: Slice, settings: Settings) -> Read | None:
    """The original that a part of the file called `name`, with these bytes, is; None where it is none for good reason, as a picture
    is no story. Raises Trouble."""
    if form == "html":
        page = Page(Source.read(name, data), settings)
        if notice := unreadable(page):
            raise Trouble(f"is no page that can be read ({notice.partition('/')[2]})", NOTICES[notice][1])
        return Read(of_page(name, page))
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
    return Read(told, item.version, item.full)


def digest_of(code: bytes, form: str, encoding: str, part: Slice, data: bytes) -> bytes:
    """By what an item with these bytes is known, read by this code."""
    return digest(code, f"{form} {encoding}".encode(), part.around, data)


def digest(*told: Data) -> bytes:
    """A digest of bytes one behind the other, each with its length."""
    made = hashlib.blake2b(digest_size=16)
    for one in told:
        made.update(b"%d\0" % len(one))
        made.update(one)
    return made.digest()
