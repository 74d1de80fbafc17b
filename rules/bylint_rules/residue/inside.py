"""The part of a page whose pictures, players and links are the story's for certain."""

from itertools import takewhile

from bylint import Element, Page
from bylint.views.story import story


def inside(page: Page) -> tuple[Element, ...]:
    """A view: the elements of the story up to its last paragraph, in the order of the page. What
    stands behind it is often the site's own. A fragment is all story."""
    found = page.view(story)
    if page.fragment or not found.prose:
        return found.elements
    last = frozenset(found.prose[-1].element.iter())
    behind = sum(1 for _ in takewhile(lambda element: element not in last, reversed(found.elements)))
    # Where none of them is among the elements, all stay.
    return found.elements[:-behind] if 0 < behind < len(found.elements) else found.elements
