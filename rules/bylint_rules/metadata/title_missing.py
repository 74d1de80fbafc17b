"""The page has no title.

The `<title>` is the headline of search results, tabs, bookmarks and of links that are passed on.
Without it readers see an address; with the site's name alone (“ - Harbour Gazette”) all pages look
the same. It happens where a template expects a field that a copied story does not fill.

Source: https://developers.google.com/search/docs/appearance/title-link
"""

import re
from collections.abc import Iterator

from bylint import Page, Problem, quote, rule
from bylint.lexicon import bare
from bylint.views.head import head, head_place

# A separator with the site's name behind it and nothing before it.
SITE_ONLY = re.compile(r"\s*[-–—|»·•:]\s")


@rule(
    "metadata/title-missing",
    severity="error",
    whole_page=True,
    bad=(
        "<!doctype html><html><head><meta charset=utf-8></head><body><h1>Ferry back in service</h1></body></html>",
        "<!doctype html><html><head><title> - Harbour Gazette</title></head><body><h1>Ferry back in service</h1></body></html>",
    ),
    good=(
        "<!doctype html><html><head><title>Ferry sails again - Harbour Gazette</title></head><body><h1>Ferry sails</h1></body></html>",
        "<!doctype html><title>Ferry back in service</title><h1>Ferry back in service</h1><svg><title/></svg>",
    ),
)
def title_missing(page: Page) -> Iterator[Problem]:
    titles = page.view(head).titles
    if not titles:
        yield Problem(
            head_place(page),
            "The page has no title, so search results and shared links show its address instead. Put the headline into <title>.",
        )
        return
    text = titles[0].text or ""
    if not bare(text):
        yield Problem(
            page.span_of(titles[0]),
            "The title is empty, so search results and shared links show the page's address instead. Put the headline into it.",
        )
    elif SITE_ONLY.match(text):
        yield Problem(
            page.span_of(titles[0]),
            f"The title {quote(text)} begins with the separator: the headline before it is missing, so all stories look the same in search "
            "results. Put the headline in front.",
        )
