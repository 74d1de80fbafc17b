"""The story was changed before it was published.

A `dateModified` before `datePublished` cannot be true, and search engines then trust neither. On
republished stories one of the two is often the originator's and the other your own; publishing
systems also write it for stories that were finished first and scheduled for later.

Source: https://developers.google.com/search/docs/appearance/publication-dates
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from bylint import Page, Problem, Related, option, quote, rule
from bylint.views.claims import Claim, claims
from bylint.views.dates import later
from bylint_rules.metadata.moments import moments

SCRIPT = '<script type="application/ld+json">{}</script>'


@dataclass(frozen=True)
class Options:
    """How far dates may be out of order."""

    minutes: int = option(60, "By how many minutes a change may come before publication: many stories are scheduled.", minimum=0)


@rule(
    "metadata/date-order",
    severity="warning",
    options=Options,
    bad=(
        SCRIPT.format('{"@type": "NewsArticle", "datePublished": "2025-01-15T09:14:00Z", "dateModified": "2025-01-14T22:00:00Z"}'),
        '<meta property="article:published_time" content="2025-01-15"><meta property="article:modified_time" content="2025-01-13">',
    ),
    good=(
        SCRIPT.format('{"@type": "NewsArticle", "datePublished": "2025-01-15T09:14:00+09:00", "dateModified": "2025-01-15T00:20:00Z"}'),
        SCRIPT.format('{"@type": "NewsArticle", "datePublished": "2025-01-15T09:14:00", "dateModified": "2025-01-15"}'),
    ),
)
def date_order(page: Page, options: Options) -> Iterator[Problem]:
    told, known = page.view(claims), page.view(moments)
    first: dict[str, Claim] = {}
    for claim in told.published:
        if claim.by != "visible":
            first.setdefault(claim.by, claim)
    earliest = next(iter(first.values()), None)
    seen = set()
    for modified in told.modified:
        # Compared with the date of the same kind of markup, else with the first there is.
        published = first.get(modified.by, earliest)
        before, after = known[modified.value], known[published.value] if published else None
        if modified.by == "visible" or published is None or before is None or after is None or (before, after) in seen:
            continue
        if later(after, before) > timedelta(minutes=options.minutes):
            seen.add((before, after))
            yield Problem(
                page.span_of(modified),
                f"{modified.name} is {quote(modified.value)}, before {published.name} {quote(published.value)}, and a story cannot be "
                "changed before it is published. Correct the wrong one.",
                related=(Related(page.span_of(published), "published"),),
            )
