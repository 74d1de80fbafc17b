"""Text of the original is missing.

A cut can turn what a story says: the denial, the doubt, the other side are often in the last paragraph. Many terms ask for the whole
story (The Conversation, most newsrooms that give theirs away); agencies let subscribers shorten. Put the text back, or see
that the terms allow the cut.

A page that has next to nothing in common with the original is told of once, and not word by word.

Source: https://theconversation.com/us/republishing-guidelines
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bylint import Page, Problem, Related, Span, option, quote, rule
from bylint.views.story import story
from bylint_rules.fidelity.text_changed import LONG, STORY, TICKETS, Kind
from bylint_rules.views.allowed import KINDS
from bylint_rules.views.comparison import comparison

if TYPE_CHECKING:  # what compares is imported where it is used, see `comparison`
    from bylint_rules.views.compared import Comparison

SHORT = STORY.replace(TICKETS, "")
OTHER = "<article><h1>Wheat is dear</h1><p>{}</p></article>".format("Wheat closed higher on Friday, as traders feared a dry summer. " * 3)


@dataclass(frozen=True)
class MissingOptions:
    """What may be left out where the originator's terms do not say."""

    allow: tuple[Kind, ...] = option(KINDS, "Kinds of change that are not told of, where no terms say which are allowed.")


@rule(
    "fidelity/text-missing",
    severity="warning",
    options=MissingOptions,
    bad=(
        (STORY.format(LONG.format("six"), "cost"), SHORT.format(LONG.format("six"))),
        (STORY.format(LONG.format("six"), "cost"), OTHER),
    ),
    good=(
        (STORY.format(LONG.format("six"), "cost"), STORY.format(LONG.format("six"), "cost").replace("</p><p>", " ")),
        (STORY.format("NORTHISLE — " + LONG.format("six"), "cost"), STORY.format(LONG.format("six"), "cost")),
    ),
    republished=True,
    compares=comparison,
)
def text_missing(page: Page, options: MissingOptions) -> Iterator[Problem]:
    compared = page.view(comparison)
    if compared and not compared.one_story and compared.theirs.tokens.keys:
        yield _another(page, compared)
    for change in compared.changes(page, options.allow) if compared else ():
        if change.sort == "missing":
            yield Problem(
                change.span,
                f"{change.much} of the original {'is' if change.much[:2] == '1 ' else 'are'} missing here: {quote(change.old)}. "
                "Put the text back, or see that the terms allow the cut.",
                related=(change.related,),
                difference=change.difference,
            )


def _another(page: Page, compared: "Comparison") -> Problem:
    found = page.view(story)
    place = found.headline.locate(page) if found.headline else Span(0, 0)
    theirs = compared.theirs
    return Problem(
        place,
        f"This does not look like the story of {quote(compared.original.name, 120)}: {100 * compared.carried:.0f} % of that text "
        "stands here, so the two were not compared word by word. Compare the page with its own original.",
        related=(Related(theirs.span(0, len(theirs.tokens)), "the original's text", theirs.page.source),),
    )
