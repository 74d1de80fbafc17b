"""How often each rule found something."""

from collections.abc import Iterable
from typing import NamedTuple

from bylint.problem import Severity
from bylint.result import PageResult


class Tally(NamedTuple):
    """The findings of a rule: how many, on how many pages, and the worst severity that a config gave one of them."""

    rule: str
    severity: Severity
    findings: int
    pages: int


def tally(results: Iterable[PageResult]) -> list[Tally]:
    """One for each rule with findings, the most findings first."""
    rules: dict[str, Tally] = {}
    for result in results:
        on_page: dict[str, Tally] = {}
        for rule, severity, *_ in result.findings:
            known = on_page.get(rule, Tally(rule, severity, 0, 1))
            on_page[rule] = known._replace(severity=max(severity, known.severity), findings=known.findings + 1)
        for rule, (_, severity, findings, _) in on_page.items():
            known = rules.get(rule, Tally(rule, severity, 0, 0))
            rules[rule] = Tally(rule, max(severity, known.severity), known.findings + findings, known.pages + 1)
    return sorted(rules.values(), key=lambda one: (-one.findings, -one.severity, one.rule))
