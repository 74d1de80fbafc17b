"""A credit, disclosure or correction of the original is not in the copy.

Whoever wrote the story, who paid for it and what was wrong in it belongs to the story: readers of the copy are owed it as those of
the original are, terms ask for it, and a correction that is left out keeps the mistake alive. Put it back.

Authors are looked for by name anywhere on the page, notes by their words, so that they may stand elsewhere than in the original.

Sources: https://www.propublica.org/steal-our-stories and https://theconversation.com/us/republishing-guidelines (authors and
disclosures are to be kept).
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from bylint import Page, Piece, Problem, Related, Span, quote, rule
from bylint.lexicon import fold
from bylint.views.blocks import blocks
from bylint.views.language import words
from bylint.views.story import story
from bylint_rules.fidelity.text_changed import LONG, STORY
from bylint_rules.views.bylines import author_in, bylines
from bylint_rules.views.comparison import comparison
from bylint_rules.views.names import is_name
from bylint_rules.views.notes import notes

if TYPE_CHECKING:  # what compares is imported where it is used, see `comparison`
    from bylint_rules.views.compared import Comparison

WHAT = {"correction": "A correction", "disclosure": "A disclosure", "credit": "A credit"}
WHY = {
    "correction": "and its readers are still told what was taken back",
    "disclosure": "so its readers do not learn what may bear on the story",
    "credit": "so somebody who worked on the story is not named",
}
TEXT = STORY.format(LONG.format("six"), "cost")
SAYS = "<p>Correction: An earlier version of this story said that the repairs took five weeks.</p></article>"
BY = TEXT.replace("</h1>", "</h1><p class=byline>By Ada Quay</p>")


@rule(
    "fidelity/credit-removed",
    severity="error",
    bad=((TEXT.replace("</article>", SAYS), TEXT), (BY, TEXT)),
    good=(
        (TEXT.replace("</article>", SAYS), TEXT.replace("<p>", SAYS.replace("</article>", "<p>"), 1)),
        (BY, BY.replace("By Ada", "Text: Ada")),
    ),
    republished=True,
    compares=comparison,
)
def credit_removed(page: Page) -> Iterator[Problem]:
    compared = page.view(comparison)
    if compared is None or not compared.one_story:
        return
    from bylint.alignment import Tokens
    from bylint_rules.views.wording import stands

    theirs, here = compared.theirs.page, page.view(_all)
    for byline in theirs.view(bylines):
        name = author_in(theirs.view(words), byline.block.text) or byline.name
        if is_name(name) and fold(name) not in here[0]:
            at = theirs.span_of(byline.block)
            message = f"The author {quote(name)} is named in the original and not here, though terms ask for it."
            yield _problem(page, compared, name, at, message)
    for sort, block in theirs.view(notes):
        if not stands(list(Tokens([block.text]).pairs()), here[1]):
            message = f"{WHAT[sort]} of the original is not here, {WHY[sort]}: {quote(block.text)}."
            yield _problem(page, compared, block.text, theirs.span_of(block), message)


def _all(page: Page) -> tuple[str, frozenset[tuple[str, str]]]:
    """All that the page says to readers, and its pairs of words."""
    from bylint_rules.views.wording import wording

    told = page.view(wording)
    return fold(" ".join([block.text for block in page.view(blocks)])), told.pairs | told.beside


def _problem(page: Page, compared: "Comparison", words: str, at: Span, message: str) -> Problem:
    found = page.view(story)
    place = found.headline.locate(page) if found.headline else Span(0, 0)
    related = Related(at, "the original has it here", compared.theirs.page.source)
    return Problem(place, f"{message} Put it back.", related=(related,), difference=(Piece("removed", words),))
