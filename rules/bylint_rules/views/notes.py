"""What an original says besides its text, and readers of a copy must be told too: corrections, disclosures, who else worked on it."""

import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Literal, NamedTuple

from bylint import Page
from bylint.lexicon import Phrases
from bylint.views.blocks import Block
from bylint.views.language import hints, words
from bylint.views.story import HEADINGS, story
from bylint_rules.views.leftovers import leftovers

DATA = Path(__file__).parents[1] / "data" / "notes.toml"
# So many blocks at the end of a story may hold a note that no label begins.
LAST = 4
# A note that is longer, in letters of an alphabet, is a story of its own.
LONGEST = 1200


class StoryNote(NamedTuple):
    """A block, and what it is."""

    sort: Literal["correction", "disclosure", "credit"]
    block: Block


def notes(page: Page) -> tuple[StoryNote, ...]:
    """A view: the notes of the story, in the order of the page."""
    return tuple(_notes(page))


def _notes(page: Page) -> Iterator[StoryNote]:
    said, may, found, left = page.view(words), page.view(hints), page.view(story), page.view(leftovers)
    last = {block.index for block in [block for block in found.blocks if block not in left][-LAST:]}
    for block in found.blocks:
        if block is found.headline or block in left or block.weight > LONGEST or block.element.tag in HEADINGS:
            continue
        if _corrections().begins(block.text):
            yield StoryNote("correction", block)
        elif "disclosure" in may.of(block) and (
            said["disclosure"].begins(block.text) or (block.index in last and said["disclosure"].find(block.text))
        ):
            yield StoryNote("disclosure", block)
        elif block.index in last and "desk" in may.of(block) and said["desk"].find(block.text):
            yield StoryNote("credit", block)


@cache
def _corrections() -> Phrases:
    return Phrases(tuple(tomllib.loads(DATA.read_text(encoding="utf-8"))["correction"]))
