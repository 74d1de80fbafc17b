"""What the page asks of search engines: its robots rules.

https://developers.google.com/search/docs/crawling-indexing/robots-meta-tag
"""

from collections.abc import Iterator
from typing import NamedTuple

from bylint import Attribute, Element, Page, Span
from bylint.views.head import head

AGENTS = ("robots", "googlebot", "googlebot-news", "bingbot")
SHORT = {"none": ("noindex", "nofollow"), "all": ("index", "follow")}


class Order(NamedTuple):
    """One rule of a robots meta: `word` in lower case, “noindex” or “max-snippet”, with its `value` or "".
    `agent` is whom it is for, "robots" for all."""

    agent: str
    word: str
    value: str
    meta: Element

    def locate(self, page: Page) -> Span:
        return page.span_of(Attribute(self.meta, "content"))


def orders(page: Page) -> tuple[Order, ...]:
    """A view: the rules in the head; search engines overlook those in the body."""
    return tuple(_orders(page))


def listed(page: Page) -> bool:
    """Whether the page lets search engines list it: no rule keeps it out for all of them, or for Google."""
    return not any(order.word == "noindex" and order.agent != "bingbot" for order in page.view(orders))


def _orders(page: Page) -> Iterator[Order]:
    told = page.view(head)
    fallen = frozenset(told.fallen)
    for agent in AGENTS:
        for meta in told.named.get(agent, ()):
            if meta in fallen:
                continue
            for part in (meta.get("content") or "").lower().split(","):
                name, _, value = part.partition(":")
                for word in SHORT.get(name.strip(), (name.strip(),)):
                    yield Order(agent, word, value.strip(), meta)
