"""Stories as sketches: a thousand bytes that tell how much text two of them have in common.

A text is the set of its pairs of neighbouring words, in scripts without spaces of pairs of characters,
or of five in a row where characters are letters. Each is hashed to 32 bits, and a text's smallest
hashes are a fair sample of it: how many two samples share tells how many the texts do
(https://en.wikipedia.org/wiki/MinHash).
"""

import struct
from bisect import bisect_left
from itertools import pairwise
from typing import NamedTuple
from zlib import crc32

# How many hashes are kept: stories with no more are compared exactly.
KEPT = 256
# The smallest hash of each of so many parts of their range; four in a row are one key.
BINS, ROWS = 96, 4
BOUNDS = [-(-(place << 32) // BINS) for place in range(BINS)]
# Spreads the numbers of like words over the range: that of 2 ** 32 and the golden ratio.
FACTOR, MASK = 0x9E3779B1, (1 << 32) - 1


class Sketch(NamedTuple):
    """`pairs` is how many different ones the text has, `hashes` the smallest of theirs, in order."""

    pairs: int
    hashes: tuple[int, ...]

    def pack(self) -> bytes:
        return struct.pack(f"<I{len(self.hashes)}I", self.pairs, *self.hashes)

    @staticmethod
    def unpack(data: bytes) -> "Sketch":
        pairs, *hashes = struct.unpack(f"<{len(data) // 4}I", data)
        return Sketch(pairs, tuple(hashes))

    def at_most(self, other: "Sketch") -> float:
        """What the similarity cannot be above, as one text is longer."""
        least, most = sorted((self.pairs, other.pairs))
        return 2 * least / (least + most) if least else 0.0

    def similarity(self, other: "Sketch") -> float:
        """The share of text in common, 0 to 1: of the pairs of both texts, those that are in both (Dice's measure)."""
        mine, theirs = frozenset(self.hashes), frozenset(other.hashes)
        both = mine & theirs
        if max(self.pairs, other.pairs) <= KEPT:
            return 2 * len(both) / (self.pairs + other.pairs) if both else 0.0
        sample = sorted(mine | theirs)[:KEPT]
        share = sum(1 for hash in sample if hash in both) / len(sample)
        return 2 * share / (1 + share)


def sketch(words: list[str]) -> tuple[Sketch, tuple[bytes, ...]]:
    """The sketch of a text, and keys of which it likely shares one with texts that have most in common with it."""
    spelt = "\n".join(words).encode("utf-8", "surrogatepass").replace(b"\n", b" \n").split(b"\n")
    hashes = sorted({number * FACTOR & MASK for number in map(crc32, spelt[1:], map(crc32, spelt))})
    return Sketch(len(hashes), tuple(hashes[:KEPT])), _keys(hashes)


def _keys(hashes: list[int]) -> tuple[bytes, ...]:
    """Where texts share the share `j` of all pairs of either, four smallest hashes are the same with the chance `j` to the fourth."""
    if not hashes:
        return ()
    firsts = [bisect_left(hashes, bound) for bound in BOUNDS]
    smallest = {place: hashes[first] for place, (first, behind) in enumerate(pairwise((*firsts, len(hashes)))) if first < behind}
    # An empty part borrows from the next that is not, and says how far that is (Shrivastava and Li, 2014).
    filled = [0] * BINS
    far, borrowed = 0, 0
    for place in reversed(range(2 * BINS)):
        here = place % BINS
        if here in smallest:
            far, borrowed = 0, smallest[here]
        else:
            far += 1
        filled[here] = borrowed + far & MASK
    return tuple([struct.pack(f"<B{ROWS}I", first, *filled[first : first + ROWS]) for first in range(0, BINS, ROWS)])
