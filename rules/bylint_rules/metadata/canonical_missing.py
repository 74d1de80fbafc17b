"""No canonical link says which address the story belongs to.

A republished story stands on several sites. Search engines choose one of the copies; the canonical
link is how you tell them which, and many partners' terms ask for it. Where `indexing` under
[republished] is `original`, it leads to the originator's page, where it is `self`, to this one. A
page that asks not to be indexed at all (`noindex`, Google's advice for syndicated copies) needs none. Where the
terms of a known originator say what search engines are to be told, terms/canonical-policy tells of it.

Sources: https://developers.google.com/search/docs/crawling-indexing/consolidate-duplicate-urls,
https://developers.google.com/search/docs/crawling-indexing/canonicalization-troubleshooting (syndicated content),
https://www.rfc-editor.org/rfc/rfc6596
"""

from collections.abc import Iterator
from html import escape

from bylint import Edit, Fix, Page, Problem, Span, StartTag, rule
from bylint.views.claims import claims
from bylint.views.head import head, head_place
from bylint_rules.metadata.indexing import policy
from bylint_rules.views.credits import credits
from bylint_rules.views.home import home
from bylint_rules.views.robots import listed
from bylint_rules.views.terms import demands

TO_PUT = {"original": "the originator's address of the story", "self": "this page's own address"}


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
    if page.view(head).canonicals() or not page.view(listed) or policy(page) == "noindex" or demands(page, "canonical-policy"):
        return
    yield Problem(
        head_place(page),
        "No canonical link says which address this story belongs to, so search engines pick one of its copies themselves. "
        f'Add <link rel="canonical"> with {TO_PUT.get(policy(page), "the address agreed with the originator")}.',
        _canonical(page),
    )


def _canonical(page: Page) -> Fix | None:
    """The link, where the page names one address only that it can lead to."""
    if policy(page) == "original":
        known = {credit.href for credit in page.view(credits) if credit.counts and credit.href}
    elif policy(page) == "self":
        ours = page.view(home)
        known = {claim.value for claim in page.view(claims).canonical if claim.name == "og:url" and ours.is_address(claim.value)}
    else:
        known = set()
    head = page.root.find("head")
    if len(known) != 1 or head is None or (end := page.span_of(StartTag(head)).end) == page.span_of(StartTag(head)).start:
        return None
    return Fix((Edit(Span(end, end), f'<link rel="canonical" href="{escape(known.pop())}">'),), "unsafe")
