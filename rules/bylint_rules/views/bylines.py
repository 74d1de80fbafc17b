"""The lines that say who wrote the story."""

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from bylint import Page
from bylint.lexicon import Words, bare
from bylint.views.blocks import Block, outline
from bylint.views.chrome import is_chrome
from bylint.views.language import words
from bylint.views.story import HEADINGS, is_prose, story
from bylint_rules.views.nameless import is_nameless, is_surely_name
from bylint_rules.views.names import is_name, parts

NAME = 60
# How many blocks behind a lone “By” are looked at for a name: a button or a date may come between.
BEHIND = 3


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
    run = _run(page)
    for at, block in enumerate(run):
        if block.weight > 2 * NAME or block.element.tag in HEADINGS or block is found.headline:
            continue
        begun = labels.begins(block.text, glued=True)
        if begun is None:
            continue
        name = block.text[begun.end :].strip(" :：")
        if not bare(name):
            yield Byline(block, _name_behind(page, block, run[at + 1 : at + 1 + BEHIND]))
        elif nobody.whole(name) or (
            is_name(name) and (not first < block.index < last or (" " in name and not any(map(str.isdigit, name))))
        ):
            yield Byline(block, name)


def _run(page: Page) -> tuple[Block, ...]:
    """The blocks of the story, with those between a headline and a story that the config says begins below it."""
    found, held = page.view(story), page.view(outline)
    if found.headline is None:
        return found.blocks
    start, (stop, _) = found.headline.index + 1, held.extents.get(found.article, (0, 0))
    spared = {found.body, *found.body.iterancestors()}
    above = [
        block
        for block in held.blocks[start:stop]
        if not any(
            element.tag == "article" or is_chrome(element)
            for element in (block.element, *block.element.iterancestors())
            if element not in spared
        )
    ]
    return (found.headline, *above, *found.blocks[1:])


def _name_behind(page: Page, label: Block, behind: Sequence[Block]) -> str:
    """What stands in the blocks behind a lone “By” and may be a name, or ""."""
    for block in behind:
        if not goes_on(label, block):
            break
        if any(parts(block.text)) and not is_nameless(page, block):
            return block.text if block is behind[0] or is_surely_name(block) else ""
    return ""


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
