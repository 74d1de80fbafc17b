"""Where pages are checked with all that applies to them: configs, ignore files and baselines, each read once."""

import os
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain
from pathlib import Path
from typing import NamedTuple, TypeAlias

from bylint import baseline
from bylint.baseline import Baselines, PutOff
from bylint.config import Configs, PagePlan, ignores
from bylint.config.file import NAMES, PYPROJECT
from bylint.config.ignores import Ignores
from bylint.exceptions import Exceptions
from bylint.how import How
from bylint.indexed import Indexed
from bylint.inputs import Files, PageFile
from bylint.result import Cause, PageResult, Results
from bylint.run import run

# The names of the files by which something may apply to the pages of their folder and below.
APPLYING = (*NAMES, PYPROJECT, ignores.NAME, baseline.NAME)
# When a file was last changed, its size and its number; zeros where there is none.
Stamp: TypeAlias = tuple[int, int, int]


def stamp(file: str) -> Stamp:
    """By which a file is seen to have changed."""
    try:
        told = os.stat(file)  # noqa: PTH116 asked often
    except OSError:
        return 0, 0, 0
    return told.st_mtime_ns, told.st_size, told.st_ino


class Desk:
    """`select` and `ignore` are rules and families as for `Configs`; `isolated` leaves all files but the pages aside, `baseline` says
    whether one counts, `trust` whether packs that a config names by a file do, `today` is the day for exceptions that expire, and all
    pages are copies of `original`, if there is one.

    ConfigError, PackError and BaselineError come out of `read`, and of `check` for pages that were not read for.
    """

    def __init__(
        self,
        *,
        select: Sequence[str] = (),
        ignore: Sequence[str] = (),
        isolated: bool = False,
        baseline: bool = True,
        trust: bool = True,
        today: date | None = None,
        original: Path | None = None,
    ) -> None:
        self.configs = Configs(isolated=isolated, select=select, ignore=ignore, trust=trust, original=original)
        self.plan_for = Indexed(self.configs.for_page)
        self._ignores = None if isolated else Ignores()
        self._baselines = Baselines() if baseline and not isolated else None
        self._chosen = bool(select or ignore or original)
        self._site = not (self._chosen or isolated)
        self._today = today or date.today()

    def read(self, files: Iterable[PageFile]) -> list[PagePlan]:
        """Read all that applies to some files, before any of them is: the plans there are, each once."""
        known = Files(files)
        for folder in {known.folder(name) for name in known.by_name}:
            if self._ignores:
                self._ignores.above(folder)
            if self._baselines:
                self._baselines.above(folder)
        return list({id(planned): planned for planned in (self.configs.for_page(file.name) for file in known.by_name.values())}.values())

    def check(self, files: Sequence[PageFile], how: How) -> "Checked":
        """Check pages; the results are without what exceptions and the baseline leave out."""
        known, plan_for = Files(files), self.plan_for
        unread = plan_for.read((self.configs.for_page(file.name) for file in files), how)
        results = run(files, plan_for, how._replace(site=how.site and self._site))
        exceptions = Exceptions(known, plan_for, self._ignores, self._today, how.folders, chosen=self._chosen)
        put_off = PutOff(known, plan_for, self._baselines, how.folders, chosen=self._chosen) if self._baselines else None
        quiet = Quiet(exceptions, put_off)
        told = replace(results, pages=_Told(results.pages, quiet, results.interrupted, unread))
        return Checked(_counted(told) if self._left_out else told, known, quiet)

    @property
    def _left_out(self) -> tuple[str, ...]:
        """The files by which findings of several pages may be left out."""
        return (*(self._ignores.files if self._ignores else ()), *(self._baselines.files if self._baselines else ()))

    @property
    def files(self) -> tuple[str, ...]:
        """The configs, ignore files and baselines that were read so far."""
        return (*map(str, self.configs.files), *self._left_out)


def _counted(results: Results) -> Results:
    """The results with their causes as they are without what was left out."""
    pages: dict[str, list[str]] = {}
    findings: Counter[str] = Counter()
    for result in results:
        for finding in result.findings:
            if finding.cause in results.causes:
                findings[finding.cause] += 1
                having = pages.setdefault(finding.cause, [])
                if having[-1:] != [result.path]:
                    having.append(result.path)
    causes = {
        cause: Cause(len(having), findings[cause], tuple(having[: len(results.causes[cause].examples)]))
        for cause, having in pages.items()
        if len(having) > 1
    }
    return replace(results, causes=causes)


@dataclass(frozen=True)
class Quiet:
    """What exceptions and the baseline leave out of results."""

    exceptions: Exceptions
    put_off: PutOff | None

    def __call__(self, result: PageResult) -> PageResult:
        """One result, without what is said of exceptions and entries that are without effect on the whole site."""
        silenced = self.exceptions.silence(result)
        return self.put_off.know(silenced) if self.put_off else silenced

    def all(self, pages: Iterable[PageResult]) -> Iterator[PageResult]:
        """The results of a run, and behind them those of ignore files and baselines."""
        silenced = self.exceptions(pages)
        return self.put_off(silenced) if self.put_off else silenced


class Checked(NamedTuple):
    """The results of a check, the files it was of, and what it left out of each result."""

    results: Results
    files: Files
    quiet: Quiet


@dataclass(frozen=True)
class _Told:
    """Results as they are told, and behind them what could not be read."""

    pages: Iterable[PageResult]
    quiet: Quiet
    interrupted: bool
    unread: tuple[PageResult, ...]

    def __iter__(self) -> Iterator[PageResult]:
        # An interrupted run knows of no exception that it is without effect.
        told = map(self.quiet, self.pages) if self.interrupted else self.quiet.all(self.pages)
        return chain(told, self.unread)
