"""The credit that the originator's terms demand is not there.

To name who published a story first is what a free licence is given for: without the credit the copy is
not licensed at all. Any line that readers see and that names the originator will do, in a byline too,
unless the terms give a wording to be used word for word. A photo's credit, a mention amid the text and
metadata do not count.

Add the line that the message gives, above or below the story. What an originator demands, and where and
when that was read, is data; `bylint explain-page` shows all that applies to a page.

Sources: the originators' own pages, as each message names them.
"""

from collections.abc import Iterator

from bylint import Page, Problem, quote, rule
from bylint.originators import Demand
from bylint.views.story import story
from bylint_rules.views.provenance import credit_fix, worded
from bylint_rules.views.recognised import Recognised
from bylint_rules.views.spots import shown
from bylint_rules.views.terms import Verdict, breaches, broken, headline_place
from bylint_rules.views.wordings import phrases

PROSE = "<p>The ferry to the islands sails again from Monday, the harbour office said on Friday after a long wait.</p>"
PIXEL = "<img src='https://counter.theconversation.com/content/270911/count.gif' width=1 height=1 alt=''>"
CREDIT = "<p>This article is republished from <a href='https://theconversation.com/ferry-270911'>The Conversation</a>.</p>"


@rule(
    "terms/credit-line",
    severity="error",
    republished=True,
    bad=(f"<article><h1>Ferry back in service</h1>{PROSE}{PROSE}{PIXEL}</article>",),
    good=(
        f"<article><h1>Ferry back in service</h1>{CREDIT}{PROSE}{PROSE}{PIXEL}</article>",
        f"<article><h1>Ferry back in service</h1>{PROSE}{PROSE}</article>",
    ),
)
def credit_line(page: Page) -> Iterator[Problem]:
    return breaches(page, "credit-line", judge)


def judge(page: Page, layer: Recognised, demand: Demand) -> Verdict:
    """A demand is met by a line in its words, or by any that names the originator where it gives none to be used word for word."""
    said = phrases(demand.formulas)
    worded_so = next((block for block in page.view(story).blocks if demand.formulas and said.find(block.text)), None)
    lines = shown(page, layer)
    if worded_so is not None or (lines and not demand.exact):
        return Verdict("met", page.span_of(worded_so if worded_so is not None else lines[0]))
    wanted = worded(demand)
    if lines:
        wrong = f"The credit {quote(lines[0].text, 40)} is worded otherwise"
        return broken(page.span_of(lines[0]), layer.originator, demand, (wrong, "its own words", f"Write {quote(wanted, 90)}"))
    add = f"Add {quote(wanted, 90)}" if wanted else "Add a line that names it, with a link to the original"
    whom = "who made the story and its licence" if layer.originator.kind == "licence" else layer.originator.name
    told = (f"No credit that readers see names {whom}", "one", add)
    return broken(headline_place(page), layer.originator, demand, told, credit_fix(page, layer, demand))
