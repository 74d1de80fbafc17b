"""Processes that work side by side, and outlive what a page does to one of them.

The standard library's pools give up all their work when one process dies, and wait for one that
never ends; here the page that did it is told and the others go on.
"""

import multiprocessing
import os
import signal
import sys
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from itertools import islice
from multiprocessing.connection import Connection, wait
from typing import Any, Generic, NamedTuple, TypeVar

from bylint import garbage

# A fork is ready at once and shares what is loaded; elsewhere than on Linux it is not safe.
FORKS = sys.platform == "linux"
T = TypeVar("T")
R = TypeVar("R")
# A worker gets so many tasks at once, so that it does not wait for each: few, as they are held in memory twice.
BATCH = 4
# What a worker may take of memory, in bytes. The largest page that is read takes half of it.
MEMORY = 2 << 30


class Lost(NamedTuple):
    """Stands for the result of a task whose worker died or was stopped over it: why, as part of a sentence."""

    reason: str


class Pool(Generic[T, R]):
    """`jobs` processes that do `work`, a function that can be pickled, and may take over a task as many
    `seconds` as that function says. They start when there is something to do."""

    def __init__(self, work: Callable[[T], R], jobs: int, seconds: Callable[[T], float]) -> None:
        if jobs < 1:
            raise ValueError("without a process no work is done")
        self._work, self._jobs, self._seconds = work, jobs, seconds
        self._workers: list[_Worker[T, R]] = []

    def map(self, tasks: Iterable[T]) -> Iterator[tuple[T, R | Lost]]:
        """Each task with its result, as they are done. Tasks are taken from the iterable as workers want them."""
        source, back = iter(tasks), deque[T]()
        try:
            while True:
                for worker in [worker for worker in self._workers if not worker.tasks]:
                    if not self._feed(worker, source, back):
                        break
                else:
                    # One task at first, so that it is at work while others are looked for.
                    if len(self._workers) < self._jobs and (batch := _batch(source, back, 1)):
                        self._workers.append(_Worker(self._work, [worker.pipe for worker in self._workers]))
                        self._send(self._workers[-1], batch)
                        continue
                busy = [worker for worker in self._workers if worker.tasks]
                if not busy:
                    return
                rest = max(0.0, min(worker.until for worker in busy) - time.monotonic())
                ready = wait([worker.pipe for worker in busy], rest)
                for worker in busy:
                    if worker.pipe in ready:
                        yield from self._receive(worker, back)
                    elif worker.until <= time.monotonic():
                        yield self._lose(worker, f"it took longer than {self._seconds(worker.tasks[0]):g} seconds", back)
        finally:
            self.stop()

    def stop(self) -> None:
        """End all workers at once, whatever they do."""
        for worker in self._workers:
            worker.kill()
        self._workers.clear()

    def _feed(self, worker: "_Worker[T, R]", source: Iterator[T], back: deque[T]) -> bool:
        batch = _batch(source, back, BATCH)
        if batch:
            try:
                self._send(worker, batch)
            except OSError:  # died while it had nothing to do
                self._workers.remove(worker)
                worker.kill()
                back.extend(batch)
        return bool(batch)

    def _receive(self, worker: "_Worker[T, R]", back: deque[T]) -> Iterator[tuple[T, R | Lost]]:
        try:
            result: R = worker.pipe.recv()
        except (EOFError, OSError):
            worker.process.join(5)
            yield self._lose(worker, death(worker.process.exitcode), back)
            return
        task = worker.tasks.popleft()
        self._wait_for(worker)
        yield task, result

    def _send(self, worker: "_Worker[T, R]", batch: list[T]) -> None:
        worker.pipe.send(batch)
        worker.tasks.extend(batch)
        self._wait_for(worker)

    def _wait_for(self, worker: "_Worker[T, R]") -> None:
        if worker.tasks:
            worker.until = time.monotonic() + self._seconds(worker.tasks[0])

    def _lose(self, worker: "_Worker[T, R]", reason: str, back: deque[T]) -> tuple[T, R | Lost]:
        """The task that a worker is over, lost. What it had not begun goes to others."""
        self._workers.remove(worker)
        worker.kill()
        task, *rest = worker.tasks
        back.extend(rest)
        return task, Lost(reason)


class _Worker(Generic[T, R]):
    def __init__(self, work: Callable[[T], R], others: list[Connection]) -> None:
        context: Any = multiprocessing.get_context("fork" if FORKS else "spawn")
        self.pipe, theirs = context.Pipe()
        self.tasks: deque[T] = deque()
        self.until = 0.0
        # A copy of the other workers' pipes would keep them from seeing that this process is gone.
        inherited = [self.pipe, *others] if FORKS else []
        self.process: Any = context.Process(target=_serve, args=(theirs, work, inherited), daemon=True)
        self.process.start()
        theirs.close()

    def kill(self) -> None:
        self.pipe.close()
        with suppress(OSError, ValueError):
            self.process.kill()
            self.process.join(5)


def _batch(source: Iterator[T], back: deque[T], most: int) -> list[T]:
    """What a worker gets next: first what another did not come to."""
    batch = [back.popleft() for _ in range(min(most, len(back)))]
    return batch + list(islice(source, most - len(batch)))


def _serve(pipe: Connection, work: Callable[[T], R], inherited: list[Connection]) -> None:
    """What a worker does: tasks, one after the other, until there are no more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the first process tells when to end
    for other in inherited:
        other.close()
    limit_memory()
    end_with_parent()
    garbage.seldom()
    while True:
        try:
            batch: list[T] = pipe.recv()
        except (EOFError, OSError):
            os._exit(0)
        for task in batch:
            result = work(task)
            try:
                pipe.send(result)
            except OSError:
                os._exit(0)


def limit_memory() -> None:
    """Have this process take no more than `MEMORY`."""
    with suppress(ImportError, ValueError, OSError):
        import resource  # not on every system

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, resource.getrlimit(resource.RLIMIT_AS)[1]))


def end_with_parent() -> None:
    """Have a worker that hangs over a page end with the process that would have ended it."""
    if sys.platform == "linux":
        import ctypes

        with suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(1, signal.SIGKILL)  # PR_SET_PDEATHSIG


def death(code: int | None) -> str:
    """How a process that ended with a code died, as part of a sentence."""
    if code is not None and code < 0:
        with suppress(ValueError):
            return f"the process that checked it was killed by {signal.Signals(-code).name}"
    return f"the process that checked it ended with code {code}"
