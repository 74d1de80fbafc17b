"""All that is demanded of a page: each demand of its originators, with whether the page meets it.

The same functions judge that make the rules of this family, so that the list and the findings agree.
"""

from collections.abc import Iterator, Mapping

from bylint import Page
from bylint.originators import EDITS, UNCHECKED
from bylint.problem import Asked
from bylint_rules.terms import (
    byline,
    canonical_policy,
    credit_line,
    credit_position,
    embargoed,
    expired,
    image_barred,
    link_back,
    link_rel,
    notice_kept,
    pixel,
    too_long,
)
from bylint_rules.terms.spelt import spelt
from bylint_rules.views.terms import UNSEEN, Demanded, Judge, judged, source

JUDGES: Mapping[str, Judge] = {
    "credit-line": credit_line.judge,
    "credit-position": credit_position.judge,
    "link-back": link_back.judge,
    "link-rel": link_rel.judge,
    "byline": byline.judge,
    "notice-kept": notice_kept.judge,
    "canonical-policy": canonical_policy.judge,
    "pixel": pixel.judge,
    "image-barred": image_barred.judge,
    "too-long": too_long.judge,
    "expired": expired.judge,
    "embargoed": embargoed.judge,
    # What a comparison with the original shows, and what nothing on a page does.
    EDITS: lambda page, layer, demand: UNSEEN,
    UNCHECKED: lambda page, layer, demand: UNSEEN,
}


def demanded(page: Page) -> tuple[Demanded, ...]:
    """A view: the demands that apply to a page, by kind, of its innermost originator first within each."""
    return tuple(one for kind, judge in JUDGES.items() for one in judged(page, kind, judge))


def asked(page: Page, *, changed: bool) -> Iterator[Asked]:
    """The same in words, for a page that was compared with its original and was `changed` in ways that its terms do not allow, or not."""
    for one in page.view(demanded):
        state = one.state if one.demand.kind != EDITS else "broken" if changed else "met"
        yield Asked(spelt(one), source(one.demand), state)
