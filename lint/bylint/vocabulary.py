"""Which words a text has, so that of many things only those are looked for that it may have."""

import re
from collections.abc import Collection, Iterable
from functools import cached_property, lru_cache
from typing import Generic, TypeVar

from bylint.pattern import lazy

T = TypeVar("T")
# A word or a part of one: marks that are no letters to `re` cut words in a text as they do in a phrase.
WORD = re.compile(r"\w+")
# Characters of scripts that write words without spaces.
UNSPACED = "\u0e00-\u109f\u1780-\u17ff\u2e80-\U0010ffff"
# Spelt as all others, which are fewer: Python 3.11 takes a while for each character of a set.
ANY_UNSPACED = lazy("[^\0-\u0dff\u10a0-\u177f\u1800-\u2e7f]")
# Of a text with such characters each of them, and the words of other scripts between them.
PARTS = lazy(rf"[{UNSPACED}]|[^\W_{UNSPACED}]+")
# Makes what is between the words of ASCII text a space each: to split there takes less time than `WORD`.
BETWEEN = bytes(code if WORD.match(chr(code)) else ord(" ") for code in range(256))


class Vocabulary(Generic[T]):
    """Things, each with a word without which a text does not have it."""

    def __init__(self, things: Iterable[tuple[str, T]]) -> None:
        self.things: dict[str, list[T]] = {}
        for word, thing in things:
            self.things.setdefault(word, []).append(thing)

    def likely(self, text: str) -> list[T]:
        """The things that a text may have: their words stand in it as words, or in scripts without spaces at all."""
        told = _spoken(text)
        words: Collection[str]
        if told is None:
            words = [word for part in self._by_part.keys() & _parts(text) for word in self._by_part[part] if word in text]
        else:
            words = self.things.keys() & told
        return [thing for word in words for thing in self.things[word]] if words else []

    @cached_property
    def _by_part(self) -> dict[str, list[str]]:
        """The words by their longest part: where a text has one of them, not cut in two, it has its parts."""
        found: dict[str, list[str]] = {}
        for word in self.things:
            found.setdefault(max(PARTS.findall(word), key=len, default=""), []).append(word)
        return found


def longest(text: str) -> str:
    """The longest word of a text, "" where it has none: few other texts have it."""
    return max(WORD.findall(text), key=len, default="")


@lru_cache(maxsize=1024)  # each category of phrases asks about the same blocks
def _spoken(text: str) -> frozenset[str] | None:
    """The words of a text, None where its script does not set them apart."""
    if text.isascii():
        return frozenset(text.encode().translate(BETWEEN).decode().split())
    return None if ANY_UNSPACED.search(text) else frozenset(WORD.findall(text))


@lru_cache(maxsize=1024)
def _parts(text: str) -> frozenset[str]:
    return frozenset(PARTS.findall(text))
