"""The story is republished, or still up, later than the originator's terms allow.

Old news misleads readers who take the day of the copy for the day of the facts, and corrections made since
are missing from it: some newsrooms license their stories for so many days from the first publication,
to begin with a copy or to keep one. The day of the first publication is taken from the credit (“originally
published on 3 March 2025”) or the original's address; where neither has it, nothing is told.

Ask the originator, or take the text down and leave a link.

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
CREDIT = "<p>This article was originally published on <a href='https://undark.org/{}/ferry/'>Undark</a>.</p>"
HEAD = "<!doctype html><title>Ferry</title><meta property=article:published_time content={}>"


@rule(
    "terms/expired",
    severity="error",
    republished=True,
    bad=(f"{HEAD.format('2025-09-01')}<article><h1>Ferry</h1>{CREDIT.format('2025/03/01')}{PROSE * 2}</article>",),
    good=(f"{HEAD.format('2025-03-09')}<article><h1>Ferry</h1>{CREDIT.format('2025/03/01')}{PROSE * 2}</article>",),
)
def expired(page: Page) -> Iterator[Problem]:
    return breaches(page, "expired", judge)


def judge(page: Page, layer: Recognised, demand: Demand) -> Verdict:
    """Where the copy itself must go after some time, that is told from the day on which it must be gone."""
    first = first_day(page, layer)
    if first is None:
        return UNSEEN
    claim = next((claim for claim in page.view(claims).published if parse(claim.value)), None)
    last = first + timedelta(days=demand.days)
    what = f"no more than {counted(demand.days, 'day')}"
    if demand.what == "copy":
        told = (f"The original is of {first}", f"copies kept for {what}", "Take the text down and leave a link, or ask for leave")
        span = headline_place(page)
        return Verdict("broken", span, (breach(span, layer.originator, demand, told, since=last + timedelta(days=1)),))
    moment = parse(claim.value) if claim else None
    if claim is None or moment is None:
        return UNSEEN
    span = page.span_of(claim)
    if day(moment) <= last:
        return Verdict("met", span)
    told = (f"The original is of {first} and this copy of {day(moment)}", f"{what} between them", "Ask for leave, or take the text down")
    return broken(span, layer.originator, demand, told)
