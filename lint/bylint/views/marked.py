"""The elements that say something of the story besides its text, found once for all views of the metadata."""

import re
from collections.abc import Mapping
from typing import NamedTuple

from bylint.markup import Element
from bylint.page import Page

TAGS = ("meta", "link", "title", "base", "script", "h1", "time")
# A class that is about a byline: "byline", "post-author", "article__authors", "AuthorName"; not "authority".
BYLINE = re.compile(r"(?:^|[\s_-])(?:by-?line|authors?|autor|auteur)(?:$|[\s_-]|name)", re.I)


class Marked(NamedTuple):
    """Elements in the order of the page.

    `tags` are those of the names in `TAGS`, `bylines` those that a class, a `rel` or an `itemprop`
    calls an author's, `items` those with an `itemscope`, `properties` those with an `itemprop`.
    """

    tags: Mapping[str, tuple[Element, ...]]
    bylines: tuple[Element, ...]
    items: tuple[Element, ...]
    properties: tuple[Element, ...]


def marked(page: Page) -> Marked:
    """A view."""
    tags: dict[str, list[Element]] = {tag: [] for tag in TAGS}
    linked = False
    for element in page.root.iter(*TAGS, "a"):
        tag = element.tag
        if tag != "a":
            tags[tag].append(element)
        if tag in ("a", "link") and element.get("rel") == "author":
            linked = True
    bylines, items, properties = [], [], []
    text = page.source.text
    # Asking every element for an attribute is most of the work, and most pages have no microdata.
    microdata = "itemprop" in text or "itemProp" in text
    others: set[str | None] = {None}
    for element in page.root.iter():
        author = False
        name = element.get("class")
        if name not in others:
            # Substrings before the expression.
            author = ("aut" in name or "uthor" in name or "yline" in name or "by-line" in name) and BYLINE.search(name) is not None
            if not author:
                others.add(name)
        if microdata and (told := element.get("itemprop")) is not None:
            properties.append(element)
            author = author or told == "author"
        if microdata and element.get("itemscope") is not None:
            items.append(element)
        if author or (linked and element.get("rel") == "author"):
            bylines.append(element)
    return Marked({tag: tuple(found) for tag, found in tags.items()}, tuple(bylines), tuple(items), tuple(properties))
