"""The words of a text, or the characters of one that has no spaces between words, and its marks."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import cached_property, lru_cache
from itertools import filterfalse, pairwise
from typing import NamedTuple

from bylint.folding import fold
from bylint.pattern import lazy

# Scripts that write words without spaces.
UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u2fff\u3005-\u3007\u3021-\ua4cf\uf900-\ufaff\uff66-\uff9d\U00020000-\U0003ffff"
# What has no width, and breaks no word.
JOINERS = "\xad\u200b-\u200d\u2060\ufeff"
# Marks and spaces: all else, vowel signs too, is part of a word.
MARKS = "\\s\x00-/:-@\\[-`{-\xa9\xab-\xac\xae-\xb4\xb6-\xb9\xbb-\xbf\u2000-\u200a\u200e-\u205f\u2061-\u206f\u3000-\u3004\u3008-\u3020"
MARKS += "\u060c\u061b\u061f\u06d4\u0964\u0965\uff00-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65\ufe10-\ufe6f×÷"
LETTER = f"[^{MARKS}{UNSPACED}]"
# A number with its points and commas; a word with its apostrophes; a character with the signs above and below it; a mark.
TOKEN = lazy(
    rf"\d+(?:[.,'’\u00a0\u202f]\d+)*(?:{LETTER})*"
    rf"|{LETTER}+(?:['’ʼ]{LETTER}+)*"
    rf"|[{UNSPACED}][\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u0eb1\u0eb4-\u0ebc\u0ec8-\u0ece\u102b-\u103e\u1056-\u1059\u17b6-\u17d3{JOINERS}\u3099\u309a]*"
    rf"|\.\.\.+|[^\s{JOINERS}]"
)
CHARACTER = lazy(f"[{UNSPACED}]")
QUOTES = frozenset("\"'“”„«»‟❝❞″‘’‚‛`′‹›「」『』《》〈〉")
DASHES = frozenset("-‐‑‒–—―−─~〜")


class Token(NamedTuple):
    """A word or a mark: from `start` to `end` of its text, the `block`-th of several."""

    block: int
    start: int
    end: int


class Tokens:
    """All tokens of some texts, one behind the other. `keys` are the same for what is one but for capitals, the form of quotation marks
    and dashes, and how a letter is encoded. Where a token stands is worked out when somebody asks."""

    def __init__(self, texts: Sequence[str]) -> None:
        self.texts = texts
        self.keys: list[str] = []
        self._firsts: list[int] = []
        for text in texts:
            self._firsts.append(len(self.keys))
            self.keys += _keys(text)
        self._firsts.append(len(self.keys))
        self._placed: list[Token | None] = [None] * len(self.keys)

    def __len__(self) -> int:
        return len(self.keys)

    def __getitem__(self, at: int) -> Token:
        found = self._placed[at]
        if found is None:
            self._place(self.block(at))
            found = self._placed[at]
            assert found, "all tokens of a text are placed at once"
        return found

    def block(self, at: int) -> int:
        """The text that a token stands in."""
        return bisect_right(self._firsts, at, 0, len(self.texts)) - 1

    def reach(self, block: int) -> tuple[int, int]:
        """From which to which token a text reaches."""
        return self._firsts[block], self._firsts[block + 1]

    def opens(self, at: int) -> bool:
        """Whether a token is the first of its text."""
        return self._firsts[bisect_left(self._firsts, at)] == at

    def within(self, block: int, start: int, end: int) -> tuple[int, int]:
        """From which to which token some characters of a text reach."""
        first, last = self.reach(block)
        low = bisect_right(range(first, last), start, key=lambda at: self[at].end)
        return first + low, first + max(low, bisect_left(range(first, last), end, key=lambda at: self[at].start))

    def words(self, start: int = 0, end: int | None = None) -> list[str]:
        """The keys of words, without marks."""
        return list(filterfalse(self.marks.__contains__, self.keys[start:end]))

    def pairs(self, start: int = 0, end: int | None = None) -> Iterator[tuple[str, str]]:
        """Each word with the next one."""
        return pairwise(self.words(start, end))

    @cached_property
    def marks(self) -> frozenset[str]:
        """The keys that are no words."""
        return frozenset(filterfalse(is_word, set(self.keys)))

    def _place(self, block: int) -> None:
        first, last = self.reach(block)
        self._placed[first:last] = [Token(block, *match.span()) for match in TOKEN.finditer(self.texts[block]) if _key(match[0])]


@lru_cache(maxsize=1024)  # most paragraphs of a copy are those of its original
def _keys(text: str) -> tuple[str, ...]:
    return tuple(filter(None, map(_key, TOKEN.findall(text))))


def is_word(key: str) -> bool:
    """Whether a token is no mark."""
    return key[0].isalnum() or key[-1].isalnum() or key > "\u02ff"


def is_unspaced(key: str) -> bool:
    """Whether a token is a character of a script that writes words without spaces."""
    return CHARACTER.match(key) is not None


@lru_cache(maxsize=8192)
def _key(spelt: str) -> str:
    if spelt in QUOTES:
        return '"'
    if spelt in DASHES:
        return "-"
    return spelt.lower() if spelt.isascii() else fold(spelt)
