"""The blocks of a story that might stand in other stories too, with what is the page's own taken out of them."""

from collections import Counter
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from bylint import Element, Page
from bylint.lexicon import fold
from bylint.pattern import lazy
from bylint.views.blocks import Block
from bylint.views.claims import claims
from bylint.views.language import hints, words
from bylint.views.links import text_of
from bylint.views.story import HEADINGS, is_prose, story
from bylint_rules.views.boxes import boxes
from bylint_rules.views.bylines import bylines
from bylint_rules.views.credits import credits
from bylint_rules.views.home import SLOGAN
from bylint_rules.views.leftovers import is_bold, leftovers
from bylint_rules.views.names import without_dates
from bylint_rules.views.sayings import sayings

# What stands for words that each page has its own of.
SLOT = "…"
# A word, or a letter of a script that writes none apart.
WORD = lazy(r"…|[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u30ff\u3400-\u9fff\uf900-\ufaff]|[^\W_]+")
DIGITS = lazy(r"\d+")
# Parts of a story that repeat on purpose: terms, quotations, captions with their credits, subheads.
KEPT = frozenset(("td", "th", "dt", "dd", "figcaption", "blockquote", "figure", "pre"))
# The fewest words of a block that counts; of one that stands like a paragraph of the story; the most of any.
FEWEST, FEWEST_PLAIN, MOST = 3, 8, 120
# Paragraphs of more characters are compared as a whole alone.
LONG = 300
# How many paragraphs stand alike that are the story's own.
ALIKE = 2
# How many words at either end of a text tell it, the last for a text that stands like a paragraph; letters twice as many.
SIZES = (2, 4, 8)
# The length of the shortest value of a page that is taken out, and how many steps of a place count.
SHORTEST, STEPS = 5, 4
# In a disclosure's category of phrases: “The author owns shares of …”, “produced with the help of AI”.
LEGAL = ("disclosure", "desk")


class Recurring(NamedTuple):
    """A block, its text with slots, the keys under which it meets its like, whether it stands like any
    paragraph of the story, and not in a place of its own, and how many blocks of the story stand before and behind it."""

    block: Block
    text: str
    keys: tuple[str, ...]
    plain: bool
    before: int
    behind: int


def recurring(page: Page) -> tuple[Recurring, ...]:
    """A view, in the order of the page."""
    return tuple(_Finder(page).find())


def tokens(text: str) -> list[str]:
    """The words of a text as they are compared."""
    return WORD.findall(DIGITS.sub("0", fold(text)))


def _count(text: str) -> int:
    """How many words a text has besides slots."""
    words = WORD.findall(text)
    return len(words) - words.count(SLOT)


class _Finder:
    def __init__(self, page: Page) -> None:
        self.page = page
        self.run = page.view(story).blocks
        self.steps: dict[Element, str] = {}
        self.around: dict[Element | None, str] = {None: ""}
        self.paths = {block: self.path(block.element) for block in self.run}
        self.alike = Counter(self.paths.values())
        self.known = sorted(set(self.values()), key=len, reverse=True)
        self.authors = [fold(claim.value) for claim in page.view(claims).author if " " in claim.value.strip()]
        self.hints, self.words = page.view(hints), page.view(words)
        self.boxes, self.says = page.view(boxes), page.view(sayings)

    def path(self, element: Element) -> str:
        """The place in a template: the element and a few around it, with their classes, without counting."""
        above = element.getparent()
        around = self.around.get(above)
        if around is None:
            around = self.around[above] = "/".join(map(self.step, islice(element.iterancestors(), STEPS - 1)))
        return f"{self.step(element)}/{around}"

    def step(self, element: Element) -> str:
        if element not in self.steps:
            called = element.get("class")
            self.steps[element] = f"{element.tag}.{DIGITS.sub('0', called)}" if called else f"{element.tag}."
        return self.steps[element]

    def values(self) -> Iterator[str]:
        """What the page alone says: its headline and titles."""
        headline = page_headline.text if (page_headline := self.page.view(story).headline) else ""
        for value in (headline, *(claim.value for claim in self.page.view(claims).title)):
            for part in (value, *SLOGAN.split(value)[:1]):
                plain = " ".join(part.split())
                if len(plain) >= SHORTEST:
                    yield plain

    def find(self) -> Iterator[Recurring]:
        told = {*self.page.view(leftovers), *(byline.block for byline in self.page.view(bylines))}
        told |= {credit.block for credit in self.page.view(credits) if credit.block is not None}
        headline = self.page.view(story).headline
        for before, block in enumerate(self.run):
            if block in told or block is headline or self.is_kept(block):
                continue
            plain = self.alike[self.paths[block]] > ALIKE and (not block.linked or is_prose(block))
            text, behind = self.with_slots(block), len(self.run) - before - 1
            folded = DIGITS.sub("0", fold(text))
            if plain and len(folded) > LONG:
                yield Recurring(block, text, (f"={folded}",), plain, before, behind)
                continue
            words, fewest = WORD.findall(folded), FEWEST_PLAIN if plain else FEWEST
            if fewest <= len(words) <= MOST and fewest <= _count(without_dates(text)):
                yield Recurring(block, text, tuple(self.keys(block, words, plain)), plain, before, behind)

    def is_kept(self, block: Block) -> bool:
        """Whether a block may stand in any number of stories: it is a fact, a subhead, a credit, a bio, a disclosure."""
        element = block.element
        if element.tag in KEPT or element.tag in HEADINGS or (element.tag == "li" and not block.linked) or is_bold(block):
            return True
        around = self.boxes.around(element)
        if not KEPT.isdisjoint(around.tags) or "person" in self.boxes.nearest(element) or self.says.is_credit(block):
            return True
        if "©" in block.text:
            return True  # whose the story is
        may = self.hints.of(block)
        if any(category in may and self.words[category].find(block.text) for category in LEGAL):
            return True
        return bool(self.authors) and any(author in fold(block.text) for author in self.authors)

    def with_slots(self, block: Block) -> str:
        text = block.text
        for value in self.known:
            if len(value) < len(text):
                text = text.replace(value, SLOT)
        return text

    def keys(self, block: Block, words: list[str], plain: bool) -> Iterator[str]:
        """The whole text, the text beside its links, and for one stretch of words at this place of the template that
        may differ what stands before it, behind it, and around it: a third of the text or more."""
        yield f"={' '.join(words)}"
        if block.linked and (fixed := self.unlinked(block)):
            yield f"~{fixed}"
        path, count = self.paths[block], len(words)
        apart = sum(map(len, words)) > 2 * count  # a script that sets words apart
        for size in SIZES[-1:] if plain else SIZES:
            size *= 1 if apart else 2
            if 2 * size < count <= 6 * size:
                yield f"{path}<{' '.join(words[:size])}{SLOT}{' '.join(words[-size:])}"
                yield f"{path}^{' '.join(words[: 2 * size])}"
                yield f"{path}${' '.join(words[-2 * size :])}"

    def unlinked(self, block: Block) -> str:
        """The words beside the links of a block, "" where they are too few to tell."""
        text = block.text
        for said in filter(None, map(text_of, block.links)):
            text = text.replace(said, SLOT)
        told = tokens(text)
        return " ".join(told) if sum(word != SLOT for word in told) >= FEWEST else ""
