"""The forms, fields, buttons and frames of a page, looked for once."""

from collections.abc import Mapping

from bylint import Element, Page

TAGS = ("form", "textarea", "button", "input", "iframe")


def controls(page: Page) -> Mapping[str, tuple[Element, ...]]:
    """A view: the elements of each name in TAGS, in the order of the page."""
    found: dict[str, list[Element]] = {tag: [] for tag in TAGS}
    for element in page.root.iter(*TAGS):
        found[element.tag].append(element)
    return {tag: tuple(elements) for tag, elements in found.items()}


def worked(page: Page) -> frozenset[Element]:
    """A view: the elements that are a form, a button or an `input`, or hold one."""
    found: set[Element] = set()
    told = page.view(controls)
    for element in (*told["form"], *told["button"], *told["input"]):
        above: Element | None = element
        while above is not None and above not in found:
            found.add(above)
            above = above.getparent()
    return frozenset(found)
