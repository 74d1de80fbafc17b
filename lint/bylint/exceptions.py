"""Exceptions: findings that a page itself, or an ignore file beside it or above, says are not to be told.

What silences nothing, has expired, or names a rule that there is not, is a finding of its own. What
the engine says of a page that could not be checked cannot be silenced.
"""

from collections.abc import Collection, Iterable, Iterator
from datetime import date
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from bylint.check import WHOLE, digest, in_order
from bylint.config import PagePlan, glob
from bylint.config.ignores import Entry, IgnoreFile, Ignores
from bylint.how import PlanFor
from bylint.inputs import Files
from bylint.notices import NOTICES, OWN
from bylint.problem import Excerpt, Finding, quote
from bylint.result import PageDirective, PageResult, Suppressed

ON_PAGE = "page"


class Exceptions:
    """A stage between a run and its reports. `folders` are those that were checked as a whole; `chosen` says that only some rules
    were run. Then it is not known of all that an exception silences nothing. Without `ignores` the pages' own count alone."""

    def __init__(
        self, files: Files, plan_for: PlanFor, ignores: Ignores | None, today: date, folders: Iterable[str] = (), *, chosen: bool = False
    ) -> None:
        self._of, self._plan_for, self._ignores, self._today, self._chosen = files, plan_for, ignores, today, chosen
        self._folders = tuple(Path(folder).absolute() for folder in folders)

    def __call__(self, pages: Iterable[PageResult]) -> Iterator[PageResult]:
        """The results without what is silenced, behind them those of the ignore files of which something is to be said."""
        files: dict[str, IgnoreFile] = {}
        met: dict[str, _Met] = {}
        for result in pages:
            yield (silenced := self.silence(result))
            if self._ignores:
                used = {each.by for each in silenced.suppressed}
                for file in self._files(result.path):
                    files.setdefault(file.name, file)
                    for entry in file.entries:
                        if self._fits(entry, file, result.path):
                            met[entry.place] = met.get(entry.place, NOTHING).and_page(entry, used, self._planned(result), result.complete)
        for file in files.values():
            if told := tuple(chain.from_iterable(self._of_entry(entry, file, met.get(entry.place, NOTHING)) for entry in file.entries)):
                yield PageResult(file.name, told, page=False)

    def silence(self, result: PageResult) -> PageResult:
        """One result without what is silenced and what is not to be told today, with what is wrong with the page's own exceptions."""
        if not all(finding.holds(self._today) for finding in result.findings):
            result = result._replace(findings=tuple(finding for finding in result.findings if finding.holds(self._today)))
        files = self._files(result.path)
        if not (result.directives or files):
            return result
        planned = self._planned(result)
        directives = [each for each in result.directives if planned.exceptions.on_page and not each.fault]
        entries = [(entry, file) for file in files for entry in file.entries if self._holds(entry) and self._fits(entry, file, result.path)]
        kept: list[Finding] = []
        suppressed: list[Suppressed] = []
        used: set[PageDirective] = set()
        for finding in result.findings:
            by_page = [directive for directive in directives if _reaches(directive, finding)]
            by_file = [entry for entry, _ in entries if _silences(entry, finding)]
            used |= {*by_page}
            if by_page:
                suppressed.append(Suppressed(finding, ON_PAGE, by_page[0].reason))
            elif by_file:
                suppressed.append(Suppressed(finding, by_file[0].place, by_file[0].reason))
            else:
                kept.append(finding)
        if planned.exceptions.on_page:
            said = chain.from_iterable(self._of_directive(each, planned, result, each in used) for each in result.directives)
            # Of a comment that names several rules some things are said once.
            kept += {(each.rule, each.place, each.message): each for each in said}.values()
        return result._replace(findings=in_order(kept), suppressed=tuple(suppressed))

    def _files(self, path: str) -> tuple[IgnoreFile, ...]:
        return self._ignores.above(self._of.folder(path)) if self._ignores else ()

    def _planned(self, result: PageResult) -> PagePlan:
        return self._plan_for(self._of.of(result.path).name)

    def _fits(self, entry: Entry, file: IgnoreFile, path: str) -> bool:
        place = Path(self._of.folder(path), self._of.of(path).path.name).relative_to(file.folder).as_posix()
        return any(glob.matches(one, place) for one in entry.paths)

    def _holds(self, entry: Entry) -> bool:
        return entry.expires is None or self._today <= entry.expires

    def _of_directive(self, directive: PageDirective, planned: PagePlan, result: PageResult, used: bool) -> Iterator[Finding]:
        told = directive.finding
        if directive.fault:
            yield _say(told, "exception/malformed", directive.fault)
            return
        if unknown := _unknown(directive.rule, [planned]):
            yield _say(told, "exception/unknown-rule", unknown)
        elif not used and result.complete and self._judged(directive.rule, [planned]):
            message = f"Nothing here is found by {directive.rule} any more, so this would only hide what nobody has looked at. Take it out."
            yield _say(told, "exception/unused", message)
        if planned.exceptions.reasons and not directive.reason:
            message = "This gives no reason, and nobody will know later whether it still holds. Write the reason behind `--`."
            yield _say(told, "exception/without-reason", message)

    def _of_entry(self, entry: Entry, file: IgnoreFile, met: "_Met") -> Iterator[Finding]:
        place = WHOLE._replace(line=entry.line, end_line=entry.line)
        fingerprint = digest(file.name, *map(str, entry[2:]))
        told = Finding("", NOTICES["exception/unused"][0], file.name, "", place, Excerpt(entry.line, "", 0, 0), fingerprint, fingerprint)
        covers = any(file.folder.is_relative_to(folder) for folder in self._folders) or (entry.plain and met.pages >= len(entry.paths))
        if met.plans and (unknown := _unknown(entry.rule, met.plans)):
            yield _say(told, "exception/unknown-rule", unknown)
        elif not self._holds(entry):
            message = f"This held until {entry.expires}, and its findings are told again. Mend them, or give it another day and a reason."
            yield _say(told, "exception/expired", message)
        elif not met.used and covers and met.complete and self._judged(entry.rule, met.plans):
            where = "No page here fits its paths" if not met.pages else f"Nothing is found by {entry.rule} where it holds"
            yield _say(told, "exception/unused", f"{where}, so this would only hide what nobody has looked at. Take it out.")
        if not entry.reason and any(planned.exceptions.reasons for planned in met.plans):
            message = "This gives no reason, and nobody will know later whether it still holds. Write it as `reason`."
            yield _say(told, "exception/without-reason", message)

    def _judged(self, rule: str, plans: Iterable[PagePlan]) -> bool:
        """Whether all that a rule or family could find was looked for: it is on, and where it compares pages they were all there."""
        if self._chosen:
            return False
        for planned in plans:
            on = [planned.packs.rules[setting.rule] for setting in planned.plan.rules]
            mine = [known for known in on if rule in (known.id, known.family)]
            if not mine or (any(known.judge for known in mine) and not self._folders):
                return False
        return True


