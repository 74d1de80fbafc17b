"""What a check was ordered to do, and doing it: once for a report, again and again for a watch."""

import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from bylint.cli.progress import progress
from bylint.cli.terminal import Stop, nearest, warn
from bylint.config import ConfigError, Configs, PagePlan
from bylint.how import STORE, How
from bylint.inputs import STDIN, PageFile, PathError, existing, expand
from bylint.lists import ListError, changed, listed
from bylint.plugins import PackError
from bylint.reports import Reporter
from bylint.result import Results
from bylint.run import run


class Done(NamedTuple):
    """The results, what reports them, and the files they hang on: pages and configs."""

    results: Results
    report: Reporter
    files: tuple[str, ...]


@dataclass(frozen=True)
class Order:
    """The options of the command, as they were given."""

    paths: tuple[str, ...]
    style: str
    select: tuple[str, ...]
    ignore: tuple[str, ...]
    isolated: bool
    files_from: str | None
    changed_since: str | None
    jobs: int | None
    no_cache: bool
    stdin_filename: str | None

    def run(self) -> Done:
        """Check the pages. Raises Stop where the order or a config cannot be used."""
        try:
            files = self.files()
            configs = Configs(isolated=self.isolated, select=self.select, ignore=self.ignore)
            # All plans before any page is read. Where nothing has changed, that of a page in this folder.
            plans = {id(planned): planned for planned in (configs.for_page(file.path) for file in files)}
            plans = plans or {0: configs.for_page(Path("page.html"))}
        except (PathError, ListError, ConfigError, PackError) as error:
            raise Stop(error) from error
        report = _reporter(self.style, plans.values())
        folders = self.folders()
        first = files[0].path if files and not folders else Path(*folders[:1], "page.html")
        store = None if self.no_cache else store_of(first, configs)
        site = not (self.select or self.ignore or self.isolated)
        with progress(None if any(file.archive for file in files) else len(files)) as done:
            results = run(files, configs.for_page, How(self.jobs or _cores(), store, folders, site, done, warn))
        return Done(results, report, (*(file.name for file in files), *map(str, configs.files)))

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


def _cores() -> int:
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # not on every system
        return os.cpu_count() or 1


def _reporter(style: str, plans: Iterable[PagePlan]) -> Reporter:
    known: dict[str, Reporter] = {}
    for planned in plans:
        if style in planned.packs.reporters:
            return planned.packs.reporters[style]
        known |= planned.packs.reporters
    raise Stop(f"There is no format “{style}”.{nearest(style, known)} The formats are {', '.join(sorted(known))}.")
