"""The metadata name two different publishers of this page.

`og:site_name` says which site this is, the JSON-LD publisher who answers for it. When a story is
copied with its markup, one of them stays the originator's, and shares show their name over your
page. The originator belongs into the credit, and into `author` or `isBasedOn`.

Names that hold one another or share a word agree, and so does a company whose address, logo or
legal form shows that it stands behind the site.

`application-name` is not looked at: it names an app, a section or a short form of the site as often.

Sources: https://schema.org/publisher, https://ogp.me/#optional
"""

from collections.abc import Iterator, Mapping
from itertools import islice
from types import MappingProxyType
from typing import NamedTuple

from bylint import Attribute, Page, Problem, Related, quote, rule
from bylint.pattern import lazy
from bylint.views.address import address
from bylint.views.claims import claims
from bylint.views.head import head
from bylint.views.json_ld import JsonPlace, json_ld, types_of
from bylint_rules.metadata.publisher_names import agree
from bylint_rules.views.brands import akin_to_any, brand

PAGE = (
    '<!doctype html><html><head><title>Ferry sails</title><meta property="og:site_name" content="{}">'
    '<script type="application/ld+json">{{"@type": "NewsArticle", "publisher": {{"name": "{}"}}}}</script></head></html>'
)
ADDRESS = lazy(r"https?:|www\.|@|//|[\w-]+(?:\.[\w-]+)*/")
MOST = 10


class Name(NamedTuple):
    """A publisher's name, what says so, and where; `place` is None for the config's. `publisher` is the object that has the name."""

    value: str
    said: str
    place: "Attribute | JsonPlace | None"
    publisher: Mapping[str, object] = MappingProxyType({})


@rule(
    "metadata/publisher-conflict",
    severity="warning",
    whole_page=True,
    bad=(PAGE.format("Harbour Gazette", "Island Wire"),),
    good=(PAGE.format("Harbour Gazette", "The Harbour Gazette Company"), PAGE.format("Harbour Gazette", "Quay Media GmbH")),
)
def publisher_conflict(page: Page) -> Iterator[Problem]:
    told = [name for name in _names(page) if not ADDRESS.match(name.value)]
    if len({name.value for name in told}) < 2:
        return
    urls = [page.settings.url, *(claim.value for claim in page.view(claims).canonical if claim.name == "og:url")]
    ours = {brand(where.host) for url in urls if (where := address(url))}
    names = [name for name in told if not _ours(name.publisher, ours)][:MOST]
    for at, name in enumerate(names):
        other = next((known for known in names[:at] if not agree(name.value, known.value, ours)), None)
        if other is None or name.place is None:
            continue
        known = f"the config names {quote(other.value)}" if other.place is None else f"{other.said} {quote(other.value)}"
        yield Problem(
            page.span_of(name.place),
            f"{name.said} names {quote(name.value)} as the publisher of this page, and {known}, so shares and search results may show "
            "another site's name. Put your own into both.",
            related=() if other.place is None else (Related(page.span_of(other.place), "the other publisher"),),
        )
        return


def _names(page: Page) -> Iterator[Name]:
    if page.settings.name:
        yield Name(page.settings.name, "", None)
    told, said, ld = page.view(head), page.view(claims), page.view(json_ld)
    for meta in told.named.get("og:site_name", ())[:1]:
        yield Name(" ".join((meta.get("content") or "").split()), "og:site_name", Attribute(meta, "content"))
    for article in said.articles[:MOST]:
        for publisher, place in islice(ld.items(article.value.get("publisher"), article.place / "publisher"), MOST):
            if isinstance(publisher, str):
                yield Name(publisher, "The JSON-LD", place)
            elif isinstance(publisher, dict) and isinstance(name := publisher.get("name"), str):
                yield Name(name, "The JSON-LD", place / "name", publisher)


def _ours(publisher: Mapping[str, object], ours: set[str]) -> bool:
    """Whether a publisher is we by an address it gives for itself, or somebody in person, as blogs have."""
    logo = publisher.get("logo")
    told = (publisher.get("url"), publisher.get("@id"), logo.get("url") if isinstance(logo, dict) else logo)
    hosts = [where.host for value in told if isinstance(value, str) and (where := address(value))]
    return "Person" in types_of(publisher) or any(akin_to_any(brand(host), ours) for host in hosts)
