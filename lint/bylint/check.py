"""Check one page: run the rules of a plan, make findings of their problems."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import islice
from operator import index
from typing import Any, NamedTuple

from bylint.directives import Directive, directives
from bylint.markup import Element
from bylint.note import Note
from bylint.notices import NOTICES, notices, unreadable
from bylint.page import Page
from bylint.problem import (
    ByteEdit,
    ByteFix,
    Compared,
    Document,
    Excerpt,
    Finding,
    Fix,
    Place,
    Problem,
    Related,
    RelatedPlace,
    Severity,
    quote,
)
from bylint.result import PageDirective, PageNote, PageResult
from bylint.rule import Rule
from bylint.settings import OriginalError, Settings
from bylint.source import Point, Source
from bylint.span import Span

# How much of a long source line an excerpt keeps on either side of what it marks, and of the marked text.
CONTEXT, MARKED = 60, 160
# How many elements above its own a fingerprint knows.
STEPS = 40
NEWLINE = re.compile(r"[\r\n]")
# How many notes a rule may have of a page.
NOTES = 10_000
# How many words of a text tell which place of a template it comes from: “Read also: …”, `meta property=…`.
SHAPE = 2
# The place of what is said of a page as a whole.
WHOLE = Place(0, 0, 1, 1, 1, 1, 1, 1)
OWN = re.compile(r"“[^”]*”|\d+")
WORD, DIGITS = re.compile(r"\w+"), re.compile(r"\d+")


class RuleSetting(NamedTuple):
    """A rule that is on: how severe its findings are, and its options."""

    rule: str
    severity: Severity
    options: Any = None


class Plan(NamedTuple):
    """All that decides what a page's check finds. Frozen and picklable."""

    rules: tuple[RuleSetting, ...]
    settings: Settings = Settings()


def check(path: str, data: bytes, plan: Plan, rules: Mapping[str, Rule], *, alone: bool = False) -> PageResult:
    """The findings of one page, given as the bytes it has on disk, and its notes for rules that need
    others, unless it is `alone`."""
    if len(data) > plan.settings.page_bytes:
        return too_large(path, len(data), plan.settings.page_bytes)
    page = Page(Source.read(path, data), plan.settings)
    if notice := unreadable(page):
        return failure(path, notice, NOTICES[notice][1], complete=notice in ("page/empty", "page/report"))
    said = [_Said(rule, NOTICES[rule][0], problem) for rule, problem in notices(page)]
    complete = page.markup.cut is None
    noted: list[tuple[_Said, Note]] = []
    length = len(page.source.text)
    for setting in plan.rules:
        rule = rules[setting.rule]
        if alone and rule.judge:
            continue
        try:
            # What a rule yields is taken as a whole: half of its problems would look like all of them.
            told: list[Any] = list(rule.run(page, setting.options))
            if rule.judge:
                if len(told) > NOTES:
                    raise ValueError(f"it yields {len(told):,} notes of one page, more than {NOTES:,}")
                noted += [(_Said(rule.id, setting.severity, _sound(_problem(note), length)), note) for note in told]
            else:
                said += [_Said(rule.id, setting.severity, _sound(problem, length)) for problem in told]
        except OriginalError as error:
            complete = False
            unread = _Said("originals/changed", NOTICES["originals/changed"][0], Problem(Span(0, 0), str(error)))
            said += [] if unread in said else [unread]
        except (Exception, SystemExit) as error:  # whatever a rule does wrong, the other rules go on
            complete = False
            crash = Problem(Span(0, 0), _crash(setting.rule, error, "the page was not checked by it"))
            said.append(_Said("page/rule-crashed", Severity.ERROR, crash))
    directed = [_Said("", Severity.WARNING, _about(directive)) for directive in page.view(directives)]
    stamp = _Stamp(page, [*said, *(about for about, _ in noted), *directed])
    notes = [PageNote(about.rule, _keys(about.rule, note.keys), note.evidence, stamp.finding(about, noted=True)) for about, note in noted]
    own = tuple([stamp.directive(*each) for each in zip(page.view(directives), directed, strict=True)])
    found = in_order(map(stamp.finding, said))
    digest = page_digest(data) if found or notes or own else ""
    compared = _compared(page, [rules[setting.rule] for setting in plan.rules])
    page.forget()
    return PageResult(path, found, complete, notes=tuple(notes), directives=own, digest=digest, compared=compared)


