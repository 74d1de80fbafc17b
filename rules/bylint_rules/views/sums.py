"""Sums over the blocks that a box holds."""

from collections.abc import Callable, Iterable
from functools import cached_property
from itertools import accumulate
from typing import TypeAlias

from bylint.views.blocks import Block
from bylint.views.story import HEADINGS, PROSE, is_prose
from bylint_rules.views.limits import Limits
from bylint_rules.views.links import is_share_link, is_tag_link

# What takes long to tell of a block is told of those of a box alone, if they are no more. Of others it is told of the
# whole page at once, and kept: boxes stand in boxes.
FEW = 60


Values: TypeAlias = Callable[[tuple[Block, ...]], Iterable[int]]


class Sum:
    """The sum of a value over the blocks from one to before another."""

    def __init__(self, blocks: tuple[Block, ...], values: Values, few: int = 0) -> None:
        self.blocks, self.values, self.few = blocks, values, few

    def __call__(self, first: int, last: int) -> int:
        if last - first <= self.few:
            return sum(self.values(self.blocks[first:last]))
        return self.running[last] - self.running[first]

    @cached_property
    def running(self) -> list[int]:
        return [0, *accumulate(self.values(self.blocks))]


class Sums:
    """How many letters of the blocks are `prose`, how many are `linked` and how many characters there are; and how
    many blocks are paragraphs, nothing but links, headings, and links to share something or to the stories of a tag."""

    def __init__(self, blocks: tuple[Block, ...], limits: Limits) -> None:
        def is_paragraph(block: Block) -> bool:
            return is_prose(block) and block.link_density < limits.some_links

        def prose(blocks: tuple[Block, ...]) -> list[int]:
            # Most blocks are too short for prose.
            return [block.weight if block.weight >= PROSE and is_paragraph(block) else 0 for block in blocks]

        self.prose = Sum(blocks, prose)
        self.paragraphs = Sum(blocks, lambda blocks: map(bool, prose(blocks)))
        self.linked = Sum(blocks, lambda blocks: [block.linked for block in blocks])
        self.length = Sum(blocks, lambda blocks: [len(block.text) for block in blocks])
        self.links = Sum(blocks, lambda blocks: [block.linked > 0 and block.link_density > limits.linked for block in blocks])
        self.headings = Sum(blocks, lambda blocks: [block.element.tag in HEADINGS for block in blocks], FEW)
        self.shares = Sum(blocks, lambda blocks: [any(map(is_share_link, block.links[:3])) for block in blocks], FEW)
        self.tags = Sum(blocks, lambda blocks: [any(map(is_tag_link, block.links[:1])) for block in blocks], FEW)
