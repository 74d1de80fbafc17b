"""A story word by word beside its original: what was changed, what is missing, what was added."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, NamedTuple

from bylint import Page, Piece, Related, Span
from bylint.alignment import Hunk, Tokens, aligned, is_unspaced, paragraphs
from bylint.originals import Original
from bylint.problem import Compared, counted
from bylint_rules.terms.demanded import asked
from bylint_rules.views.allowed import KINDS, allowed, allows
from bylint_rules.views.changes import Days, kinds
from bylint_rules.views.difference import difference, part
from bylint_rules.views.notes import notes
from bylint_rules.views.original import original
from bylint_rules.views.wording import Wording, both, stands

# Two changes with so many words between them, or fewer, are one.
NEAR = 2
# So many words on either side of a change are shown with it.
AROUND = 6
# Kinds that other rules are about.
QUIET = frozenset(("aside", "credit"))
# As many tokens in a row that are the same are no chance.
ROW = 4
# Below this share of the pairs of words of the shorter text in common nothing is aligned.
IN_COMMON = 0.1
# Below this share of the shorter text the two are not one story.
ONE_STORY = 0.3


class Change(NamedTuple):
    """A change that is not allowed. `span` is its place on the page, of no length where text is missing, and `related` the same in
    the original. `old` and `new` are the words there and here, and `much` says how many."""

    sort: Literal["changed", "missing", "added"]
    span: Span
    related: Related
    old: str
    new: str
    difference: tuple[Piece, ...]
    much: str


@dataclass(frozen=True, eq=False)
class Comparison:
    """`hunks` are all changes of the wording, each with its kind, "" for what is no matter of style, "aside" for what stands elsewhere
    on the other page."""

    original: Original
    theirs: Wording
    ours: Wording
    hunks: tuple[tuple[Hunk, str], ...]
    days: Days

    @cached_property
    def here(self) -> list[int]:
        """For each token of the original its place among the page's, -1 where it is not there."""
        places = [-1] * len(self.theirs.tokens.keys)
        at, other_at = 0, 0
        for hunk, _ in self.hunks:
            places[at : hunk.start] = range(other_at, hunk.other_start)
            at, other_at = hunk.end, hunk.other_end
        places[at:] = range(other_at, other_at + len(places) - at)
        return places

    @cached_property
    def same(self) -> int:
        """How many tokens stand in both texts in rows that are no chance."""
        # What is only spelt in another way stands in both.
        real = [hunk for hunk, of in self.hunks if of in ("", "aside")]
        ends = [*real, Hunk(len(self.theirs.tokens.keys), 0, len(self.ours.tokens.keys), 0)]
        total, at = 0, 0
        for hunk in ends:
            total += hunk.start - at if hunk.start - at >= ROW else 0
            at = hunk.end
        return total

    @property
    def carried(self) -> float:
        """The share of the original's text that stands on the page, 0 to 1."""
        return min(1.0, self.same / len(self.theirs.tokens.keys)) if self.theirs.tokens.keys else 0.0

    @property
    def one_story(self) -> bool:
        """Whether the two have so much in common that they are one story at all."""
        shorter = min(len(self.theirs.tokens.keys), len(self.ours.tokens.keys))
        return shorter > 0 and self.same >= ONE_STORY * shorter

    @property
    def told(self) -> Compared:
        known = self.original
        kinds = tuple(sorted(frozenset().union(*self._changes) - QUIET))
        words, own = len(self.theirs.tokens.words()), len(self.ours.tokens.words())
        page = self.ours.page
        demands = tuple(asked(page, changed=bool(self.changes(page, KINDS)))) if page.settings.originals.only and self.one_story else ()
        stated = (known.name, known.url, known.headline, known.published, known.modified)
        return Compared(*stated, words, own, round(self.carried, 4), self.one_story, kinds, demands=demands)

    def changes(self, page: Page, options: Collection[str]) -> Sequence[Change]:
        """The changes that neither the terms nor, where these say nothing, `options` allow; none of what is another story."""
        if not self.one_story or allows(page, "all"):
            return ()
        terms = page.view(allowed)
        quiet = frozenset(options if terms is None else terms) | QUIET
        if quiet not in self._changes:
            groups = _groups([hunk for hunk, of in self.hunks if of not in quiet], self.theirs.tokens)
            told = [self._change(group) for group in groups]
            self._changes[quiet] = tuple([change for change in told if change.sort != "missing" or "cuts" not in quiet])
        return self._changes[quiet]

    @cached_property
    def _changes(self) -> dict[frozenset[str], Sequence[Change]]:
        """What was asked for already: several rules ask for the same."""
        return {}

    def _change(self, group: list[Hunk]) -> Change:
        hunk = Hunk(group[0].start, group[-1].end, group[0].other_start, group[-1].other_end)
        theirs, ours = self.theirs, self.ours
        old, new = part(theirs.tokens, hunk.start, hunk.end), part(ours.tokens, hunk.other_start, hunk.other_end)
        sort: Literal["changed", "missing", "added"] = "changed" if old and new else "missing" if old else "added"
        message = "the original has these words here" if old else "the original goes on here"
        much = _much(theirs.tokens.words(hunk.start, hunk.end) if old else ours.tokens.words(hunk.other_start, hunk.other_end))
        related = Related(theirs.span(hunk.start, hunk.end), message, self.original.page.source)
        pieces = difference(theirs.tokens, ours.tokens, group, AROUND)
        return Change(sort, ours.span(hunk.other_start, hunk.other_end), related, old, new, pieces, much)


