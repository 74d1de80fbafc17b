"""Text was added to the original.

What we add inside another's story reads as theirs: an opinion, a local angle, a claim they never checked. Terms that allow additions
ask that they are marked. Take the text out, or set it apart as our own and have the originator agree.

Credits, “Additional reporting by …”, the place before the first sentence and leftovers of pages, which have rules of
their own, are no additions.

Source: https://www.propublica.org/steal-our-stories
"""

from collections.abc import Iterator
from dataclasses import dataclass

from bylint import Page, Problem, option, quote, rule
from bylint_rules.fidelity.text_changed import LONG, STORY, Kind
from bylint_rules.views.allowed import KINDS
from bylint_rules.views.comparison import comparison

OURS = "<p>Our readers have waited for this day since spring, and the mayor of our town deserves the credit for it.</p></article>"
CREDIT = "<p>This story was first published by <a href=https://wire.example/ferry>Island Wire</a>.</p></article>"


@dataclass(frozen=True)
class AddedOptions:
    """What may be added where the originator's terms do not say."""

    allow: tuple[Kind, ...] = option(KINDS, "Kinds of change that are not told of, where no terms say which are allowed.")


@rule(
    "fidelity/text-added",
    severity="warning",
    options=AddedOptions,
    bad=(
        (STORY.format(LONG.format("six"), "cost"), STORY.format(LONG.format("six"), "cost").replace("</article>", OURS)),
        (STORY.format(LONG.format("six"), "cost"), STORY.format(LONG.format("six long"), "cost")),
    ),
    good=(
        (STORY.format(LONG.format("six"), "cost"), STORY.format(LONG.format("six"), "cost").replace("</article>", CREDIT)),
        (STORY.format(LONG.format("six"), "cost"), STORY.format(LONG.format("six"), "cost").replace("before,", "before")),
    ),
    republished=True,
    compares=comparison,
)
def text_added(page: Page, options: AddedOptions) -> Iterator[Problem]:
    compared = page.view(comparison)
    for change in compared.changes(page, options.allow) if compared else ():
        if change.sort == "added":
            yield Problem(
                change.span,
                f"{change.much} here {'is' if change.much[:2] == '1 ' else 'are'} not in the original: {quote(change.new)}. "
                "Take the text out, or set it apart as our own and have the originator agree.",
                related=(change.related,),
                difference=change.difference,
            )
