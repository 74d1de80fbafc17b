"""The page names more than one address as its own, or one that is none.

A canonical at the originator and an `og:url` at home is correct syndication, and no conflict: the
one is for search engines, the other for shares. No policy explains two different canonical links
(Google then ignores both), a canonical that is empty or relative (on the copy it points at the
copier's own site), or a canonical, `og:url` and JSON-LD that name different pages of one site,
such as the home page of a template.

Sources: https://developers.google.com/search/docs/crawling-indexing/consolidate-duplicate-urls,
https://www.rfc-editor.org/rfc/rfc6596
"""

import re
from collections.abc import Iterator

from bylint import Attribute, Element, Page, Problem, Related, quote, rule
from bylint.views.address import Address, address, private, split
from bylint.views.claims import claims
from bylint.views.head import head

# A number that names a story in its address; shorter ones are dates and pages.
STORY_NUMBER = re.compile(r"[0-9]{5,}")
PAGE = "<!doctype html><html><head><title>Ferry back in service</title>{}</head></html>"


@rule(
    "metadata/canonical-conflict",
    severity="error",
    whole_page=True,
    bad=(
        PAGE.format("<link rel=canonical href=https://gazette.example/ferry><link rel=canonical href=https://origin.example/2025/a>"),
        PAGE.format("<link rel=canonical href=/news/ferry>"),
        PAGE.format("<link rel=canonical href=https://gazette.example/><meta property=og:url content=https://gazette.example/news/ferry>"),
    ),
    good=(
        PAGE.format("<link rel=canonical href=https://origin.example/ferry><meta property=og:url content=https://gazette.example/news>"),
        PAGE.format("<link rel=canonical href=https://gazette.example/a/><meta property=og:url content=http://www.gazette.example/a?utm_id=x>"),
    ),
)
def canonical_conflict(page: Page) -> Iterator[Problem]:
    first: tuple[Element, Address] | None = None
    for link in page.view(head).canonicals():
        href = (link.get("href") or "").strip()
        where = address(href if not href.startswith("//") else f"https:{href}")
        if where is None or private(where.host):
            yield Problem(page.span_of(Attribute(link, "href")), _no_address(href))
        elif first is None:
            first = link, where
        elif not _same(where, first[1]):
            yield Problem(
                page.span_of(Attribute(link, "href")),
                f"A second canonical link names another address, {quote(href)}, and search engines then ignore both. "
                "Keep the one agreed with the originator.",
                related=(Related(page.span_of(Attribute(first[0], "href")), "the first canonical link"),),
            )
    if first is None:
        return
    link, canonical = first
    told: set[Address] = set()
    for claim in page.view(claims).canonical:
        where = address(claim.value)
        if claim.by != "link" and where and where not in told and where.host == canonical.host and not _one_story(where, canonical):
            told.add(where)
            yield Problem(
                page.span_of(claim),
                f"{claim.name} names {quote(claim.value)}, and the canonical link another page of the same site, "
                f"{quote(link.get('href') or '')}. Correct the one that is wrong.",
                related=(Related(page.span_of(Attribute(link, "href")), "the canonical link"),),
            )


def _no_address(href: str) -> str:
    if not href:
        return "The canonical link is empty, so search engines choose a copy of this story themselves. Put the story's address into it."
    parts = split(href)
    if parts is not None and not parts.scheme and not parts.netloc:
        return (
            f"The canonical link {quote(href)} is relative, so on every site that carries the page it names a page of that site. "
            "Write the whole address, with https:// and the host."
        )
    return f"The canonical link {quote(href)} is no address on the web, so search engines ignore it. Put the story's address into it."


def _same(one: Address, other: Address) -> bool:
    if one.host != other.host or one.path.casefold() != other.path.casefold():
        return False
    return one.query == other.query or not one.query or not other.query


def _one_story(one: Address, other: Address) -> bool:
    """Whether two addresses of one site may name one story: the same path, the last part of one in the other, or the same number."""
    numbers = set(STORY_NUMBER.findall(_text(one)))
    return (
        _same(one, other)
        or not numbers.isdisjoint(STORY_NUMBER.findall(_text(other)))
        or _last(one) in _parts(other)
        or _last(other) in _parts(one)
    )


def _text(where: Address) -> str:
    return " ".join((where.path, *where.query))


def _parts(where: Address) -> list[str]:
    return [part.removesuffix(".html") for part in where.path.casefold().split("/") if part]


def _last(where: Address) -> str:
    return (_parts(where) or [""])[-1]
