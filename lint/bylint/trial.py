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
from bylint.specimens import IMPLIED, PUBLISHER, SITE, Specimen, specimens

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
        yield _trial(*[(specimen, _found(specimen, plan, packs)) for specimen in pages])


def _found(specimen: Specimen, plan: Plan, packs: Packs) -> tuple[Finding, ...]:
    return check("page.html", specimen.html.encode(), plan, packs.rules).findings


def _trial(keeps: tuple[Specimen, tuple[Finding, ...]], breaks: tuple[Specimen, tuple[Finding, ...]]) -> Trial:
    demand = keeps[0].demand
    return Trial(demand, keeps[1], breaks[1], tuple(_faults(demand, keeps[1], breaks[1])))


def _faults(demand: Demand, kept: tuple[Finding, ...], broken: tuple[Finding, ...]) -> Iterator[str]:
    rule = f"{FAMILY}/{demand.kind}"
    for finding in kept:
        yield f"a page that keeps it is told of by {finding.rule}: {finding.message}"
    own = [finding for finding in broken if finding.rule == rule]
    if not own:
        yield f"a page that breaks it is not told of by {rule}"
    elif demand.severity not in {finding.severity for finding in own}:
        severities = " and ".join(sorted({str(finding.severity) for finding in own}))
        yield f"a page that breaks it is told of as {severities}, and not as {demand.severity}"
    may = {rule, *(f"{FAMILY}/{kind}" for kind in IMPLIED.get(demand.kind, ()))}
    for finding in broken:
        if finding.rule not in may:
            yield f"a page that breaks nothing else is told of by {finding.rule}: {finding.message}"
