"""Fixes that rules offer: edits of the source, never of the tree."""

from bylint.markup import Element
from bylint.page import Page
from bylint.problem import Edit, Fix, Safety
from bylint.span import Span
from bylint.views.blocks import Block, alone

# Elements that keep their place even when nothing is left in them.
STAYS = frozenset(("html", "head", "body", "main", "article", "section", "td", "th", "tr", "tbody", "table"))


def remove(page: Page, element: Element, safety: Safety = "safe") -> Fix:
    """Take an element out, with the wrappers that would be left empty and the line they stand on."""
    while (parent := element.getparent()) is not None and parent.tag not in STAYS and _only(parent, element):
        element = parent
    return Fix((Edit(_whole_lines(page.source.text, page.span_of(element))),), safety)


def remove_block(page: Page, block: Block, safety: Safety = "safe") -> Fix | None:
    """Take a block out with its element, or None where the element holds more than the block."""
    return remove(page, block.element, safety) if alone(page, block) else None


def _only(parent: Element, element: Element) -> bool:
    """Whether there is nothing else in the parent."""
    return len(parent) == 1 and not (parent.text or "").strip() and not (element.tail or "").strip()


def _whole_lines(text: str, span: Span) -> Span:
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
