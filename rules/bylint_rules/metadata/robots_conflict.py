"""The page tells search engines two things at once: to list it and not to.

Of robots rules that contradict each other the strictest counts: one forgotten `noindex` of a plugin,
a test system or a copied head keeps the story out of search, whatever the others say. A `robots`
rule binds Googlebot too, so `googlebot` with `index` takes nothing back. A preview cannot be asked
for with `max-snippet` where `nosnippet` forbids it. And a page that asks not to be listed, and names
another page of its own site as the one to list, leaves search engines to guess.

A `noindex` for one crawler alone is fine, and so is one beside a canonical at the originator: Google
advises it for syndicated copies.

Sources: https://developers.google.com/search/docs/crawling-indexing/robots-meta-tag,
https://developers.google.com/search/docs/crawling-indexing/consolidate-duplicate-urls
"""

from collections.abc import Iterator

from bylint import Page, Problem, Related, rule
from bylint.views.address import address, one_story
from bylint.views.claims import claims
from bylint_rules.metadata.indexing import policy
from bylint_rules.views.brands import brand
from bylint_rules.views.robots import Order, listed, orders

PAGE = "<!doctype html><html><head><title>Ferry back in service</title>{}</head></html>"
# What is asked for, what forbids it, and what then happens.
PAIRS = (
    ("index", "noindex", "search engines leave the page out"),
    ("follow", "nofollow", "search engines follow no link of it"),
    ("archive", "noarchive", "search engines keep no copy of it"),
    ("max-snippet", "nosnippet", "search results show no text of it"),
    ("max-image-preview", "noimageindex", "search results show none of its pictures"),
)


@rule(
    "metadata/robots-conflict",
    severity="warning",
    whole_page=True,
    bad=(
        PAGE.format('<meta name="robots" content="index, follow"><meta name="robots" content="noindex">'),
        PAGE.format('<meta name="robots" content="nosnippet, max-snippet:160">'),
        PAGE.format(
            '<meta name="robots" content="noindex"><link rel=canonical href=https://gazette.example/ferry>'
            '<meta property="og:url" content="https://gazette.example/print/4711">'
        ),
    ),
    good=(
        PAGE.format('<meta name="robots" content="index, follow, max-snippet:-1"><meta name="googlebot-news" content="noindex">'),
        PAGE.format(
            '<meta name="robots" content="noindex"><link rel=canonical href=https://origin.example/a>'
            '<meta property="og:url" content="https://gazette.example/news/ferry">'
        ),
    ),
)
def robots_conflict(page: Page) -> Iterator[Problem]:
    told = page.view(orders)
    for asked, forbidden, effect in PAIRS:
        pair = _pair(told, asked, forbidden)
        if pair is not None:
            wish, ban = pair
            yield Problem(
                page.span_of(ban),
                f"{ban.agent} says {ban.word} and {wish.agent} says {_spelt(wish)}, and the stricter counts: {effect}. "
                "Take out the one that is not meant.",
                related=(Related(page.span_of(wish), "says the opposite"),) if wish.meta is not ban.meta else (),
            )
    if not page.view(listed) and policy(page) != "noindex":
        yield from _elsewhere(page)


def _pair(told: tuple[Order, ...], asked: str, forbidden: str) -> tuple[Order, Order] | None:
    wishes: dict[str, Order] = {}
    for order in told:
        if order.word == asked and _wants(order):
            wishes.setdefault(order.agent, order)
    for ban in told if wishes else ():
        # A rule for one crawler is an exception to what all are told; one for all holds for each of them.
        wish = next(iter(wishes.values())) if ban.agent == "robots" else wishes.get(ban.agent)
        if ban.word == forbidden and wish:
            return wish, ban
    return None


def _wants(order: Order) -> bool:
    return order.value not in ("0", "none") if order.word.startswith("max-") else True


def _spelt(order: Order) -> str:
    return f"{order.word}:{order.value}"[:40] if order.value else order.word


def _elsewhere(page: Page) -> Iterator[Problem]:
    said = page.view(claims).canonical
    link = next((claim for claim in said if claim.by == "link"), None)
    there = address(link.value) if link else None
    here = next((where for claim in said if claim.name == "og:url" and (where := address(claim.value))), None) or address(page.settings.url)
    if link is None or there is None or here is None:
        return
    own = brand(there.host) == brand(here.host)
    # Of the site alone, as the config gives it, no page can be told from another; and syndicated copies may do both.
    if (own and here.path and not one_story(here, there)) or (not own and not page.settings.republished):
        order = next(order for order in page.view(orders) if order.word == "noindex")
        yield Problem(
            page.span_of(order),
            "The page asks not to be listed and names another page as the one to list, so search engines have to guess what is meant. "
            "Take out the noindex, or the canonical link.",
            related=(Related(page.span_of(link), "the page to list"),),
        )
