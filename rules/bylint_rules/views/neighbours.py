"""What leftovers say of the blocks beside them, and of one another."""

from collections import Counter
from collections.abc import Set

from bylint import Page
from bylint.pattern import lazy
from bylint.views.blocks import Block, outline
from bylint.views.story import HEADINGS
from bylint_rules.views.boxes import boxes
from bylint_rules.views.limits import limits
from bylint_rules.views.sayings import sayings

# Kinds of leftovers that have headings.
HEADED = frozenset(("related", "tags", "share", "promo", "comments"))
# Lines under each reader's comment differ in their numbers.
DIGITS = lazy(r"\d+")


class Neighbours:
    """Settles what the look at each block alone could not tell. Leftovers are their kinds by the numbers of the blocks."""

    def __init__(self, page: Page) -> None:
        self.limits = page.view(limits)
        self.blocks = page.view(outline).blocks
        self.boxes = page.view(boxes)
        self.says = page.view(sayings)

    def settle(self, found: dict[int, str], run: Set[int], first: int, last: int) -> None:
        """Correct `found`. `run` are the numbers of the story's run, `first` and `last` those of its first and last paragraph."""
        self.repeated(found, last)
        self.headings(found, run, first)
        self.lines(found, run)

    def repeated(self, found: dict[int, str], last: int) -> None:
        """A line that stands behind the story again and again is of each reader's comment, or of other stories."""
        likely = (index for index, kind in found.items() if index > last and kind == "comments")
        lines = {index: DIGITS.sub("", self.blocks[index].text) for index in likely}
        lines = {index: text for index, text in lines.items() if "form" not in self.boxes.around(self.blocks[index].element).tags}
        often = Counter(lines.values())
        for index, text in lines.items():
            if often[text] > self.limits.often:
                del found[index]

    def headings(self, found: dict[int, str], run: Set[int], first: int) -> None:
        """A heading over leftovers is one."""
        for index in sorted(run, reverse=True):
            below = found.get(index + 1)
            if index in found or below not in HEADED or index <= first:
                continue
            block, under = self.blocks[index], self.blocks[index + 1]
            if block.linked or block.weight >= self.limits.line or self.says.is_credit(block):
                continue
            heading = block.element.tag in HEADINGS
            over_links = heading and below in ("related", "tags") and under.link_density > self.limits.linked
            together = (heading or block.text.endswith((":", "："))) and self.share_a_box(block, under)
            if (over_links or together) and not {"person", "stamp"}.intersection(self.boxes.nearest(block.element)):
                found[index] = below

    def lines(self, found: dict[int, str], run: Set[int]) -> None:
        """A line between two leftovers of a kind in the same box is one: the date of another story, its author."""
        for index in sorted(run):
            kind = found.get(index - 1)
            if index in found or not kind or kind != found.get(index + 1) or self.blocks[index].weight >= self.limits.line:
                continue
            if self.share_a_box(*self.blocks[index - 1 : index + 2]):
                found[index] = kind

    def share_a_box(self, *blocks: Block) -> bool:
        boxes = {self.boxes.outermost(block.element) for block in blocks}
        return len(boxes) == 1 and None not in boxes
