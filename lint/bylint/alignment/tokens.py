"""The words of a text, or the characters of one that has no spaces between words, and its marks."""

import re
from typing import NamedTuple

from bylint.folding import fold

# Scripts that write words without spaces.
UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u2fff\u3005-\u3007\u3021-\ua4cf\uf900-\ufaff\uff66-\uff9d\U00020000-\U0003ffff"
# What has no width, and breaks no word.
JOINERS = "\xad\u200b-\u200d\u2060\ufeff"
# Marks and spaces: all else, vowel signs too, is part of a word.
MARKS = "\\s\x00-/:-@\\[-`{-\xa9\xab-\xac\xae-\xb4\xb6-\xb9\xbb-\xbf\u2000-\u200a\u200e-\u205f\u2061-\u206f\u3000-\u3004\u3008-\u3020"
MARKS += "\u060c\u061b\u061f\u06d4\u0964\u0965\uff00-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65\ufe10-\ufe6f×÷"
LETTER = f"[^{MARKS}{UNSPACED}]"
# A number with its points and commas; a word with its apostrophes; a character with the signs above and below it; a mark.
TOKEN = re.compile(
    rf"\d+(?:[.,'’\u00a0\u202f]\d+)*(?:{LETTER})*"
    rf"|{LETTER}+(?:['’ʼ]{LETTER}+)*"
    rf"|[{UNSPACED}][\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u0eb1\u0eb4-\u0ebc\u0ec8-\u0ece\u102b-\u103e\u1056-\u1059\u17b6-\u17d3{JOINERS}\u3099\u309a]*"
    rf"|\.\.\.+|[^\s{JOINERS}]"
)
QUOTES = frozenset("\"'“”„«»‟❝❞″‘’‚‛`′‹›「」『』《》〈〉")
DASHES = frozenset("-‐‑‒–—―−─~〜")


class Token(NamedTuple):
    """A word or a mark: from `start` to `end` of its text, the `block`-th of several; `key` is the same for what is one but for
    capitals, the form of quotation marks and dashes, and how a letter is encoded."""

    key: str
    block: int
    start: int
    end: int


def tokens(texts: list[str]) -> list[Token]:
    """All tokens of some texts, one behind the other."""
    known: dict[str, str] = {}
    found = []
    for block, text in enumerate(texts):
        for match in TOKEN.finditer(text):
            spelt = match[0]
            key = known.get(spelt)
            if key is None:
                key = known[spelt] = _key(spelt)
            if key:
                found.append(Token(key, block, match.start(), match.end()))
    return found


def is_word(key: str) -> bool:
    """Whether a token is no mark."""
    return key[0].isalnum() or key[-1].isalnum() or key > "\u02ff"


def _key(spelt: str) -> str:
    if spelt in QUOTES:
        return '"'
    if spelt in DASHES:
        return "-"
    return fold(spelt)
