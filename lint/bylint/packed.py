"""A page's result as it travels between processes and lies in the store: plain, small, and safe to read.

JSON and not pickle: a store may come with a folder from a stranger, and reading it must run nothing.
"""

import json
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any, NamedTuple

from bylint.problem import Asked, ByteEdit, ByteFix, Compared, Excerpt, Finding, Piece, Place, RelatedPlace, Safety, Severity
from bylint.result import PageDirective, PageResult, StoreError

# Asked for each finding of a site, which the class itself is slow to answer.
SEVERITIES = {each.value: each for each in Severity}
# No page's findings come near this, in bytes.
MOST = 256 << 20


class Packed(NamedTuple):
    """`findings` (with the page's directives, its digest and what it was compared with) and `noted` are b"" where there are none;
    `causes` are those of the findings, and how many each has; `notes` are (rule, keys, evidence), and the findings that verdicts on them
    make stand in `noted`."""

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
        _pack(
            _told(result.findings), [(*each[:-1], *_told([each.finding])) for each in result.directives], result.digest, result.compared
        )
        if result.findings or result.directives or result.notes or result.compared
        else b"",
        tuple(Counter(finding.cause for finding in result.findings).items()),
        tuple([(note.rule, note.keys, note.evidence) for note in result.notes]),
        _pack(_told(note.finding for note in result.notes)) if result.notes else b"",
    )


class Opened(NamedTuple):
    """What was packed of a page, besides its notes."""

    findings: tuple[Finding, ...] = ()
    directives: tuple[PageDirective, ...] = ()
    digest: str = ""
    compared: Compared | None = None


def opened(path: str, packed: bytes) -> Opened:
    """The findings of a page at `path`, its directives, its digest and what it was compared with.

    Raises StoreError where the bytes are none that were packed.
    """
    if not packed:
        return Opened()
    with _damaged(path):
        findings, directives, digest, compared = _unpack(packed)
        said = tuple([_directive(path, *told) for told in directives])
        beside = None if compared is None else _compared(*compared)
        return Opened(tuple([_finding(path, told) for told in findings]), said, str(digest), beside)


def singled(path: str, packed: bytes, places: Iterable[int]) -> Iterator[bytes]:
    """What verdicts on a page's notes at these places among them make findings of, each packed alone. Raises StoreError as `opened`."""
    with _damaged(path):
        (told,) = _unpack(packed)
        yield from (_pack(told[place]) for place in places)


def single(path: str, packed: bytes) -> Finding:
    """What was packed alone. Raises StoreError as `opened` does."""
    with _damaged(path):
        (told,) = _unpack(packed)
        return _finding(path, told)


def _compared(*told: Any) -> Compared:
    plain = Compared(*told)
    demands = tuple([Asked(*each) for each in plain.demands])
    return plain._replace(allowed=tuple(plain.allowed), rules=tuple(plain.rules), demands=demands)


@contextmanager
def _damaged(path: str) -> Iterator[None]:
    try:
        yield
    except (zlib.error, ValueError, TypeError, LookupError, RecursionError) as error:
        raise StoreError(f"what it says of {path} is damaged: {error}") from error


def _unpack(packed: bytes) -> list[Any]:
    unpacked: list[Any] = json.loads(zlib.decompressobj().decompress(packed, MOST).decode())
    return unpacked


def _pack(*told: Any) -> bytes:
    return zlib.compress(json.dumps(told).encode(), 1)


def _told(findings: Iterable[Finding]) -> list[Any]:
    """Findings as they are packed: their path goes with the page."""
    return [(each.rule, each.severity, *each[3:-2], *(day and day.isoformat() for day in each[-2:])) for each in findings]


def _directive(path: str, rule: str, reason: str, whole: bool, fault: str, start: int, end: int, told: list[Any]) -> PageDirective:
    return PageDirective(str(rule), str(reason), bool(whole), str(fault), int(start), int(end), _finding(path, told))


def _fix(edits: list[Any], safety: Safety, leaves: list[str]) -> ByteFix:
    return ByteFix(tuple([ByteEdit(start, end, text, Place(*place)) for start, end, text, place in edits]), safety, tuple(leaves))


def _finding(path: str, told: list[Any]) -> Finding:
    rule, severity, message, place, excerpt, fingerprint, content, fix, related, cause, difference, most, since, until = told
    return Finding(
        str(rule),
        SEVERITIES[severity],
        path,
        str(message),
        Place(*map(int, place)),
        Excerpt(*excerpt),
        str(fingerprint),
        str(content),
        None if fix is None else _fix(*fix),
        tuple([RelatedPlace(Place(*map(int, place)), str(message), str(path)) for place, message, path in related]),
        str(cause),
        tuple([Piece(kind, str(text)) for kind, text in difference]),
        SEVERITIES[most],
        since and date.fromisoformat(since),
        until and date.fromisoformat(until),
    )