def _compared(page: Page, rules: Sequence[Rule]) -> Compared | None:
    """What the page was compared with by one of the rules."""
    views = dict.fromkeys(rule.compares for rule in rules if rule.compares and page.has(rule.compares))
    told = next((beside.told for view in views if (beside := page.view(view))), None)
    return told and told._replace(rules=tuple([rule.id for rule in rules if not rule.judge]))


def checked(path: str, data: bytes, plan: Plan, rules: Mapping[str, Rule], *, alone: bool = False) -> PageResult:
    """What `check` says, or that it failed."""
    try:
        return check(path, data, plan, rules, alone=alone)
    except Exception as error:  # a fault of ours on one page must not hide what is wrong with the others
        reason = quote(f"{type(error).__name__}: {error}", 200)
        message = f"bylint failed on this page with {reason}, so nothing in it was checked. Report this to bylint's authors."
        return failure(path, "page/check-failed", message, complete=False)


def failure(path: str, notice: str, message: str, *, complete: bool = True) -> PageResult:
    """The result for a file in which nothing could be checked."""
    fingerprint = digest(notice, path)
    finding = Finding(
        notice, NOTICES[notice][0], path, message, WHOLE, Excerpt(1, "", 0, 0), fingerprint, digest(notice), cause=fingerprint
    )
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


def crashed(path: str, rule: str, error: BaseException) -> Finding:
    """The finding for a rule that failed on several pages together, at the first of them."""
    return failure(path, "page/rule-crashed", _crash(rule, error, "pages were not compared by it"), complete=False).findings[0]


def _crash(rule: str, error: BaseException, loss: str) -> str:
    reason = quote(f"{type(error).__name__}: {error}", 200)
    return f"The rule {rule} failed with {reason}, so {loss}. Report this to the rule's authors."


def page_digest(data: bytes) -> str:
    """By which a file is known to be as it was when it was read."""
    import hashlib  # clean pages need none

    return hashlib.sha256(data).hexdigest()


class _Said(NamedTuple):
    rule: str
    severity: Severity
    problem: Problem


def _about(directive: Directive) -> Problem:
    """What is to be said of a directive, with its reach as a related place."""
    return Problem(directive.span, "", related=(Related(directive.reach, ""),))


def _problem(note: Any) -> Problem:
    """What a verdict on a note would make a finding of."""
    if not isinstance(note, Note):
        raise TypeError(f"it yields {type(note).__name__} instead of Note")
    if not (isinstance(note.keys, tuple) and all(isinstance(key, str) for key in note.keys) and isinstance(note.evidence, str | bytes)):
        raise TypeError("it yields a note whose keys are no tuple of texts, or whose evidence is neither text nor bytes")
    return Problem(note.span, "", note.fix)


def _sound(problem: Any, length: int) -> Problem:
    """A rule's problem, if a finding can be made of it on a page of that length."""
    if not isinstance(problem, Problem):
        hint = ", and has no judge for them" if isinstance(problem, Note) else ""
        raise TypeError(f"it yields {type(problem).__name__} instead of Problem{hint}")
    if not isinstance(problem.most, Severity):
        raise TypeError(f"it yields a problem with {type(problem.most).__name__} in place of a severity")
    if not all(type(day) is date for day in (problem.since, problem.until) if day is not None):
        raise TypeError("it yields a problem whose first or last day is no date")
    if not isinstance(problem.fix, Fix | None):
        raise TypeError(f"it yields a problem with {type(problem.fix).__name__} in place of a fix")
    edits = problem.fix.edits if problem.fix else ()
    said = [*(edit.text for edit in edits), *(piece.text for piece in problem.difference), *(one.message for one in problem.related)]
    for words in (problem.message, *said):
        if not isinstance(words, str):  # a report would fail on it, and with it all pages
            raise TypeError(f"it yields a problem with {type(words).__name__} in place of text")
    for start, end in _spans(problem):
        if not 0 <= index(start) <= index(end) <= length:
            raise ValueError(f"it yields a problem from character {start} to {end}, outside the page")
    for (start, end), _, document in problem.related:
        if document and not 0 <= index(start) <= index(end) <= len(document.text):
            raise ValueError(f"it yields a problem with a place from character {start} to {end}, outside {document.path}")
    return problem


def _spans(problem: Problem) -> list[Span]:
    """All places on the page that a problem names."""
    edits = problem.fix.edits if problem.fix else ()
    return [problem.span, *[edit.span for edit in edits], *[related.span for related in problem.related if related.document is None]]