class _Met(NamedTuple):
    """What a run met of an entry: pages that it fits and whether all were checked wholly, what applies to them, and whether it silenced."""

    pages: int = 0
    complete: bool = True
    used: bool = False
    plans: tuple[PagePlan, ...] = ()

    def and_page(self, entry: Entry, used: Collection[str], planned: PagePlan, complete: bool) -> "_Met":
        plans = self.plans if any(planned is known for known in self.plans) else (*self.plans, planned)
        return _Met(self.pages + 1, self.complete and complete, self.used or entry.place in used, plans)


NOTHING = _Met()


def _reaches(directive: PageDirective, finding: Finding) -> bool:
    if not _names(directive.rule, finding.rule):
        return False
    whole = (finding.place.start_byte, finding.place.end_byte) == (0, 0)
    return directive.whole if whole else directive.start_byte <= finding.place.start_byte < directive.end_byte


def _silences(entry: Entry, finding: Finding) -> bool:
    marked = finding.excerpt.text[finding.excerpt.start : finding.excerpt.end]
    return _names(entry.rule, finding.rule) and entry.text in marked


def _names(rule: str, found: str) -> bool:
    family = found.partition("/")[0]
    return rule in (found, family) and family not in OWN


def _unknown(rule: str, plans: Iterable[PagePlan]) -> str:
    """What is wrong with the name of a rule, or "" where some page knows it."""
    known = {id for planned in plans for id, each in planned.packs.rules.items() for id in (id, each.family)}
    if rule in known:
        return ""
    if rule in NOTICES or rule in OWN:
        return f"{quote(rule)} is said by bylint itself of a page or an exception and cannot be silenced. Take this out."
    from difflib import get_close_matches  # few runs come here

    near = [each for each in known if each.endswith(f"/{rule}")] or get_close_matches(rule, known, 1, 0.5)
    offer = f"Did you mean {near[0]}?" if near else "`bylint rules` lists them."
    return f"There is no rule {quote(rule)}, so this silences nothing. {offer}"


def _say(about: Finding, notice: str, message: str) -> Finding:
    fingerprint = digest(notice, about.fingerprint)
    said = about._replace(rule=notice, severity=NOTICES[notice][0], message=message)
    return said._replace(fingerprint=fingerprint, content=digest(notice, about.content), cause=fingerprint)
