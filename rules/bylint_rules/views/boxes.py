"""What the boxes around each block are, from its own element up to those that hold the story."""

import re
from collections.abc import Sequence
from itertools import accumulate
from typing import NamedTuple

from bylint import Element, Page
from bylint.views.blocks import Block, outline
from bylint.views.language import hints, words
from bylint.views.story import HEADINGS, is_prose, story
from bylint_rules.views.home import home
from bylint_rules.views.limits import Limits, limits
from bylint_rules.views.links import is_share_link, is_tag_link
from bylint_rules.views.naming import named

# The kinds of box that hold nothing of the story. Of several names the first counts.
LEFTOVERS = ("comments", "share", "promo", "tags", "related", "consent")
# The first block of a box says what the box is.
LABELS = (("share", "share"), ("tags", "tags"), ("related", "related"), ("comment-form", "comments"))
OPENING = 40
WORKED = ("button", "input", "form", "select", "textarea", "iframe", "svg", "script")
# The id of what one reader wrote, as systems give them: "comment-4711", "IDComment938723120".
READER = re.compile(r"comment(?!s)\D{0,20}\d{3}", re.I)


class Around(NamedTuple):
    """The boxes around something, from its own element up to, not including, the first that holds the story's body.

    `height` is how many elements above the body that one stands (0: the body itself); `boxes` are the
    elements, the innermost first, `kinds` what each is ("" for nothing in particular), `tags` their
    names; `grid` says whether one is a grid of other stories, `most` how many blocks the largest box
    of leftovers holds.
    """

    height: int
    boxes: tuple[Element, ...]
    kinds: tuple[str, ...]
    tags: frozenset[str]
    grid: bool
    most: int

    @property
    def leftovers(self) -> tuple[str, ...]:
        """The kinds of those boxes that hold nothing of the story."""
        return tuple(kind for kind in self.kinds if kind in LEFTOVERS)


def boxes(page: Page) -> "Boxes":
    return Boxes(page)


