"""The part of a page whose pictures and players are the story's for certain."""

from itertools import takewhile

from bylint import Element, Page
from bylint.views.story import story

# Which attributes of which elements fetch something.
FETCHING = {
    "img": ("src", "srcset"),
    "source": ("src", "srcset"),
    "video": ("src", "poster"),
    "audio": ("src",),
    "script": ("src",),
    "iframe": ("src",),
    "embed": ("src",),
    "object": ("data",),
    "link": ("href",),
}


def inside(page: Page) -> tuple[Element, ...]:
    """A view: the elements of the story up to its last paragraph that fetch something, in the order of
    the page. What stands behind it is often the site's own. A fragment is all story."""
    found = page.view(story)
    elements = found.elements
    if found.prose and not page.fragment:
        last = frozenset(found.prose[-1].element.iter())
        behind = sum(1 for _ in takewhile(lambda element: element not in last, reversed(elements)))
        # Where the paragraph is not among the elements, all stay.
        elements = elements[: len(elements) - behind] or elements
    return tuple(element for element in elements if element.tag in FETCHING)
