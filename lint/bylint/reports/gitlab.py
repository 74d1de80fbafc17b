"""The report that GitLab shows in merge requests, as told in https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format"""

from collections.abc import Iterator
from json import dumps

from bylint.problem import Severity
from bylint.reports.look import Look
from bylint.result import Results
from bylint.safe import flat, whole

# Of info, minor, major, critical and blocker; the last two are for software that breaks.
SEVERITIES = {Severity.INFO: "info", Severity.WARNING: "minor", Severity.ERROR: "major"}


def gitlab(results: Results, look: Look) -> Iterator[str]:
    """One array with an object for each finding, a page at a time. Paths are those of the repository where bylint runs at its top."""
    first = True
    yield "["
    for result in results:
        for finding in result.findings:
            lines = {"begin": finding.place.line, "end": finding.place.end_line}
            told = {
                "description": flat(finding.message),
                "check_name": finding.rule,
                "fingerprint": finding.fingerprint,
                "severity": SEVERITIES[finding.severity],
                # GitLab finds no file under a path that begins with “./”.
                "location": {"path": whole(finding.path).removeprefix("./"), "lines": lines},
            }
            yield ("\n" if first else ",\n") + dumps(told)
            first = False
    yield "]\n"
