"""Sums over the blocks that a box holds."""

from collections.abc import Callable
from functools import cached_property
from itertools import accumulate
from operator import attrgetter

from bylint.views.blocks import Block
from bylint.views.story import HEADINGS, is_prose
from bylint_rules.views.limits import Limits
from bylint_rules.views.links import is_share_link, is_tag_link

# What takes long to tell of a block is told of those of a box alone, if they are no more. Of others it is told of the
# whole page at once, and kept: boxes stand in boxes.
FEW = 60


class Sum:
    """The sum of a value over the blocks from one to before another."""

    def __init__(self, blocks: tuple[Block, ...], value: Callable[[Block], int], few: int = 0) -> None:
        self.blocks, self.value, self.few = blocks, value, few

    def __call__(self, first: int, last: int) -> int:
        if last - first <= self.few:
            return sum(map(self.value, self.blocks[first:last]))
        return self.running[last] - self.running[first]

    @cached_property
    def running(self) -> list[int]:
        return [0, *accumulate(map(self.value, self.blocks))]


class Sums:
    """How many letters of the blocks are `prose`, how many are `linked` and how many characters there are; and how
    many blocks are paragraphs, nothing but links, headings, and links to share something or to the stories of a tag."""

    def __init__(self, blocks: tuple[Block, ...], limits: Limits) -> None:
        def is_paragraph(block: Block) -> bool:
            return is_prose(block) and block.link_density < limits.some_links

        self.paragraphs = Sum(blocks, is_paragraph)
        self.prose = Sum(blocks, lambda block: block.weight if is_paragraph(block) else 0)
        self.linked = Sum(blocks, attrgetter("linked"))
        self.length = Sum(blocks, lambda block: len(block.text))
        self.links = Sum(blocks, lambda block: block.link_density > limits.linked)
        self.headings = Sum(blocks, lambda block: block.element.tag in HEADINGS, FEW)
        self.shares = Sum(blocks, lambda block: any(map(is_share_link, block.links[:3])), FEW)
        self.tags = Sum(blocks, lambda block: any(map(is_tag_link, block.links[:1])), FEW)
