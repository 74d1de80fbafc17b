"""No canonical link says which address the story belongs to.

A republished story stands on several sites. Search engines choose one of the copies; the canonical
link is how you tell them which, and many partners' terms ask for it. Where `indexing` under
[republished] is `original`, it leads to the originator's page, where it is `self`, to this one. A
page that asks not to be indexed at all (`noindex`, Google's advice for syndicated copies) needs none.

Sources: https://developers.google.com/search/docs/crawling-indexing/consolidate-duplicate-urls,
https://developers.google.com/search/docs/crawling-indexing/canonicalization-troubleshooting (syndicated content),
https://www.rfc-editor.org/rfc/rfc6596
"""

from collections.abc import Iterator

from bylint import Page, Problem, rule
from bylint.views.head import head, head_place
from bylint_rules.metadata.indexing import policy
from bylint_rules.views.robots import listed

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
    if page.view(head).canonicals() or not page.view(listed) or policy(page) == "noindex":
        return
    yield Problem(
        head_place(page),
        "No canonical link says which address this story belongs to, so search engines pick one of its copies themselves. "
        f'Add <link rel="canonical"> with {TO_PUT.get(policy(page), "the address agreed with the originator")}.',
    )
