"""The desk at which pages are checked: made anew when a config, an ignore file or a baseline has changed.

While a config cannot be used, as while it is written, what applied before goes on to apply.
"""

import os
from collections.abc import Callable
from datetime import date
from pathlib import Path
from threading import Lock
from typing import NamedTuple

from bylint.baseline import BaselineError
from bylint.config import ConfigError, Configs, PagePlan
from bylint.desk import APPLYING, Desk, Stamp, stamp
from bylint.how import How
from bylint.inputs import PageFile
from bylint.plugins import PackError
from bylint.result import PageResult

StoreOf = Callable[[Path, Configs], Path]


class Unusable(Exception):
    """Nothing can be checked: a config, an ignore file or a baseline cannot be used and never could. The message is theirs."""


class Seat(NamedTuple):
    """A desk with what applies to a page; the `number` changes when files do, and `fault` says what is wrong with them now."""

    desk: Desk
    planned: PagePlan
    number: int
    fault: str


class Checked(NamedTuple):
    """The result of a page, and what was left out of it."""

    result: PageResult
    quiet: Callable[[PageResult], PageResult]


class Desks:
    """`trust` says whether packs that a config names by a file are run; `store_of` where what is known of a page's site is."""

    def __init__(self, store_of: StoreOf, *, trust: bool = False) -> None:
        self._store_of, self._trust = store_of, trust
        self._lock = Lock()
        self._seen: dict[str, Stamp] = {}
        self._good: dict[str, tuple[Desk, PagePlan]] = {}
        self._day = date.today()
        self._desk = self._new()
        self.number = 0
        self.faults: dict[str, str] = {}

    def seat(self, name: str) -> Seat:
        """What applies to a page now. Raises Unusable."""
        folder = str(Path(name).parent)
        with self._lock:
            self._renew(folder)
            try:
                (planned,) = self._desk.read([PageFile(name)])
            except (ConfigError, PackError, BaselineError) as error:
                self.faults[folder] = str(error)
                if folder not in self._good:
                    raise Unusable(str(error)) from error
            else:
                self._good[folder] = self._desk, planned
                self.faults.pop(folder, None)
            desk = self._good[folder][0]
            for file in desk.files:
                self._seen.setdefault(os.path.abspath(file), stamp(file))  # noqa: PTH100 resolve() would follow links
            (planned,) = desk.read([PageFile(name)])
            return Seat(desk, planned, self.number, self.faults.get(folder, ""))

    def check(self, seat: Seat, name: str, data: bytes) -> Checked:
        """Check a page's bytes as the command would, the pages that are known of its site beside it."""
        store = self._store_of(Path(name), seat.desk.configs)
        results, _, quiet = seat.desk.check([PageFile(name, data=data)], How(0, store, keep=False))
        with self._lock:
            told = next(result for result in results if result.page)
        return Checked(self._known(seat, told), lambda result: self._known(seat, quiet(result)))

    def _known(self, seat: Seat, result: PageResult) -> PageResult:
        """A result without what is said of the rules of packs that were left out."""
        if not seat.desk.configs.left_out:
            return result
        return result._replace(findings=tuple([each for each in result.findings if each.rule != "exception/unknown-rule"]))

    @property
    def left_out(self) -> tuple[Path, ...]:
        """The packs that are not trusted."""
        return tuple(self._desk.configs.left_out)

    def _new(self) -> Desk:
        return Desk(trust=self._trust, today=self._day)

    def _renew(self, folder: str) -> None:
        for above in (Path(folder), *Path(folder).parents):
            for name in APPLYING:
                if (path := f"{above}/{name}") not in self._seen:
                    self._seen[path] = stamp(path)
        now = {path: stamp(path) for path in self._seen}
        if now != self._seen or self._day != date.today():
            self._seen, self._day = now, date.today()
            self._desk, self.number = self._new(), self.number + 1
