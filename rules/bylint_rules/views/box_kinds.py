"""What a box is, by its names, its element, its first block, its links."""

import re
from itertools import chain, islice

from bylint import Element, Page
from bylint.pattern import lazy
from bylint.views.blocks import Block, outline
from bylint.views.language import hints, words
from bylint.views.story import story
from bylint_rules.views.controls import worked
from bylint_rules.views.home import home
from bylint_rules.views.limits import limits
from bylint_rules.views.naming import named
from bylint_rules.views.sayings import LABELS
from bylint_rules.views.sums import Sums

# The first block of a box, if it is no longer, says what the box is.
OPENING = 40
WORKED = ("button", "input", "form", "select", "textarea", "iframe", "svg", "script")
# Elements that may be of a kind without a name, however little they hold.
TELLING = frozenset(("form", "nav", "aside"))
# The id of what one reader wrote, as systems give them: "comment-4711", "IDComment938723120"; and words of ids of other things.
READER = lazy(r"comment(?!s|ar)\D{0,20}\d{3}", re.I)
FORM = lazy("form|respond|reply|wrap|box|area|count|policy|field", re.I)
# How much of an id is looked at.
ID = 100
# What is told by a notice, and by what asks readers to pay.
NOTICES = frozenset(("consent", "promo"))
# So many boxes of comments of one name in a row are what so many readers wrote.
ROW = 3


class Kinds:
    """Tells the kinds of boxes that hold the blocks from `first` to before `last`."""

    def __init__(self, page: Page) -> None:
        self.limits = page.view(limits)
        self.home = page.view(home)
        self.words = page.view(words)
        self.hints = page.view(hints)
        self.worked = page.view(worked)
        self.blocks = page.view(outline).blocks
        found = page.view(story)
        headline = found.headline
        self.heads = frozenset() if headline is None else frozenset((headline.element, *headline.element.iterancestors()))
        self.prose = sum(block.weight for block in found.prose)
        self.sums = Sums(self.blocks, self.limits)

    def of(self, element: Element, first: int, last: int) -> str:
        """One of LEFTOVERS, "reader", "readers", "person", "stamp", "site", "image", "story" or "" for nothing in particular."""
        size, tag, called, id = last - first, element.tag, element.get("class"), element.get("id")
        surely, perhaps = named(tag, called, id)
        if size <= 1 and not (surely or perhaps or id or tag in TELLING):
            return ""  # most of all
        if element in self.heads or self.holds_story(first, last):
            return "story"
        if id and tag != "form" and READER.search(id[:ID]) and not FORM.search(id[:ID]):
            return "reader"
        if kind := surely or (perhaps if perhaps and self.is_worked(element, first, last) else ""):
            if kind == "consent" and tag == "p" and not self.gives_notice(first, last):
                return ""  # what only subscribers may read is the story too
            written = kind == "comments" and size >= ROW and self.sums.length(first, last) >= self.limits.written
            return "readers" if written and _is_one_of_many(element) else kind
        if tag == "form" and size <= self.limits.form:
            return "comments" if next(element.iter("textarea"), None) is not None else "promo"
        if tag in ("nav", "aside") and self.sums.linked(first, last) > self.limits.some_links * self.sums.length(first, last):
            return "related"
        if size <= 1:
            return ""
        return self.of_list(element, first, last) or ("promo" if self.is_pitch(element, first, last) else "")

    def holds_story(self, first: int, last: int) -> bool:
        """Whether a box holds too much of the story to be anything else."""
        prose = self.sums.prose(first, last)
        if not prose:
            return False
        return prose > self.limits.prose * self.prose or self.sums.paragraphs(first, last) > self.limits.paragraphs

    def is_worked(self, element: Element, first: int, last: int) -> bool:
        """Whether a box has links or controls, as the parts of a page have that are no text."""
        if self.sums.linked(first, last) > self.limits.some_links * self.sums.length(first, last):
            return True
        return last - first <= self.limits.most and next(element.iter(*WORKED), None) is not None

    def of_list(self, element: Element, first: int, last: int) -> str:
        """What a box without a telling name is, by its first block or by its links."""
        sums, opening, size = self.sums, self.blocks[first], last - first
        if len(opening.text) <= OPENING and opening.element.tag not in ("dt", "td") and not sums.prose(first, last):
            may = self.hints.of(opening)
            for category, kind in LABELS.items():
                if category in may and self.words[category].whole(opening.text):
                    return kind
        if not opening.linked or sums.links(first, last) < size:
            return ""
        if 2 * sums.shares(first, last) >= size:
            return "share"
        if 2 * sums.tags(first, last) >= size:
            return "tags"
        return "related" if element.tag in ("ul", "ol") and not self.serves(self.blocks[first:last]) else ""

    def serves(self, blocks: tuple[Block, ...]) -> bool:
        """Whether most lines of a list serve the story: they lead to places in it, to sources elsewhere, or to help."""
        return 2 * sum(all(self.is_elsewhere(link.get("href") or "") for link in block.links) for block in blocks) > len(blocks)

    def is_elsewhere(self, href: str) -> bool:
        return href.startswith(("#", "tel:", "mailto:")) or not self.home.is_address(href)

    def is_pitch(self, element: Element, first: int, last: int) -> bool:
        """Whether a small box has a button or a field, and makes a pitch."""
        if last - first > self.limits.pitch_box or element not in self.worked:
            return False
        return any(
            block.weight <= self.limits.pitch and "promo" in self.hints.of(block) and self.words["promo"].find(block.text)
            for block in self.blocks[first:last]
        )

    def gives_notice(self, first: int, last: int) -> bool:
        """Whether a block of a box has words of a notice or a pitch."""
        told = ((category, block) for block in self.blocks[first:last] for category in NOTICES & self.hints.of(block))
        return any(self.words[category].find(block.text) for category, block in told)

    def is_announced(self, first: int) -> bool:
        """Whether a box begins with words that announce other stories: a list of a few, made for this one."""
        return self.words["related"].whole(self.blocks[first].text) is not None

    def is_grid(self, kind: str, first: int, last: int) -> bool:
        """Whether a box of a kind holds other stories: many blocks, with headings or mostly of links."""
        size, limits, sums = last - first, self.limits, self.sums
        if not limits.grid <= size <= limits.most or kind not in ("related", "promo", "consent", ""):
            return False
        if sums.headings(first, last) < limits.grid_headings:
            linked = sums.linked(first, last)
            if linked <= limits.links * sums.length(first, last):
                return False
            if size < limits.crowd and (size < limits.grid_links or linked <= limits.grid_letters * size):
                return False
        if 2 * sums.shares(first, last) >= size:
            return False
        return kind != "related" or size >= limits.crowd or not self.is_announced(first)


def _is_one_of_many(element: Element) -> bool:
    """Whether an element stands in a row of its name, which calls each of them a comment, and is no form to write one."""
    name = _first_name(element)
    if named(element.tag, name, None)[0] != "comments" or next(element.iter("textarea"), None) is not None:
        return False
    near = chain(islice(element.itersiblings(element.tag), ROW), islice(element.itersiblings(element.tag, preceding=True), ROW))
    return 1 + sum(_first_name(other) == name for other in near) >= ROW


def _first_name(element: Element) -> str:
    return (element.get("class") or "").partition(" ")[0]
