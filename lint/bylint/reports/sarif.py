"""The report of static analysis: SARIF 2.1.0, https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html (§ below), within what
GitHub takes of it: https://docs.github.com/code-security/reference/code-scanning/sarif-files/sarif-support

Suppressed findings and those in the baseline are in it only where every one is wanted: GitHub opens alerts for them all the same.
"""

import re
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator
from json import dumps
from typing import Any
from urllib.parse import quote

from bylint.problem import ByteFix, Finding, Place, Severity
from bylint.reports.about import about
from bylint.reports.json import adds
from bylint.reports.look import Look
from bylint.result import Results, Suppressed
from bylint.safe import flat, whole
from bylint.version import __version__

LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
# A run with more results, or a file of more than 10 MB once it is zipped, is refused by GitHub.
RESULTS, ZIPPED = 25_000, 9_000_000
# Of a result it shows so many related places; of a description so many characters.
RELATED, DESCRIPTION = 100, 1024
FIXES = {"safe": "Needs no fact and no judgement.", "unsafe": "Look at it before you take it: it needs a fact or a judgement."}
CODE_OR_TAG = re.compile(r"(`[^`]*`)|<")
# What is no name of a file: bytes of one that are no UTF-8 come as U+DC80 to U+DCFF.
NO_BYTE = re.compile("[\ud800-\udc7f\udd00-\udfff]")


def sarif(results: Results, look: Look) -> Iterator[str]:
    """One run, its gravest results first, so that those are left out that matter least. The tool's rules stand behind the results,
    as they are those that occur."""
    counts: Counter[str] = Counter()
    for result in results:
        counts += adds(result)
        counts += Counter(incomplete=not result.complete)
    rules: dict[str, int] = {}
    written, left_out, zipped, size = 0, 0, zlib.compressobj(1), 0
    yield '{"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0", "runs": [{\n"results": ['
    for finding, state in _gravest_first(results, counts, every=look.every):
        if written == RESULTS or size > ZIPPED:
            left_out += 1
            continue
        part = (",\n" if written else "\n") + dumps(_result(finding, rules.setdefault(finding.rule, len(rules)), state))
        size += len(zipped.compress(part.encode()))
        written += 1
        yield part
    driver = {"name": "bylint", "version": __version__, "rules": [_rule(rule, look) for rule in rules]}
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",  # §3.14.17
        "originalUriBaseIds": {"%SRCROOT%": {"description": {"text": "The folder that bylint ran in."}}},  # §3.14.14
        "invocations": [_invocation(results, counts["incomplete"], left_out)],
        "properties": {"leftOut": left_out, "suppressed": counts["suppressed"], "baselined": counts["baselined"]},
    }
    yield "],\n" + dumps(run)[1:] + "]}\n"


def _gravest_first(results: Results, counts: Counter[str], *, every: bool) -> Iterator[tuple[Finding, dict[str, Any]]]:
    """Each finding, with what is said of its state. Where one has a `baselineState` (§3.27.24), all have."""
    compared = every and counts["baselined"] > 0
    new, known = ({"baselineState": state} if compared else {} for state in ("new", "unchanged"))
    for severity in LEVELS:
        if counts[f"{severity}s"]:
            for result in results:
                yield from ((finding, new) for finding in result.findings if finding.severity == severity)
    if every:
        for result in results:
            yield from ((silenced.finding, new | {"suppressions": [_suppression(silenced)]}) for silenced in result.suppressed)
            yield from ((finding, known) for finding in result.baselined)


def _result(finding: Finding, rule: int, state: dict[str, Any]) -> dict[str, Any]:
    """§3.27. The key of the fingerprint is our own: GitHub computes one besides, and warns where a file has it but differs."""
    told = {
        "ruleId": finding.rule,
        "ruleIndex": rule,
        "level": LEVELS[finding.severity],
        "message": {"text": _message(finding.message)},
        "locations": [_location(finding.path, _region(finding.place) | _snippet(finding))],
        "partialFingerprints": {"bylint/v1": finding.fingerprint},
        **state,
    }
    if finding.related:
        told["relatedLocations"] = [
            {"id": number, **_location(path or finding.path, _region(place)), "message": {"text": _message(message)}}
            for number, (place, message, path) in enumerate(finding.related[:RELATED])
        ]
    if finding.fix and (fix := _fix(finding.path, finding.fix)):
        told["fixes"] = [fix]
    return told


