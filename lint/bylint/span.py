"""Ranges of a page's text."""

from typing import NamedTuple


class Span(NamedTuple):
    """A range of the decoded page: code points, the end exclusive.

    A span of no length names a place between two characters.
    """

    start: int
    end: int


def whole_lines(text: str, span: Span) -> Span:
    """The span with its indentation and newline, if nothing else stands on its lines."""
    start = span.start
    while start > 0 and text[start - 1] in " \t":
        start -= 1
    end = span.end
    while end < len(text) and text[end] in " \t":
        end += 1
    if (start == 0 or text[start - 1] in "\r\n") and (end == len(text) or text[end] in "\r\n"):
        return Span(start, end + 2 if text.startswith("\r\n", end) else min(end + 1, len(text)))
    return span
