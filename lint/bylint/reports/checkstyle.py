"""The report in the form of Checkstyle, which many CI servers read: https://checkstyle.org/apidocs/com/puppycrawl/tools/checkstyle/XMLLogger.html"""

from collections.abc import Iterator

from bylint.problem import Finding
from bylint.reports.look import Look
from bylint.reports.xml import attribute
from bylint.result import Results
from bylint.safe import flat


def checkstyle(results: Results, look: Look) -> Iterator[str]:
    """A `file` for each page with findings, a page at a time."""
    yield '<?xml version="1.0" encoding="utf-8"?>\n<checkstyle version="4.3">\n'
    for result in results:
        if result.findings:
            errors = "".join(map(_error, result.findings))
            yield f"<file name={attribute(result.path)}>\n{errors}</file>\n"
    yield "</checkstyle>\n"


def _error(finding: Finding) -> str:
    place = finding.place
    # Readers take what stands before the last dot for the rule's group.
    source = "bylint." + finding.rule.replace("/", ".")
    at = f'line="{place.line}" column="{place.column}" severity="{finding.severity}"'
    return f"<error {at} message={attribute(flat(finding.message))} source={attribute(source)}/>\n"
