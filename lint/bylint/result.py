"""What is known of one page once it is checked."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from bylint.problem import Finding


class StoreError(Exception):
    """What is known of pages cannot be read or kept. The message says why."""


class Suppressed(NamedTuple):
    """A finding that an exception silences, by what (a comment or an attribute on the page, or an entry of an ignore
    file: `FILE:LINE`) and for what reason, "" where none is given."""

    finding: Finding
    by: str
    reason: str


class PageNote(NamedTuple):
    """A rule's note of a page, picklable: `keys` are 64-bit numbers, `finding` is what a verdict on it
    makes a finding of, without a message yet."""

    rule: str
    keys: tuple[int, ...]
    evidence: str | bytes
    finding: Finding


class PageDirective(NamedTuple):
    """What a page says is not to be told of it (see `bylint.directives`), picklable: findings of `rule` that begin from `start_byte`
    to `end_byte`, and those of the page as a whole if `whole`. `finding` is what a fault of it, or its being
    without effect, makes a finding of, without a message yet."""

    rule: str
    reason: str
    whole: bool
    fault: str
    start_byte: int
    end_byte: int
    finding: Finding


class PageResult(NamedTuple):
    """A page's findings, in the order of their places. `complete` is false where something could
    not be checked: the file could not be read, is no page or too much of one, or a rule crashed. `notes` are for
    rules that need other pages. What exceptions silence and what the baseline has is no longer among the findings. `digest` is of the bytes
    that were read, "" where nothing was found in them. An ignore file or a baseline of which something is to be said is no `page`.
    Picklable."""

    path: str
    findings: tuple[Finding, ...]
    complete: bool = True
    suppressed: tuple[Suppressed, ...] = ()
    baselined: tuple[Finding, ...] = ()
    notes: tuple[PageNote, ...] = ()
    directives: tuple[PageDirective, ...] = ()
    digest: str = ""
    page: bool = True


class Cause(NamedTuple):
    """One fault that several pages have: how many, how many findings are of it, and the first few of the pages."""

    pages: int
    findings: int
    examples: tuple[str, ...]


class Mendings(NamedTuple):
    """What was fixed in a run: how many findings on how many pages; and of which findings the fix was withdrawn, with the reason."""

    findings: int = 0
    pages: int = 0
    withdrawn: tuple[tuple[Finding, str], ...] = ()


@dataclass(frozen=True)
class Results:
    """The results of a run in the order of its pages, to be gone through as often as there are reports.

    `causes` are those of findings on more than one page, by the `cause` of a finding. A run that was
    `interrupted` has the pages that were done, and none of them was compared with others. `mended` is None
    where nothing was to be fixed.
    """

    pages: Iterable[PageResult]
    causes: Mapping[str, Cause] = field(default_factory=dict)
    interrupted: bool = False
    mended: Mendings | None = None

    def __iter__(self) -> Iterator[PageResult]:
        return iter(self.pages)
