"""Findings as the protocol tells them, and what is wrong with configs at its place."""

import re
from collections.abc import Iterable
from pathlib import Path

from lsprotocol.types import Diagnostic, DiagnosticRelatedInformation, DiagnosticSeverity, Location, Position, Range
from pygls.uris import from_fs_path

from bylint.lsp.sheet import Outcome
from bylint.problem import RelatedPlace, Severity
from bylint.safe import whole

SOURCE = "bylint"
SEVERITIES = {
    Severity.INFO: DiagnosticSeverity.Information,
    Severity.WARNING: DiagnosticSeverity.Warning,
    Severity.ERROR: DiagnosticSeverity.Error,
}
FAULT = re.compile(r"(?P<file>.+?\.(?:toml|jsonl))(?::(?P<line>\d+))?(?::\d+)?: (?P<message>.*)")


def diagnostics(outcome: Outcome, uri: str) -> list[Diagnostic]:
    """The diagnostics of a page."""
    if outcome.trouble:
        first = Range(Position(0, 0), Position(0, 0))
        message = f"Nothing was checked here, as what applies cannot be read: {outcome.trouble}"
        return [Diagnostic(first, whole(message), DiagnosticSeverity.Error, source=SOURCE)]
    return [
        Diagnostic(
            outcome.lines.range(*outcome.span(finding.place)),
            whole(finding.message),
            SEVERITIES[finding.severity],
            finding.rule,
            source=SOURCE,
            related_information=[
                DiagnosticRelatedInformation(where, whole(related.message))
                for related in finding.related
                if (where := _location(related, outcome, uri))
            ]
            or None,
        )
        for finding in outcome.findings
    ]


def _location(related: RelatedPlace, outcome: Outcome, uri: str) -> Location | None:
    """In another file the whole lines: the columns of editors count units of UTF-16, and that file is not open here."""
    if not related.path:
        return Location(uri, outcome.lines.range(*outcome.span(related.place)))
    there = from_fs_path(str(Path(related.path).absolute()))
    return Location(there, Range(Position(related.place.line - 1, 0), Position(related.place.end_line, 0))) if there else None


def faults(messages: Iterable[str]) -> dict[str, list[Diagnostic]]:
    """The diagnostics of configs, ignore files and baselines, by the file's URI. What names no file that is there is left out."""
    found: dict[str, list[Diagnostic]] = {}
    for line in dict.fromkeys(line for message in messages for line in message.splitlines()):
        if (match := FAULT.fullmatch(line)) and (file := Path(match["file"]).absolute()).is_file() and (uri := from_fs_path(str(file))):
            at = int(match["line"] or 1) - 1
            where = Range(Position(at, 0), Position(at + 1, 0))
            found.setdefault(uri, []).append(Diagnostic(where, match["message"], DiagnosticSeverity.Error, source=SOURCE))
    return found
