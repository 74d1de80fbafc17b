"""Which page a page says it is, in a few bytes: enough to tell versions of one story from copies of it."""

import re
import struct
from functools import lru_cache
from typing import NamedTuple
from zlib import crc32

from bylint import Page
from bylint.pattern import lazy
from bylint.views.address import Address, address, split
from bylint.views.claims import claims
from bylint.views.head import head
from bylint_rules.views.home import home
from bylint_rules.views.robots import listed

NUMBER = lazy(r"\d+(?:[.,:]\d+)*")
# So many numbers of a story, and so many of its other versions, are kept.
NUMBERS, VERSIONS = 40, 16
# Stories with fewer numbers may have others by chance: those of a block that somebody put in.
FEW = 3
UNLISTED, AWAY = 1, 2
LAYOUT = struct.Struct("<8sBBBIII")
ENDING = lazy(r"(?:^|/)index$|\.(?:x?html?|php)$", re.I)


class Identity(NamedTuple):
    """Addresses are hashes, 0 for none: `own` is what `og:url` says, `tail` the path of the canonical one, `versions` are
    alternates. `text` is a digest of the story's, `numbers` are some of those in it, as hashes; `rest` is the caller's."""

    text: bytes
    flags: int = 0
    own: int = 0
    canonical: int = 0
    tail: int = 0
    versions: tuple[int, ...] = ()
    numbers: tuple[int, ...] = ()
    rest: bytes = b""

    def pack(self) -> bytes:
        lengths = len(self.versions), len(self.numbers)
        first = LAYOUT.pack(self.text, self.flags, *lengths, self.own, self.canonical, self.tail)
        return first + struct.pack(f"<{lengths[0]}I{lengths[1]}H", *self.versions, *self.numbers) + self.rest

    @staticmethod
    def unpack(data: bytes) -> "Identity":
        text, flags, versions, numbers, own, canonical, tail = LAYOUT.unpack_from(data)
        told = struct.unpack_from(f"<{versions}I{numbers}H", data, LAYOUT.size)
        rest = data[LAYOUT.size + 4 * versions + 2 * numbers :]
        return Identity(text, flags, own, canonical, tail, told[:versions], told[versions:], rest)

    def counts_alike(self, other: "Identity") -> bool:
        """Whether two texts state the same numbers, for the most part, or few."""
        if min(len(self.numbers), len(other.numbers)) < FEW:
            return True
        mine, theirs = set(self.numbers), set(other.numbers)
        return 4 * len(mine & theirs) >= len(mine) + len(theirs)


def identity(page: Page, text: str) -> Identity:
    """That of a page with a story of that text."""
    from hashlib import blake2b  # OpenSSL is for those who compare pages

    told = page.view(claims).canonical
    own = next((where for claim in told if claim.name == "og:url" and (where := address(claim.value))), None)
    link = next((claim.value for claim in told if claim.by == "link"), "")
    canonical, parts = address(link), split(link)
    ours = {own.host} if own else page.view(home).hosts
    away = canonical is not None and bool(ours) and canonical.host not in ours
    seen = page.view(head)
    versions = dict.fromkeys(
        _hash(where)
        for element, told in zip(seen.links, seen.relations, strict=True)
        if "amphtml" in told or ("alternate" in told and element.get("hreflang"))
        if (where := address(element.get("href") or ""))
    )
    numbers = sorted({crc32(number.encode()) & 0xFFFF for number in NUMBER.findall(text)})
    return Identity(
        blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest(),
        (0 if page.view(listed) else UNLISTED) | (AWAY if away else 0),
        _hash(own),
        _hash(canonical),
        _path(parts.path) if parts and not away else 0,
        tuple(versions)[:VERSIONS],
        tuple(numbers[:NUMBERS]),
    )


def related(one: Identity, path: str, other: Identity, other_path: str) -> bool:
    """Whether two pages, which lie at these paths, say that they are versions of one: by canonical links, alternates, a noindex."""
    if (one.flags ^ other.flags) & UNLISTED:
        return True
    if one.own and one.own == other.own:
        return True
    if one.canonical and one.canonical == other.canonical:
        # Both name a page of the originator's: two copies of that.
        return not one.flags & other.flags & AWAY
    return _names(one, path, other, other_path) or _names(other, other_path, one, path)


def _names(one: Identity, path: str, other: Identity, other_path: str) -> bool:
    named = {one.canonical, *one.versions} - {0, one.own}
    if other.own in named or other.canonical in named:
        return True
    return one.tail != 0 and one.tail in _tails(other_path) and one.tail not in _tails(path)


def _hash(where: Address | None) -> int:
    return crc32(f"{where.host}{where.path}?{'&'.join(sorted(where.query))}".encode("utf-8", "surrogatepass")) if where else 0


def _path(path: str) -> int:
    told = ENDING.sub("", path.strip("/")).casefold()
    return crc32(told.encode("utf-8", "surrogatepass")) if told else 0


@lru_cache(maxsize=64)  # a story is compared with several
def _tails(path: str) -> frozenset[int]:
    """The hashes of all that an address of a file may have for its path."""
    steps = path.replace("\\", "/").split("/")
    return frozenset(_path("/".join(steps[at:])) for at in range(len(steps)))
