"""Whom the metadata names as the source of a story, where readers do not see it."""

from collections.abc import Iterator
from typing import NamedTuple

from bylint import Attribute, Page, Span
from bylint.page import Placed
from bylint.views.claims import claims
from bylint.views.head import head
from bylint.views.json_claims import texts
from bylint.views.json_ld import json_ld
from bylint.views.language import words
from bylint_rules.views.home import home, host_of
from bylint_rules.views.names import is_outlet

# Properties of https://schema.org/Article that say where a story comes from.
PROPERTIES = ("isBasedOn", "isBasedOnUrl", "sourceOrganization", "provider", "translationOfWork", "citation", "author")
# https://news.google.com/newsstand's old tags, Dublin Core, and what newsrooms' systems write.
METAS = frozenset(
    "original-source syndication-source source news_source news-source dc.source dcterms.source article:source article_source".split()
)


class Told(NamedTuple):
    """`name` is a name or an address; `by` is what the page calls it: “canonical”, “isBasedOn”."""

    name: str
    by: str
    place: "Attribute | Placed"

    @property
    def href(self) -> str:
        return self.name if host_of(self.name) else ""

    def locate(self, page: Page) -> Span:
        return page.span_of(self.place)


def told(page: Page) -> tuple[Told, ...]:
    """A view: sources other than ourselves that the metadata names, in the order of the page within each kind of markup."""
    ours = page.view(home)
    return tuple(one for one in _told(page) if one.name and not (ours.is_address(one.name) if one.href else ours.is_name(one.name)))


def _told(page: Page) -> Iterator[Told]:
    said, ld, agencies = page.view(claims), page.view(json_ld), page.view(words)
    for article in said.articles:
        for name in PROPERTIES:
            if name in article.value:
                for text, place in texts(ld, article.value[name], article.place / name, ("name", "url", "@id")):
                    # Authors are people; only an organisation is a source.
                    if name != "author" or agencies.agency(text) or is_outlet(text):
                        yield Told(" ".join(text.split()), name, place)
    if not METAS.isdisjoint(page.view(head).named):
        for meta in page.view(head).metas:
            name = (meta.get("name") or meta.get("property") or "").lower()
            if name in METAS:
                yield Told(" ".join((meta.get("content") or "").split()), name, Attribute(meta, "content"))
    # Without a word on who we are, a canonical may be ours.
    if page.view(home).hosts:
        for claim in said.canonical:
            if claim.name == "canonical" and host_of(claim.value):
                yield Told(claim.value, "canonical", claim)
    for claim in said.author:
        if claim.by in ("meta", "opengraph") and agencies.agency(claim.value):
            yield Told(claim.value, claim.name, claim)
