"""The wording of a story: the blocks that its author wrote, without what stands around and between them.

Bylines, credits, labels, captions and leftovers have rules of their own, and are no text that is changed, missing or added.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, partial

from bylint import Page, Span
from bylint.alignment import Token, Tokens, is_unspaced
from bylint.views.blocks import Block, blocks
from bylint.views.language import hints, words
from bylint.views.story import HEADINGS, is_prose, story
from bylint_rules.views.bylines import author_in, bylines
from bylint_rules.views.credits import credits
from bylint_rules.views.leftovers import DATE, leftovers
from bylint_rules.views.links import is_author_link
from bylint_rules.views.notes import notes
from bylint_rules.views.sayings import PITCHES
from bylint_rules.views.zones import Zones

# What a sentence ends with, and what may stand behind that.
ENDS = tuple(".!?…。！？｡।॥؟۔។။:：;")
CLOSING = "\"'”’»›“」』)）］] "
# A block whose text stands in links to more than this share is none of the author's.
LINKED = 0.8
# Kinds of credits that stand in a sentence of their own.
SENTENCES = frozenset(("formula", "label", "via", "agency", "line", "desk", "footer", "link", "nobody", "byline"))
# Letters of a line that may be a label or the date of publication.
SHORT = 90
# From so many letters on, a line in a script without full stops is a sentence.
UNSTOPPED = 40
# So many blocks at the end may say who else worked on the story.
LAST = 4
# The share of the pairs of words of a text, of a line of its words, from which on it stands in another one.
STANDS = 0.6
# So many words in common are no chance, and so many lines in doubt are looked at on each side.
COMMON, DOUBTED = 3, 20


@dataclass(frozen=True, eq=False)
class Wording:
    """`blocks` in order, and the tokens of their texts. `quiet` are the characters of a block, by its place among the blocks, in which it
    names its source."""

    page: Page
    blocks: tuple[Block, ...]
    tokens: Tokens
    quiet: Mapping[int, Sequence[tuple[int, int]]]

    @cached_property
    def pairs(self) -> frozenset[tuple[str, str]]:
        """All pairs of neighbouring words."""
        return frozenset(self.tokens.pairs())

    @cached_property
    def beside(self) -> frozenset[tuple[str, str]]:
        """The pairs of neighbouring words of all that stands on the page and is not of its wording."""
        own = frozenset(self.blocks)
        return frozenset(Tokens([block.text for block in self.page.view(blocks) if block not in own]).pairs())

    def without(self, ranges: Iterable[tuple[int, int, int]]) -> "Wording":
        """The same without the words in some ranges of characters: (place of the block, start, end)."""
        texts = list(self.tokens.texts)
        for place, start, end in ranges:
            texts[place] = texts[place][:start] + " " * (end - start) + texts[place][end:]
        return self if texts == self.tokens.texts else replace(self, tokens=Tokens(texts))

    def stands_in(self, other: "Wording", block: int, start: int, end: int) -> bool:
        """Whether characters of a block stand in another wording."""
        return stands(list(self.tokens.pairs(*self.tokens.within(block, start, end))), other.pairs)

    def span(self, start: int, end: int) -> Span:
        """The range of the source from token `start` to token `end`; of no tokens the place behind the one before."""
        if start < end:
            first, last = self.tokens[start], self.tokens[end - 1]
            if first.block == last.block:
                return self.blocks[first.block].part(self.page, first.start, last.end)
            return Span(self._part(first).start, self._part(last).end)
        if start:
            at = self._part(self.tokens[start - 1]).end
        else:
            at = self._part(self.tokens[0]).start if self.tokens.keys else self.page.span_of(self.page.view(story).body).end
        return Span(at, at)

    def within_quiet(self, start: int, end: int) -> bool:
        """Whether tokens stand where their block names its source."""
        return bool(self.quiet) and start < end and all(self._is_quiet(self.tokens[at]) for at in range(start, end))

    def _is_quiet(self, token: Token) -> bool:
        return any(start <= token.start and token.end <= end for start, end in self.quiet.get(token.block, ()))

    def _part(self, token: Token) -> Span:
        return self.blocks[token.block].part(self.page, token.start, token.end)


def wording(page: Page) -> Wording:
    """A view: the wording as far as the page alone tells, see `both`."""
    return _wording(page, page.view(_told)[0])


def both(theirs: Page, ours: Page) -> tuple[Wording, Wording]:
    """The wordings of two pages, decided alike. A line with a link outside of the paragraphs may be a sentence of the story, or lead to
    another one: it is the author's where the other page has a block of nearly the same words that is not one of the page's own."""
    return _among(theirs, ours), _among(ours, theirs)


def _among(page: Page, other: Page) -> Wording:
    sure, doubted = page.view(_told)
    if not doubted:
        return page.view(wording)
    known = {block.text for block in sure}
    lines = [_counted(block) for part in other.view(_told) for block in part if block.text not in known]
    added = [block for block in doubted if any(map(partial(_alike, _counted(block)), lines))]
    return _wording(page, tuple(sorted((*sure, *added), key=lambda block: block.index))) if added else page.view(wording)


def _counted(block: Block) -> Counter[str]:
    return Counter(Tokens([block.text]).words())


def _alike(line: Counter[str], other: Counter[str]) -> bool:
    most = max(line.total(), other.total())
    return (line & other).total() >= max(min(most, COMMON), STANDS * most)


def _wording(page: Page, chosen: tuple[Block, ...]) -> Wording:
    place = {block.index: at for at, block in enumerate(chosen)}
    quiet: dict[int, list[tuple[int, int]]] = {}
    for credit in page.view(credits):
        if credit.block is not None and credit.block.index in place and credit.kind in SENTENCES:
            sentence = _sentence(credit.block.text, credit.start, credit.end)
            # “… republished from The Harbour Gazette. Read the original article.”
            rest = len(credit.block.text) - (sentence[1] - sentence[0])
            quiet.setdefault(place[credit.block.index], []).append(
                (0, len(credit.block.text)) if credit.kind == "formula" and rest <= SHORT else sentence
            )
    said, may = page.view(words), page.view(hints)
    for at, block in enumerate(chosen):
        # “Additional reporting by …” behind a sentence.
        if (at == 0 or at >= len(chosen) - LAST) and "desk" in may.of(block) and (told := said["desk"].find(block.text)):
            quiet.setdefault(at, []).append(_sentence(block.text, told.start, told.end))
    return Wording(page, chosen, Tokens([block.text for block in chosen]), quiet)


def stands(told: Sequence[tuple[str, str]], among: Collection[tuple[str, str]]) -> bool:
    """Whether most of a text stands in another one, both given as pairs of neighbouring words."""
    return bool(told) and sum(pair in among for pair in told) >= STANDS * len(told)


def _told(page: Page) -> tuple[tuple[Block, ...], tuple[Block, ...]]:
    """A view: the blocks that are the author's, and those that may be."""
    told = tuple(_blocks(page))
    doubted = [block for block, sure in told if not sure]
    kept = _without_notes(page, doubted) if doubted else []
    return tuple([block for block, sure in told if sure]), tuple(kept[:DOUBTED])


