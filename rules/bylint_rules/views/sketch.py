"""Stories as sketches: a thousand bytes that tell how much text two of them have in common.

A text is the set of its pairs of neighbouring words, in scripts without spaces of pairs of characters,
or of five in a row where characters are letters. Each is hashed to 32 bits, and a text's smallest
hashes are a fair sample of it: how many two samples share tells how many the texts do
(https://en.wikipedia.org/wiki/MinHash).
"""

import re
import struct
from typing import NamedTuple
from zlib import crc32

# How many hashes are kept: stories with no more are compared exactly.
KEPT = 256
# The smallest hash of each of so many parts of their range; four in a row are one key.
BINS, ROWS = 96, 4
# Spreads the numbers of like words over the range: that of 2 ** 32 and the golden ratio.
FACTOR, MASK = 0x9E3779B1, (1 << 32) - 1
IDEOGRAPHS = "\u2e80-\ua4cf\uf900-\ufaff\uff66-\uff9d\U00020000-\U0003ffff"
LETTERS = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"
MARKS = "\\s\x00-/:-@\\[-`{-\xa9\xab-\xb4\xb6-\xb9\xbb-\xbf\u2000-\u206f\u3000-\u303f"
MARKS += "\u060c\u061b\u061f\u06d4\u0964\u0965\uff00-\uff0f\uff1a-\uff20"
UNSPACED = re.compile(f"[{IDEOGRAPHS}{LETTERS}]")
# Vowel signs are parts of words, which `\w` does not know.
WORD = re.compile(f"[^{MARKS}]+")
PART = re.compile(f"[{IDEOGRAPHS}{LETTERS}]|[^{MARKS}{IDEOGRAPHS}{LETTERS}]+")
LETTER = re.compile(f"[{LETTERS}]")
CHARACTERS = re.compile(f"[{IDEOGRAPHS}{LETTERS}]+")
# So many characters, or letters, are about a word; so many letters in a row are compared as one is.
AS_WORD, AS_LETTERS, IN_ROW = 2, 4, 4


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
    """The words of a folded text, or the characters of one without spaces, and how many words these are about.

    Of scripts in which characters are letters, four in a row stand for each.
    """
    if told.isascii() or not UNSPACED.search(told):
        words = WORD.findall(told)
        return words, len(words)
    found = PART.findall(told)
    characters, letters = sum(map(len, CHARACTERS.findall(told))), len(LETTER.findall(told))
    if 2 * letters <= characters:
        return found, len(found) - characters + characters // AS_WORD
    return ["".join(row) for row in zip(*(found[at:] for at in range(IN_ROW)), strict=False)], len(found) - letters + letters // AS_LETTERS


def sketch(words: list[str]) -> tuple[Sketch, tuple[bytes, ...]]:
    """The sketch of a text, and keys of which it likely shares one with texts that have most in common with it."""
    spelt = "\n".join(words).encode("utf-8", "surrogatepass").replace(b"\n", b" \n").split(b"\n")
    hashes = sorted({number * FACTOR & MASK for number in map(crc32, spelt[1:], map(crc32, spelt))})
    return Sketch(len(hashes), tuple(hashes[:KEPT])), _keys(hashes)


def _keys(hashes: list[int]) -> tuple[bytes, ...]:
    """Where texts share the share `j` of all pairs of either, four smallest hashes are the same with the chance `j` to the fourth."""
    if not hashes:
        return ()
    smallest = {hash * BINS >> 32: hash for hash in reversed(hashes)}
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
