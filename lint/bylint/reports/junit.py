"""The report that CI servers show among their tests: JUnit's XML, in the form that Jenkins' schema describes:
https://github.com/jenkinsci/xunit-plugin/blob/master/src/main/resources/org/jenkinsci/plugins/xunit/types/model/xsd/junit-10.xsd

A page is a test case, a clean one too, so that a dashboard tells pages that were mended from pages that are gone. It fails
by an error; one that could not be checked wholly has an error in JUnit's own sense. Warnings and infos make no test fail, as they fail no
run by themselves: they stand in the output of their page. All that is said of a page is one failure, as most readers show no second.
"""

from collections import Counter
from collections.abc import Iterator

from bylint.problem import Finding, Severity
from bylint.reports.look import Look
from bylint.reports.xml import attribute, content
from bylint.result import PageResult, Results
from bylint.safe import flat
from bylint.version import __version__


def junit(results: Results, look: Look) -> Iterator[str]:
    """One test suite, a page at a time after a first pass that counts them."""
    counts: Counter[str] = Counter()
    for result in results:
        counts += Counter([_outcome(result)])
        counts += Counter(suppressed=len(result.suppressed), baselined=len(result.baselined))
    totals = f'tests="{sum(counts[outcome] for outcome in ("passed", "failure", "error"))}"'
    totals += f' failures="{counts["failure"]}" errors="{counts["error"]}" skipped="0" time="0"'
    yield '<?xml version="1.0" encoding="utf-8"?>\n<testsuites name="bylint">\n'
    yield f'<testsuite name="bylint" {totals}>\n<properties>\n'
    properties = {"version": __version__, "suppressed": counts["suppressed"], "baselined": counts["baselined"]}
    yield from (f'<property name="bylint.{name}" value="{value}"/>\n' for name, value in properties.items())
    yield "</properties>\n"
    yield from map(_case, results)
    yield "</testsuite>\n</testsuites>\n"


def _outcome(result: PageResult) -> str:
    if not result.complete:
        return "error"
    return "failure" if any(finding.severity == Severity.ERROR for finding in result.findings) else "passed"


def _case(result: PageResult) -> str:
    case = f'<testcase classname="bylint" name={attribute(result.path)} time="0"'
    if not result.findings:
        return f"{case}/>\n" if result.complete else f'{case}><error type="page/incomplete"/></testcase>\n'
    told = "".join(map(_line, result.findings))
    outcome = _outcome(result)
    if outcome == "passed":
        return f"{case}><system-out>{content(told)}</system-out></testcase>\n"
    worst = max(result.findings, key=lambda finding: (finding.rule.startswith("page/"), finding.severity))
    first = f"type={attribute(worst.rule)} message={attribute(flat(worst.message))}"
    return f"{case}><{outcome} {first}>{content(told)}</{outcome}></testcase>\n"


def _line(finding: Finding) -> str:
    return f"{finding.place.line}:{finding.place.column}: {finding.severity} {finding.rule} {flat(finding.message)}\n"
