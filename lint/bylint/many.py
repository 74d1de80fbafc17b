"""Many pages at once: those that are known come from the store, workers check the others, judges see them all."""

import os
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

from bylint.check import checked, failure
from bylint.config import PagePlan
from bylint.how import How, PlanFor
from bylint.inputs import PageFile, pages
from bylint.key import code_key, page_key, plan_key
from bylint.packed import Packed, pack
from bylint.pool import Lost, Pool
from bylint.result import PageResult, Results, StoreError
from bylint.site import Site
from bylint.store import Store


class _Task(NamedTuple):
    number: int
    file: str
    name: str
    data: bytes
    key: bytes | None
    seconds: float


@dataclass(frozen=True)
class _Work:
    """What a worker does with a task. It finds out itself what applies to the page, which is cheaper than to be told."""

    plan_for: PlanFor

    def __call__(self, task: _Task) -> Packed:
        planned = self.plan_for(task.file)
        return pack(checked(task.name, task.data, planned.plan, planned.packs.rules))


def together(files: Sequence[PageFile], plan_for: PlanFor, how: How) -> Results:
    """The results of many pages. Where the store fails, all are checked again without it, which is said once."""
    for store in _stores(how):
        try:
            results = _Run(files, plan_for, how, store).results()
            if not how.keep:  # the store is locked for as long as it has what is to be taken back
                results = replace(results, pages=[*results])
                store.close()
            return results
        except StoreError as error:
            store.close()
            how.warn(f"The store cannot be kept ({error}), so pages are checked without what is known from earlier runs.")
    raise AssertionError("memory does not fail")


def _stores(how: How) -> Iterator[Store]:
    """Where the run's pages are kept: the file, a private database on disk, memory."""
    if how.store:
        try:
            store = Store(how.store, keep=how.keep)
        except StoreError as error:
            how.warn(f"The store {how.store} cannot be used ({error}), so pages are checked without what is known from earlier runs.")
        else:
            if store.rebuilt:
                how.warn(f"The store {how.store} was of another version or damaged and is made anew, so all pages are checked.")
            yield store
    yield Store()
    yield Store(spill=False)


class _Run:
    def __init__(self, files: Sequence[PageFile], plan_for: PlanFor, how: How, store: Store) -> None:
        self.files, self.plan_for, self.how, self.store = files, plan_for, how, store
        self.plans: list[PagePlan] = []
        self.places: list[tuple[str, int]] = []
        self.done = 0
        self._keys: dict[int, bytes | None] = {}
        self._codes: dict[int, bytes] = {}

    def results(self) -> Results:
        try:
            for task, result in self._checked(_Work(self.plan_for)):
                packed = pack(_lost(task.name, result)) if isinstance(result, Lost) else result
                # What went wrong may go right the next time.
                code = self._codes[id(self.plans[task.number])]
                self._add(task.number, packed, task.key if packed.complete else None, code)
        except KeyboardInterrupt:
            self.store.save()
            return Results(Site(self.store, self.plans), interrupted=True)
        self.store.sort()
        self._settle()
        site = Site(self.store, self.plans)
        whole = bool(self.how.folders and self.how.store and self.how.site)
        site.judge(whole=whole)
        if whole:
            self.store.purge()  # not before, as what was judged last tells which groups have changed
        return Results(site, self.store.causes())

    def _checked(self, work: _Work) -> Iterator[tuple[_Task, Packed | Lost]]:
        """What is not known, checked: one page, or all where there are no workers, here, many by workers."""
        if not self.how.jobs or (len(self.files) == 1 and not self.files[0].archive):
            return ((task, work(task)) for task in self._unknown())
        pool: Pool[_Task, Packed] = Pool(work, self.how.jobs, lambda task: task.seconds)
        return pool.map(self._unknown())

    def _unknown(self) -> Iterator[_Task]:
        """The pages that are to be checked; all others are known already."""
        for file in self.files:
            # To the pages of an archive applies what does to the archive: their names are a stranger's.
            planned = self.plan_for(file.name)
            for name, data in pages(file, planned.plan.settings.page_bytes):
                number = len(self.plans)
                self.plans.append(planned)
                if not (file.stdin or file.archive):
                    self.places.append((name, number))
                if isinstance(data, PageResult):
                    self._add(number, pack(data), None)
                    continue
                key = self._key(planned, name, data)
                if key and self.store.take(number, key):
                    self._count()
                else:
                    yield _Task(number, file.name, name, data, key, planned.plan.settings.page_seconds)

    def _key(self, planned: PagePlan, name: str, data: bytes) -> bytes | None:
        plan = id(planned)  # there is one object for all pages to which the same applies
        if plan not in self._keys:
            self._keys[plan], self._codes[plan] = None, b""
            with suppress(OSError):  # a file that an option names is gone: the rule will say so
                self._codes[plan] = code_key(planned)
                self._keys[plan] = plan_key(planned, self._codes[plan])
        known = self._keys[plan]
        return known and page_key(known, name, data)

    def _add(self, number: int, packed: Packed, key: bytes | None, code: bytes = b"") -> None:
        self.store.add(number, packed, key, code)
        self._count()

    def _count(self) -> None:
        self.done += 1
        self.how.done(self.done)

    def _settle(self) -> None:
        """Let the store know the site as it is now, and the run what else is on it."""
        if not (self.how.store and self.how.site):
            return
        root = self.how.store.parent.parent
        place = _Places(root)
        self.store.join((place.of(name), number) for name, number in self.places)
        for folder in self.how.folders:
            self.store.leave(place.below(folder))
        if not self.how.folders and not any(file.archive for file in self.files):  # an archive is a site of its own
            own = [place.of(name) for name in (*(file.name for file in self.files), *(name for name, _ in self.places))]
            self.store.beside(own, self._codes.values(), lambda place: Path(root, place).exists())


class _Places:
    """Where pages are, as seen from the folder that has the store: the same wherever the command is called."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._below: dict[str, str] = {}

    def of(self, page: str) -> str:
        above, slash, name = page.rpartition("/")
        if (below := self._below.get(above + slash)) is None:
            below = self._below[above + slash] = self.below(above + slash or ".")
        return below + name

    def below(self, folder: str) -> str:
        """What the places of the pages in a folder begin with."""
        try:
            place = os.path.relpath(folder, self._root).replace(os.sep, "/")
        except ValueError:  # on another drive
            place = folder.rstrip("/")
        return "" if place == "." else f"{place}/"


def _lost(name: str, lost: Lost) -> PageResult:
    message = f"The page could not be checked: {lost.reason}. Look at what is unlike other pages in it, or leave it out."
    return failure(name, "page/check-failed", message, complete=False)
