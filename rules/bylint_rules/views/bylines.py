"""The lines that say who wrote the story."""

from collections.abc import Iterator
from itertools import islice, pairwise
from typing import NamedTuple

from bylint import Page
from bylint.lexicon import Words, bare
from bylint.views.blocks import Block
from bylint.views.language import words
from bylint.views.story import HEADINGS, is_prose, story

NAME = 60


class Byline(NamedTuple):
    """A block that begins as a byline does; `name` is what follows there, or in the next block, or ""."""

    block: Block
    name: str


def bylines(page: Page) -> tuple[Byline, ...]:
    """The bylines of the story, in the order of the page."""
    return tuple(_bylines(page))


def _bylines(page: Page) -> Iterator[Byline]:
    said = page.view(words)
    run = page.view(story).blocks
    for block, after in pairwise((*run, None)):
        if block is None or block.weight > NAME or block.element.tag in HEADINGS:
            continue
        name = _name(said, block.text)
        if name is not None and not bare(name) and goes_on(block, after):
            yield Byline(block, after.text if after else "")
        elif name is not None:
            yield Byline(block, name if bare(name) else "")


def _name(said: Words, text: str) -> str | None:
    """What stands behind the words a byline begins with, None where there are none."""
    begun = said["byline"].begins(text, glued=True)
    return text[begun.end :].strip(" :：") if begun else None


def goes_on(label: Block, after: Block | None) -> bool:
    """Whether the next block goes on where a label stops: short, no heading, and in the same small box
    unless a colon says that something follows."""
    if after is None or after.weight > NAME or after.element.tag in HEADINGS or is_prose(after):
        return False
    if label.text.endswith((":", "：")):
        return True
    if any(above.tag == "form" for above in (after.element, *after.element.iterancestors())):
        return False
    near = [label.element, *islice(label.element.iterancestors(), 2)]
    return any(above in near for above in islice(after.element.iterancestors(), 2))
