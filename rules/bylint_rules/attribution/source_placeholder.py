"""A credit has nothing behind it.

“Source link” without a link, or “Source:” without a name, is what remains when an importer drops the
address. It looks like a credit and gives none, so it fails the originator and puzzles readers.
"""

from collections.abc import Iterator
from itertools import pairwise

from bylint import Page, Problem, quote, rule
from bylint.fix import remove
from bylint.views.language import words
from bylint.views.story import story
from bylint_rules.views.bylines import goes_on
from bylint_rules.views.credits import leads_somewhere

PROSE = "<p>The ferry to the islands sails again from Monday, the harbour office said on Friday after a long wait.</p>"


@rule(
    "attribution/source-placeholder",
    severity="error",
    republished=True,
    bad=(
        f"<article>{PROSE}<p><a>Source link</a></p></article>",
        f"<article>{PROSE}<p><a href='#'>Read the original article</a></p></article>",
    ),
    good=(
        f"<article>{PROSE}<p><a href='https://gazette.example/ferry'>Source link</a></p></article>",
        f"<article>{PROSE}<div><span>Source:</span><div>The Harbour Gazette</div></div></article>",
    ),
)
def source_placeholder(page: Page) -> Iterator[Problem]:
    said = page.view(words)
    for block, after in pairwise((*page.view(story).blocks, None)):
        if block is None or any(map(leads_somewhere, block.element.iter("a"))):
            continue
        if said["source-placeholder"].whole(block.text) and not goes_on(block, after):
            yield Problem(
                block.locate(page),
                f"{quote(block.text)} promises a source and leads nowhere, so the story has no credit. "
                "Put the source's name and address here.",
                remove(page, block.element) if block.alone else None,
            )
