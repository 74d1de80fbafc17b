"""The images of a page."""


from typing import NamedTuple

from bylint.markup import Element
from bylint.page import Page
from bylint.span import Span
from bylint.views.marked import marked

# Where scripts that load images late keep the address; the first that is there counts.
LAZY = ("data-src", "data-lazy-src", "data-original", "data-lazy", "data-url", "data-srcset", "data-lazy-srcset")
ANY_LAZY = frozenset(LAZY)


class Image(NamedTuple):
    """An `img` element. `src` is "" where it has none; `lazy` is the address that a script would put in."""

    element: Element
    src: str
    lazy: str
    alt: str

    def locate(self, page: Page) -> Span:
        return page.span_of(self.element)


def images(page: Page) -> tuple[Image, ...]:
    """A view: all images in the order of the page."""
    return tuple(
        Image(
            element,
            (element.get("src") or "").strip(),
            "" if ANY_LAZY.isdisjoint(element.keys()) else next((value.strip() for name in LAZY if (value := element.get(name))), ""),
            element.get("alt") or "",
        )
        for element in page.view(marked).tags["img"]
    )
