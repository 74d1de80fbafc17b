"""One thing that one part of a page says about the story."""

import re
from dataclasses import dataclass
from typing import Literal, TypeAlias

from bylint.markup import Attribute, Element, Run, StartTag
from bylint.page import Page, Placed
from bylint.span import Span

By: TypeAlias = Literal["json-ld", "microdata", "opengraph", "twitter", "meta", "link", "visible"]
Field: TypeAlias = Literal["title", "author", "publisher", "published", "modified", "canonical", "image", "language"]
SURROGATE = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Claim:
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
