"""The limits by which leftovers are told from the story."""

from typing import NamedTuple

from bylint import Page


class Limits(NamedTuple):
    """Lengths are in letters (an ideograph counts as three), sizes in blocks, shares from 0 to 1.

    They were fitted on labelled pages; `tests/bench/generalise.py` says how well they hold on others.
    """

    # What a block is.
    label: int = 100  # longer texts are no labels
    pitch: int = 250  # longer texts are no pitches and no notices
    line: int = 60  # longer texts are more than a line between two leftovers, or a heading over some
    link_line: int = 40  # a linked line above the story from this length on is another story's headline
    linked: float = 0.75  # a block is nothing but a link
    # What a box is.
    links: float = 0.5  # a box of links
    some_links: float = 0.3  # a paragraph, or an aside of the story, has fewer
    prose: float = 0.2  # a box with more of the story's prose holds the story
    paragraphs: int = 3  # or with more paragraphs
    pitch_box: int = 8  # a box that makes a pitch has no more blocks
    form: int = 27  # a form with more blocks is one that a server wraps around the page
    # Other stories of the site stand in grids.
    grid: int = 6
    grid_headings: int = 4
    grid_links: int = 8
    grid_letters: int = 20  # headlines have more letters than tags
    crowd: int = 16  # so many links are a grid whatever their length
    most: int = 60  # a larger box is no grid, but the page
    site: int = 40  # a box of leftovers behind the story that is larger is the site's
    # What stands behind the story.
    stretch: int = 12  # so many blocks in a row without a paragraph
    read: int = 500  # end a story of which so many letters were read
    gap: int = 8  # blocks that are no leftovers between the story and what is attached to it
    up: int = 3  # elements above the story's article that it may stand
    few: int = 8  # a larger box of related links behind the story is the site's
    attached: int = 30  # how many blocks it may hold
    often: int = 2  # a line that stands there more often is one of each comment, or of each of other stories
    written: int = 40  # one of several boxes of comments with more letters is what a reader wrote
    readers: int = 20  # a larger box of comments holds readers' comments


def limits(page: Page) -> Limits:
    """The limits for a page: a view, so that a bench can put others in its place."""
    return Limits()
