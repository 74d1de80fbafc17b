"""What has to be known of all results before the first line of the report can be written."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from bylint.problem import Finding, Severity
from bylint.result import Cause, PageResult, Results

# A browser opens a file of so many findings at once, and nobody reads more: those that are shown whole, those that are
# a line that points to the first of their cause, the faults of several pages, and what was set aside.
WHOLE, AGAIN, FAULTS, ASIDE = 2000, 5000, 200, 500
GRAVEST_FIRST = sorted(Severity, reverse=True)


class Kind(NamedTuple):
    """Findings that filters cannot tell apart."""

    rule: str
    severity: Severity


class Fault(NamedTuple):
    """A cause that is on several pages, with the first finding of it."""

    cause: Cause
    first: Finding


@dataclass
class Survey:
    """Counts of a run. `faults` are those on most pages, by their causes and with most pages first; `whole` and `again` say
    how many findings are to be shown in full and in a line."""

    counts: Counter[str] = field(default_factory=Counter)
    found: Counter[Kind] = field(default_factory=Counter)
    faults: dict[str, Fault] = field(default_factory=dict)
    whole: Counter[Severity] = field(default_factory=Counter)
    again: Counter[Severity] = field(default_factory=Counter)

    @property
    def kinds(self) -> list[Kind]:
        return sorted(self.found)

    @property
    def rules(self) -> list[str]:
        return sorted({kind.rule for kind in self.found})

    def total(self, severity: Severity) -> int:
        return sum(number for kind, number in self.found.items() if kind.severity == severity)


def surveyed(results: Results, every: bool) -> Survey:
    """One pass over the results."""
    survey = Survey()
    causes = _most(results.causes)
    first: dict[str, Finding] = {}
    order = Order({} if every else causes)
    for result in results:
        survey.counts["pages"] += result.page
        survey.counts["clean"] += result.page and result.complete and not result.findings
        survey.counts["incomplete"] += not result.complete
        survey.counts["suppressed"] += len(result.suppressed)
        survey.counts["baselined"] += len(result.baselined)
        survey.counts["with findings"] += result.page and bool(result.findings)
        for finding, again in order.of(result):
            survey.found[Kind(finding.rule, finding.severity)] += 1
            (survey.again if again else survey.whole)[finding.severity] += 1
            if finding.cause in causes:
                first.setdefault(finding.cause, finding)
    ranked = sorted(first.items(), key=lambda item: (-causes[item[0]].pages, -item[1].severity))
    survey.faults = {cause: Fault(causes[cause], finding) for cause, finding in ranked}
    return survey


def _most(causes: Mapping[str, Cause]) -> dict[str, Cause]:
    """The causes that are on most pages."""
    return dict(sorted(causes.items(), key=lambda item: (-item[1].pages, item[0]))[:FAULTS])


class Order:
    """Findings as a report goes through them: (finding, whether its cause was shown on a page before)."""

    def __init__(self, causes: Mapping[str, object]) -> None:
        self._causes, self._told = causes, set[str]()

    def of(self, result: PageResult) -> Iterator[tuple[Finding, bool]]:
        told = {finding.cause for finding in result.findings if finding.cause in self._causes}
        yield from ((finding, finding.cause in self._told) for finding in result.findings)
        self._told |= told


class Room:
    """How many entries of each severity there is room for, the gravest first."""

    def __init__(self, wanted: Mapping[Severity, int], most: int) -> None:
        self.left: dict[Severity, int] = {}
        self.without: dict[Severity, int] = {}
        for severity in GRAVEST_FIRST:
            self.left[severity] = min(wanted[severity], most)
            self.without[severity] = wanted[severity] - self.left[severity]
            most -= self.left[severity]

    def take(self, severity: Severity) -> bool:
        self.left[severity] -= 1
        return self.left[severity] >= 0
