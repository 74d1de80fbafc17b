"""Stories as sketches: a thousand bytes that tell how much text two of them have in common.

A text is the set of its pairs of neighbouring words, in scripts without spaces of pairs of characters,
or of five in a row where characters are letters. Each is hashed to 32 bits, and a text's smallest
hashes are a fair sample of it: how many two samples share tells how many the texts do
(https://en.wikipedia.org/wiki/MinHash).
"""

import re
import struct
from bisect import bisect_left
from itertools import pairwise
from typing import NamedTuple
from zlib import crc32

# How many hashes are kept: stories with no more are compared exactly.
KEPT = 256
# The smallest hash of each of so many parts of their range; four in a row are one key.
BINS, ROWS = 64, 4
# Further keys are of four that stand apart: eight of them, each of other bins.
APART = 2
FACTORS = (0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F)
LONG, MASK = (1 << 64) - 1, (1 << 32) - 1
IDEOGRAPHS = "\u2e80-\ua4cf\uf900-\ufaff\uff66-\uff9d\U00020000-\U0003ffff"
LETTERS = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"
MARKS = "\\s\x00-/:-@\\[-`{-\xa9\xab-\xb4\xb6-\xb9\xbb-\xbf\u2000-\u206f\u3000-\u303f"
MARKS += "\u060c\u061b\u061f\u06d4\u0964\u0965\uff00-\uff0f\uff1a-\uff20"
UNSPACED = re.compile(f"[{IDEOGRAPHS}{LETTERS}]")
# Vowel signs are parts of words, which `\w` does not know.
WORD = re.compile(f"[^{MARKS}]+")
PART = re.compile(f"[{IDEOGRAPHS}{LETTERS}]|[^{MARKS}{IDEOGRAPHS}{LETTERS}]+")
LETTER = re.compile(f"[{LETTERS}]")
# So many characters are about a word, and so many letters in a row do for a pair of words.
AS_WORD, AS_LETTERS, IN_ROW = 2, 4, 5


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


def parts(told: str) -> tuple[list[str], int]:
    """The words of a folded text, or characters where it is written without spaces, and how many words these are about."""
    if told.isascii() or not UNSPACED.search(told):
        words = WORD.findall(told)
        return words, len(words)
    found = PART.findall(told)
    characters = sum(map(bool, map(UNSPACED.match, found)))
    as_word = AS_LETTERS if 2 * sum(map(bool, map(LETTER.match, found))) > characters else AS_WORD
    return found, len(found) - characters + characters // as_word


def sketch(words: list[str]) -> tuple[Sketch, tuple[bytes, ...]]:
    """The sketch of a text, and keys of which it likely shares one with texts that have most in common with it."""
    if 2 * sum(map(bool, map(LETTER.match, words))) > len(words):
        words = ["".join(row) for row in zip(*(words[at:] for at in range(IN_ROW - 1)), strict=False)]
    one, other = FACTORS
    spelt = {word: crc32(word.encode("utf-8", "surrogatepass")) for word in set(words)}
    told = [spelt[word] for word in words]
    hashes = sorted({((first * one + second * other) & LONG) >> 32 for first, second in pairwise(told)})
    return Sketch(len(hashes), tuple(hashes[:KEPT])), _keys(hashes)


def _keys(hashes: list[int]) -> tuple[bytes, ...]:
    """Where texts share the share `j` of all pairs of either, four smallest hashes are the same with the chance `j` to the fourth."""
    if not hashes:
        return ()
    width = (MASK + 1) // BINS
    smallest: list[int | None] = []
    for start in range(0, MASK, width):
        at = bisect_left(hashes, start)
        smallest.append(hashes[at] - start if at < len(hashes) and hashes[at] < start + width else None)
    # An empty bin borrows from the next that is not, and says how far that is (Shrivastava and Li, 2014).
    filled = [0] * BINS
    far, borrowed = 0, 0
    for place in (*reversed(range(BINS)), *reversed(range(BINS))):
        if (hash := smallest[place]) is not None:
            far, borrowed = 0, hash
        else:
            far += 1
        filled[place] = (borrowed + far * width) & MASK
    rows = [filled[first : first + ROWS] for first in range(0, BINS, ROWS)]
    rows += [filled[first :: BINS // ROWS] for first in range(0, BINS // ROWS, APART)]
    return tuple([struct.pack(f"<B{ROWS}I", at, *row) for at, row in enumerate(rows)])
