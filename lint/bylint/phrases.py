"""Phrases and the ways they can stand in a text: whole, at its beginning, anywhere.

A phrase is plain words, matched without regard to case, kind of quotation mark, white space and
decoration around it. A colon at its end says that the text goes on behind a colon or a like mark:
“Source:” begins “Source – Reuters” and not “Source code”. `{source}`, `{title}` and the like stand
for any short text, which a match gives back; `{count}` for a number, `{date}` for words with a
number in them. A phrase is never a regular expression, and no text makes matching take long.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from operator import itemgetter
from typing import Generic, NamedTuple, TypeVar

from bylint.folding import bare, cuts, fold, inner, lstrip, opening, origins, rstrip, search
from bylint.pattern import lazy
from bylint.vocabulary import Vocabulary, longest

# How long the text in a slot may be: headlines fit, paragraphs do not.
SLOT = 200
SLOT_NAME = re.compile(r"\{([a-z]+)\}")
COUNT = lazy(r"\d[\d., ]*[km]?")
# How far into a `{date}` its number stands, as in “Wednesday, September 3”.
DATE_HEAD = 24
# What stands between a label and the name behind it, where the phrase ends in a colon.
SEPARATOR = lazy(r" ?[:|/•·]| -+ | ?$")
# A full stop ends a slot only behind a longer word: “St. Louis” and “U.S. News” are whole names.
SENTENCE_END = lazy(r"[!?。](?=\W|$)|(?<=\w{4})\.(?= |$)|。")
# How much of a text is looked at for what it begins with.
HEAD = 4096
# By how many of their first characters phrases are told apart before they are tried.
KEY = 3


P = TypeVar("P")
# What a phrase covers of a folded text, and the ranges of its slots.
Fit = tuple[int, int, dict[str, tuple[int, int]]]


class _Plain(NamedTuple):
    """A phrase without slots, bare. `colon`: whether a colon or the like follows it."""

    words: str
    colon: bool

    def at(self, text: str, start: int, *, cut: bool = False) -> Fit | None:
        end = start + len(self.words)
        if not text.startswith(self.words, start) or cuts(text, start) or (cuts(text, end) and not cut):
            return None
        if self.colon:
            mark = SEPARATOR.match(text, end)
            return (start, mark.end(), {}) if mark else None
        return start, end, {}

    def find(self, text: str) -> Fit | None:
        start = text.find(self.words)
        while start >= 0:
            if fit := self.at(text, start):
                return fit
            start = text.find(self.words, start + 1)
        return None


class _Slotted(NamedTuple):
    """A phrase with slots: the words around them, one more than there are slots."""

    words: tuple[str, ...]
    names: tuple[str, ...]

    def whole(self, text: str) -> Fit | None:
        start, end = inner(text, 0, len(text))
        first, last = self.words[0], self.words[-1]
        if not text.startswith(first, start) or not text.endswith(last, start + len(first), end):
            return None
        # From the end, because a title may hold any words and the source behind it rarely does.
        slots: dict[str, tuple[int, int]] = {}
        to = end - len(last)
        for words, name in zip(reversed(self.words[:-1]), reversed(self.names), strict=True):
            at = start if words is first else text.rfind(words, start, to)
            slot = self._slot(text, name, at + len(words), to) if at >= 0 else None
            if slot is None:
                return None
            slots[name], to = slot, at
        return 0, len(text), slots

    def at(self, text: str, start: int) -> Fit | None:
        if not text.startswith(self.words[0], start) or cuts(text, start):
            return None
        slots: dict[str, tuple[int, int]] = {}
        at = start + len(self.words[0])
        for name, words in zip(self.names, self.words[1:], strict=True):
            to = search(text, words, at + 1, at + SLOT + len(words)) if words else _sentence_end(text, at)
            slot = self._slot(text, name, at, to) if to >= 0 else None
            if slot is None:
                return None
            slots[name], at = slot, to + len(words)
        # Where the phrase ends in a slot it ends with the slot's own last character.
        return start, at if self.words[-1] else slots[self.names[-1]][1], slots

    def find(self, text: str) -> Fit | None:
        anchor = next(words for words in self.words if words)
        at = search(text, anchor, 0, len(text))
        while at >= 0:
            start = at if self.words[0] else _sentence_start(text, at)
            if fit := self.at(text, start):
                return fit
            at = search(text, anchor, at + 1, len(text))
        return None

    @staticmethod
    def _slot(text: str, name: str, start: int, end: int) -> tuple[int, int] | None:
        if end - start > SLOT or cuts(text, start) or cuts(text, end):
            return None
        start, end = inner(text, start, end)
        if text[end : end + 1] == ")" and "(" in text[start:end]:
            end += 1
        held = text[start:end]
        if name == "count":
            fits = COUNT.fullmatch(held) is not None
        elif name == "date":
            fits = any(map(str.isdigit, held[:DATE_HEAD]))
        else:
            fits = bool(held)
        return (start, end) if fits else None


def _sentence_end(text: str, start: int) -> int:
    end = SENTENCE_END.search(text, start + 1, start + SLOT)
    if end:
        return end.start()
    if len(text) <= start + SLOT:
        return len(text)
    return max(text.rfind(" ", start, start + SLOT), start)


def _sentence_start(text: str, end: int) -> int:
    begin = max(end - SLOT, 0)
    for stop in SENTENCE_END.finditer(text, begin, end):
        begin = stop.end()
    while begin < end and (cuts(text, begin) or text[begin] == " "):
        begin += 1
    return begin


class Match(NamedTuple):
    """A phrase in a text: from `start` to `end` of it, and what its slots hold, as spelt there."""

    start: int
    end: int
    slots: Mapping[str, tuple[int, int]]
    text: str

    def slot(self, name: str) -> str:
        """The text of a slot, "" where the phrase has none of that name."""
        start, end = self.slots.get(name, (0, 0))
        return self.text[start:end]


class _Index(Generic[P]):
    """Phrases by the longest word in each: a text without that word has no such phrase in it."""

    def __init__(self, phrases: Iterable[tuple[P, str]]) -> None:
        keyed = [(longest(words), (number, phrase)) for number, (phrase, words) in enumerate(phrases)]
        self.phrases = [phrase for _, (_, phrase) in keyed]
        self._keyed = Vocabulary((key, phrase) for key, phrase in keyed if key)
        self._bare = [phrase for key, phrase in keyed if not key]

    @property
    def keys(self) -> Iterable[str]:
        """A word of each phrase; "" where one has none."""
        return (*self._keyed.things, *([""] if self._bare else []))

    def likely(self, text: str) -> list[P]:
        """The phrases that a folded text may have in it, in their order."""
        found = self._keyed.likely(text) + self._bare
        return [phrase for _, phrase in sorted(found, key=itemgetter(0))] if found else []


@dataclass(frozen=True)
class Phrases:
    """The phrases of one category."""

    phrases: tuple[str, ...]

    def whole(self, text: str) -> Match | None:
        """The phrase that is the whole text, decoration aside."""
        if len(text) > HEAD or len(folded := fold(text)) > 3 * SLOT:
            return None
        start, end = inner(folded, 0, len(folded))
        if folded[start:end] in self._wholes:
            return Match(0, len(text), {}, text)
        for phrase in self._slotted.likely(folded):
            if fit := phrase.whole(folded):
                return _placed(fit, text)
        return None

    def begins(self, text: str, *, glued: bool = False) -> Match | None:
        """The phrase that the text begins with, the longest where there are several.

        It ends where a word does; with `glued`, a capital behind a small letter begins a word too,
        as in “ByThe Associated Press”.
        """
        text, whole = text[:HEAD], text
        folded = fold(text)
        start = opening(folded, 0, len(folded))
        likely = self._beginning(folded[start : start + KEY])
        if not likely:
            return None
        fits = [phrase.at(folded, start) for phrase in likely]
        if glued and not any(fits):
            plain = (phrase for phrase in likely if isinstance(phrase, _Plain))
            fits = [fit for phrase in plain if (fit := phrase.at(folded, start, cut=True)) and _is_glued(text, fit[1])]
        return _placed(_first(fits), whole)

    def find(self, text: str) -> Match | None:
        """The first phrase in the text, from word boundary to word boundary, and the longest there."""
        folded = fold(text)
        fits = [phrase.find(folded) for index in (self._found, self._slotted) for phrase in index.likely(folded)]
        return _placed(_first(fits), text) if any(fits) else None

    @cached_property
    def keys(self) -> frozenset[str]:
        """Words of which a folded text has one if it has a phrase; with "" among them it may have one without."""
        return frozenset((*self._found.keys, *self._slotted.keys))

    def _beginning(self, head: str) -> list[_Plain | _Slotted]:
        """The phrases that a text with this head can begin with."""
        keyed = self._keyed
        found = list(keyed.get("", ()))
        for length in range(1, len(head) + 1):
            if some := keyed.get(head[:length]):
                found += some
        return found

    @cached_property
    def _keyed(self) -> dict[str, list[_Plain | _Slotted]]:
        """The phrases by their first characters: texts are many, and most begin with none."""
        keyed: dict[str, list[_Plain | _Slotted]] = {}
        for phrase in self._plain:
            keyed.setdefault(phrase.words[:KEY], []).append(phrase)
        for slotted in self._slotted.phrases:
            keyed.setdefault(slotted.words[0][:KEY], []).append(slotted)
        return keyed

    @cached_property
    def _plain(self) -> tuple[_Plain, ...]:
        plain = {_Plain(bare(phrase), fold(phrase).endswith(":")) for phrase in self.phrases if not SLOT_NAME.search(phrase)}
        return tuple(sorted((phrase for phrase in plain if phrase.words), key=lambda phrase: (phrase.words, phrase.colon)))

    @cached_property
    def _wholes(self) -> frozenset[str]:
        return frozenset(phrase.words for phrase in self._plain)

    @cached_property
    def _found(self) -> "_Index[_Plain]":
        return _Index((phrase, phrase.words) for phrase in self._plain)

    @cached_property
    def _slotted(self) -> "_Index[_Slotted]":
        split = [SLOT_NAME.split(fold(phrase)) for phrase in self.phrases if SLOT_NAME.search(phrase)]
        phrases = (_Slotted((lstrip(parts[0]), *parts[2:-1:2], rstrip(parts[-1])), tuple(parts[1::2])) for parts in split)
        # One that is all slots says nothing.
        return _Index((phrase, max(phrase.words, key=len)) for phrase in phrases if any(map(bare, phrase.words)))


def _first(fits: list[Fit | None]) -> Fit | None:
    found = [fit for fit in fits if fit]
    return min(found, key=lambda fit: (fit[0], -fit[1])) if found else None


def _is_glued(text: str, end: int) -> bool:
    origin = origins(text)
    return text[origin[end - 1]].islower() and text[origin[end]].isupper()


def _placed(fit: Fit | None, text: str) -> Match | None:
    """A fit in folded text, as places of the text it was folded from."""
    if fit is None:
        return None
    start, end, slots = fit
    # The last character may have been several, such as a letter and its accent.
    origin = [*origins(text), len(text)]

    def place(start: int, end: int) -> tuple[int, int]:
        after = next((at for at in origin[end:] if at > origin[end - 1]), len(text))
        inside = text[origin[end - 1] : after]
        return origin[start], origin[end - 1] + len(inside.rstrip())

    return Match(*place(start, end), {name: place(*slot) for name, slot in slots.items()}, text)