def _without_notes(page: Page, lines: list[Block]) -> list[Block]:
    """The lines with a link that neither announce anything nor say who the author is, nor are notes of the story."""
    said, may = page.view(words), page.view(hints)
    noted = {note.block.index for note in page.view(notes)}
    authors = tuple([name for byline in page.view(bylines) if (name := author_in(said, byline.block.text) or byline.name)])
    return [
        line
        for line in lines
        if line.index not in noted
        and not line.text.startswith(authors)
        and not any(map(is_author_link, line.links))
        and not any(said[category].begins(line.text) for category in PITCHES & may.of(line))
    ]


def _blocks(page: Page) -> Iterator[tuple[Block, bool]]:
    """The blocks that may be the author's, each with whether it is for sure."""
    found, left, said, may, zones = page.view(story), page.view(leftovers), page.view(words), page.view(hints), Zones(page)
    signed = {byline.block.index for byline in page.view(bylines)}
    named = {credit.block.index for credit in page.view(credits) if credit.block is not None and not is_prose(credit.block)}
    paragraphs = [block.index for block in found.prose if block not in left]
    first, last = (paragraphs[0], paragraphs[-1]) if paragraphs else (0, len(page.view(story).blocks) + 10**9)
    for block in found.blocks:
        if block is found.headline or block in left or block.index in signed or block.index in named:
            continue
        if block.link_density > LINKED and not first < block.index < last:
            continue
        if block.weight <= SHORT and "ad-label" in may.of(block) and said["ad-label"].whole(block.text):
            continue
        if zones.is_photos(block) or block.element.tag in ("figcaption", "button", "label", "option"):
            continue
        # Outside of the paragraphs stand dates, kickers, names of sections: only what reads like a sentence is text there.
        outside = not first <= block.index <= last
        if outside and (not _is_sentence(block) or DATE.search(block.text)):
            continue
        yield block, not (outside and block.linked and not is_prose(block))


def _is_sentence(block: Block) -> bool:
    if is_prose(block):
        return True
    if block.element.tag in HEADINGS:
        return False
    said = block.text.rstrip(CLOSING)
    # Thai has no full stop; with a link, a line without one is a headline.
    return said.endswith(ENDS) or (not block.linked and block.weight >= UNSTOPPED and is_unspaced(said[-1:]))


def _sentence(text: str, start: int, end: int) -> tuple[int, int]:
    """The sentence that holds a part of a text."""
    begin = max((text.rfind(f"{mark} ", 0, start) + 1 for mark in (".", "!", "?", "”", "“")), default=0)
    begin = max(begin, text.rfind("。", 0, start) + 1)
    ends = [at + 1 for mark in (". ", "! ", "? ", "。") if (at := text.find(mark, end)) >= 0]
    return begin, min(ends, default=len(text))
