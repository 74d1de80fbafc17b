"""What the pack believes of a page, for `bylint explain-page`: its credits, its originators, what these demand, and its original."""

from collections.abc import Iterator

from bylint import Page
from bylint.belief import Belief, Grounds
from bylint.views.claims import claims
from bylint_rules.terms.demanded import demanded
from bylint_rules.terms.spelt import spelt
from bylint_rules.views.credits import credits
from bylint_rules.views.home import home
from bylint_rules.views.original import matched
from bylint_rules.views.provenance import original
from bylint_rules.views.recognised import recognised
from bylint_rules.views.terms import Demanded, source


def beliefs(page: Page) -> Iterator[Belief]:
    """Who we are, whom the page credits, who published the story first, and all that is demanded of the copy."""
    ours = page.view(home)
    spelt = next((claim.value for claim in page.view(claims).publisher), "")
    names = page.settings.name or spelt or ", ".join(sorted(ours.hosts))
    yield Belief("published by", names or "not known")
    if not page.settings.republished:
        yield Belief("originator", "ourselves: the config says that this page carries our own story")
        return
    for credit in page.view(credits):
        whose = "" if credit.counts else " (our own)" if credit.ours else " (names nobody)"
        href = (Grounds("link", credit.href),) if credit.href else ()
        yield Belief("credit", f"{credit.kind}: {credit.name or credit.href}{whose}", page.span_of(credit), href)
    layers = page.view(recognised)
    if not layers:
        yield Belief("originator", "none that there is data of")
    for layer in layers:
        evidence = tuple(Grounds(one.kind, one.text, one.span(page)) for one in layer.evidence)
        licence = f", {layer.originator.licence}" if layer.originator.licence else ""
        where = next((one.span for one in evidence if one.span), None)
        yield Belief("originator", f"{layer.originator.name} ({layer.originator.kind}{licence})", where, evidence)
        if address := original(page, layer.originator):
            yield Belief("original", address)
    if page.settings.originals.paths:
        yield _compared(page)
    for told in page.view(demanded):
        yield Belief(f"terms/{told.demand.kind}", _told(told), told.span, (Grounds("source", source(told.demand)),))


def _compared(page: Page) -> Belief:
    """Which of the originals that the config names the page is compared with, and what tells so."""
    found = page.view(matched)
    if found is None:
        return Belief("compared with", "no original: none of those that the config names is known to be this page's")
    share = (Grounds("text in common", f"{100 * found.share:.0f} %"),) if found.share else ()
    return Belief("compared with", found.original.name, None, (*(Grounds("known by", each) for each in found.by), *share))


def _told(told: Demanded) -> str:
    """“met: The Harbour Gazette demands a link, to: article”."""
    days = [problem.since for problem in told.problems if problem.since] + [problem.until for problem in told.problems if problem.until]
    state = {"met": "met", "broken": "broken", "unseen": "cannot be seen here"}[told.state]
    if told.state == "broken" and days:
        state = f"broken {'from' if told.problems[0].since else 'until'} {days[0]}{' on' if told.problems[0].since else ''}"
    return f"{state}: {spelt(told)}"
