"""The wording of a story: the blocks that its author wrote, without what stands around and between them.

Bylines, credits, labels, captions and leftovers have rules of their own, and are no text that is changed, missing or added.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from bylint import Page, Span
from bylint.alignment import Token, is_word, tokens
from bylint.views.blocks import Block
from bylint.views.language import hints, words
from bylint.views.story import HEADINGS, is_prose, story
from bylint_rules.views.bylines import bylines
from bylint_rules.views.credits import credits
from bylint_rules.views.difference import Text
from bylint_rules.views.leftovers import DATE, leftovers
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
# So many blocks at the end may say who else worked on the story.
LAST = 4
# The share of the pairs of words of a text from which on it stands in another one.
STANDS = 0.6


@dataclass(frozen=True, eq=False)
class Wording:
    """`blocks` in order, and the tokens of their texts, whose `block` is the place among these blocks. `quiet` are the characters
    of a block, by its place, in which it names its source."""

    page: Page
    blocks: tuple[Block, ...]
    tokens: list[Token]
    quiet: dict[int, tuple[tuple[int, int], ...]]

    @cached_property
    def keys(self) -> list[str]:
        return [token.key for token in self.tokens]

    @cached_property
    def pairs(self) -> set[tuple[str, str]]:
        """All pairs of neighbouring words."""
        return set(pairs(self.keys))

    def without(self, ranges: Collection[tuple[int, int, int]]) -> "Wording":
        """The same without the tokens in some ranges of characters: (place of the block, start, end)."""
        if not ranges:
            return self
        out = {block: [(start, end) for place, start, end in ranges if place == block] for block, _, _ in ranges}
        kept = [token for token in self.tokens if not _within(token, out.get(token.block, ()))]
        return replace(self, tokens=kept)

    @property
    def told(self) -> Text:
        return Text([block.text for block in self.blocks], self.tokens)

    def span(self, start: int, end: int) -> Span:
        """The range of the source from token `start` to token `end`; of no tokens the place behind the one before."""
        if start < end:
            return Span(self._part(start).start, self._part(end - 1).end)
        if start:
            at = self._part(start - 1).end
        else:
            at = self._part(0).start if self.tokens else self.page.span_of(self.page.view(story).body).end
        return Span(at, at)

    def within_quiet(self, start: int, end: int) -> bool:
        """Whether tokens stand where their block names its source."""
        return start < end and all(_within(token, self.quiet.get(token.block, ())) for token in self.tokens[start:end])

    def _part(self, at: int) -> Span:
        token = self.tokens[at]
        return self.blocks[token.block].part(self.page, token.start, token.end)


def wording(page: Page) -> Wording:
    """A view."""
    chosen = tuple(_blocks(page))
    place = {block.index: at for at, block in enumerate(chosen)}
    quiet: dict[int, list[tuple[int, int]]] = {}
    for credit in page.view(credits):
        if credit.block is not None and credit.block.index in place and credit.kind in SENTENCES:
            quiet.setdefault(place[credit.block.index], []).append(_sentence(credit.block.text, credit.start, credit.end))
    said, may = page.view(words), page.view(hints)
    for at, block in enumerate(chosen):
        # “Additional reporting by …” behind a sentence.
        if (at == 0 or at >= len(chosen) - LAST) and "desk" in may.of(block) and (told := said["desk"].find(block.text)):
            quiet.setdefault(at, []).append(_sentence(block.text, told.start, told.end))
    return Wording(page, chosen, tokens([block.text for block in chosen]), {at: tuple(parts) for at, parts in quiet.items()})


def pairs(keys: list[str]) -> list[tuple[str, str]]:
    """The pairs of neighbouring words of some tokens."""
    told = [key for key in keys if is_word(key)]
    return list(zip(told, told[1:], strict=False))


def stands(keys: list[str], among: Collection[tuple[str, str]]) -> bool:
    """Whether most of a text, given as its tokens, stands in another one, given as its pairs of words."""
    told = pairs(keys)
    return bool(told) and sum(pair in among for pair in told) >= STANDS * len(told)


def _within(token: Token, ranges: Iterable[tuple[int, int]]) -> bool:
    return any(start <= token.start and token.end <= end for start, end in ranges)


def _blocks(page: Page) -> Iterator[Block]:
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
        if not first <= block.index <= last and (not _is_sentence(block) or DATE.search(block.text)):
            continue
        yield block


def _is_sentence(block: Block) -> bool:
    return is_prose(block) or (block.element.tag not in HEADINGS and not block.linked and block.text.rstrip(CLOSING).endswith(ENDS))


def _sentence(text: str, start: int, end: int) -> tuple[int, int]:
    """The sentence that holds a part of a text."""
    begin = max((text.rfind(f"{mark} ", 0, start) + 1 for mark in (".", "!", "?", "”", "“")), default=0)
    begin = max(begin, text.rfind("。", 0, start) + 1)
    ends = [at + 1 for mark in (". ", "! ", "? ", "。") if (at := text.find(mark, end)) >= 0]
    return begin, min(ends, default=len(text))
