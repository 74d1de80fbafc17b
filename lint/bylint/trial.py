"""A contract tried: whether the rules tell the pages that break its demands from those that keep them."""

from collections.abc import Iterator
from datetime import date
from itertools import groupby
from typing import NamedTuple

from bylint.check import Plan, RuleSetting, check
from bylint.lexicon import Lexicon
from bylint.originators import Demand, Originator, Originators
from bylint.plugins import Packs
from bylint.problem import Finding, Severity
from bylint.settings import Settings
from bylint.specimens import IMPLIED, PUBLISHER, SITE, specimens

FAMILY = "terms"


class Trial(NamedTuple):
    """What became of one demand: what its pages are told of, and what is wrong with that, nothing where they are told apart."""

    demand: Demand
    kept: tuple[Finding, ...]
    broken: tuple[Finding, ...]
    faults: tuple[str, ...]


def tried(originator: Originator, packs: Packs, today: date) -> Iterator[Trial]:
    """A trial for each demand that a page can show, in the order of the demands."""
    # One contract at a time: those of other originators have their own.
    plan = Plan(
        tuple(RuleSetting(id, Severity.ERROR) for id in packs.rules if id.startswith(f"{FAMILY}/")),
        Settings(
            name=PUBLISHER,
            url=SITE,
            lexicon=Lexicon(packs.lexicons),
            originator=originator.name,
            originators=Originators((), (originator.file,)),
        ),
    )
    for _, pages in groupby(specimens(originator, today), key=lambda specimen: id(specimen.demand)):
        keeps, breaks = pages
        results = (check("page.html", page.html.encode(), plan, packs.rules) for page in (keeps, breaks))
        kept, broken = (tuple(finding for finding in result.findings if finding.holds(today)) for result in results)
        yield Trial(keeps.demand, kept, broken, tuple(_faults(keeps.demand, packs, kept, broken)))


def _faults(demand: Demand, packs: Packs, kept: tuple[Finding, ...], broken: tuple[Finding, ...]) -> Iterator[str]:
    rule = f"{FAMILY}/{demand.kind}"
    for finding in kept:
        yield f"a page that keeps it is told of by {finding.rule}: {finding.message}"
    own = [finding for finding in broken if finding.rule == rule]
    if rule not in packs.rules:
        yield f"no installed pack has the rule {rule}, so nothing checks it"
    elif not own:
        yield f"a page that breaks it is not told of by {rule}"
    elif demand.severity not in {finding.severity for finding in own}:
        severities = " and ".join(sorted({str(finding.severity) for finding in own}))
        yield f"a page that breaks it is told of as {severities}, and not as {demand.severity}"
    may = {rule, *(f"{FAMILY}/{kind}" for kind in IMPLIED.get(demand.kind, ()))}
    for finding in broken:
        if finding.rule not in may:
            yield f"a page that breaks nothing else is told of by {finding.rule}: {finding.message}"
