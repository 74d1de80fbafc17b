"""A story has no author.

Neither the page nor its metadata names anybody who wrote the story, and no agency or desk stands in
for a name. Republishing terms nearly always ask for the original byline; readers and search engines
use it to judge whom to trust.

Source: https://developers.google.com/search/docs/appearance/structured-data/article (author).
"""

from collections.abc import Iterator

from bylint import Page, Problem, rule
from bylint.views.blocks import Block
from bylint.views.claims import claims
from bylint.views.story import HEADINGS, story
from bylint_rules.views.bylines import bylines
from bylint_rules.views.credits import credits

PROSE = "<p>The ferry to the islands sails again from Monday, the harbour office said on Friday after a long wait.</p>"
# The length up to which a line can be a name, in letters.
NAME = 60
HEAD = "<!doctype html><title>Ferry back in service</title>"


@rule(
    "attribution/byline-missing",
    severity="warning",
    republished=True,
    whole_page=True,
    bad=(f"{HEAD}<article><h1>Ferry back in service</h1>{PROSE}</article>",),
    good=(
        f"{HEAD}<article><h1>Ferry back in service</h1><p>By Ada Quay</p>{PROSE}</article>",
        f"{HEAD}<article><h1>Ferry back in service</h1><p>Ada Quay, The Harbour Gazette</p>{PROSE}</article>",
        f"{HEAD}<meta name=author content='Ada Quay'><article><h1>Ferry back in service</h1>{PROSE}</article>",
    ),
)
def byline_missing(page: Page) -> Iterator[Problem]:
    found = page.view(story)
    named = (
        bool(page.view(claims).author)
        or bool(page.view(bylines))
        or any(credit.agency or credit.kind == "byline" for credit in page.view(credits))
    )
    if named or not found.prose or any(map(_reads_like_a_name, found.blocks[: found.blocks.index(found.prose[0])])):
        return
    yield Problem(
        page.span_of(found.headline or found.prose[0]),
        "Neither the page nor its metadata names an author, and republishing terms ask for the original byline. Add it below the headline.",
    )


def _reads_like_a_name(block: Block) -> bool:
    """Whether a short line above the story may be a name without “By”: two to eight words in capitals' script."""
    names = [word for word in block.text.replace(",", " ").split() if word[0].isupper()]
    return (
        block.element.tag not in HEADINGS
        and block.weight <= NAME
        and 2 <= len(names) <= 8
        and len(names) * 2 > len(block.text.split())
        and not any(map(str.isdigit, block.text))
    )
