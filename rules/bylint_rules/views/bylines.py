"""The lines that say who wrote the story."""

from collections.abc import Iterator
from itertools import islice, pairwise
from typing import NamedTuple

from bylint import Page
from bylint.lexicon import Words, bare
from bylint.views.blocks import Block
from bylint.views.language import words
from bylint.views.story import HEADINGS, is_prose, story
from bylint_rules.views.names import is_name, parts

NAME = 60


class Byline(NamedTuple):
    """A block that begins as a byline does; `name` is what follows there, or in the next block, or ""."""

    block: Block
    name: str


def bylines(page: Page) -> tuple[Byline, ...]:
    """The bylines of the story, in the order of the page."""
    return tuple(_bylines(page))


def _bylines(page: Page) -> Iterator[Byline]:
    said, found = page.view(words), page.view(story)
    labels, nobody = said["byline"], said["nobody"]
    first, last = (found.prose[0].index, found.prose[-1].index) if found.prose else (0, 0)
    for block, after in pairwise((*found.blocks, None)):
        if block is None or block.weight > 2 * NAME or block.element.tag in HEADINGS or block is found.headline:
            continue
        begun = labels.begins(block.text, glued=True)
        if begun is None:
            continue
        name = block.text[begun.end :].strip(" :：")
        if not bare(name):
            # A date that comes next is nobody's name.
            yield Byline(block, after.text if after and goes_on(block, after) and any(parts(after.text)) else "")
        elif nobody.whole(name) or (
            is_name(name) and (not first < block.index < last or (" " in name and not any(map(str.isdigit, name))))
        ):
            yield Byline(block, name)


def author_in(said: Words, text: str) -> str:
    """The names in a byline, without its “By” and its date: “Ada Quay” of “By Ada Quay | 3 March 2026”."""
    begun = said["byline"].begins(text, glued=True)
    return next(parts(text[begun.end :] if begun else text), "")


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
