"""A credit names the source but does not link to it.

Most republishing terms ask for a link to the original or at least to the originator, and a link is
what lets readers and search engines find the first publication. News agencies, whose stories have no
public address of their own, need none.
"""

from collections.abc import Iterator

from bylint import Page, Problem, quote, rule
from bylint_rules.views.credit import Credit
from bylint_rules.views.credits import credits
from bylint_rules.views.originator import originator

PROSE = "<p>The ferry to the islands sails again from Monday, the harbour office said on Friday after a long wait.</p>"


@rule(
    "attribution/source-unlinked",
    severity="warning",
    republished=True,
    bad=(f"<article>{PROSE}<p>This article was originally published by The Harbour Gazette.</p></article>",),
    good=(
        f"<article>{PROSE}<p>This article was originally published by "
        "<a href='https://gazette.example/f'>The Harbour Gazette</a>.</p></article>",
        f"<article>{PROSE}<p>Source: Reuters</p></article>",
    ),
)
def source_unlinked(page: Page) -> Iterator[Problem]:
    named = [credit for credit in page.view(credits) if credit.counts]
    if not named or any(credit.agency or credit.href for credit in named):
        return
    first = page.view(originator)
    credit = first.evidence if first and isinstance(first.evidence, Credit) else named[0]
    yield Problem(
        page.span_of(credit),
        f"The credit names {quote(credit.name)} without a link, and most originators ask for one. Link the name to the original story.",
    )
