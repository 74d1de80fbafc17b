"""One thing that one part of a page says about the story."""

import re
from typing import Literal, NamedTuple, TypeAlias

from bylint.markup import Attribute, Element, Run, StartTag
from bylint.page import Page, Placed
from bylint.span import Span

By: TypeAlias = Literal["json-ld", "microdata", "opengraph", "twitter", "meta", "link", "visible"]
Field: TypeAlias = Literal["title", "author", "publisher", "published", "modified", "canonical", "image", "language"]
SURROGATE = re.compile("[\ud800-\udfff]")


class Claim(NamedTuple):
    """`value` as the page spells it, its white space folded; `name` is what the page calls it:
    "og:title", "datePublished", "h1"."""

    value: str
    by: By
    name: str
    place: "Element | Attribute | Run | StartTag | Placed"

    def locate(self, page: Page) -> Span:
        return page.span_of(self.place)


def folded(text: str) -> str:
    """Text with its white space folded, and without halves of characters, which no file can hold."""
    return " ".join(SURROGATE.sub("\ufffd", text).split())
