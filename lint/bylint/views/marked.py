"""The elements that say or do something besides their text, found once for all views and rules."""

import re
from collections.abc import Mapping
from typing import NamedTuple

from lxml import etree

from bylint.markup import Element
from bylint.page import Page
from bylint.pattern import lazy

TAGS = tuple("meta link title base script h1 time a img amp-img amp-pixel iframe form textarea button input".split())
# A class that is about a byline: "byline", "post-author", "article__authors", "AuthorName"; not "authority".
BYLINE = lazy(r"(?:^|[\s_-])(?:by-?line|authors?|autor|auteur)(?:$|[\s_-]|name)", re.I)
# Most pages have little of this, and lxml says so sooner than all their elements; along this axis it looks at no texts.
PROPERTIES, ITEMS, AUTHORS = (
    etree.XPath(f"descendant-or-self::*/@{name}") for name in ("itemprop", "itemscope", "rel[. = 'author']")
)


class Marked(NamedTuple):
    """Elements in the order of the page.

    `tagged` are those of the names in `TAGS`, `tags` the same by their names, `bylines` those that a class, a `rel` or an `itemprop`
    calls an author's, `properties` those with an `itemprop`, `items` those with an `itemscope` where there are properties.
    `classes` are all values of `class` on the page, case folded, between spaces: what is not there no element is called.
    """

    tagged: tuple[Element, ...]
    tags: Mapping[str, tuple[Element, ...]]
    bylines: tuple[Element, ...]
    items: tuple[Element, ...]
    properties: tuple[Element, ...]
    classes: str


def marked(page: Page) -> Marked:
    """A view."""
    root = page.root
    tagged = tuple(root.iter(*TAGS))
    tags: dict[str, list[Element]] = {tag: [] for tag in TAGS}
    for element in tagged:
        tags[element.tag].append(element)
    properties = _with(PROPERTIES, root)
    items = _with(ITEMS, root) if properties else []
    bylines, classes = _of_class(root)
    more = [element for element in properties if element.get("itemprop") == "author"]
    related = _with(AUTHORS, root)
    if any(element.tag in ("a", "link") for element in related):
        more += related
    if more:
        both = {*bylines, *more}
        bylines = [element for element in root.iter() if element in both]
    return Marked(tagged, {tag: tuple(found) for tag, found in tags.items()}, tuple(bylines), tuple(items), tuple(properties), classes)


def _of_class(root: Element) -> tuple[list[Element], str]:
    """The elements that a class calls an author's, and all classes."""
    found: list[Element] = []
    others: set[str | None] = {None}
    for element in root.iter():
        name = element.get("class")
        if name not in others:
            # Substrings before the expression.
            if ("aut" in name or "uthor" in name or "yline" in name or "by-line" in name) and BYLINE.search(name):
                found.append(element)
            else:
                others.add(name)
    others.update(element.get("class") for element in found)
    return found, f" {' '.join(filter(None, others))} ".casefold()


def _with(attributes: etree.XPath, root: Element) -> list[Element]:
    """The elements that have an attribute."""
    return [value.getparent() for value in attributes(root)]
