"""A byline names nobody.

“By” with no name behind it, or “By admin”, is the mark of an importer that lost the author. It tells
readers that nobody stands behind the story, and the originator that its byline was dropped.
"""

from collections.abc import Iterator

from bylint import Page, Problem, quote, rule
from bylint.fix import remove_block
from bylint.views.language import words
from bylint_rules.views.bylines import bylines

PROSE = "<p>The ferry to the islands sails again from Monday, the harbour office said on Friday after a long wait.</p>"


@rule(
    "attribution/byline-empty",
    severity="error",
    republished=True,
    bad=(
        f"<article><h1>Ferry back in service</h1><p class='byline'>By</p>{PROSE}</article>",
        f"<article><h1>Ferry back in service</h1><p>By admin</p>{PROSE}</article>",
    ),
    good=(
        f"<article><h1>Ferry back in service</h1><p>By Ada Quay</p>{PROSE}</article>",
        f"<article><h1>Ferry back in service</h1><p>ByThe Associated Press</p>{PROSE}</article>",
        f"<article><h1>Ferry back in service</h1><div><div>By</div><div><a href='/a'>Ada Quay</a></div></div>{PROSE}</article>",
    ),
)
def byline_empty(page: Page) -> Iterator[Problem]:
    nobody = page.view(words)["nobody"]
    for byline in page.view(bylines):
        if not byline.name or nobody.whole(byline.name):
            block = byline.block
            fix = remove_block(page, block)
            yield Problem(
                block.locate(page),
                f"The byline {quote(block.text)} names nobody, so readers cannot tell who wrote the story. "
                "Put the original author's name here, or delete the line.",
                fix._replace(leaves=("attribution/byline-missing",)) if fix else None,
            )
