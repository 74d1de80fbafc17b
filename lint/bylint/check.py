"""Check one page: run the rules of a plan, make findings of their problems."""

from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import islice
from typing import Any, NamedTuple

from bylint.markup import Element
from bylint.notices import NOTICES, notices, unreadable
from bylint.page import Page
from bylint.problem import ByteEdit, ByteFix, Excerpt, Finding, Fix, Place, Problem, RelatedPlace, Severity, quote
from bylint.result import PageResult
from bylint.rule import Rule
from bylint.settings import Settings
from bylint.source import Source
from bylint.span import Span

# How much of a long source line an excerpt keeps on either side of what it marks, and of the marked text.
CONTEXT, MARKED = 60, 160
# How many elements above its own a fingerprint knows.
STEPS = 40


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
    stamp = _Stamp(page)
    found = [stamp.finding(rule, NOTICES[rule][0], problem) for rule, problem in notices(page)]
    complete = page.markup.cut is None
    for setting in plan.rules:
        try:
            # A rule's problems are taken as a whole: half of them would look like all of them.
            problems = list(rules[setting.rule].run(page, setting.options))
            found += [stamp.finding(setting.rule, setting.severity, problem) for problem in problems]
        except (Exception, SystemExit) as error:  # whatever a rule does wrong, the other rules go on
            complete = False
            found.append(stamp.finding("page/rule-crashed", Severity.ERROR, _crash(setting.rule, error)))
    return PageResult(path, _in_order(found), complete)


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


class _Stamp:
    """Makes findings of the problems of one page."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.alike: Counter[tuple[str, ...]] = Counter()

    def finding(self, rule: str, severity: Severity, problem: Problem) -> Finding:
        page, source = self.page, self.page.source
        if not isinstance(problem, Problem):
            raise TypeError(f"it yields {type(problem).__name__} instead of Problem")
        edits = problem.fix.edits if problem.fix else ()
        for words in (problem.message, *(edit.text for edit in edits), *(related.message for related in problem.related)):
            if not isinstance(words, str):  # a report would fail on it, and with it all pages
                raise TypeError(f"it yields a problem with {type(words).__name__} in place of text")
        for span in (problem.span, *(edit.span for edit in edits), *(related.span for related in problem.related)):
            if not 0 <= span[0] <= span[1] <= len(source.text):
                raise ValueError(f"it yields a problem from character {span[0]} to {span[1]}, outside the page")
        span = Span(*problem.span)
        text = " ".join(source.text[span.start : span.end].split())
        identity = (rule, source.path, text, _tree_path(page.markup.innermost(span)))
        ordinal = self.alike[identity]
        self.alike[identity] += 1
        return Finding(
            rule,
            severity,
            source.path,
            problem.message,
            _place(source, span),
            _excerpt(source, span),
            _digest(*identity, str(ordinal)),
            _fix(source, problem.fix),
            tuple(RelatedPlace(_place(source, Span(*related.span)), related.message) for related in problem.related),
        )


def _in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    return tuple(sorted(findings, key=lambda found: (found.place.start_byte, found.place.end_byte, found.rule, found.message)))


def _place(source: Source, span: Span) -> Place:
    return Place(
        source.byte_offset(span.start), source.byte_offset(span.end), *source.line_column(span.start), *source.line_column(span.end)
    )


def _fix(source: Source, fix: Fix | None) -> ByteFix | None:
    if fix is None:
        return None
    edits = (ByteEdit(source.byte_offset(edit.span.start), source.byte_offset(edit.span.end), edit.text) for edit in fix.edits)
    return ByteFix(tuple(edits), fix.safety)


def _excerpt(source: Source, span: Span) -> Excerpt:
    """The first line of the span, cut around it where it is long."""
    line, _ = source.line_column(span.start)
    first, last = source.line_span(line)
    start = min(span.start, last)
    end = min(span.end, last, start + MARKED)
    left, right = max(first, start - CONTEXT), min(last, end + CONTEXT)
    before, after = "…" if left > first else "", "…" if right < last else ""
    return Excerpt(line, before + source.text[left:right] + after, start - left + len(before), end - left + len(before))


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
