"""The report that reviewdog reads: https://github.com/reviewdog/reviewdog/blob/master/proto/rdf/reviewdog.proto

Its columns are bytes of UTF-8, from 1, and its ends exclusive. Messages become comments, in Markdown.
"""

from collections.abc import Iterator
from json import dumps
from typing import Any

from bylint.problem import ByteFix, Finding, Place, Severity
from bylint.reports.inert import inert
from bylint.reports.look import Look
from bylint.result import Results
from bylint.safe import whole

SEVERITIES = {Severity.INFO: "INFO", Severity.WARNING: "WARNING", Severity.ERROR: "ERROR"}


def rdjson(results: Results, look: Look) -> Iterator[str]:
    """One document, a finding a line."""
    first = True
    yield '{"source": {"name": "bylint"}, "diagnostics": ['
    for result in results:
        for finding in result.findings:
            yield ("\n" if first else ",\n") + dumps(_diagnostic(finding))
            first = False
    yield "]}\n"


def _diagnostic(finding: Finding) -> dict[str, Any]:
    told = {
        "message": inert(finding.message),
        "location": {"path": whole(finding.path), "range": _range(finding.place)},
        "severity": SEVERITIES[finding.severity],
        "code": {"value": finding.rule},
    }
    return told | ({"suggestions": suggestions} if (suggestions := _suggestions(finding.fix)) else {})


def _suggestions(fix: ByteFix | None) -> list[dict[str, Any]]:
    """A fix of one edit. Each suggestion is offered by itself, and half of a fix of several would do harm."""
    if fix is None or len(fix.edits) != 1:
        return []
    (edit,) = fix.edits
    if edit.place is None or whole(edit.text) != edit.text:
        return []
    return [{"range": _range(edit.place), "text": edit.text}]


def _range(place: Place) -> dict[str, dict[str, int]]:
    return {
        "start": {"line": place.line, "column": place.column_8},
        "end": {"line": place.end_line, "column": place.end_column_8},
    }
