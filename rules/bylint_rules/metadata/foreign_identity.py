"""The head still carries the identity of the site the story came from.

Whoever copies a page with its head copies more than the story: `twitter:site` and `article:publisher`
give the originator's account the credit for your page, an app banner sends your readers to their
app, `amphtml` and `hreflang` send search engines to their pages, a verification tag lets them manage
your site in a search console, an analytics id counts your readers as theirs.

Addresses are told apart by their hosts, where it is certain which is ours: [site] url, or canonical
link and `og:url` agreeing. Accounts count only where they bear the name of another site that the
page credits or points to. Ids and tokens say nothing to an outsider: name yours in `ours`, and all
others of their kind are reported.

Sources: https://developers.google.com/search/docs/specialty/international/localized-versions,
https://html.spec.whatwg.org/multipage/links.html#linkTypes, https://developers.facebook.com/docs/applinks,
https://support.google.com/webmasters/answer/9008080
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, islice

from bylint import Attribute, Element, Page, Problem, option, quote, rule
from bylint.views.address import address
from bylint.views.head import head
from bylint_rules.metadata.accounts import foreign_accounts, foreign_apps, foreign_tokens, other_brands
from bylint_rules.views.brands import akin, akin_to_any, brand, own_brand

PAGE = (
    "<!doctype html><html><head><title>Ferry</title><link rel=canonical href=https://gazette.example/a>"
    "<meta property=og:url content=https://gazette.example/a>{}</head><body>{}</body></html>"
)
CREDIT = "<p>This article was originally published by <a href=https://islandwire.example/a>Island Wire</a>.</p>"
# Hosts that serve others' pages.
CARRIERS = frozenset(("ampproject", "google", "bing", "feedburner", "wordpress", "blogger", "blogspot"))
WHAT = {"amphtml": "The AMP version of this page leads", "hreflang": "The versions in other languages lead", "feed": "The feed leads"}
MOST = 200


@dataclass(frozen=True)
class Options:
    """What is ours."""

    ours: tuple[str, ...] = option((), "Accounts, app ids, verification tokens and analytics ids of ours; all others are then foreign.")


@rule(
    "metadata/foreign-identity",
    severity="warning",
    options=Options,
    whole_page=True,
    bad=(
        PAGE.format("<link rel=amphtml href=https://islandwire.example/amp/a>", ""),
        PAGE.format("<meta name=twitter:site content=@IslandWire>", f"<article><h1>Ferry</h1>{CREDIT}</article>"),
    ),
    good=(
        PAGE.format("<link rel=amphtml href=https://m.gazette.example/a><link rel=alternate hreflang=fr href=https://gazette.example>", ""),
        PAGE.format("<meta name=twitter:site content=@HarbourDesk><meta name=google-site-verification content=x1>", CREDIT),
    ),
)
def foreign_identity(page: Page, options: Options) -> Iterator[Problem]:
    ours = page.view(own_brand)
    if ours:
        yield from _links(page, ours)
    told = (*foreign_apps(page, ours), *foreign_accounts(page, ours)) if ours else ()
    for place, what in chain(told, foreign_tokens(page, options.ours) if options.ours else ()):
        yield Problem(page.span_of(place), f"{what}, so this page serves another site. Put your own there, or delete it.")


def _links(page: Page, ours: str) -> Iterator[Problem]:
    found: dict[str, list[tuple[Element, str]]] = {}
    told = page.view(head)
    for link, relations in islice(zip(told.links, told.relations, strict=True), MOST):
        if (kind := _kind(link, relations)) and (where := address(link.get("href") or "")) and brand(where.host) not in CARRIERS:
            found.setdefault(kind, []).append((link, where.host))
    for kind, links in found.items():
        # A site with a host for each language names itself among them.
        if any(akin(brand(host), ours) for _, host in links):
            continue
        link, host = links[0]
        # Feeds, unlike pages, are often served by a service of another name.
        if kind != "feed" or akin_to_any(brand(host), page.view(other_brands)):
            yield Problem(
                page.span_of(Attribute(link, "href")),
                f"{WHAT[kind]} to {quote(host)}, another site, so readers and search engines are sent away. Delete what came with it.",
            )


def _kind(link: Element, relations: frozenset[str]) -> str | None:
    if "amphtml" in relations:
        return "amphtml"
    if "alternate" not in relations:
        return None
    if link.get("hreflang"):
        return "hreflang"
    kind = link.get("type") or ""
    return "feed" if "rss" in kind or "atom" in kind else None
