"""The originals that pages are compared with, read and indexed before pages are checked."""

import os
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bylint.check import digest, failure, in_order
from bylint.config import PagePlan
from bylint.how import INDEX, STORE, How, PlanFor
from bylint.problem import Place
from bylint.result import PageResult, StoreError
from bylint.settings import Originals

if TYPE_CHECKING:
    from tempfile import TemporaryDirectory

# An index is looked through for changes again once so many times as long has passed as that takes: an editor asks at every key.
OFTEN = 20


class Indexed:
    """What applies to pages, with the originals that it names as they are indexed now. `files` are all that were read so far, with the
    folders they are in. Picklable, for workers."""

    def __init__(self, plan_for: PlanFor) -> None:
        self._plan_for = plan_for
        self._originals: dict[tuple[Path, ...], Originals] = {}
        self._plans: dict[int, tuple[PagePlan, PagePlan]] = {}
        self._faults: dict[tuple[Path, ...], tuple[PageResult, ...]] = {}
        self._again: dict[tuple[Path, ...], float] = {}
        self.files: tuple[str, ...] = ()
        self._folder: TemporaryDirectory[str] | None = None

    def __call__(self, path: str | Path) -> PagePlan:
        planned = self._plan_for(path)
        settings = planned.plan.settings
        if not settings.originals.paths or settings.originals.only:
            return planned
        known = self._plans.get(id(planned))
        if known is None or known[1].plan.settings.originals != self._originals.get(settings.originals.paths):
            originals = self._originals.get(settings.originals.paths, settings.originals)
            with_index = planned._replace(plan=planned.plan._replace(settings=settings._replace(originals=originals)))
            known = self._plans[id(planned)] = planned, with_index
        return known[1]

    def __getstate__(self) -> dict[str, Any]:
        return {**self.__dict__, "_plans": {}, "_faults": {}, "_again": {}, "files": (), "_folder": None}

    def read(self, plans: Iterable[PagePlan], how: How) -> tuple[PageResult, ...]:
        """Read the originals that plans name, as far as they changed; what cannot be read, as results."""
        told: dict[tuple[Path, ...], PagePlan] = {}
        for planned in plans:
            originals = planned.plan.settings.originals
            if originals.paths and not originals.only:
                told.setdefault(originals.paths, planned)
        for paths, planned in told.items():
            begun = time.monotonic()
            if begun >= self._again.get(paths, 0.0):
                self._read(paths, planned, how)
                now = time.monotonic()
                self._again[paths] = now + OFTEN * (now - begun)
        return tuple([fault for paths in told for fault in self._faults[paths]])

    def _read(self, paths: tuple[Path, ...], planned: PagePlan, how: How) -> None:
        from bylint.key import engine  # these, and SQLite, are for those who have originals
        from bylint.originals.index import Index
        from bylint.originals.walk import Missing, walk

        found = list(walk(paths))
        files = [each for each in found if not isinstance(each, Missing)]
        names = [str(file.path) for file in files]
        self.files = tuple(dict.fromkeys([*self.files, *map(str, paths), *names, *map(os.path.dirname, names)]))
        missing = [each for each in found if isinstance(each, Missing)]
        for file in self._places(planned, how):
            try:
                index = Index(file, engine().encode())
                try:
                    if index.rebuilt:
                        how.warn(f"The index of originals {file} was of another version or damaged and is made anew.")
                    with how.reading() as done:
                        state = index.refresh(files, planned.plan.settings.page_bytes, done)
                finally:
                    index.close()
                break
            except StoreError as error:
                if self._folder and file.is_relative_to(self._folder.name):
                    raise
                how.warn(f"The index of originals {file} cannot be kept ({error}), so originals are read for this run alone.")
        self._originals[paths] = Originals(paths, file=file, state=state.digest)
        named = f"named in {planned.file.name}" if planned.file else "named in the config"
        faults: dict[str, list[PageResult]] = {}
        for each in missing:
            message = (
                f"The originals {each.name}, {named}, cannot be read: the path {each.reason}, so no page is compared with them. "
                "Correct `originals`, or put them there."
            )
            faults.setdefault(each.name, []).append(_fault(each.name, message, (0, 1, 1, 1), complete=False))
        for name, (*at, message, whole) in state.faults:
            faults.setdefault(name, []).append(_fault(name, message, at, complete=whole))
        self._faults[paths] = tuple([_together(of_file) for of_file in faults.values()])

    def _places(self, planned: PagePlan, how: How) -> Iterator[Path]:
        """Where the index is kept: beside the store, or for this run alone."""
        if how.indexed and (how.store or planned.file):
            yield how.store.with_name(INDEX) if how.store else planned.file.parent / STORE[0] / INDEX  # type: ignore[union-attr]
        from tempfile import TemporaryDirectory  # as above

        self._folder = self._folder or TemporaryDirectory(prefix="bylint-")
        yield Path(self._folder.name).resolve() / STORE[0] / INDEX


def _fault(name: str, message: str, at: Iterable[int], *, complete: bool) -> PageResult:
    """What is said of a file of originals: that something in it was left out, or, if that is `complete`, is of no use."""
    byte, line, column, column_8 = at
    result = failure(name, "originals/excerpt" if complete else "originals/unreadable", message, complete=complete)
    place = Place(byte, byte, line, column, line, column, column_8, column_8)
    return result._replace(findings=(result.findings[0]._replace(place=place),), page=False)


def _together(results: list[PageResult]) -> PageResult:
    """What is said of one file."""
    findings = [finding for result in results for finding in result.findings]
    own = [each._replace(fingerprint=digest(each.rule, each.path, str(at)), cause=each.fingerprint) for at, each in enumerate(findings)]
    return results[0]._replace(findings=in_order(own), complete=all(result.complete for result in results))
