"""A link that the originator's terms demand is not there.

The link is what readers and search engines find the first publication by, and with the credit the whole
price of a free licence. Some originators want the article itself linked, some their home page, some the
licence; a few say where the link must stand. A link that readers cannot see does not count, and one amid
the text that leads to another story of the same site does not either.

Link the words of the credit.

Sources: the originators' own pages, as each message names them.
"""

from collections.abc import Iterator

from bylint import Page, Problem, quote, rule
from bylint.originators import Demand
from bylint_rules.terms.credit_position import PLACES
from bylint_rules.views.provenance import original
from bylint_rules.views.recognised import Recognised
from bylint_rules.views.required_links import required_links
from bylint_rules.views.spots import shown, stands
from bylint_rules.views.terms import Verdict, breaches, broken, headline_place

PROSE = "<p>The ferry to the islands sails again from Monday, the harbour office said on Friday after a long wait.</p>"
NAMES = {"article": "the article", "home": "its home page", "licence": "the licence"}


@rule(
    "terms/link-back",
    severity="error",
    republished=True,
    bad=(f"<article><h1>Ferry back in service</h1><p>This article is republished from The Conversation.</p>{PROSE * 2}</article>",),
    good=(
        "<article><h1>Ferry back in service</h1><p>This article is republished from <a href='https://theconversation.com/ferry-270911'>The "
        f"Conversation</a>.</p>{PROSE * 2}</article>",
    ),
)
def link_back(page: Page) -> Iterator[Problem]:
    return breaches(page, "link-back", judge)


def judge(page: Page, layer: Recognised, demand: Demand) -> Verdict:
    """Met by a link that readers see, in or beside a credit or to the very story, at one of the places where the terms name some."""
    originator = layer.originator
    links = list(required_links(page, layer, demand))
    if at := next((link for link in links if stands(page, link.block, demand.where)), None):
        return Verdict("met", page.span_of(at.element))
    what = " or ".join(NAMES[one] for one in demand.to)
    where = " or ".join(PLACES[place] for place in demand.where)
    if links:
        told = (f"The link to {originator.name} stands elsewhere", f"it {where}", "Move it there")
        return broken(page.span_of(links[0].element), originator, demand, told)
    lines = shown(page, layer)
    known = original(page, originator) if "article" in demand.to else ""
    words = f" with the words {quote(demand.text, 40)}" if demand.text else ""
    mend = f"Link {what}{words}{f' {where}' if where else ''}{f', {quote(known, 70)}' if known else ''}"
    whose = "" if originator.kind == "licence" else f" of {originator.name}"
    told = (f"Nothing by the story links {what.replace('its home', 'the home')}{whose}", "such a link", mend)
    return broken(page.span_of(lines[0]) if lines else headline_place(page), originator, demand, told)
