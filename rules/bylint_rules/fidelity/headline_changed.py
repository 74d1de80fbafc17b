"""The headline is not the original's.

Of all a desk rewrites the headline is what the originator answers for most: readers see little else. Many terms forbid to change
it, others allow a change for length. Take the original's headline, or see that the terms allow another.

Capitals, quotation marks and the kinds of change in `allow` are no change, and any headline that the original itself states, for
readers, for search or for shares, will do.

Source: https://theconversation.com/us/republishing-guidelines
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bylint import Page, Piece, Problem, Related, option, quote, rule
from bylint.views.claims import claims
from bylint.views.story import story
from bylint_rules.fidelity.text_changed import LONG, STORY, Kind
from bylint_rules.views.allowed import KINDS, allowed, allows
from bylint_rules.views.comparison import comparison

if TYPE_CHECKING:  # what compares is imported where it is used, see `comparison`
    from bylint_rules.views.compared import Comparison

TEXT = STORY.format(LONG.format("six"), "cost")


@dataclass(frozen=True)
class HeadlineOptions:
    """What may be changed where the originator's terms do not say."""

    allow: tuple[Kind, ...] = option(KINDS, "Kinds of change that are not told of, where no terms say which are allowed.")


@rule(
    "fidelity/headline-changed",
    severity="warning",
    options=HeadlineOptions,
    bad=((TEXT, TEXT.replace("Ferry back in service", "Ferry returns at last")),),
    good=(
        (TEXT, TEXT.replace("Ferry back in service", "Ferry Back in Service")),
        (TEXT, TEXT.replace("<h1>Ferry back in service</h1>", "")),
    ),
    republished=True,
    compares=comparison,
)
def headline_changed(page: Page, options: HeadlineOptions) -> Iterator[Problem]:
    compared, ours = page.view(comparison), page.view(story).headline
    if compared is None or ours is None or not compared.one_story or not compared.original.headline or allows(page, "headline"):
        return
    terms = page.view(allowed)
    quiet = frozenset(options.allow if terms is None else terms)
    stated = [compared.original.headline, *(claim.value for claim in compared.theirs.page.view(claims).title)]
    differences = [_difference(title, ours.text, quiet, compared) for title in stated]
    if not all(differences):
        return
    page_there = compared.theirs.page
    theirs = page_there.view(story).headline
    place = () if theirs is None else (Related(page_there.span_of(theirs), "the original's headline", page_there.source),)
    yield Problem(
        ours.locate(page),
        f"The headline is {quote(ours.text)}, and the original's is {quote(compared.original.headline)}. "
        "Take the original's, or see that the terms allow another.",
        related=place,
        difference=differences[0],
    )


def _difference(old: str, new: str, quiet: frozenset[str], compared: "Comparison") -> tuple[Piece, ...]:
    """How one headline differs from another, () where it does in ways that are allowed only."""
    from bylint.alignment import Tokens, aligned
    from bylint_rules.views.changes import style
    from bylint_rules.views.difference import difference

    theirs, ours = Tokens([old]), Tokens([new])
    hunks = aligned(theirs, ours)
    kinds = (
        style(theirs.keys[start:end], ours.keys[first:last], theirs.keys[max(0, start - 4) : start], compared.days)
        for start, end, first, last in hunks
    )
    return () if quiet.issuperset(kinds) else difference(theirs, ours, hunks, len(ours))
