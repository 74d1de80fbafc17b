"""The credit stands somewhere else than the originator's terms want it.

A credit above the story is read before it, one at its end by those who came so far; some originators ask
for the one, some for the other, some for a place in the byline. `top` is before the first paragraph, a
standfirst aside; `bottom` behind the last, with no more than the lives of its authors below; `byline` the
author's line or one beside it.

Move the line.

Sources: the originators' own pages, as each message names them.
"""

from collections.abc import Iterator

from bylint import Page, Problem, rule
from bylint.originators import Demand
from bylint_rules.views.recognised import Recognised
from bylint_rules.views.spots import shown, stands
from bylint_rules.views.terms import UNSEEN, Verdict, breaches, broken

PROSE = "<p>The ferry to the islands sails again from Monday, the harbour office said on Friday after a long wait.</p>"
LINK = "<a href='https://globalvoices.org/2025/03/01/ferry/'>Global Voices</a>"
CREDIT = f"<p>This story by Ada Quay originally appeared on {LINK} on March 1, 2025.</p>"
PLACES = {
    "top": "above the first paragraph",
    "first-paragraph": "in the first paragraph",
    "byline": "by the author",
    "bottom": "below the last paragraph",
}


@rule(
    "terms/credit-position",
    severity="error",
    republished=True,
    bad=(f"<article><h1>Ferry back in service</h1>{PROSE * 3}{CREDIT}</article>",),
    good=(f"<article><h1>Ferry back in service</h1>{CREDIT}{PROSE * 3}</article>",),
)
def credit_position(page: Page) -> Iterator[Problem]:
    return breaches(page, "credit-position", judge)


def judge(page: Page, layer: Recognised, demand: Demand) -> Verdict:
    """Met where any of its credits stands at one of the places; a page without a credit shows nothing of where it would stand."""
    lines = shown(page, layer)
    if not lines:
        return UNSEEN
    if at := next((line for line in lines if stands(page, line, demand.where)), None):
        return Verdict("met", page.span_of(at))
    where = " or ".join(PLACES[place] for place in demand.where)
    told = (f"The credit to {layer.originator.name} stands elsewhere", f"it {where}", "Move the line there")
    return broken(page.span_of(lines[-1]), layer.originator, demand, told)
