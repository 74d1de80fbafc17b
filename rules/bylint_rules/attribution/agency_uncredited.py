"""An agency supplied the story and no credit says so.

The metadata names a news agency as the author or the source, and nothing that readers see does: no
byline, dateline, credit line or bracket behind the last paragraph. Agency contracts ask for the
agency's name with every story, and a reader who knows that a report is AP's or dpa's judges it by that.

Put the agency where your house style has it: in the byline (“By The Associated Press”), in the
dateline (“ROTTERDAM (Reuters) —”) or as a source line (“Quelle: dpa”).

Sources: https://schema.org/sourceOrganization, https://schema.org/author.
"""

from collections.abc import Iterator

from bylint import Page, Problem, quote, rule
from bylint.views.language import words
from bylint_rules.views.credits import credits
from bylint_rules.views.home import home
from bylint_rules.views.told import told

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
    seen = {agency[0] for credit in page.view(credits) if (agency := said.agency(credit.name))}
    for source in page.view(told):
        agency = said.agency(source.name)
        # An agency's name is in the address of many a story about it.
        if agency and not source.href and agency[0] not in seen and not ours.is_name(source.name):
            seen.add(agency[0])
            yield Problem(
                page.span_of(source),
                f"The metadata ({source.by}) names {quote(agency[0])} and readers do not see it, "
                "though agencies ask for their name with every story. Credit it in the byline.",
            )
