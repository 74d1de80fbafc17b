"""The baseline: findings that were there when a team began to use bylint, to be mended later.

A `bylint.baseline.jsonl` has a line for each, sorted, so that branches merge. It names a finding by
page, rule and content, and neither by line nor by number: what moves on its page stays known, what
takes the place of a mended finding is new, and of three equal findings where two are known one is told.
"""

import json
import os
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from bylint.check import WHOLE, digest
from bylint.how import PlanFor
from bylint.inputs import Files
from bylint.notices import NOTICES, OWN
from bylint.pattern import lazy
from bylint.problem import Excerpt, Finding, quote
from bylint.result import PageResult
from bylint.safe import safe

NAME = "bylint.baseline.jsonl"
# How much of a text an entry shows, in characters.
SHOWN = 60
HALVES = lazy("[\ud800-\udfff]")


class BaselineError(Exception):
    """A baseline that cannot be used. The message names the line and the way out."""


class Entry(NamedTuple):
    """A known finding; what `text` says does not count."""

    path: str
    rule: str
    content: str
    text: str = ""


class Baseline(NamedTuple):
    """A baseline as it was read: its entries by the lines they stand on, from 1."""

    file: Path
    entries: tuple[tuple[int, Entry], ...] = ()

    def place(self, path: str) -> str:
        """A page's path as entries have it."""
        return Path(os.path.relpath(path, self.file.parent)).as_posix()

    def entry(self, finding: Finding) -> Entry:
        """What a finding is in this baseline."""
        marked = finding.excerpt.text[finding.excerpt.start : finding.excerpt.end] or finding.message
        return Entry(self.place(finding.path), finding.rule, finding.content, safe(" ".join(marked.split())[:SHOWN]))


def read(file: Path, *, broken: bool = False) -> Baseline:
    """The baseline in a file. Raises BaselineError where a line is none of it, unless it may be `broken`: then without those lines."""
    try:
        if file.exists() and not file.is_file():
            raise OSError("it is no ordinary file")
        lines = file.read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise BaselineError(safe(f"{file}: the baseline cannot be read: {error}. Write it anew with `bylint baseline write`.")) from error
    entries = []
    for number, line in enumerate(lines, 1):
        if entry := _entry(line):
            entries.append((number, entry))
        elif line.strip() and not broken:
            hint = "a merge left its marks here" if line.startswith(("<<<<<<<", "=======", ">>>>>>>")) else "this is no entry of a baseline"
            raise BaselineError(safe(f"{file}:{number}: {hint}. Take the line out, or let `bylint baseline write` write it anew."))
    return Baseline(file, tuple(entries))


def _entry(line: str) -> Entry | None:
    try:
        told = json.loads(line)
        if isinstance(told, dict) and told.keys() == {*Entry._fields} and all(isinstance(value, str) for value in told.values()):
            return Entry(**told)
    except (ValueError, RecursionError):
        return None
    return None


def written(entries: Iterable[Entry]) -> str:
    """The text of a baseline with these entries."""
    lines = (json.dumps(entry._asdict(), ensure_ascii=False) for entry in sorted(entries))
    # Halves of surrogate pairs stand for bytes of names that are no UTF-8.
    return "".join(HALVES.sub(lambda half: f"\\u{ord(half[0]):04x}", f"{line}\n") for line in lines)


def counts(finding: Finding) -> bool:
    """Whether a finding can be in a baseline: what the engine says of a page or an exception cannot."""
    return finding.rule.partition("/")[0] not in OWN


class Baselines:
    """Finds and reads baselines; asks the disk once per folder. Raises BaselineError where one cannot be used."""

    def __init__(self) -> None:
        self._above: dict[str, Baseline | None] = {}
        self._pages: dict[Path, dict[str, Counter[tuple[str, str]]]] = {}

    @property
    def files(self) -> tuple[str, ...]:
        """The files that were read."""
        return tuple({str(baseline.file): None for baseline in self._above.values() if baseline})

    def above(self, folder: str) -> Baseline | None:
        """The baseline in a folder, given by its absolute path, or else the nearest above."""
        if folder not in self._above:
            here = Path(folder)
            file = here / NAME
            there = os.path.exists(file)  # noqa: PTH110 of a name that no file can have too
            self._above[folder] = read(file) if there else self.above(str(here.parent)) if here.parent != here else None
        return self._above[folder]

    def of_page(self, baseline: Baseline, path: str) -> Counter[tuple[str, str]]:
        """What a baseline has of a page: how often each rule and content."""
        if baseline.file not in self._pages:
            pages = self._pages[baseline.file] = {}
            for _, entry in baseline.entries:
                pages.setdefault(entry.path, Counter())[entry.rule, entry.content] += 1
        return self._pages[baseline.file].get(baseline.place(path), Counter())


