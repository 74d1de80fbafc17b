"""Nothing on the page names the source of a republished story.

Naming the originator is the one demand that every republishing licence shares, and readers judge a
story by who wrote it. A credit line, a source label, a dateline or a byline with an agency's name, or
a link to the original counts; a photo credit, a feed footer that names your own site and a canonical
that readers never see do not. Pages with your own stories are left alone once the config says under
`[republished]` which pages carry others' work.

Source: https://creativecommons.org/licenses/by/4.0/deed.en (attribution).
"""

from collections.abc import Iterator

from bylint import Page, Problem, rule
from bylint.views.claims import claims
from bylint.views.language import words
from bylint.views.story import story
from bylint_rules.views.bylines import bylines
from bylint_rules.views.credits import credits, home

PROSE = "<p>The ferry to the islands sails again from Monday, the harbour office said on Friday after a long wait.</p>"


@rule(
    "attribution/source-missing",
    severity="error",
    republished=True,
    bad=(
        f"<article><h1>Ferry back in service</h1>{PROSE}</article>",
        f"<meta property='og:site_name' content='Island Wire'><article><h1>Ferry back in service</h1>{PROSE}"
        "<p>The post Ferry back in service appeared first on Island Wire.</p></article>",
    ),
    good=(
        f"<article><h1>Ferry back in service</h1>{PROSE}<p>This article was originally published by <a href='https://gazette.example/f'>"
        "The Harbour Gazette</a>.</p></article>",
        "<article><h1>Ferry back in service</h1><p>NORTHISLE (Reuters) - The ferry to the islands sails again from Monday, the harbour "
        "office said on Friday after a long wait.</p></article>",
    ),
)
def source_missing(page: Page) -> Iterator[Problem]:
    found = page.view(story)
    if not found.prose or any(not credit.ours for credit in page.view(credits)) or _byline_is_agency(page):
        return
    ours = page.view(home)
    # Without a word on who we are, a canonical may be ours.
    if ours.hosts and not all(ours.is_address(claim.value) for claim in page.view(claims).canonical):
        wrong = "Only the canonical names where this story comes from, and readers never see it."
    else:
        wrong = "Nothing names the outlet this story comes from, and readers and its authors expect it."
    yield Problem(page.span_of(found.headline or found.prose[0]), f"{wrong} Add a credit line that names and links the source.")


def _byline_is_agency(page: Page) -> bool:
    """Whether an agency is given as the author where readers see it."""
    said = page.view(words)
    names = [claim.value for claim in page.view(claims).author if claim.by == "visible"] + [byline.name for byline in page.view(bylines)]
    return any(map(said.agency, names))
