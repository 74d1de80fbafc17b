"""An agency supplied the story and no credit says so.

The dateline, the author in the metadata or a copyright line names a news agency, but no credit does
where readers look for it. Agency contracts ask for the agency's name with every story.
"""

from collections.abc import Iterator

from bylint import Page, Problem, quote, rule
from bylint.views.claims import claims
from bylint.views.language import words
from bylint_rules.views.credits import credits, home

PROSE = "<p>The ferry to the islands sails again from Monday, the harbour office said on Friday after a long wait.</p>"


@rule(
    "attribution/agency-uncredited",
    severity="warning",
    republished=True,
    bad=(
        "<!doctype html><title>Ferry</title><meta name=author content='Associated Press'>"
        f"<article><h1>Ferry back in service</h1>{PROSE}</article>",
    ),
    good=(
        f"<!doctype html><title>Ferry</title><meta name=author content='Associated Press'><article><h1>Ferry back in service</h1>"
        f"<p>By The Associated Press</p>{PROSE}</article>",
        "<article><h1>Ferry back in service</h1><p>NORTHISLE (Reuters) - The ferry to the islands sails again from Monday, the harbour "
        "office said on Friday after a long wait.</p></article>",
    ),
)
def agency_uncredited(page: Page) -> Iterator[Problem]:
    said, ours = page.view(words), page.view(home)
    shown = {agency[0] for credit in page.view(credits) if (agency := said.agency(credit.name))}
    told: set[str] = set()
    for claim in page.view(claims).author:
        agency = said.agency(claim.value)
        if not agency or claim.by == "visible" or agency[0] in shown | told or ours.is_name(claim.value):
            continue
        told.add(agency[0])
        yield Problem(
            page.span_of(claim),
            f"The metadata names {quote(agency[0])} as the author and the page does not, "
            "though agencies ask for their name with every story. Credit it in the byline.",
        )
