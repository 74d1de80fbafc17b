"""The answer to a check: the verdict, the report, and what each finding is tied to."""

import json
from collections.abc import Iterable
from typing import Any, Literal, NamedTuple, TypeAlias

from bylint.check import failure
from bylint.problem import Severity
from bylint.reports.json import json as report
from bylint.reports.look import Look
from bylint.result import PageResult, Results
from bylint.run import exit_code
from bylint.serve.sheet import Sheet

Verdict: TypeAlias = Literal["publish", "warn", "block"]
VERDICTS = ("publish", "warn", "block")


class Gate(NamedTuple):
    """From which severity on a finding blocks, and from which it warns; None for never."""

    block: Severity | None = Severity.ERROR
    warn: Severity | None = Severity.WARNING

    def verdict(self, result: PageResult) -> Verdict:
        """A page that was not checked wholly is never one to publish: it blocks, or warns where nothing is to block."""
        if code := exit_code(result, self.block):
            return "warn" if code == 2 and self.block is None else "block"
        return "warn" if exit_code(result, self.warn) else "publish"


def answer(result: PageResult, sheet: Sheet, gate: Gate) -> bytes:
    """The JSON for a result on a sheet. ASCII only, as the report is."""
    result, fields = sheet.back(result)
    text = sheet.data[sheet.start :]
    counts = characters(text, (byte for found in result.findings for byte in found.place[:2]))
    places: list[dict[str, Any]] = []
    for finding, field in zip(result.findings, fields, strict=True):
        start, end = finding.place.start_byte, finding.place.end_byte
        block = {"startByte": start, "endByte": end, "startCharacter": counts[start], "endCharacter": counts[end]}
        places.append({"fingerprint": finding.fingerprint, "field": field, "block": None if field else block})
    told = "".join(report(Results([result]), Look()))
    return f'{{"verdict": "{gate.verdict(result)}", "report": {told.strip()}, "places": {json.dumps(places)}}}\n'.encode("ascii")


def unchecked(path: str, reason: str, gate: Gate) -> bytes:
    """The answer where the process that checked a page was lost over it, and why."""
    message = f"The page could not be checked: {reason}. Look at what is unlike other pages in it, or leave it out."
    return answer(failure(path, "page/check-failed", message, complete=False), Sheet(b""), gate)


def characters(data: bytes, offsets: Iterable[int]) -> dict[int, int]:
    """How many code points of UTF-8 stand before each offset."""
    counts, before, count = {}, 0, 0
    for offset in sorted(set(offsets)):
        count += len(data[before:offset].decode("utf-8", "replace"))
        counts[offset], before = count, offset
    return counts
