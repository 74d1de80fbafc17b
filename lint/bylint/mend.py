"""Fixing the pages of a run: each is read again, and mended by a worker where there are several."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import NamedTuple

from bylint.check import page_digest
from bylint.fixing import Fixed, Fixer
from bylint.how import PlanFor
from bylint.inputs import Files, PageFile
from bylint.pool import Lost, Pool
from bylint.problem import Safety
from bylint.result import PageResult

# So often a site is checked again and fixed: rules that compare pages may find more on pages that were mended.
ROUNDS = 4
Quiet = Callable[[PageResult], PageResult]


class Mended(NamedTuple):
    """What became of a page: its bytes `was` and how it was `fixed`, or the `trouble`, a sentence, for which it was left as it is."""

    file: PageFile
    was: bytes = b""
    fixed: Fixed = Fixed(b"")
    trouble: str = ""


class _Task(NamedTuple):
    number: int
    file: PageFile
    result: PageResult


@dataclass(frozen=True)
class _Work:
    plan_for: PlanFor
    quiet: Quiet
    wanted: tuple[Safety, ...]

    def __call__(self, task: _Task) -> Mended:
        _, file, result = task
        if file.archive:
            return Mended(file, trouble=f"{result.path} was not fixed: archives are left as they are. Unpack it first.")
        try:
            data = Path(file.name).read_bytes() if file.data is None else file.data
        except OSError as error:
            return Mended(file, trouble=f"{file.name} was not fixed: it cannot be read ({error.strerror}).")
        if page_digest(data) != result.digest:
            return Mended(file, trouble=f"{file.name} was not fixed: it has changed since it was checked. Check it again.")
        planned = self.plan_for(file.name)
        return Mended(file, data, Fixer(planned.plan, planned.packs.rules, self.quiet, self.wanted).fix(data, result))


def mend(
    files: Files,
    results: Iterable[PageResult],
    plan_for: PlanFor,
    quiet: Quiet,
    wanted: tuple[Safety, ...],
    jobs: int,
) -> Iterator[Mended]:
    """What becomes of the pages whose findings have fixes of the wanted kinds; nothing is written."""
    work = _Work(plan_for, quiet, wanted)
    pages = (result for result in results if any(each.fix and each.fix.safety in wanted for each in result.findings))
    tasks = (_Task(number, files.of(result.path), result) for number, result in enumerate(result for result in pages if result.page))
    if len(files.by_name) == 1 or not jobs:
        yield from map(work, tasks)
        return
    pool: Pool[_Task, Mended] = Pool(work, jobs, lambda task: 10.0 * plan_for(task.file.name).plan.settings.page_seconds)
    early: dict[int, Mended] = {}
    following = count()
    first = next(following)
    for task, done in pool.map(tasks):
        trouble = f"{task.result.path} was not fixed: {done.reason}." if isinstance(done, Lost) else ""
        early[task.number] = Mended(task.file, trouble=trouble) if isinstance(done, Lost) else done
        while first in early:  # in the order of the pages, whoever is ready first
            yield early.pop(first)
            first = next(following)