def compared(page: Page) -> Comparison | None:
    """A view: None where no original is known; see `comparison`."""
    known = page.view(original)
    if known is None:
        return None
    theirs, ours = _told_elsewhere(*both(known.page, page))
    days = Days(known.published, theirs.page, ours.page)
    if not _in_common(theirs, ours):
        return Comparison(known, theirs, ours, ((Hunk(0, len(theirs.tokens), 0, len(ours.tokens)), ""),), days)
    settled = _settled(aligned(theirs.tokens, ours.tokens), theirs, ours)
    found = zip(settled, kinds(theirs, ours, settled, days), strict=True)
    told = tuple([(hunk, of or ("aside" if _is_aside(theirs, ours, hunk) else "")) for hunk, of in found])
    return Comparison(known, theirs, ours, told, days)


def _is_aside(theirs: Wording, ours: Wording, hunk: Hunk) -> bool:
    """Whether what only one of the two has stands on the other's page all the same, but not in its text: as a caption, in a box."""
    if hunk.start == hunk.end:
        return stands(list(ours.tokens.pairs(hunk.other_start, hunk.other_end)), theirs.beside)
    return hunk.other_start == hunk.other_end and stands(list(theirs.tokens.pairs(hunk.start, hunk.end)), ours.beside)


def _in_common(theirs: Wording, ours: Wording) -> bool:
    """Whether it is worth while to align the two."""
    if sum(length for _, _, length in paragraphs(theirs.tokens, ours.tokens)) >= IN_COMMON * min(len(theirs.tokens), len(ours.tokens)):
        return True
    shorter = min(len(theirs.pairs), len(ours.pairs))
    return len(theirs.pairs & ours.pairs) >= IN_COMMON * shorter


def _told_elsewhere(theirs: Wording, ours: Wording) -> tuple[Wording, Wording]:
    """The two without the notes of the original that the copy does not have, and without the credits that the copy alone has: other
    rules are about these, and their words are not to be taken for changed ones."""
    places = {block.index: place for place, block in enumerate(theirs.blocks)}
    told = [place for note in theirs.page.view(notes) if (place := places.get(note.block.index)) is not None]
    noted = [(place, 0, len(theirs.blocks[place].text)) for place in told]
    lost = [note for note in noted if not theirs.stands_in(ours, *note)]
    credits = [(place, *range) for place, ranges in ours.quiet.items() for range in ranges]
    return theirs.without(lost), ours.without([credit for credit in credits if not ours.stands_in(theirs, *credit)])


def _groups(hunks: list[Hunk], tokens: Tokens) -> list[list[Hunk]]:
    """Hunks with hardly a word between them together."""
    groups: list[list[Hunk]] = []
    for hunk in hunks:
        if groups and len(tokens.words(groups[-1][-1].end, hunk.start)) <= NEAR:
            groups[-1].append(hunk)
        else:
            groups.append([hunk])
    return groups


def _much(words: list[str]) -> str:
    """How many words there are, or characters of a script without spaces."""
    if not words:
        return "Marks"
    return counted(len(words), "character" if 2 * sum(map(is_unspaced, words)) > len(words) else "word")


def _settled(hunks: list[Hunk], theirs: Wording, ours: Wording) -> list[Hunk]:
    """Hunks where readers would see them: words that are only missing or only added may be told from those around in several ways, and
    a paragraph or a sentence goes as a whole."""
    settled: list[Hunk] = []
    for at, hunk in enumerate(hunks):
        before = hunk.start - (settled[-1].end if settled else 0)
        after = (hunks[at + 1].start if at + 1 < len(hunks) else len(theirs.tokens.keys)) - hunk.end
        if hunk.start == hunk.end or hunk.other_start == hunk.other_end:
            side, start, end = (ours, hunk.other_start, hunk.other_end) if hunk.start == hunk.end else (theirs, hunk.start, hunk.end)
            shift = _shift(side, start, end, before, after)
            hunk = Hunk(*(place + shift for place in hunk))
        settled.append(hunk)
    return settled


def _shift(side: Wording, start: int, end: int, before: int, after: int) -> int:
    """By how much to move a range of tokens whose ends are the same as what is around, so that it begins with a paragraph or sentence."""
    keys, tokens = side.tokens.keys, side.tokens
    low = 0
    while -low < before and keys[start + low - 1] == keys[end + low - 1]:
        low -= 1
    high = 0
    while high < after and keys[start + high] == keys[end + high]:
        high += 1

    def begins(shift: int) -> tuple[bool, bool, int]:
        at = start + shift
        block = at < len(tokens) and tokens.opens(at)
        return block, block or keys[at - 1] in ".!?。！？", -abs(shift)

    return max(range(low, high + 1), key=begins)
