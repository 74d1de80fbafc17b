"""Which original a page is a copy of. In doubt none: a wrong one would make every word of the page a difference."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from bylint.originals.clues import RATE, Clues, Text, headline_key, id_keys, text, url_key
from bylint.originals.original import Original
from bylint.originals.told import Candidate
from bylint.page import Page
from bylint.settings import OriginalError, Settings
from bylint.views.address import address, one_story
from bylint.views.dates import later, parse

if TYPE_CHECKING:
    from bylint.originals.lookup import Lookup

# How many originals are read for one page.
READ = 6
# What share of the shorter text both must have, by what the page names the original: an address or an identifier, which may lead to another
# story of the same originator; the same headline, which a series has every day; nothing.
NAMED, TITLED, TEXT = 0.08, 0.2, 0.5
# What is found by its text alone is read where the sample has this share of it.
PERHAPS = 0.3
# So many runs of words in common are more than a saying or a notice, with nothing but the text to go by.
RUNS = 20
# By how much the best must have more than the next, of all that is shared, to be the one.
APART = 0.15
# Another original is preferred to the one that the page names where it has so much more of the text.
RATHER = 0.4
# From this share of its own text on a page is a copy whatever it names.
WHOLE = 0.9
# Texts of fewer runs of words tell nothing: the headline must speak for them.
SHORT = 8


class Match(NamedTuple):
    """The original of a page, by what it was found (“its canonical address”), and the share of the shorter text that both have, 0 to 1."""

    original: Original
    by: tuple[str, ...]
    share: float

    @property
    def evidence(self) -> str:
        """By what the page is known to be a copy, for a message: “by its canonical address, its headline and 93 % of its text”."""
        share = f"{100 * self.share:.0f} % of the text" if self.share else ""
        told = [*self.by, *([share] if share else [])] or ["its name"]
        return f"by {', '.join(told[:-1])} and {told[-1]}" if len(told) > 1 else f"by {told[0]}"


class _Compared(NamedTuple):
    """A page beside an original: by what that was found, the share of the shorter text and the number of runs of words that both have,
    whether the texts are long enough to tell anything, whether the page has hardly other text, whether both state the same numbers, and
    whether they have one headline."""

    original: Original
    by: tuple[str, ...]
    share: float
    shared: int
    told: bool
    whole: bool
    alike: bool
    same_title: bool

    @property
    def named(self) -> bool:
        return any(each != TITLE for each in self.by)

    @property
    def enough(self) -> bool:
        if self.named:
            return self.share >= NAMED if self.told else self.same_title
        if not self.alike:
            return False
        return self.share >= TITLED if self.same_title else self.share >= TEXT and self.shared >= RUNS


CANONICAL, LINK, ID, TITLE = "its canonical address", "the address that its credit leads to", "its identifier", "its headline"


def match(page: Page, clues: Clues) -> Match | None:
    """The original of a page among those that its settings name, None where there is none or it is not certain which.

    Raises OriginalError.
    """
    told = page.settings.originals
    if told.file is None:
        return None
    import sqlite3  # for those who have originals

    from bylint.originals.lookup import lookup

    try:
        return _match(page, clues, lookup(told.file, told.state))
    except sqlite3.Error as error:
        raise OriginalError(f"The index of originals {told.file} cannot be read ({error}). Forget it with `bylint cache clean`.") from error


def _match(page: Page, clues: Clues, known: "Lookup") -> Match | None:
    by: dict[int, list[str]] = {}
    candidates: dict[int, Candidate] = {}
    kinds = (
        (CANONICAL, [*map(url_key, clues.canonical)]),
        (LINK, [*map(url_key, clues.links)]),
        (ID, id_keys(clues.ids)),
        (TITLE, [headline_key(clues.headline)]),
    )
    for name, keys in kinds:
        for candidate in known.by_keys(keys):
            candidates.setdefault(candidate.item, candidate)
            by.setdefault(candidate.item, []).append(name)
    words = page.view(text)
    near, own = known.by_text(words.sample(), READ)
    for candidate in near:
        if candidate.item not in by and candidate.shared < PERHAPS * min(own, candidate.told.length / RATE):
            continue
        candidates[candidate.item] = candidate
        by.setdefault(candidate.item, [])
    stories = [_newest(story) for story in _stories(list(candidates.values()), by)]
    likely = sorted(stories, key=lambda story: (bool({*by[story[0].item]} - {TITLE}), story[0].shared), reverse=True)
    settings = Settings(lexicon=page.settings.lexicon, page_bytes=page.settings.page_bytes)
    opened = [_open(known, story, settings) for story in _first(likely)]
    compared = [_compare(found, tuple(by[one.item]), words, clues) for one, found in filter(None, opened)]
    return _chosen([each for each in compared if not _contradicted(each, clues)])


def _first(likely: list[list[Candidate]]) -> Iterator[list[Candidate]]:
    """Those that are read: some by name and some by text."""
    by_text = sorted(likely, key=lambda story: story[0].shared, reverse=True)
    chosen = {story[0].item: story for story in (*likely[: READ // 2], *by_text[: READ // 2])}
    return iter(chosen.values())


def _open(known: "Lookup", story: list[Candidate], settings: Settings) -> tuple[Candidate, Original] | None:
    """The original of a story, None where it has several states that differ and none is newer."""
    if len(story) > READ:
        return None
    states = [(one, known.open(one, settings)) for one in story]
    first = states[0][1]
    same = all(state.headline == first.headline and state.page.view(text) == first.page.view(text) for _, state in states)
    return min(states, key=lambda state: state[1].name) if same else None


def _compare(original: Original, by: tuple[str, ...], words: Text, clues: Clues) -> _Compared:
    theirs = original.page.view(text)
    shared = len(words.hashes & theirs.hashes)
    shorter = min(len(words.hashes), len(theirs.hashes))
    same_title = headline_key(clues.headline) is not None and headline_key(clues.headline) == headline_key(original.headline)
    whole, alike = shared >= WHOLE * len(words.hashes), words.counts_alike(theirs)
    return _Compared(original, by, shared / shorter if shorter else 0.0, shared, shorter >= SHORT, whole, alike, same_title)


def _chosen(compared: list[_Compared]) -> Match | None:
    fit = sorted((each for each in compared if each.enough), key=lambda each: each.share, reverse=True)
    if not fit:
        return None
    named = [each for each in fit if each.named]
    best = named[0] if named and named[0].share > fit[0].share - RATHER else fit[0]
    rivals = [each for each in (named if best.named else fit) if each is not best]
    near = [each for each in rivals if each.share > best.share - APART]
    # Of several that the page names alike the one it names in more ways.
    if near and (not best.named or any(len(each.by) >= len(best.by) for each in near)):
        return None
    return Match(best.original, best.by, best.share)


def _contradicted(one: _Compared, clues: Clues) -> bool:
    """Whether a page that was found by its words alone, and has others, names another story of the same site as where it is from."""
    own = address(one.original.url)
    if one.named or one.whole or own is None:
        return False
    others = [where for where in map(address, (*clues.canonical, *clues.links)) if where and where.host == own.host and where.path]
    return bool(others) and not any(one_story(own, other) for other in others)


def _stories(candidates: list[Candidate], by: dict[int, list[str]]) -> Iterator[list[Candidate]]:
    """The candidates, those together that are states of one story: they have one address or one identifier."""
    left = list(candidates)
    while left:
        story = [left.pop(0)]
        names = _names(story[0])
        while more := [each for each in left if not names.isdisjoint(_names(each))]:
            story += more
            left = [each for each in left if each not in more]
            names = names.union(*map(_names, more))
        for each in story:  # what one is found by finds the story
            by[each.item] = list(dict.fromkeys(name for other in story for name in by[other.item]))
        yield story


def _names(one: Candidate) -> set[int]:
    return {key for key in (url_key(one.told.url), *id_keys(one.told.ids)) if key is not None}


def _newest(story: list[Candidate]) -> list[Candidate]:
    """The states of a story that none is newer than: one, where they say when they are from."""
    shared = max(each.shared for each in story)
    return [one._replace(shared=shared) for one in story if not any(_newer(other, one) for other in story)]


def _newer(one: Candidate, other: Candidate) -> bool:
    if one.told.version != other.told.version and one.told.version.isdecimal() and other.told.version.isdecimal():
        return int(one.told.version[:18]) > int(other.told.version[:18])
    mine, theirs = parse(_time(one)), parse(_time(other))
    return mine is not None and theirs is not None and later(mine, theirs).total_seconds() > 0


def _time(one: Candidate) -> str:
    return one.told.modified or one.told.published
