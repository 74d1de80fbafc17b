"""Check one page: run the rules of a plan, make findings of their problems."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import islice
from operator import index
from typing import Any, NamedTuple

from bylint.markup import Element
from bylint.notices import NOTICES, notices, unreadable
from bylint.page import Page
from bylint.problem import ByteEdit, ByteFix, Excerpt, Finding, Fix, Place, Problem, RelatedPlace, Severity, quote
from bylint.result import PageResult
from bylint.rule import Rule
from bylint.settings import Settings
from bylint.source import Point, Source
from bylint.span import Span

# How much of a long source line an excerpt keeps on either side of what it marks, and of the marked text.
CONTEXT, MARKED = 60, 160
# How many elements above its own a fingerprint knows.
STEPS = 40
NEWLINE = re.compile(r"[\r\n]")


class RuleSetting(NamedTuple):
    """A rule that is on: how severe its findings are, and its options."""

    rule: str
    severity: Severity
    options: Any = None


class Plan(NamedTuple):
    """All that decides what a page's check finds. Frozen and picklable."""

    rules: tuple[RuleSetting, ...]
    settings: Settings = Settings()


def check(path: str, data: bytes, plan: Plan, rules: Mapping[str, Rule]) -> PageResult:
    """The findings of one page, given as the bytes it has on disk."""
    if len(data) > plan.settings.page_bytes:
        return too_large(path, len(data), plan.settings.page_bytes)
    page = Page(Source.read(path, data), plan.settings)
    if notice := unreadable(page):
        return failure(path, notice, NOTICES[notice][1], complete=notice == "page/empty")
    said = [_Said(rule, NOTICES[rule][0], problem) for rule, problem in notices(page)]
    complete = page.markup.cut is None
    for setting in plan.rules:
        try:
            # A rule's problems are taken as a whole: half of them would look like all of them.
            problems = list(rules[setting.rule].run(page, setting.options))
            said += [_Said(setting.rule, setting.severity, _sound(problem, len(page.source.text))) for problem in problems]
        except (Exception, SystemExit) as error:  # whatever a rule does wrong, the other rules go on
            complete = False
            said.append(_Said("page/rule-crashed", Severity.ERROR, _crash(setting.rule, error)))
    stamp = _Stamp(page, said)
    return PageResult(path, _in_order(map(stamp.finding, said)), complete)


def failure(path: str, notice: str, message: str, *, complete: bool = True) -> PageResult:
    """The result for a file in which nothing could be checked."""
    fingerprint = _digest(notice, path)
    place = Place(0, 0, 1, 1, 1, 1)
    finding = Finding(notice, NOTICES[notice][0], path, message, place, Excerpt(1, "", 0, 0), fingerprint)
    return PageResult(path, (finding,), complete)


def too_large(path: str, size: int, most: int) -> PageResult:
    """The result for a file above the size limit."""
    return failure(
        path,
        "page/too-large",
        f"The file has {size:,} bytes, more than the {most:,} that are read, so nothing in it was checked. "
        "If it is a page, raise page-bytes under [limits].",
        complete=False,
    )


def _crash(rule: str, error: BaseException) -> Problem:
    reason = quote(f"{type(error).__name__}: {error}", 200)
    message = f"The rule {rule} failed with {reason}, so the page was not checked by it. Report this to the rule's authors."
    return Problem(Span(0, 0), message)


class _Said(NamedTuple):
    rule: str
    severity: Severity
    problem: Problem


def _sound(problem: Problem, length: int) -> Problem:
    """A rule's problem, if a finding can be made of it on a page of that length."""
    if not isinstance(problem, Problem):
        raise TypeError(f"it yields {type(problem).__name__} instead of Problem")
    if not isinstance(problem.fix, Fix | None):
        raise TypeError(f"it yields a problem with {type(problem.fix).__name__} in place of a fix")
    edits = problem.fix.edits if problem.fix else ()
    for words in (problem.message, *(edit.text for edit in edits), *(related.message for related in problem.related)):
        if not isinstance(words, str):  # a report would fail on it, and with it all pages
            raise TypeError(f"it yields a problem with {type(words).__name__} in place of text")
    for start, end in _spans(problem):
        if not 0 <= index(start) <= index(end) <= length:
            raise ValueError(f"it yields a problem from character {start} to {end}, outside the page")
    return problem


def _spans(problem: Problem) -> list[Span]:
    """All places that a problem names."""
    edits = problem.fix.edits if problem.fix else ()
    return [problem.span, *[edit.span for edit in edits], *[related.span for related in problem.related]]


class _Stamp:
    """Makes findings of what was said of one page."""

    def __init__(self, page: Page, said: Iterable[_Said]) -> None:
        self.page = page
        self.points = page.source.points(offset for one in said for span in _spans(one.problem) for offset in span)
        self.alike: Counter[tuple[str, ...]] = Counter()

    def finding(self, said: _Said) -> Finding:
        source, problem = self.page.source, said.problem
        span = Span(*problem.span)
        text = " ".join(source.text[span.start : span.end].split())
        identity = (said.rule, source.path, text, _tree_path(self.page.markup.innermost(span)))
        ordinal = self.alike[identity]
        self.alike[identity] += 1
        return Finding(
            said.rule,
            said.severity,
            source.path,
            problem.message,
            self._place(span),
            _excerpt(source.text, span, self.points[span.start]),
            _digest(*identity, str(ordinal)),
            self._fix(problem.fix),
            tuple([RelatedPlace(self._place(related.span), related.message) for related in problem.related]),
        )

    def _place(self, span: Span) -> Place:
        (start_byte, *start), (end_byte, *end) = self.points[span[0]], self.points[span[1]]
        return Place(start_byte, end_byte, *start, *end)

    def _fix(self, fix: Fix | None) -> ByteFix | None:
        if fix is None:
            return None
        edits = [ByteEdit(self.points[edit.span[0]].byte, self.points[edit.span[1]].byte, edit.text) for edit in fix.edits]
        return ByteFix(tuple(edits), fix.safety)


def _in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    return tuple(sorted(findings, key=lambda found: (found.place.start_byte, found.place.end_byte, found.rule, found.message)))


def _excerpt(text: str, span: Span, start: Point) -> Excerpt:
    """The first line of the span, cut around it where it is long."""
    first = span.start - start.column + 1
    # A span may begin within a CRLF.
    newline = NEWLINE.search(text, max(first, span.start - 1), span.start + MARKED + CONTEXT + 1)
    last = newline.start() if newline else min(len(text), span.start + MARKED + CONTEXT + 1)
    begin = min(span.start, last)
    end = min(span.end, last, begin + MARKED)
    left, right = max(first, begin - CONTEXT), min(last, end + CONTEXT)
    before, after = "…" if left > first else "", "…" if right < last else ""
    return Excerpt(start.line, before + text[left:right] + after, begin - left + len(before), end - left + len(before))


def _tree_path(element: Element) -> str:
    """Where in the tree an element stands, without counting: `html/body/div.entry/p`. Of a deep tree the last steps."""
    return "/".join(reversed([_step(element), *map(_step, islice(element.iterancestors(), STEPS))]))


def _step(element: Element) -> str:
    if not isinstance(element.tag, str):
        return "comment"
    classes = (element.get("class") or "").split()
    return f"{element.tag}.{classes[0]}" if classes else element.tag


def _digest(*parts: str) -> str:
    import hashlib  # start-up is a feature, and clean pages need none

    joined = "\0".join(parts).encode("utf-8", "surrogatepass")
    return hashlib.sha256(joined).hexdigest()[:16]
