"""The links of a page's head by what they are for."""

from collections.abc import Mapping

from bylint import Element, Page
from bylint.views.head import head


def relations(page: Page) -> Mapping[Element, frozenset[str]]:
    """A view: the relations of each `link` element, in the order of the page."""
    told = page.view(head)
    return dict(zip(told.links, told.relations, strict=True))


def canonicals(page: Page) -> tuple[Element, ...]:
    """A view: the canonical links."""
    return tuple(link for link, told in page.view(relations).items() if "canonical" in told)