class Boxes:
    """Answers what stands around an element, and keeps the answers: neighbours share their boxes."""

    def __init__(self, page: Page) -> None:
        self.limits = page.view(limits)
        self.home = page.view(home)
        self.words = page.view(words)
        self.hints = page.view(hints)
        self.outline = page.view(outline)
        found = page.view(story)
        self.chain = {element: height for height, element in enumerate((found.body, *found.body.iterancestors()))}
        headline = found.headline
        self.heads = frozenset() if headline is None else frozenset((headline.element, *headline.element.iterancestors()))
        self.sums = _Sums(self.outline.blocks, self.limits)
        self.prose = sum(block.weight for block in found.prose)
        self.known: dict[Element, Around] = {}

    def around(self, element: Element) -> Around:
        """The boxes around an element, itself the first."""
        path = []
        while element not in self.known and element not in self.chain:
            path.append(element)
            parent = element.getparent()
            if parent is None:
                break
            element = parent
        found = self.known.get(element) or Around(self.chain.get(element, len(self.chain)), (), (), frozenset(), False, 0)
        for element in reversed(path):
            found = self.known[element] = self.inside(element, found)
        return found

    def inside(self, element: Element, outer: Around) -> Around:
        """What stands around an element of which the parent's surroundings are known."""
        first, last = self.outline.extents.get(element, (0, 0))
        size = last - first
        kind = self.kind(element, first, last)
        around_page = element.tag == "form" and size > self.limits.form
        tags = outer.tags if element.tag in outer.tags or around_page else outer.tags | {element.tag}
        return Around(
            outer.height,
            (element, *outer.boxes),
            (kind, *outer.kinds),
            tags,
            outer.grid or self.is_grid(kind, first, last),
            max(outer.most, size) if kind in LEFTOVERS else outer.most,
        )

    def kind(self, element: Element, first: int, last: int) -> str:
        """What a box is: one of LEFTOVERS, "reader", "person", "stamp", "site", "story" or ""."""
        sums = self.sums
        prose, paragraphs = sums.prose[last] - sums.prose[first], sums.paragraphs[last] - sums.paragraphs[first]
        if element in self.heads or prose > self.limits.prose * self.prose or paragraphs > self.limits.paragraphs:
            return "story"
        if (id := element.get("id")) and READER.search(id) and element.tag != "form":
            return "reader"
        if names := named(element):
            perhaps = frozenset(name[:-1] for name in names if name[-1] == "?")
            if kind := _of_names(names) or (_of_names(perhaps) if perhaps and self.is_worked(element, first, last) else ""):
                return kind
        if element.tag == "form" and last - first <= self.limits.form:
            return "comments" if next(element.iter("textarea"), None) is not None else "promo"
        if last == first:
            return ""
        linked, length = sums.linked[last] - sums.linked[first], sums.length[last] - sums.length[first]
        if element.tag in ("nav", "aside") and linked > self.limits.some_links * length:
            return "related"
        if last - first == 1:
            return ""
        return self.kind_of_list(element, first, last) or ("promo" if self.is_pitch(element, first, last) else "")

    def is_worked(self, element: Element, first: int, last: int) -> bool:
        """Whether a box has links or controls, as the parts of a page have that are no text."""
        linked, length = self.sums.linked[last] - self.sums.linked[first], self.sums.length[last] - self.sums.length[first]
        if linked > self.limits.some_links * length:
            return True
        return last - first <= self.limits.most and next(element.iter(*WORKED), None) is not None

    def kind_of_list(self, element: Element, first: int, last: int) -> str:
        """What a box without a telling name is, by its first block or by its links."""
        sums, blocks = self.sums, self.outline.blocks
        opening = blocks[first].text
        if len(opening) <= OPENING and blocks[first].element.tag not in ("dt", "td") and sums.paragraphs[last] == sums.paragraphs[first]:
            may = self.hints.of(blocks[first])
            for category, kind in LABELS:
                if category in may and self.words[category].whole(opening):
                    return kind
        if sums.links[last] - sums.links[first] < last - first:
            return ""
        if 2 * (sums.shares[last] - sums.shares[first]) >= last - first:
            return "share"
        if 2 * sum(any(map(is_tag_link, block.links[:1])) for block in blocks[first:last]) >= last - first:
            return "tags"
        return "related" if element.tag in ("ul", "ol") and not self.serves(blocks[first:last]) else ""

    def serves(self, blocks: tuple[Block, ...]) -> bool:
        """Whether most lines of a list serve the story: they lead to places in it, to sources elsewhere, or to help."""
        return 2 * sum(all(self.is_elsewhere(link.get("href") or "") for link in block.links) for block in blocks) > len(blocks)

    def is_elsewhere(self, href: str) -> bool:
        return href.startswith(("#", "tel:", "mailto:")) or not self.home.is_address(href)

    def is_pitch(self, element: Element, first: int, last: int) -> bool:
        """Whether a small box has a button or a field, and makes a pitch."""
        if last - first > self.limits.pitch_box or next(element.iter("button", "input", "form"), None) is None:
            return False
        return any(
            block.weight <= self.limits.pitch and "promo" in self.hints.of(block) and self.words["promo"].find(block.text)
            for block in self.outline.blocks[first:last]
        )

    def is_announced(self, first: int) -> bool:
        """Whether a box begins with words that announce other stories: a list of a few, made for this one."""
        return self.words["related"].whole(self.outline.blocks[first].text) is not None

    def is_grid(self, kind: str, first: int, last: int) -> bool:
        """Whether a box holds other stories: many blocks, with headings or mostly of links."""
        size, limits, sums = last - first, self.limits, self.sums
        if not limits.grid <= size <= limits.most or kind not in ("related", "promo", "consent", ""):
            return False
        if 2 * (sums.shares[last] - sums.shares[first]) >= size:
            return False
        if kind == "related" and size < self.limits.crowd and self.is_announced(first):
            return False
        if sums.headings[last] - sums.headings[first] >= limits.grid_headings:
            return True
        linked, length = sums.linked[last] - sums.linked[first], sums.length[last] - sums.length[first]
        return linked > limits.links * length and (
            size >= limits.crowd or (size >= limits.grid_links and linked > limits.grid_letters * size)
        )


def _of_names(names: frozenset[str]) -> str:
    """The kind of box that an element's names speak for, "" for none."""
    if "person" in names and not names & {"related", "comments", "promo"}:
        return "person"
    for kind in LEFTOVERS:
        if kind in names and not (kind == "consent" and "image" in names) and not (kind == "share" and "stamp" in names):
            return kind
    return "stamp" if "stamp" in names else "site" if "site" in names else ""


class _Sums:
    """Running sums over the blocks: those of a box are the difference of two."""

    def __init__(self, blocks: tuple[Block, ...], limits: Limits) -> None:
        paragraphs = [is_prose(block) and block.link_density < limits.some_links for block in blocks]
        self.paragraphs = _running(paragraphs)
        self.prose = _running([block.weight if prose else 0 for block, prose in zip(blocks, paragraphs, strict=True)])
        self.linked = _running([block.linked for block in blocks])
        self.length = _running([len(block.text) for block in blocks])
        self.links = _running([block.link_density > limits.linked for block in blocks])
        self.shares = _running([any(map(is_share_link, block.links[:3])) for block in blocks])
        self.headings = _running([block.element.tag in HEADINGS or any(link.tag in HEADINGS for link in block.links) for block in blocks])


def _running(values: Sequence[int]) -> list[int]:
    return [0, *accumulate(values)]
