"""The worker processes as the server sees them: one page each, and a new worker for each that is lost."""

import asyncio
import multiprocessing
import time
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import Any

from bylint.pool import Lost, death
from bylint.serve.order import Order
from bylint.serve.worker import Begun, House, Ready, Reply, work

# How long a worker may take to start, or to read a config, in seconds.
START = 60
ENDING = Reply(503, error="The server was told to end before this was checked. Send it again when the server is back.")


class StartError(Exception):
    """The workers cannot start. The message says why: mostly a config that cannot be used."""


class Crew:
    """`jobs` workers. Each has a thread that waits for it, as pipes cannot be waited for otherwise on every system."""

    def __init__(self, house: House, jobs: int) -> None:
        self._house, self._jobs = house, jobs
        self._threads = ThreadPoolExecutor(jobs)
        self._workers: set[_Worker] = set()
        self._idle: asyncio.Queue[_Worker] = asyncio.Queue()

    async def start(self) -> int:
        """Start all workers; how many bytes a page may have. Raises StartError."""
        for _ in range(self._jobs):
            self._add()
        told = await asyncio.gather(*(self._in_thread(worker.started) for worker in self._workers))
        if failed := next((one for one in told if not isinstance(one, Ready)), None):
            raise StartError(failed.error if isinstance(failed, Reply) else f"A worker could not start: {failed.reason}.")
        return max(one.page_bytes for one in told if isinstance(one, Ready))

    async def check(self, order: Order, gone: Callable[[], Awaitable[bool]]) -> Reply | Lost | None:
        """The reply to an order, once a worker is free; None if by then the client is `gone`."""
        worker = await self._idle.get()
        if not self._jobs or await gone():
            self._idle.put_nowait(worker)
            return None if self._jobs else ENDING
        if not worker.process.is_alive():  # died while it had nothing to do
            worker = self._replaced(worker)
        try:
            reply: Reply | Lost = await self._in_thread(worker.ask, order)
            return reply if self._jobs or isinstance(reply, Reply) else ENDING
        except asyncio.CancelledError:
            worker.kill()
            raise
        finally:
            self._idle.put_nowait(worker if not worker.over else self._replaced(worker))

    def give_up(self) -> None:
        """End all workers at once, whatever they do. What is asked, and what was not answered yet, is replied to with `ENDING`."""
        self._jobs = 0
        for worker in self._workers:
            worker.kill()

    def stop(self) -> None:
        """Give up and let all go."""
        self.give_up()
        self._threads.shutdown()

    def _in_thread(self, ask: Any, *arguments: Any) -> Any:
        return asyncio.get_running_loop().run_in_executor(self._threads, ask, *arguments)

    def _add(self, *, idle: bool = True) -> "_Worker":
        worker = _Worker(self._house)
        self._workers.add(worker)
        if idle:
            self._idle.put_nowait(worker)
        return worker

    def _replaced(self, worker: "_Worker") -> "_Worker":
        worker.kill()
        if not self._jobs:  # all is being stopped
            return worker
        with suppress(OSError):  # no more processes or files: the next order tries again
            new = self._add(idle=False)
            self._workers.discard(worker)
            return new
        return worker


class _Worker:
    """Started from the thread of the server, with whose end it ends; a fork would hold the server's connections open."""

    def __init__(self, house: House) -> None:
        context = multiprocessing.get_context("spawn")
        self._pipe, theirs = context.Pipe()
        self._ready: Any = None
        self.over = False
        self.process = context.Process(target=work, args=(theirs, house), daemon=True)
        self.process.start()
        theirs.close()

    def started(self) -> Any:
        """What the worker says once it has started: `Ready`, why it cannot, or Lost."""
        if self._ready is None:
            self._ready = self._receive(START)
            self.over = self.over or not isinstance(self._ready, Ready)
        return self._ready

    def ask(self, order: Order) -> Reply | Lost:
        """The reply to an order. Blocks."""
        told = self.started()
        if isinstance(told, Ready):
            try:
                self._pipe.send(order)
            except OSError:
                return self._lost()
            told = self._receive(START)
        if isinstance(told, Begun):
            told = self._receive(told.seconds)
        assert isinstance(told, Reply | Lost)
        return told

    def kill(self) -> None:
        """End the process; what waits for it hears that it is lost."""
        self.over = True
        with suppress(OSError, ValueError, AttributeError):
            self.process.kill()

    def _receive(self, seconds: float) -> Any:
        until = time.monotonic() + seconds
        try:
            if not self._pipe.poll(max(0.0, until - time.monotonic())):
                self.kill()
                return Late(f"it took longer than {seconds:g} seconds")
            return self._pipe.recv()
        except (EOFError, OSError):
            return self._lost()

    def _lost(self) -> Lost:
        self.over = True
        self.process.join(5)
        return Lost(death(self.process.exitcode))


class Late(Lost):
    """A worker was stopped, as its time was over."""
