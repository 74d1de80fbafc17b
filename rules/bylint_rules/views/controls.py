"""The elements that readers work with."""

from bylint import Element, Page
from bylint.views.marked import marked


def worked(page: Page) -> frozenset[Element]:
    """A view: the elements that are a form, a button or an `input`, or hold one."""
    found: set[Element] = set()
    told = page.view(marked).tags
    for element in (*told["form"], *told["button"], *told["input"]):
        above: Element | None = element
        while above is not None and above not in found:
            found.add(above)
            above = above.getparent()
    return frozenset(found)
