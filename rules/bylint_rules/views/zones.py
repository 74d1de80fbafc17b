"""Where on a page credits stand: before the story's first paragraph, behind its last, and in these two."""

import re
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import chain, islice, pairwise, zip_longest
from typing import Literal, NamedTuple

from bylint import Element, Page
from bylint.lexicon import Words
from bylint.pattern import lazy
from bylint.views.blocks import Block, blocks, within
from bylint.views.chrome import CHROME_ROLES, CHROME_TAGS
from bylint.views.language import Hints, hints, words
from bylint.views.story import PROSE, Story, is_prose, story

Zone = Literal["head", "lead", "amid", "close", "tail"]
# How many paragraphs may hold a dateline, and how many at the end a credit: a standfirst reads like a
# paragraph, and so do a pitch and an author's life behind the last one.
LEADS, CLOSES = 3, 4
# How many blocks before the headline and behind the run are looked at, and how far behind the last paragraph.
ABOVE, BELOW, BEHIND = 3, 8, 20
CAPTION = lazy(r"caption|photo|(?:^|[\s_-])(?:image|img|picture|pic|legend|gallery|slide\w*|bild\w*|foto\w*|video)(?:$|[\s_-])", re.I)
CHROME = lazy(r"comment|sidebar|related|recommend|popular|(?:^|[\s_-])(?:footer|nav|menu|cookie|modal|popup)(?:$|[\s_-])", re.I)
# How much text stands in a box that is there for its image, in letters.
BOX = 240


class Place(NamedTuple):
    """A block that may hold a credit, the block behind it, and where it stands: `head` and `tail` are short
    blocks before and behind the story's text and `amid` those between; `lead` and `close` are its paragraphs.
    What stands outside the story's run counts only if it is not the site's: `Zones.in_chrome`."""

    block: Block
    after: Block | None
    zone: Zone
    closing: bool = False
    outside: bool = False


def zones(page: Page) -> "Zones":
    """A view."""
    return Zones(page)


def places(page: Page) -> tuple["Place", ...]:
    """A view: the places that may hold a credit, without those of the site around the story."""
    told = page.view(zones)
    return tuple(place for place in told.every if not (place.outside and told.in_chrome(place.block)))


class Zones:
    """The places of a page."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.story: Story = page.view(story)
        self.words: Words = page.view(words)
        self.hints: Hints = page.view(hints)

    @cached_property
    def every(self) -> tuple[Place, ...]:
        """The places, with those of the site around the story."""
        return tuple(self.places())

    def places(self) -> Iterator[Place]:
        """Places in the order of the page, without paragraphs amid the story."""
        found, every = self.story, self.page.view(blocks)
        run = [block for block in found.blocks if block is not found.headline]
        if not run:
            return
        prose = found.prose
        leads, closes = set(prose[:LEADS]), set(prose[-CLOSES:])
        # A standfirst and a caption read like paragraphs: what stands before the third is still above the story.
        first, last = (prose[:LEADS][-1].index, prose[-1].index) if prose else (run[-1].index + 1, run[0].index - 1)
        begin, close = (found.headline or run[0]).index, prose[-CLOSES:][0].index if prose else 0
        for above, following in pairwise(every[max(begin - ABOVE, 0) : begin + 1]):
            if above.weight < PROSE:
                yield Place(above, following, "head", outside=True)
        for block, after in _with_next(run):
            if block.index > last + BEHIND:
                return
            if block in leads or block in closes:
                # One that is both may begin with a dateline and end with a credit.
                yield Place(block, after, "lead" if block in leads else "close", block in closes)
            elif block.index < first:
                yield Place(block, after, "head")
            elif block.index > last or (block.index > close and not is_prose(block)):
                yield Place(block, after, "tail")
            elif not is_prose(block):
                yield Place(block, after, "amid")
        behind = run[-1].index + 1
        for block, after in _with_next(every[behind : behind + BELOW]):
            if block.weight < PROSE or not is_prose(block):
                yield Place(block, after, "tail", outside=True)

    def in_chrome(self, block: Block) -> bool:
        """Whether a block outside the run belongs to the site. Publishing systems call the parts of a story “widgets” too."""
        return any(
            above.tag in CHROME_TAGS
            or above.get("role") in CHROME_ROLES
            or CHROME.search(f"{above.get('class') or ''} {above.get('id') or ''}")
            for above in (block.element, *block.element.iterancestors())
            if above.tag != "body"
        )

    @cached_property
    def figures(self) -> frozenset[Element]:
        """All that stands in a figure."""
        return frozenset(element for figure in self.story.article.iter("figure") for element in figure.iter())

    def is_photos(self, block: Block) -> bool:
        """Whether a block stands with an image and speaks of it."""
        if block.element in self.figures or ("photo-credit" in self.hints.of(block) and self.words["photo-credit"].begins(block.text)):
            return True
        return any(CAPTION.search(f"{above.get('class') or ''}") for above in self._near(block))

    def is_beside_image(self, block: Block) -> bool:
        """Whether a block stands in a small box with an image, or right behind one that holds an image alone."""
        for above in self._near(block):
            if sum(one.weight for one in within(self.page, above)) > BOX:
                return False
            before = above.getprevious()
            if next(above.iter("img"), None) is not None or (
                before is not None and next(before.iter("img"), None) is not None and not within(self.page, before)
            ):
                return True
        return False

    def _near(self, block: Block) -> Iterator[Element]:
        """The block's element and what is around it, not as far as the story's own element."""
        for above in islice(chain((block.element,), block.element.iterancestors()), 3):
            if above is self.story.body or above is self.story.article:
                return
            yield above


def _with_next(run: Sequence[Block]) -> Iterator[tuple[Block, Block | None]]:
    return zip_longest(run, run[1:])
