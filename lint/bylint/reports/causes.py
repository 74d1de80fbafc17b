"""Findings of one cause told once: a fault of a template is one thing to mend, on however many pages it stands."""

from collections.abc import Iterable, Iterator, Mapping
from heapq import nlargest
from typing import NamedTuple

from bylint.problem import Finding
from bylint.result import Cause, Results


class Told(NamedTuple):
    """The first finding of a cause, and on how many pages there are others like it, its own included."""

    finding: Finding
    pages: int


def told(results: Results, *, every: bool = False) -> Iterator[Told]:
    """One for each cause in the order of the pages, or `every` finding by itself."""
    causes = {} if every else results.causes
    known: set[str] = set()
    for result in results:
        for finding in untold(result.findings, causes, known):
            yield Told(finding, causes[finding.cause].pages if finding.cause in causes else 1)


def gravest(among: Iterable[Told], most: int) -> list[Told]:
    """The `most` that matter before the others: the most severe, of those the ones on most pages, then the first."""
    return nlargest(most, among, key=lambda one: (one.finding.severity, one.pages))


def untold(findings: Iterable[Finding], causes: Mapping[str, Cause], told: set[str]) -> list[Finding]:
    """The findings of a page but those of causes that were told on a page before; theirs are told from now on."""
    shown = [finding for finding in findings if finding.cause not in told]
    told |= {finding.cause for finding in shown if finding.cause in causes}
    return shown
