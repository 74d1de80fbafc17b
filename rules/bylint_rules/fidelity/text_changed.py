"""The wording of the original was changed.

Readers take every word for the originator's, quotations above all, and hardly any republishing terms allow a change without
asking: ProPublica and CC BY-ND forbid it, agencies allow style and length alone. Put the original's words back, or
have the originator agree to yours.

What desks write in their own way is no change: capitals, the form of quotation marks and dashes, spaces; and the kinds in `allow`:
commas, hyphens and the points of abbreviations (typography), British and American spelling, days (“on Tuesday”, “on 3 March”), numbers
in words, other units for the same measure, the place before the first sentence. Two days or numbers that cannot be the same are
a change, and so is all that is in doubt.

Sources: https://www.propublica.org/steal-our-stories, https://creativecommons.org/licenses/by-nd/4.0/
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from bylint import Page, Problem, option, quote, rule
from bylint_rules.views.allowed import KINDS
from bylint_rules.views.comparison import comparison

Kind = Literal["typography", "spelling", "dates", "numbers", "units", "place"]
LONG = "The harbour office said on Tuesday that the ferry to the islands will sail again after {} weeks of repairs in the yard."
TICKETS = "<p>Tickets {} the same as before, and boats that took its place go back.</p>"
STORY = f"<article><h1>Ferry back in service</h1><p>{{}}</p>{TICKETS}</article>"


@dataclass(frozen=True)
class ChangedOptions:
    """What may be changed where the originator's terms do not say."""

    allow: tuple[Kind, ...] = option(KINDS, "Kinds of change that are not told of, where no terms say which are allowed.")


@rule(
    "fidelity/text-changed",
    severity="warning",
    options=ChangedOptions,
    bad=(
        (STORY.format(LONG.format("six"), "cost"), STORY.format(LONG.format("sixteen"), "cost")),
        (STORY.format(LONG.format("six"), "cost"), STORY.format(LONG.format("six").replace("will", "may"), "cost")),
    ),
    good=(
        (STORY.format(LONG.format("six"), "cost"), STORY.format(LONG.format("6").replace("harbour", "harbor"), "cost")),
        (STORY.format(LONG.format("six"), "“cost”"), STORY.format(LONG.format("six").replace("Tuesday", "March 3"), "«cost»")),
    ),
    republished=True,
    compares=comparison,
)
def text_changed(page: Page, options: ChangedOptions) -> Iterator[Problem]:
    compared = page.view(comparison)
    for change in compared.changes(page, options.allow) if compared else ():
        if change.sort == "changed":
            yield Problem(
                change.span,
                f"The original says {quote(change.old)} where {quote(change.new)} stands here, and readers take that for the originator's "
                "words. Put the original's back, or have the originator agree to yours.",
                related=(change.related,),
                difference=change.difference,
            )
