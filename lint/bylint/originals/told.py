"""What the index keeps of an original."""

import json
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from bylint.originals.reading import Read


class Told(NamedTuple):
    """An original's words on itself. `version` tells which of several states of a story is newer, `full` whether it has the whole story;
    `length` is how many different runs of words its text has."""

    url: str
    ids: tuple[str, ...]
    headline: str
    published: str
    modified: str
    version: str
    full: bool
    length: int

    @staticmethod
    def of(found: "Read", length: int) -> "Told":
        one = found.original
        headline, published, modified, version = map(_sound, (one.headline, one.published, one.modified, found.version))
        return Told(_sound(one.url), tuple(map(_sound, one.ids)), headline, published, modified, version, found.full, length)

    def pack(self) -> str:
        return json.dumps(self)

    @staticmethod
    def unpack(told: str) -> "Told":
        url, ids, *rest = json.loads(told)
        return Told(url, tuple(ids), *rest)


class Candidate(NamedTuple):
    """An original that a page may be a copy of: its number in the index, its words on itself, and how many of the page's runs of words
    it has, as far as they were asked for."""

    item: int
    told: Told
    shared: int = 0


def _sound(text: str) -> str:
    """Text without halves of surrogate pairs, which SQLite does not take."""
    return text.encode("utf-8", "replace").decode()
