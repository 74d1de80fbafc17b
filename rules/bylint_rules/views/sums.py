"""Sums over the blocks that a box holds, from the `first` to before the `last`."""

from collections.abc import Callable, Iterable
from functools import cached_property
from itertools import accumulate

from bylint.views.blocks import Block
from bylint.views.story import HEADINGS, PROSE, is_prose
from bylint_rules.views.limits import Limits
from bylint_rules.views.links import is_share_link, is_tag_link

# So many blocks are looked at for a box alone. For a larger one all of the page are, once: boxes stand in boxes.
FEW = 60


class Running:
    """Sums of what is quickly told of all blocks."""

    def __init__(self, values: Iterable[int]) -> None:
        self.sums = [0, *accumulate(values)]

    def __call__(self, first: int, last: int) -> int:
        return self.sums[last] - self.sums[first]


class Count:
    """How many blocks pass a test that takes longer."""

    def __init__(self, blocks: tuple[Block, ...], test: Callable[[Block], bool]) -> None:
        self.blocks, self.test = blocks, test

    def __call__(self, first: int, last: int) -> int:
        return sum(map(self.test, self.blocks[first:last])) if last - first <= FEW else self.all(first, last)

    @cached_property
    def all(self) -> Running:
        return Running(map(self.test, self.blocks))


class Sums:
    """Letters of paragraphs and of links, characters; how many blocks are paragraphs, nothing but links, headings,
    links to share something, and links to the stories of a tag."""

    def __init__(self, blocks: tuple[Block, ...], limits: Limits) -> None:
        self.blocks, self.limits = blocks, limits
        self.links = Count(blocks, lambda block: block.linked > 0 and block.link_density > limits.linked)
        self.headings = Count(blocks, lambda block: block.element.tag in HEADINGS)
        self.shares = Count(blocks, lambda block: any(map(is_share_link, block.links[:3])))
        self.tags = Count(blocks, lambda block: any(map(is_tag_link, block.links[:1])))

    @cached_property
    def weights(self) -> list[int]:
        """The weights of the paragraphs, 0 for other blocks: most are too short for prose."""
        return [block.weight if block.weight >= PROSE and self.is_paragraph(block) else 0 for block in self.blocks]

    def is_paragraph(self, block: Block) -> bool:
        return is_prose(block) and block.link_density < self.limits.some_links

    @cached_property
    def prose(self) -> Running:
        return Running(self.weights)

    @cached_property
    def paragraphs(self) -> Running:
        return Running(map(bool, self.weights))

    @cached_property
    def linked(self) -> Running:
        return Running(block.linked for block in self.blocks)

    @cached_property
    def length(self) -> Running:
        return Running(len(block.text) for block in self.blocks)
