"""The links of a page."""

from typing import NamedTuple

from bylint.markup import Element
from bylint.page import Page
from bylint.span import Span
from bylint.views.marked import marked


class Link(NamedTuple):
    """An `a` element with an `href`, which may be empty. `text` is what readers see of it, its white space folded."""

    element: Element
    href: str
    rel: frozenset[str]
    text: str

    def locate(self, page: Page) -> Span:
        return page.span_of(self.element)


def text_of(element: Element) -> str:
    """What readers see of a link or another part of a line, its white space folded."""
    return " ".join(("".join(element.itertext()) if len(element) else element.text or "").split())


def links(page: Page) -> tuple[Link, ...]:
    """A view: all links in the order of the page."""
    return tuple(
        Link(
            element,
            (element.get("href") or "").strip(),
            frozenset((element.get("rel") or "").lower().split()),
            text_of(element),
        )
        for element in page.view(marked).tags["a"]
        if element.get("href") is not None
    )
