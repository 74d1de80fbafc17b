"""The link that the originator's terms demand tells search engines not to follow it.

`rel` may say of a link that it is paid for, a reader's, or not vouched for, and `noreferrer` keeps the
originator from seeing where readers come from. Some publishing systems add such words to every link that
leaves the site; the plugin that writes feed footers writes `nofollow` by default. Where the terms forbid
a word it is told as they weigh it; a `nofollow` that they do not speak of is told as information, since it
takes from the link most of what the originator has of it.

Take the word out of `rel`.

Sources: the originators' own pages, as each message names them;
https://developers.google.com/search/docs/crawling-indexing/qualify-outbound-links.
"""

from collections.abc import Iterator

from bylint import Attribute, Page, Problem, quote, rule
from bylint.originators import Demand
from bylint.problem import Severity
from bylint.views.head import rels
from bylint_rules.views.recognised import Recognised
from bylint_rules.views.required_links import required_links
from bylint_rules.views.terms import UNSEEN, Verdict, applies, breach, breaches

PROSE = "<p>The ferry to the islands sails again from Monday, the harbour office said on Friday after a long wait.</p>"
CREDIT = "<p>This article is republished from <a href='https://theconversation.com/ferry-270911'{}>The Conversation</a>.</p>"


@rule(
    "terms/link-rel",
    severity="error",
    republished=True,
    bad=(f"<article><h1>Ferry back in service</h1>{CREDIT.format(' rel=nofollow')}{PROSE * 2}</article>",),
    good=(f"<article><h1>Ferry back in service</h1>{CREDIT.format(' rel=noopener')}{PROSE * 2}</article>",),
)
def link_rel(page: Page) -> Iterator[Problem]:
    yield from breaches(page, "link-rel", judge)
    yield from breaches(page, "link-back", unasked)


def judge(page: Page, layer: Recognised, demand: Demand) -> Verdict:
    """Met where each required link has one at least that says none of the words."""
    wanted = [back for back in layer.originator.of("link-back") if applies(page, back)]
    for back in wanted:
        links = list(required_links(page, layer, back))
        if links and all(rels(link.element) & set(demand.forbid) for link in links):
            span = page.span_of(Attribute(links[0].element, "rel"))
            words = " ".join(sorted(rels(links[0].element) & set(demand.forbid)))
            told = (f"The link to {layer.originator.name} says {quote(words)} in its rel", "a link without it", "Take the word out")
            return Verdict("broken", span, (breach(span, layer.originator, demand, told),))
        if links:
            return Verdict("met", page.span_of(links[0].element))
    return UNSEEN


def unasked(page: Page, layer: Recognised, back: Demand) -> Verdict:
    """A remark on a required link that says nofollow, where the terms do not speak of it."""
    links = list(required_links(page, layer, back))
    if layer.originator.of("link-rel") or not links or not all("nofollow" in rels(link.element) for link in links):
        return UNSEEN
    span = page.span_of(Attribute(links[0].element, "rel"))
    told = (f"Search engines are told not to follow the link to {layer.originator.name}", "a link", "Take “nofollow” out of its rel")
    return Verdict("met", span, (breach(span, layer.originator, back, told, most=Severity.INFO),))
