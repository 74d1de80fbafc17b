"""The report that programs read: one JSON document, described by report.schema.json."""

from collections import Counter
from collections.abc import Iterator
from json import dumps
from typing import Any

from bylint.problem import Compared, Finding, Place, RelatedPlace
from bylint.reports.look import Look
from bylint.result import Cause, PageResult, Results
from bylint.version import __version__

TOOL = {"name": "bylint", "version": __version__}


def json(results: Results, look: Look) -> Iterator[str]:
    """The document in parts, a page a line, so that no more than one page is held at a time. ASCII
    only: half a surrogate pair, which a page can spell, passes no other way."""
    counts: Counter[str] = Counter()
    rules: dict[str, str] = {}
    yield f'{{"schema": "bylint-report/1", "tool": {dumps(TOOL)},\n"files": ['
    for result in results:
        page = {"path": result.path, "findings": [stated(finding) for finding in result.findings], **beside(result.compared)}
        yield (",\n" if counts["files"] else "\n") + dumps(page)
        counts += adds(result)
        rules |= {finding.cause: finding.rule for finding in result.findings if finding.cause in results.causes}
    causes = [_cause(cause, rules[cause], told) for cause, told in results.causes.items() if cause in rules]
    yield f'],\n"causes": {dumps(causes)}'
    yield f',\n"summary": {dumps(summary(counts, results))}}}\n'


def adds(result: PageResult) -> Counter[str]:
    """What one page adds to the summary."""
    counts = Counter(f"{finding.severity}s" for finding in result.findings)
    counts.update(finding.fix.safety for finding in result.findings if finding.fix)
    return counts + Counter(files=1, suppressed=len(result.suppressed), baselined=len(result.baselined))


def summary(counts: Counter[str], results: Results) -> dict[str, int]:
    """What `adds` makes of all pages, and what was fixed."""
    told = {key: counts[key] for key in ("files", "errors", "warnings", "infos", "suppressed", "baselined")}
    if results.mended:
        told |= {"fixed": results.mended.findings, "withdrawn": len(results.mended.withdrawn)}
    withdrawn = Counter(finding.fix.safety for finding, _ in results.mended.withdrawn if finding.fix) if results.mended else Counter()
    return told | {"fixable": counts["safe"] - withdrawn["safe"], "unsafelyFixable": counts["unsafe"] - withdrawn["unsafe"]}


def stated(finding: Finding) -> dict[str, Any]:
    """All of a finding but its path."""
    told = {
        "rule": finding.rule,
        "severity": str(finding.severity),
        "message": finding.message,
        **_place(finding.place),
        "fingerprint": finding.fingerprint,
        "cause": finding.cause,
    }
    if finding.fix:
        edits = [{"startByte": edit.start_byte, "endByte": edit.end_byte, "text": edit.text} for edit in finding.fix.edits]
        told["fix"] = {"safety": finding.fix.safety, "edits": edits}
    if finding.difference:
        told["difference"] = [{"kind": piece.kind, "text": piece.text} for piece in finding.difference]
    return told | {"related": [_related(related) for related in finding.related]}


def beside(compared: Compared | None) -> dict[str, Any]:
    """What a page was compared with, nothing where no original is known."""
    if compared is None:
        return {}
    told = {"path": compared.original, "url": compared.url, "headline": compared.headline}
    told |= {"published": compared.published, "modified": compared.modified}
    counts = {"words": compared.words, "ownWords": compared.own, "carried": compared.carried, "oneStory": compared.one_story}
    return {"original": {**told, **counts, "allowed": list(compared.allowed), "demands": [each._asdict() for each in compared.demands]}}


def _related(related: RelatedPlace) -> dict[str, Any]:
    path = {"path": related.path} if related.path else {}
    return {"message": related.message, **path, **_place(related.place)}


def _cause(cause: str, rule: str, told: Cause) -> dict[str, Any]:
    return {"cause": cause, "rule": rule, "pages": told.pages, "findings": told.findings, "examples": list(told.examples)}


def _place(place: Place) -> dict[str, int]:
    return {
        "line": place.line,
        "column": place.column,
        "endLine": place.end_line,
        "endColumn": place.end_column,
        "startByte": place.start_byte,
        "endByte": place.end_byte,
    }
