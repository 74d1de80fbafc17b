"""A date is not one that machines can read.

Search engines and readers' apps sort news by `datePublished` and `article:published_time`. Where
one is empty, “Invalid Date”, the first of January 1970 or not in the form of ISO 8601, the story
counts as undated or as very old. Mostly a field was empty when the template was filled.

Sources: https://schema.org/datePublished, https://developers.google.com/search/docs/appearance/publication-dates,
https://ogp.me/#type_article
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bylint import Edit, Fix, Page, Problem, Span, option, quote, rule
from bylint.pattern import lazy
from bylint.views.claims import Claim, claims
from bylint.views.dates import Moment, day, is_iso
from bylint_rules.metadata.moments import moments

SCRIPT = '<script type="application/ld+json">{}</script>'
# What programs write for a date they do not have; 1970-01-01 is the zero of their clocks.
NOTHING = lazy(
    r"invalid date|null|undefined|none|nan|n/a|false|true|0|-.*|0000?[-/.].*|0001-01-01.*"
    r"|1969-12-31T.*|1970-01-01(?:[T ]0[01]:00.*)?|.*\{\{.*",
    re.I | re.S,
)


@dataclass(frozen=True)
class Options:
    """Which dates cannot be right."""

    earliest_year: int = option(1990, "Dates before this year are taken for errors. Archives name that of their oldest story.", minimum=1)


@rule(
    "metadata/date-invalid",
    severity="warning",
    options=Options,
    bad=(
        SCRIPT.format('{"@type": "NewsArticle", "datePublished": "Wed, 15 Jan 2025"}'),
        SCRIPT.format('{"@type": "NewsArticle", "datePublished": "2025-02-30T09:14:00Z"}'),
        '<meta property="article:published_time" content="0000-00-00 00:00:00">',
        '<meta name="pubdate" content="Invalid Date">',
    ),
    good=(
        SCRIPT.format('{"@type": "NewsArticle", "datePublished": "2025-01-15T09:14:00+01:00", "dateModified": "2025-01-15"}'),
        '<meta name="sailthru.date" content="January 15th, 2025"><time datetime="15.1.2025" pubdate>15.1.</time>',
    ),
)
def date_invalid(page: Page, options: Options) -> Iterator[Problem]:
    told, known = page.view(claims), page.view(moments)
    for field, claim in told.empty:
        if field in ("published", "modified") and claim.by != "visible":
            what = "the story" if field == "published" else "the story's last change"
            yield _problem(page, claim, f"{claim.name} is empty, so {what} counts as undated.")
    for claim in (*told.published, *told.modified):
        if reason := _reason(claim, known[claim.value], options.earliest_year):
            yield _problem(page, claim, f"{claim.name} is {quote(claim.value)}, {reason}", known[claim.value])


def _reason(claim: Claim, moment: Moment | None, earliest: int) -> str | None:
    if NOTHING.fullmatch(claim.value):
        return "which is what programs write when they have no date."
    if claim.by == "visible":
        return None
    if moment is None and is_iso(claim.value):
        return "and no calendar has that day."
    if moment is not None and day(moment).year < earliest:
        return "so the story counts as very old."
    # Other metas and the text of microdata come in many forms that their readers know.
    strict = claim.by in ("json-ld", "opengraph")
    if not is_iso(claim.value) if strict else claim.by == "microdata" and moment is None:
        return "which machines do not read."
    return None


def _problem(page: Page, claim: Claim, reason: str, moment: Moment | None = None) -> Problem:
    span = page.span_of(claim)
    return Problem(span, f"{reason} Write it as in 2025-01-15T09:14:00+01:00, or leave it out.", _rewritten(page, span, claim, moment))


def _rewritten(page: Page, span: Span, claim: Claim, moment: Moment | None) -> Fix | None:
    """The date that people read there, written for machines; whose clock it is stays unsaid."""
    if moment is None or is_iso(claim.value) or claim.by not in ("json-ld", "opengraph"):
        return None
    mark = '"' if page.source.text[span.start : span.end].startswith('"') else ""
    return Fix((Edit(span, f"{mark}{moment.isoformat()}{mark}"),), "unsafe")
