"""The story is republished sooner than the originator's terms allow.

Some newsrooms want their own page read and found first, and ask for a day or two before a copy appears.
The day of the first publication is taken from the credit (“originally published on 3 March 2025”) or the
original's address, that of the copy from its own metadata; a page without a day of its own is taken to
be about to appear, and told of until the wait is over.

Wait, or ask the originator.

Sources: the originators' own pages, as each message names them.
"""

from collections.abc import Iterator
from datetime import timedelta

from bylint import Page, Problem, rule
from bylint.originators import Demand
from bylint.problem import counted
from bylint.views.claims import claims
from bylint.views.dates import day, parse
from bylint_rules.views.provenance import first_day
from bylint_rules.views.recognised import Recognised
from bylint_rules.views.terms import UNSEEN, Verdict, breach, breaches, broken, headline_place

PROSE = "<p>The ferry to the islands sails again from Monday, the harbour office said on Friday after a long wait.</p>"
CREDIT = "<p>Originally published on 3 March 2025 by <a href='https://dialogue.earth/en/ocean/ferry-sails/'>Dialogue Earth</a>.</p>"
HEAD = "<!doctype html><title>Ferry</title><meta property=article:published_time content={}>"


@rule(
    "terms/embargoed",
    severity="error",
    republished=True,
    bad=(f"{HEAD.format('2025-03-04')}<article><h1>Ferry</h1>{CREDIT}{PROSE * 2}</article>",),
    good=(f"{HEAD.format('2025-03-05')}<article><h1>Ferry</h1>{CREDIT}{PROSE * 2}</article>",),
)
def embargoed(page: Page) -> Iterator[Problem]:
    return breaches(page, "embargoed", judge)


def judge(page: Page, layer: Recognised, demand: Demand) -> Verdict:
    """A copy that is older than the original bears the original's day, or another's, and shows nothing."""
    first = first_day(page, layer)
    if first is None:
        return UNSEEN
    free = first + timedelta(days=demand.days)
    claim = next((claim for claim in page.view(claims).published if parse(claim.value)), None)
    moment = parse(claim.value) if claim else None
    what, mend = f"{counted(demand.days, 'day')} between them", f"Publish it on {free} or later"
    if claim is None or moment is None:
        span = headline_place(page)
        told = (f"The original is of {first}", f"{counted(demand.days, 'day')} before a copy", mend)
        return Verdict("broken", span, (breach(span, layer.originator, demand, told, until=free - timedelta(days=1)),))
    span = page.span_of(claim)
    if day(moment) < first:
        return UNSEEN
    if day(moment) >= free:
        return Verdict("met", span)
    return broken(span, layer.originator, demand, (f"The original is of {first} and this copy of {day(moment)}", what, mend))
