"""What a check was ordered to do, and doing it: once for a report, again and again for a watch."""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import NamedTuple

from bylint.baseline import BaselineError, Baselines
from bylint.cli.progress import progress
from bylint.cli.terminal import Stop, nearest, warn
from bylint.config import ConfigError, Configs
from bylint.config.ignores import Ignores
from bylint.exceptions import Exceptions
from bylint.how import STORE, How, PlanFor
from bylint.inputs import STDIN, Files, PageFile, PathError, existing, expand, held
from bylint.lists import ListError, changed, listed
from bylint.plugins import PackError
from bylint.reports import Look, Reporter
from bylint.result import PageResult, Results
from bylint.rule import Rule
from bylint.run import run


class Done(NamedTuple):
    """The results, what makes reports of them, and the files they hang on, pages and configs; what it takes to fix the pages: the
    files by name, what applies to them, and the findings of a page without those that are not told."""

    results: Results
    reporters: Mapping[str, Reporter]
    rules: Mapping[str, Rule]
    seen: tuple[str, ...]
    files: Files
    plan_for: PlanFor
    quiet: Callable[[PageResult], PageResult]

    def report(self, style: str, results: Results, look: Look) -> Iterator[str]:
        """A report of the results, in a format that the order names."""
        return self.reporters[style](results, look._replace(rules=self.rules))


@dataclass(frozen=True)
class _Told:
    """The results without what exceptions and the baseline leave out."""

    pages: Iterable[PageResult]
    exceptions: Exceptions
    baselines: Baselines
    interrupted: bool

    def __iter__(self) -> Iterator[PageResult]:
        # An interrupted run knows of no exception that it is without effect.
        return map(self.quiet, self.pages) if self.interrupted else iter(self.baselines(self.exceptions(self.pages)))

    def quiet(self, result: PageResult) -> PageResult:
        return self.baselines.know(self.exceptions.silence(result))


@dataclass(frozen=True)
class Order:
    """The options of the command, as they were given; `styles` are the formats of reports that will be wanted, `today` is the day
    for exceptions that expire."""

    paths: tuple[str, ...] = ()
    styles: tuple[str, ...] = ("text",)
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    isolated: bool = False
    files_from: str | None = None
    changed_since: str | None = None
    jobs: int | None = None
    no_cache: bool = False
    no_baseline: bool = False
    today: date = field(default_factory=date.today)
    stdin_filename: str | None = None

    def run(self, files: Sequence[PageFile] | None = None) -> Done:
        """Check the pages, or those `files`. Raises Stop where the order, a config, an ignore file or a baseline cannot be used."""
        configs = Configs(isolated=self.isolated, select=self.select, ignore=self.ignore)
        chosen, folders = bool(self.select or self.ignore), self.folders()
        ignores = None if self.isolated else Ignores()
        try:
            # All that applies, before any page is read. Where nothing has changed, what does to a page in this folder.
            files = self.files() if files is None else files
            known = Files(files)
            exceptions = Exceptions(known, configs.for_page, ignores, self.today, folders, chosen=chosen)
            baselines = Baselines(known, configs.for_page, folders, chosen=chosen, none=self.isolated or self.no_baseline)
            pages = [file.path for file in files] or [Path("page.html")]
            plans = {id(planned): planned for planned in map(configs.for_page, pages)}
            for folder in {known.folder(page.as_posix()) for page in pages}:
                baselines.above(folder)
                if ignores:
                    ignores.above(folder)
        except (PathError, ListError, ConfigError, PackError, BaselineError) as error:
            raise Stop(error) from error
        reporters = {name: made for planned in plans.values() for name, made in planned.packs.reporters.items()}
        if unknown := next((style for style in self.styles if style not in reporters), None):
            formats = ", ".join(sorted(reporters))
            raise Stop(f"There is no format “{unknown}”.{nearest(unknown, reporters)} The formats are {formats}.")
        files = [_held(file, configs) for file in files]
        first = pages[0] if not folders else Path(*folders[:1], "page.html")
        store = None if self.no_cache else store_of(first, configs)
        with progress(None if any(file.archive for file in files) else len(files)) as done:
            results = run(files, configs.for_page, How(self.processes(), store, folders, not (chosen or self.isolated), done, warn))
        told = _Told(results.pages, exceptions, baselines, results.interrupted)
        seen = (*(file.name for file in files), *map(str, configs.files), *(ignores.files if ignores else ()), *baselines.files)
        rules = {id: rule for planned in plans.values() for id, rule in planned.packs.rules.items()}
        known = Files(files)  # with what was on standard input
        return Done(replace(results, pages=told), reporters, rules, seen, known, configs.for_page, told.quiet)

    def processes(self) -> int:
        """How many workers there are."""
        return _cores() if self.jobs is None else self.jobs

    def files(self) -> list[PageFile]:
        """The files to be checked; none where nothing has changed."""
        if self.changed_since is not None:
            if "-" in self.paths:
                raise PathError("What changed is read from the disk. Leave out `-`, or --changed-since.")
            within = existing([*self.paths, *self.in_list()])
            names = changed(self.changed_since, within or ["."]) if within or not self.files_from else []
        elif self.files_from:
            names = [*self.paths, *self.in_list()]
        else:
            names = [*(self.paths or ["."])]
        return expand(names, self.stdin_filename or STDIN) if names else []

    def in_list(self) -> list[str]:
        """The paths in the list of --files-from."""
        if not self.files_from:
            return []
        try:
            return existing(listed(self.files_from))
        except PathError as error:
            raise PathError(f"{error} The list {self.files_from} names it.") from error

    def folders(self) -> tuple[str, ...]:
        """The folders that are checked as a whole."""
        if self.files_from or self.changed_since:
            return ()
        return tuple(path for path in self.paths or (".",) if path != "-" and Path(path).is_dir())


def store_of(page: Path, configs: Configs) -> Path:
    """Where what is known of a page's site is kept: in the nearest folder above it that has a store, no higher than the config
    file and the current folder are; or else beside the config file, or in the current folder. So a site has one store, whatever
    configs there are below."""
    planned, here = configs.for_page(page), Path.cwd()
    beside = planned.file.parent if planned.file else here
    above = list(page.absolute().parents)
    highest = max((above.index(folder) for folder in (here, beside) if folder in above), default=-1)
    for folder in above[: highest + 1]:
        if (store := folder.joinpath(*STORE)).is_file():
            return store
    return Path(beside, *STORE)


def _held(file: PageFile, configs: Configs) -> PageFile:
    """The file, with what it holds if it is standard input, which can be read once only."""
    return held(file, configs.for_page(file.path).plan.settings.page_bytes) if file.stdin and file.data is None else file


def _cores() -> int:
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # not on every system
        return os.cpu_count() or 1
