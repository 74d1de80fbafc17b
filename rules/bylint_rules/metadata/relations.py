"""The links of a page's head by what they are for."""

from collections.abc import Mapping

from bylint import Element, Page
from bylint.views.head import head, rels


def relations(page: Page) -> Mapping[Element, frozenset[str]]:
    """A view: the relations of each `link` element, in the order of the page."""
    return {link: rels(link) for link in page.view(head).links}


def canonicals(page: Page) -> tuple[Element, ...]:
    """A view: the canonical links."""
    return tuple(link for link, told in page.view(relations).items() if "canonical" in told)
