"""A page's result as it travels between processes and lies in the store: plain, small, and safe to read.

JSON and not pickle: a store may come with a folder from a stranger, and reading it must run nothing.
"""

import json
import zlib
from collections import Counter
from collections.abc import Container
from typing import Any, NamedTuple

from bylint.problem import ByteEdit, ByteFix, Excerpt, Finding, Place, RelatedPlace, Severity
from bylint.result import PageResult, StoreError

# No page's findings come near this, in bytes.
MOST = 256 << 20


class Packed(NamedTuple):
    """`findings` and `noted` are b"" where there are none; `causes` are those of the findings, and how many each has;
    `notes` are (rule, keys, evidence), and the findings that verdicts on them make stand in `noted`."""

    path: str
    complete: bool
    findings: bytes
    causes: tuple[tuple[str, int], ...]
    notes: tuple[tuple[str, tuple[int, ...], str | bytes], ...]
    noted: bytes


def pack(result: PageResult) -> Packed:
    return Packed(
        result.path,
        result.complete,
        _pack(result.findings),
        tuple(Counter(finding.cause for finding in result.findings).items()),
        tuple([(note.rule, note.keys, note.evidence) for note in result.notes]),
        _pack(tuple([note.finding for note in result.notes])),
    )


def findings(path: str, packed: bytes, only: Container[int] | None = None) -> tuple[Finding, ...]:
    """The findings of a page at `path`, or `only` those at some places among them. Raises StoreError where the bytes
    are none that were packed."""
    try:
        all_told = json.loads(zlib.decompressobj().decompress(packed, MOST)) if packed else []
        return tuple([_finding(path, told) for at, told in enumerate(all_told) if only is None or at in only])
    except (zlib.error, ValueError, TypeError, LookupError, RecursionError) as error:
        raise StoreError(f"what it says of {path} is damaged: {error}") from error


def _pack(findings: tuple[Finding, ...]) -> bytes:
    if not findings:
        return b""
    # Its path goes with the page.
    told = [(each.rule, each.severity, *each[3:]) for each in findings]
    return zlib.compress(json.dumps(told).encode(), 1)


def _finding(path: str, told: list[Any]) -> Finding:
    rule, severity, message, place, excerpt, fingerprint, content, fix, related, cause = told
    return Finding(
        str(rule),
        Severity(severity),
        path,
        str(message),
        Place(*map(int, place)),
        Excerpt(*excerpt),
        str(fingerprint),
        str(content),
        None if fix is None else ByteFix(tuple([ByteEdit(*edit) for edit in fix[0]]), fix[1]),
        tuple([RelatedPlace(Place(*map(int, place)), str(message)) for place, message in related]),
        str(cause),
    )
