"""What a check was ordered to do, and doing it: once for a report, again and again for a watch."""

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from pathlib import Path
from typing import NamedTuple

from bylint.baseline import BaselineError
from bylint.cli.progress import progress
from bylint.cli.terminal import STREAMS, Stop, nearest, warn
from bylint.config import ConfigError, Configs
from bylint.desk import Desk, Quiet
from bylint.how import STORE, How, PlanFor
from bylint.inputs import STDIN, Files, PageFile, PathError, existing, expand, held
from bylint.lists import ListError, changed, listed
from bylint.notices import REPORT
from bylint.plugins import PackError
from bylint.reports import Look, Reporter
from bylint.result import Results
from bylint.rule import Rule


class Done(NamedTuple):
    """The results of an order, what makes reports of them, what was checked with, and the files that all hangs on."""

    results: Results
    reporters: Mapping[str, Reporter]
    rules: Mapping[str, Rule]
    seen: tuple[str, ...]
    files: Files
    plan_for: PlanFor
    quiet: Quiet

    def report(self, style: str, results: Results, look: Look) -> Iterator[str]:
        """A report of the results, in a format that the order names."""
        return self.reporters[style](results, look._replace(rules=self.rules))


@dataclass(frozen=True)
class Order:
    """The options of the command, as they were given; `styles` are the formats of reports that will be wanted, `today` is the day
    for exceptions that expire; all pages are copies of `original`, if there is one; `reports` are the files that reports go to."""

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
    original: Path | None = None
    reports: tuple[str, ...] = ()

    def run(self, files: Sequence[PageFile] | None = None) -> Done:
        """Check the pages, or those `files`. Raises Stop where the order, a config, an ignore file or a baseline cannot be used."""
        folders = self.folders()
        desk = Desk(
            select=self.select,
            ignore=self.ignore,
            isolated=self.isolated,
            baseline=not self.no_baseline,
            today=self.today,
            original=self.original,
        )
        try:
            files = self.files() if files is None else files
            # Where nothing has changed, what applies to a page in this folder.
            plans = desk.read(files or [PageFile("page.html")])
        except (PathError, ListError, ConfigError, PackError, BaselineError) as error:
            raise Stop(error) from error
        if originals := [path for planned in plans for path in planned.plan.settings.originals.paths]:
            _spare_originals(self.reports, originals)
            files = _pages(files, desk.configs, self.paths)
        reporters = {name: made for planned in plans for name, made in planned.packs.reporters.items()}
        if unknown := next((style for style in self.styles if style not in reporters), None):
            formats = ", ".join(sorted(reporters))
            raise Stop(f"There is no format “{unknown}”.{nearest(unknown, reporters)} The formats are {formats}.")
        files = [_held(file, desk.configs) for file in files]
        first = files[0].path if files and not folders else Path(*folders[:1], "page.html")
        store = None if self.no_cache else store_of(first, desk.configs)
        reading = partial(progress, None, "originals")
        with progress(None if any(file.archive for file in files) else len(files)) as done:
            how = How(self.processes(), store, folders, done=done, warn=warn, indexed=not self.no_cache, reading=reading)
            results, known, quiet = desk.check(files, how)
        rules = {id: rule for planned in plans for id, rule in planned.packs.rules.items()}
        seen = (*known.by_name, *desk.files, *desk.plan_for.files)
        return Done(results, reporters, rules, seen, known, desk.plan_for, quiet)

    def processes(self) -> int:
        """How many workers there are."""
        return cores() if self.jobs is None else self.jobs

    def files(self) -> list[PageFile]:
        """The files to be checked, without reports of ours; none where nothing has changed."""
        if self.changed_since is not None and "-" in self.paths:
            raise PathError("What changed is read from the disk. Leave out `-`, or --changed-since.")
        named = [*existing(self.paths), *self.in_list()]
        names = named or ([] if self.files_from else ["."])
        if self.changed_since is not None and names:
            names = changed(self.changed_since, names)
        files = expand(names, self.stdin_filename or STDIN) if names else []
        return spared(files, self.reports, named)

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
        if os.path.isfile(store := folder.joinpath(*STORE)):  # noqa: PTH113 of a name that no file can have too
            return store
    return Path(beside, *STORE)


def _pages(files: Sequence[PageFile], configs: Configs, named: Sequence[str]) -> list[PageFile]:
    """The files without the originals that lie among them: they are what pages are compared with. What is named itself stays."""
    kept = []
    for file in files:
        originals = configs.for_page(file.name).plan.settings.originals.paths
        if originals:
            from bylint.originals.walk import among  # few configs name any

            if not file.stdin and among(file.name, originals) and not any(among(path, originals) for path in named):
                continue
        kept.append(file)
    return kept


def spared(files: Sequence[PageFile], reports: Sequence[str], named: Iterable[str]) -> list[PageFile]:
    """The files without the reports that an earlier run left in their folders. Raises Stop where a report would be written over a
    page, or over a file that was `named` itself."""
    places = _places(reports)
    if not places:
        return [*files]
    by_hand = {_place(path) for path in named}
    kept = []
    for file in files:
        place = None if file.stdin else _place(file.name)
        if place is None or place not in places:
            kept.append(file)
        elif place in by_hand or not is_report(file.name):
            raise written_over(places[place], "a page that is to be read")
    return kept


def _spare_originals(reports: Sequence[str], originals: Iterable[Path]) -> None:
    """Raises Stop where a report would be written over an original."""
    if places := _places(reports):
        from bylint.originals.walk import File, walk  # few configs name any

        for file in walk(originals):
            if isinstance(file, File) and (place := _place(file.path)) in places and not is_report(file.path):
                raise written_over(places[place], f"the original {file.name}")


def is_report(file: str | Path) -> bool:
    """Whether a file is a report that bylint wrote as HTML."""
    try:
        with Path(file).open("rb") as stream:
            return stream.read(len(REPORT)) == REPORT.encode()
    except OSError:
        return False


def written_over(report: str, what: str) -> Stop:
    """What is said where a report would be written over something that is to stay."""
    return Stop(f"The report {report} would be written over {what}. Give the report another name.")


def _places(reports: Sequence[str]) -> dict[tuple[int, int], str]:
    """The reports whose files are there already, by what is the same for a file under all its names."""
    return {place: report for report in reports if report not in STREAMS and (place := _place(report))}


def _place(file: str | Path) -> tuple[int, int] | None:
    try:
        status = os.stat(file)  # noqa: PTH116 a site's worth of them
    except (OSError, ValueError):
        return None
    return status.st_dev, status.st_ino


def _held(file: PageFile, configs: Configs) -> PageFile:
    """The file, with what it holds if it is standard input, which can be read once only."""
    return held(file, configs.for_page(file.name).plan.settings.page_bytes) if file.stdin and file.data is None else file


def cores() -> int:
    """How many cores this process may use."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # not on every system
        return os.cpu_count() or 1
