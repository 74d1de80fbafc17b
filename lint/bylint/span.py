"""Ranges of a page's text."""

from typing import NamedTuple


class Span(NamedTuple):
    """A range of the decoded page: code points, the end exclusive.

    A span of no length names a place between two characters.
    """

    start: int
    end: int
