"""The texts of the story, and those that readers see elsewhere, each put together: one search tells of most pages that none has a fault."""

from collections.abc import Iterable, Iterator
from typing import Generic, TypeVar

from bylint import Page
from bylint.views.blocks import Block
from bylint.views.claim import Claim
from bylint.views.story import story
from bylint_rules.residue.said import said

T = TypeVar("T")


class Texts(Generic[T]):
    """Things with a text each. `all` holds the texts, each between two line breaks; none has one in it."""

    def __init__(self, things: Iterable[T], texts: Iterable[str]) -> None:
        self.things = tuple(things)
        self.texts = tuple(texts)
        self.all = "\n".join(("", *self.texts, ""))

    def holding(self, marks: Iterable[str]) -> Iterator[T]:
        """Those that have one of some marks in their text. The letters of a string are marks, and the quickest to look for."""
        there = [mark for mark in marks if mark in self.all]
        for thing, text in zip(self.things, self.texts, strict=True) if there else ():
            if any(mark in text for mark in there):
                yield thing


def printed(page: Page) -> Texts[Block]:
    """A view: the blocks of the story."""
    blocks = page.view(story).blocks
    return Texts(blocks, (block.text for block in blocks))


def shared(page: Page) -> Texts[Claim]:
    """A view: what the metadata say to readers, see `said`."""
    claims = page.view(said)
    return Texts(claims, (claim.value for claim in claims))
