"""Applying fixes to a page: edits of its bytes, each round of them proved before it counts.

After each round the page is read and checked anew. What stands outside the edits must be there as
it was, byte for byte and in the tree, and no rule may find what it did not find before. A fix that
breaks this is withdrawn, and the others are applied without it.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from bylint.check import Plan, check
from bylint.edits import Change, EditError, edited, in_text, moved
from bylint.fix import emptied
from bylint.page import Page
from bylint.problem import ByteEdit, Finding, Safety, quote
from bylint.result import PageResult
from bylint.rule import Rule
from bylint.source import Source

# No page was seen to need more than three.
ROUNDS = 10
# So many fixes of one rule are tried alone and withdrawn before its others are not tried any more: each trial is a whole check.
HOPELESS = 8


class Withdrawn(NamedTuple):
    """A finding whose fix was not applied, and why: the rest of a sentence that begins with “it would”."""

    finding: Finding
    reason: str


class Fixed(NamedTuple):
    """A page as it is now, the findings that were mended, and those whose fixes were withdrawn."""

    data: bytes
    applied: tuple[Finding, ...] = ()
    withdrawn: tuple[Withdrawn, ...] = ()


class Fixer(NamedTuple):
    """What applies to a page, what of its findings is not told and so not mended either, and which fixes are wanted."""

    plan: Plan
    rules: Mapping[str, Rule]
    quiet: Callable[[PageResult], PageResult] = lambda result: result
    wanted: tuple[Safety, ...] = ("safe",)

    def fix(self, data: bytes, result: PageResult) -> Fixed:
        """Apply the fixes of a page's findings, then of those that are found on what comes out, until there are no more."""
        checked = check(result.path, data, self.plan, self.rules)
        state = _State(Page(Source.read(result.path, data), self.plan.settings), checked)
        # What is known of a page may lie in a store that came from somewhere: its edits are not to be trusted.
        own = {each.fingerprint: each for each in (*checked.findings, *(note.finding for note in checked.notes))}
        findings = tuple([own[each.fingerprint] for each in result.findings if each.fingerprint in own])
        applied: list[Finding] = []
        withdrawn: dict[str, Withdrawn] = {}
        for _ in range(ROUNDS):
            offered = [each for each in findings if each.fix and each.fix.safety in self.wanted and each.fingerprint not in withdrawn]
            if not (chosen := _apart(offered)):
                break
            reached = self._reached(state, _Reached((), state), chosen, withdrawn)
            if reached.mended:
                state, findings = reached.state, self.quiet(reached.state.result).findings
                applied += reached.mended
                withdrawn.clear()  # on another page they may do
        return Fixed(state.page.source.data, tuple(applied), tuple(withdrawn.values()))

    def _reached(self, start: "_State", known: "_Reached", more: Sequence[Finding], withdrawn: dict[str, Withdrawn]) -> "_Reached":
        """How far one comes from a page with the findings that are `known` to be mended and `more`: with all, or as many of each half."""
        refused = Counter(each.finding.rule for each in withdrawn.values())
        for finding in more:
            if refused[finding.rule] >= HOPELESS:
                withdrawn.setdefault(finding.fingerprint, Withdrawn(finding, "likely do what others of this rule would"))
        if not (more := [finding for finding in more if finding.fingerprint not in withdrawn]):
            return known
        after = self._with(start, [*known.mended, *more])
        if isinstance(after, _State):
            return _Reached((*known.mended, *more), after)
        if len(more) == 1:
            withdrawn[more[0].fingerprint] = Withdrawn(more[0], after)
            return known
        half = len(more) // 2
        return self._reached(start, self._reached(start, known, more[:half], withdrawn), more[half:], withdrawn)

    def _with(self, state: "_State", chosen: Sequence[Finding]) -> "_State | str":
        """The page with the fixes of some findings, or why it cannot be had."""
        page = state.page
        edits = sorted({in_text(page.source, edit) for finding in chosen if finding.fix for edit in finding.fix.edits})
        try:
            after, changes = edited(page, emptied(page, edits))
        except EditError as error:
            return str(error)
        result = self._check(page.source.path, after.source.data)
        if left := _left(state.result.findings, result.findings, chosen):
            return f"leave what {left.rule} finds"
        leaves = {rule for finding in chosen if finding.fix for rule in finding.fix.leaves}
        if fresh := _fresh(state.result.findings, (each for each in result.findings if each.rule not in leaves), changes):
            return f"bring what {fresh.rule} says: {quote(fresh.message, 120)}"
        return _State(after, result)

    def _check(self, path: str, data: bytes) -> PageResult:
        return check(path, data, self.plan, self.rules, alone=True)


class _State(NamedTuple):
    """A page on its way, and what rules find that look at one page."""

    page: Page
    result: PageResult


class _Reached(NamedTuple):
    """Findings that can be mended together, and the page then."""

    mended: tuple[Finding, ...]
    state: _State


def _apart(findings: Iterable[Finding]) -> list[Finding]:
    """The findings whose edits do not meet those of one before, in the order of their first edits. Equal edits do not meet."""
    taken: set[ByteEdit] = set()
    chosen = []
    for finding in sorted(findings, key=lambda each: (each.fix.edits if each.fix else (), each.rule)):
        edits = set(finding.fix.edits if finding.fix else ())
        if edits and not any(_meet(one, other) for one in edits for other in (taken | edits) - {one}):
            taken |= edits
            chosen.append(finding)
    return chosen


def _meet(one: ByteEdit, other: ByteEdit) -> bool:
    """Whether two edits change the same bytes, or write at the same place."""
    first, second = sorted((one, other))
    return second.start_byte < first.end_byte or second.start_byte == first.start_byte


def _left(before: Iterable[Finding], after: Iterable[Finding], mended: Iterable[Finding]) -> Finding | None:
    """A finding that was to be mended and is found all the same: there are not fewer of its kind."""
    had = Counter((each.rule, each.content) for each in before)
    wanted = Counter((each.rule, each.content) for each in mended)
    has = Counter((each.rule, each.content) for each in after)
    # What rules find that compare pages is in neither.
    return next((each for each in mended if (key := (each.rule, each.content)) in had and has[key] > had[key] - wanted[key]), None)


def _fresh(before: Iterable[Finding], after: Iterable[Finding], changes: Sequence[Change]) -> Finding | None:
    """A finding that was not there before: none of its rule stood where it stands."""
    known = [(each.rule, moved(each.place.start_byte, changes), moved(each.place.end_byte, changes), each.content) for each in before]
    for finding in after:
        start, end = finding.place.start_byte, finding.place.end_byte
        whole = start == end == 0
        if not any(
            rule == finding.rule and (content == finding.content if whole else first <= end and start <= last)
            for rule, first, last, content in known
        ):
            return finding
    return None
