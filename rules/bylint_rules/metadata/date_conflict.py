"""The page gives two different dates of publication.

JSON-LD says one day, `article:published_time` another: search engines pick one of them, or none.
On a republished story one is often the originator's and one your own. Differences of less than a
day are left alone; they are time zones.

Source: https://developers.google.com/search/docs/appearance/publication-dates
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from bylint import Page, Problem, Related, option, quote, rule
from bylint.views.claims import claims
from bylint.views.dates import later
from bylint_rules.metadata.moments import moments

# Names that are as often the date of the last change.
VAGUE = frozenset(("date", "dc.date", "dcterms.date"))
PAGE = (
    '<meta property="article:published_time" content="{}">'
    '<script type="application/ld+json">{{"@type": "Article", "datePublished": "{}"}}</script>'
)


@dataclass(frozen=True)
class Options:
    """How far dates may be apart."""

    hours: int = option(24, "How many hours two dates of publication may be apart.", minimum=0)


@rule(
    "metadata/date-conflict",
    severity="warning",
    options=Options,
    bad=(PAGE.format("2025-01-15T09:14:00Z", "2025-01-11T16:00:00Z"),),
    good=(
        PAGE.format("2025-01-15T09:14:00+00:00", "2025-01-15T10:14:00+01:00"),
        PAGE.format("2025-01-15T23:30:00-05:00", "2025-01-16"),
    ),
)
def date_conflict(page: Page, options: Options) -> Iterator[Problem]:
    known = page.view(moments)
    dated = [
        (claim, moment)
        for claim in page.view(claims).published
        if claim.by != "visible" and claim.name not in VAGUE and (moment := known[claim.value])
    ]
    told = set()
    for claim, moment in dated[1:]:
        first, reference = dated[0]
        apart = max(later(moment, reference), later(reference, moment))
        if apart > timedelta(hours=options.hours) and moment not in told:
            told.add(moment)
            yield Problem(
                page.span_of(claim),
                f"{claim.name} says the story was published {quote(claim.value)}, and {first.name} {quote(first.value)}, so search engines "
                "trust neither. Correct the wrong one.",
                related=(Related(page.span_of(first), "the other date of publication"),),
            )
