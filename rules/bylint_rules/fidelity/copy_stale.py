"""The original was changed after the copy was made.

Corrections travel badly: the originator has mended the story, and the copy goes on telling what was wrong. Take the story anew,
with its correction.

Only a copy that differs from the original as it is now is told of, and only where both say when they were changed.

Source: https://www.propublica.org/steal-our-stories (corrections are to be carried).
"""

from collections.abc import Iterator
from datetime import timedelta

from bylint import Page, Problem, Related, Span, rule
from bylint.views.claims import claims
from bylint.views.dates import Moment, later, parse
from bylint.views.story import story
from bylint_rules.fidelity.text_changed import LONG
from bylint_rules.views.allowed import KINDS
from bylint_rules.views.comparison import comparison
from bylint_rules.views.notes import notes

PAGE = (
    '<!doctype html><html><head><meta property="article:published_time" content="2026-03-0{}T08:00:00Z">'
    '<meta property="article:modified_time" content="2026-03-0{}T08:00:00Z"></head><body><article><h1>Ferry back in service</h1>'
    "<p>{}</p></article></body></html>"
)


@rule(
    "fidelity/copy-stale",
    severity="warning",
    bad=((PAGE.format(3, 6, LONG.format("six")), PAGE.format(4, 4, LONG.format("five"))),),
    good=(
        (PAGE.format(3, 6, LONG.format("six")), PAGE.format(4, 7, LONG.format("five"))),
        (PAGE.format(3, 6, LONG.format("six")), PAGE.format(4, 4, LONG.format("six"))),
    ),
    republished=True,
    compares=comparison,
)
def copy_stale(page: Page) -> Iterator[Problem]:
    compared = page.view(comparison)
    changed = parse(compared.original.modified) if compared else None
    if compared is None or changed is None or not compared.one_story:
        return
    told = page.view(claims)
    dated = [(claim, moment) for claim in (*told.published, *told.modified) if (moment := parse(claim.value))]
    if not dated or any(later(changed, moment) <= timedelta(0) for _, moment in dated):
        return
    corrected = any(note.sort == "correction" for note in compared.theirs.page.view(notes))
    if not compared.changes(page, KINDS) and not corrected:
        return
    theirs = compared.theirs.page
    stated = next((claim for claim in theirs.view(claims).modified if claim.value == compared.original.modified), None)
    related = () if stated is None else (Related(theirs.span_of(stated), "when the original was changed", theirs.source),)
    headline = page.view(story).headline
    yield Problem(
        headline.locate(page) if headline else Span(0, 0),
        f"The original was {'corrected' if corrected else 'changed'} on {_day(changed)}, and this copy is of {_day(dated[-1][1])}, so its "
        "readers may be told what was taken back. Take the story anew.",
        related=related,
    )


def _day(moment: Moment) -> str:
    return f"{moment.day} {moment:%B %Y}"
