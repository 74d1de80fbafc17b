"""The elements that say something of the story besides its text, found once for all views of the metadata."""

import re
from collections.abc import Mapping
from typing import NamedTuple

from lxml import etree

from bylint.markup import Element
from bylint.page import Page
from bylint.pattern import lazy

TAGS = ("meta", "link", "title", "base", "script", "h1", "time")
# A class that is about a byline: "byline", "post-author", "article__authors", "AuthorName"; not "authority".
BYLINE = lazy(r"(?:^|[\s_-])(?:by-?line|authors?|autor|auteur)(?:$|[\s_-]|name)", re.I)
# Most pages have little of this, and lxml says so sooner than all their elements.
PROPERTIES, ITEMS, AUTHORS = map(etree.XPath, ("//@itemprop", "//@itemscope", "//@rel[. = 'author']"))


class Marked(NamedTuple):
    """Elements in the order of the page.

    `tags` are those of the names in `TAGS`, `bylines` those that a class, a `rel` or an `itemprop`
    calls an author's, `properties` those with an `itemprop`, `items` those with an `itemscope` where there are properties.
    """

    tags: Mapping[str, tuple[Element, ...]]
    bylines: tuple[Element, ...]
    items: tuple[Element, ...]
    properties: tuple[Element, ...]


def marked(page: Page) -> Marked:
    """A view."""
    root = page.root
    tags: dict[str, list[Element]] = {tag: [] for tag in TAGS}
    for element in root.iter(*TAGS):
        tags[element.tag].append(element)
    properties = _with(PROPERTIES, root)
    items = _with(ITEMS, root) if properties else []
    bylines = _of_class(root)
    more = [element for element in properties if element.get("itemprop") == "author"]
    related = _with(AUTHORS, root)
    if any(element.tag in ("a", "link") for element in related):
        more += related
    if more:
        both = {*bylines, *more}
        bylines = [element for element in root.iter() if element in both]
    return Marked({tag: tuple(found) for tag, found in tags.items()}, tuple(bylines), tuple(items), tuple(properties))


def _of_class(root: Element) -> list[Element]:
    """The elements that a class calls an author's."""
    found = []
    others: set[str | None] = {None}
    for element in root.iter():
        name = element.get("class")
        if name not in others:
            # Substrings before the expression.
            if ("aut" in name or "uthor" in name or "yline" in name or "by-line" in name) and BYLINE.search(name):
                found.append(element)
            else:
                others.add(name)
    return found


def _with(attributes: etree.XPath, root: Element) -> list[Element]:
    """The elements that have an attribute."""
    return [value.getparent() for value in attributes(root)]