def _message(text: str) -> str:
    """§3.11.6: a message of plain text has links, but no text of a page may make one."""
    return flat(text).replace("](", "]\u200b(")


def _location(path: str, region: dict[str, Any]) -> dict[str, Any]:
    return {"physicalLocation": {"artifactLocation": _artifact(path), "region": region}}


def _artifact(path: str) -> dict[str, str]:
    """§3.4. A path is relative to where bylint ran, and is no address before its bytes are percent-encoded."""
    name = NO_BYTE.sub("\ufffd", path).encode("utf-8", "surrogateescape")
    if name.startswith(b"/"):
        return {"uri": "file://" + quote(name)}
    return {"uri": quote(name.removeprefix(b"./")), "uriBaseId": "%SRCROOT%"}


def _region(place: Place) -> dict[str, Any]:
    """§3.30: columns from 1, ends exclusive, and the same in bytes."""
    return {
        "startLine": place.line,
        "startColumn": place.column,
        "endLine": place.end_line,
        "endColumn": place.end_column,
        "byteOffset": place.start_byte,
        "byteLength": place.end_byte - place.start_byte,
    }


def _snippet(finding: Finding) -> dict[str, Any]:
    """§3.30.13: the text of the region, where the excerpt has all of it."""
    place, excerpt = finding.place, finding.excerpt
    if place.line != place.end_line or not 0 < place.end_column - place.column == excerpt.end - excerpt.start:
        return {}
    return {"snippet": {"text": whole(excerpt.text[excerpt.start : excerpt.end])}}


def _fix(path: str, fix: ByteFix) -> dict[str, Any] | None:
    """§3.55. Regions of lines and columns, which editors take, and of bytes. None where the text cannot be written in a document."""
    if any(edit.place is None or whole(edit.text) != edit.text for edit in fix.edits):
        return None
    replacements = [{"deletedRegion": _region(edit.place), "insertedContent": {"text": edit.text}} for edit in fix.edits if edit.place]
    change = {"artifactLocation": _artifact(path), "replacements": replacements}
    return {"description": {"text": FIXES[fix.safety]}, "artifactChanges": [change], "properties": {"safety": fix.safety}}


def _suppression(silenced: Suppressed) -> dict[str, str]:
    """§3.35: on the page itself, or in a file of exceptions."""
    told = {"kind": "inSource" if silenced.by == "page" else "external"}
    return told | ({"justification": flat(silenced.reason)} if silenced.reason else {})


def _rule(rule: str, look: Look) -> dict[str, Any]:
    """§3.49, with the manual as help."""
    told: dict[str, Any] = {"id": rule, "properties": {"tags": [rule.partition("/")[0]]}}
    doc, severity = about(rule, look)
    if severity is None:
        return told
    summary, _, more = doc.partition("\n")
    markdown = CODE_OR_TAG.sub(lambda found: found[1] or "&lt;", doc)
    return told | {
        "shortDescription": {"text": _cut(summary)},
        "fullDescription": {"text": _cut(" ".join(more.split()) or summary)},
        "help": {"text": doc, "markdown": markdown},
        "defaultConfiguration": {"level": LEVELS[severity]},
    }


def _cut(text: str) -> str:
    return text if len(text) <= DESCRIPTION else text[: DESCRIPTION - 1] + "…"


def _invocation(results: Results, incomplete: int, left_out: int) -> dict[str, Any]:
    """§3.20: whether all was checked, and what is missing from the results."""
    said: Iterable[tuple[str, str] | None] = (
        ("error", "The run was interrupted: pages are missing, and none was compared with others.") if results.interrupted else None,
        ("error", f"Pages that could not be checked wholly: {incomplete:,}. Their results say why.") if incomplete else None,
        ("warning", f"Results left out, the least grave, as GitHub takes no more: {left_out:,}.") if left_out else None,
    )
    notifications = [{"level": told[0], "message": {"text": told[1]}} for told in said if told]
    return {"executionSuccessful": not (results.interrupted or incomplete), "toolExecutionNotifications": notifications}