class _Stamp:
    """Makes findings of what was said of one page."""

    def __init__(self, page: Page, said: Sequence[_Said]) -> None:
        self.page = page
        self.points = page.source.points(offset for one in said for span in _spans(one.problem) for offset in span)
        self.elsewhere = _elsewhere(related for one in said for related in one.problem.related)
        self.alike: Counter[tuple[str, ...]] = Counter()

    def finding(self, said: _Said, *, noted: bool = False) -> Finding:
        """The finding, or what a verdict on a note would make one of: of many notes few are wanted, so their place in the tree,
        which takes long to find, is left out, and their cause is the judge's to say."""
        source, problem = self.page.source, said.problem
        span = Span(*problem.span)
        # What is missing from a text has no words on the page.
        changed = [piece.text for piece in problem.difference if piece.kind != "same"]
        text = "\n".join(changed) or " ".join(source.text[span.start : span.end].split())
        place = "" if noted else _tree_path(self.page.markup.innermost(span))
        identity = (said.rule, source.path, text, place)
        fingerprint = digest(*identity, str(self.alike[identity]))
        self.alike[identity] += 1
        if noted:
            cause = ""
        elif said.rule.startswith("page/"):  # why a page was not checked wholly is told of each
            cause = fingerprint
        else:
            # A text of another's is changed on each page in its own way.
            cause = digest(said.rule, place, *([source.path, *changed] if changed else _shape(problem.message, text)))
        return Finding(
            said.rule,
            min(said.severity, problem.most),
            source.path,
            problem.message,
            self._place(span),
            _excerpt(source.text, span, self.points[span.start]),
            fingerprint,
            digest(said.rule, text or OWN.sub("", problem.message)),
            self._fix(problem.fix),
            tuple([self._related(related) for related in problem.related]),
            cause,
            problem.difference,
            problem.most,
            problem.since,
            problem.until,
        )

    def directive(self, directive: Directive, said: _Said) -> PageDirective:
        finding = self.finding(said, noted=True)
        reach = finding.related[0].place
        finding = finding._replace(related=(), cause=finding.fingerprint)
        named = (directive.rule, directive.reason, directive.whole, directive.fault)
        return PageDirective(*named, reach.start_byte, reach.end_byte, finding)

    def _related(self, related: Related) -> RelatedPlace:
        if related.document is None:
            return RelatedPlace(self._place(related.span), related.message)
        return RelatedPlace(_placed(self.elsewhere[id(related.document)], related.span), related.message, related.document.path)

    def _place(self, span: Span) -> Place:
        return _placed(self.points, span)

    def _fix(self, fix: Fix | None) -> ByteFix | None:
        if fix is None:
            return None
        placed = [(self._place(edit.span), edit.text) for edit in fix.edits]
        return ByteFix(tuple([ByteEdit(place.start_byte, place.end_byte, text, place) for place, text in placed]), fix.safety, fix.leaves)


def _elsewhere(related: Iterable[Related]) -> dict[int, Mapping[int, Point]]:
    """The places in other documents, each document gone through once, by its `id`."""
    offsets: dict[int, tuple[Document, set[int]]] = {}
    for one in related:
        if one.document is not None:
            offsets.setdefault(id(one.document), (one.document, set()))[1].update(one.span)
    return {key: document.points(known) for key, (document, known) in offsets.items()}


def _placed(points: Mapping[int, Point], span: Span) -> Place:
    return points[span[0]].to(points[span[1]])


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
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


def _shape(message: str, text: str) -> list[str]:
    """What the same fault of a template has in common on all pages: the message without what it says of one of them, and the
    first words of the text, whatever their numbers."""
    return [OWN.sub("", message), *[DIGITS.sub("0", word).lower() for word in WORD.findall(text, 0, 200)[:SHAPE]]]


def _keys(rule: str, keys: Iterable[str]) -> tuple[int, ...]:
    """Keys as 64-bit numbers, in which a site of a million pages meets no two alike by chance. Each rule has its own."""
    import hashlib

    known = hashlib.blake2b(rule.encode(), digest_size=8)
    told = []
    for key in dict.fromkeys(keys):
        one = known.copy()
        one.update(key.encode("utf-8", "surrogatepass"))
        told.append(int.from_bytes(one.digest(), signed=True))
    return tuple(told)


def digest(*parts: str) -> str:
    import hashlib  # start-up is a feature, and clean pages need none

    joined = "\0".join(parts).encode("utf-8", "surrogatepass")
    return hashlib.sha256(joined).hexdigest()[:16]
