"""No canonical link says which address the story belongs to.

A republished story stands on several sites. Search engines choose one of the copies; the canonical
link is how you tell them which, and many partners' terms ask for it. A page that asks not to be
indexed at all (Google's advice for syndicated copies) needs none.

Sources: https://developers.google.com/search/docs/crawling-indexing/consolidate-duplicate-urls,
https://developers.google.com/search/docs/crawling-indexing/canonicalization-troubleshooting (syndicated content)
"""

from collections.abc import Iterator

from bylint import Page, Problem, rule
from bylint.views.head import Head, head, head_place, meta_names

ROBOTS = frozenset(("robots", "googlebot", "googlebot-news"))


@rule(
    "metadata/canonical-missing",
    severity="warning",
    whole_page=True,
    bad=("<!doctype html><html><head><title>Ferry back in service</title></head><body><h1>Ferry back in service</h1></body></html>",),
    good=(
        "<!doctype html><html><head><title>Ferry sails</title><link rel=canonical href=https://gazette.example/ferry></head></html>",
        "<!doctype html><html><head><title>Ferry back in service</title><meta name=robots content=noindex></head></html>",
    ),
)
def canonical_missing(page: Page) -> Iterator[Problem]:
    told = page.view(head)
    if not told.canonicals() and not _kept_out(told):
        yield Problem(
            head_place(page),
            "No canonical link says which address this story belongs to, so search engines pick one of its copies themselves. "
            'Add <link rel="canonical"> with the address agreed with the originator.',
        )


def _kept_out(told: Head) -> bool:
    """Whether the page asks search engines not to list it."""
    orders = [(meta.get("content") or "").lower() for meta in told.metas if not ROBOTS.isdisjoint(meta_names(meta))]
    return any(word in ("noindex", "none") for order in orders for word in order.replace(",", " ").split())
