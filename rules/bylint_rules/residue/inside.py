"""The part of a page whose pictures, players and links are the story's for certain."""

from bylint import Element, Page
from bylint.views.story import story


def inside(page: Page) -> tuple[Element, ...]:
    """A view: the elements of the story up to its last paragraph, in the order of the page. What
    stands behind it is often the site's own. A fragment is all story."""
    found = page.view(story)
    if page.fragment or not found.prose:
        return found.elements
    last = set(found.prose[-1].element.iter())
    end = max((at for at, element in enumerate(found.elements, 1) if element in last), default=len(found.elements))
    return found.elements[:end]