class PutOff:
    """A stage between a run and its reports: leaves out what the nearest baseline above a page has. `folders` are those that were
    checked as a whole, `chosen` says that only some rules were run."""

    def __init__(
        self, files: Files, plan_for: PlanFor, baselines: Baselines, folders: Iterable[str] = (), *, chosen: bool = False
    ) -> None:
        self._of, self._plan_for, self._baselines = files, plan_for, baselines
        self._whole, self._chosen = bool(tuple(folders)), chosen

    def __call__(self, pages: Iterable[PageResult]) -> Iterator[PageResult]:
        """The results without what is known, behind them those of the baselines that have more than there is."""
        gone: dict[Path, Counter[Entry]] = {}
        for result in pages:
            yield (told := self.know(result))
            baseline = self._baselines.above(self._of.folder(result.path))
            if baseline and not self._chosen:
                gone.setdefault(baseline.file, Counter()).update(self.gone(baseline, told))
        for file, stale in gone.items():
            baseline = self._baselines.above(str(file.parent))
            assert baseline
            stale.update(self.of_lost_pages(baseline))
            if stale:
                yield _stale(baseline, stale)

    def gone(self, baseline: Baseline, known: PageResult) -> Counter[Entry]:
        """The entries of a page in a baseline for which nothing is found any more, as far as its check can tell; without their texts."""
        if not known.complete:
            return Counter()
        left = self._baselines.of_page(baseline, known.path) - Counter((each.rule, each.content) for each in known.baselined)
        unsure, place = self._unsure(known.path), baseline.place(known.path)
        return Counter({Entry(place, rule, content): count for (rule, content), count in left.items() if rule not in unsure})

    def know(self, result: PageResult) -> PageResult:
        """One result without what is known."""
        baseline = self._baselines.above(self._of.folder(result.path))
        if not baseline or not (known := self._baselines.of_page(baseline, result.path)):
            return result
        left = Counter(known)
        new: list[Finding] = []
        old: list[Finding] = []
        for finding in result.findings:
            key = (finding.rule, finding.content)
            (old if left[key] > 0 and counts(finding) else new).append(finding)
            left[key] -= 1
        return result._replace(findings=tuple(new), baselined=tuple(old))

    def _unsure(self, path: str) -> set[str]:
        """The rules that may not have found on a page all they could: they are off, or compare pages that were not all there."""
        planned = self._plan_for(self._of.of(path).name)
        on = {setting.rule for setting in planned.plan.rules}
        return {id for id, rule in planned.packs.rules.items() if id not in on or (rule.judge and not self._whole)}

    def of_lost_pages(self, baseline: Baseline) -> Counter[Entry]:
        """The entries of pages that are no longer there."""
        paths = {entry.path for _, entry in baseline.entries}
        lost = {path for path in paths if not (baseline.file.parent / path).exists()} if self._whole else set()
        return Counter(entry._replace(text="") for _, entry in baseline.entries if entry.path in lost)


def _stale(baseline: Baseline, stale: Counter[Entry]) -> PageResult:
    """What is to be said of entries that stand for nothing any more, at the first of them."""
    line, first = next((line, entry) for line, entry in baseline.entries if entry._replace(text="") in stale)
    count = stale.total()
    what = "An entry stands" if count == 1 else f"{count:,} entries stand"
    name = Path(os.path.relpath(baseline.file)).as_posix()
    message = (
        f"{what} for what is found no more, such as {quote(first.text)} of {first.rule} on {first.path}, and would hide it "
        "if it came back. `bylint baseline prune` takes them out."
    )
    place = WHOLE._replace(line=line, end_line=line)
    rule, fingerprint = "baseline/stale", digest("baseline/stale", name)
    finding = Finding(rule, NOTICES[rule][0], name, message, place, Excerpt(line, "", 0, 0), fingerprint, fingerprint, cause=fingerprint)
    return PageResult(name, (finding,), page=False)
