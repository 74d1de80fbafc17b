"""By what a copy and its original know each other: addresses, identifiers, headlines, and their text.

A text is the set of its runs of a few words, or of characters in scripts without spaces, each hashed to 32 bits. The hashes below a
limit are a fair sample of it, of an excerpt as of the whole: what share of a copy's sample is an original's tells what share of the
copy is.
"""

import hashlib
from collections.abc import Iterable
from itertools import islice
from typing import NamedTuple
from zlib import crc32

from bylint.lexicon import fold
from bylint.page import Page
from bylint.pattern import lazy
from bylint.views.address import address
from bylint.views.blocks import blocks
from bylint.views.parts import UNSPACED, parts
from bylint.views.story import story

# How many words in a row are one, and how many characters.
WORDS, CHARACTERS = 3, 6
# One hash of so many is in the sample, the smallest; the factor spreads like texts over the range: that of 2 ** 32 and the golden ratio.
RATE = 8
FACTOR, MASK = 0x9E3779B1, (1 << 32) - 1
BELOW = (MASK + 1) // RATE
# A headline of fewer letters finds nothing.
LETTERS = 4
# With fewer numbers texts may differ in all of them by chance.
FEW = 3
NUMBER = lazy(r"\d+(?:[.,:]\d+)*")


class Clues(NamedTuple):
    """What a page says of where it comes from: its canonical addresses, the addresses that its credits lead to, identifiers, headline."""

    canonical: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    ids: tuple[str, ...] = ()
    headline: str = ""


class Text(NamedTuple):
    """The text of a story: the hashes of its runs of words, and its numbers."""

    hashes: frozenset[int]
    numbers: frozenset[str]

    def sample(self) -> list[int]:
        return sorted([hash for hash in self.hashes if hash < BELOW])

    def counts_alike(self, other: "Text") -> bool:
        """Whether two texts state the same numbers for the most part, or few: reports made from one form do not."""
        fewer = min(len(self.numbers), len(other.numbers))
        return fewer < FEW or 2 * len(self.numbers & other.numbers) >= fewer


def text(page: Page) -> Text:
    """A view: the text of the story; of a fragment all that is no headline, as it is all story."""
    if page.fragment:
        run = [block for block in page.view(blocks) if block.element.tag != "h1"]
    else:
        found = page.view(story)
        run = [block for block in found.blocks if block is not found.headline]
    told = fold(" ".join([block.text for block in run]))
    return Text(frozenset(_hashes(told)), frozenset(NUMBER.findall(told)))


def _hashes(told: str) -> list[int]:
    words, _ = parts(told)
    row = CHARACTERS if UNSPACED.search(told) else WORDS
    spelt = "\n".join(words).encode("utf-8", "surrogatepass").replace(b"\n", b" \n").split(b"\n")
    numbers: Iterable[int] = map(crc32, spelt)
    for at in range(1, row):
        numbers = map(crc32, islice(spelt, at, None), numbers)
    return [number * FACTOR & MASK for number in numbers]


def url_key(url: str) -> int | None:
    """The key of an address; None for one that names no story."""
    where = address(url)
    if where is None or not (where.path or where.query):
        return None
    return _key("url", f"{where.host}{where.path.casefold()}?{'&'.join(sorted(where.query))}")


def id_keys(ids: Iterable[str]) -> list[int]:
    return [_key("id", id) for id in ids if id]


def headline_key(headline: str) -> int | None:
    """The key of a headline; None for one that could be any story's."""
    told = "".join(filter(str.isalnum, fold(headline)))
    return _key("headline", told) if len(told) >= LETTERS else None


def _key(kind: str, value: str) -> int:
    """64 bits, in which a million originals meet no two alike by chance."""
    told = hashlib.blake2b(f"{kind}\0{value}".encode("utf-8", "surrogatepass"), digest_size=8)
    return int.from_bytes(told.digest(), signed=True)
