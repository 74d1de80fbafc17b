"""A bar for those who wait: on a terminal, and only when a run takes long enough to wonder."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

# Seconds before it shows, and between two looks at it.
PATIENCE, REFRESH = 2.0, 0.2


@contextmanager
def progress(total: int | None, what: str = "pages") -> Iterator[Callable[[int], None]]:
    """Gives a function to be told how many pages, or `what` else, are done. `total` is how many there are, None where nobody knows."""
    if not sys.stderr.isatty():
        yield lambda count: None
        return
    bar = _Bar(total, what)
    try:
        yield bar.done
    finally:
        bar.end()


class _Bar:
    def __init__(self, total: int | None, what: str) -> None:
        self._total, self._what = total, what
        self._begin = self._shown = time.monotonic()
        self._rich: Any = None

    def done(self, count: int) -> None:
        now = time.monotonic()
        if now - self._begin < PATIENCE or now - self._shown < REFRESH:
            return
        self._shown = now
        if self._rich is None:
            self._rich = self._made()
            self._rich.start()
            self._task = self._rich.add_task("", total=self._total)
        rate = count / (now - self._begin)
        left = f", {_spoken((self._total - count) / rate)} left" if self._total else ""
        self._rich.update(self._task, completed=count, description=f"{count:,} {self._what}, {rate:,.0f} a second{left}")
        self._rich.refresh()

    def end(self) -> None:
        if self._rich is not None:
            self._rich.stop()

    def _made(self) -> Any:
        from rich.console import Console  # most runs are over before
        from rich.progress import BarColumn, Progress, TextColumn

        # No thread of its own: workers are forked from this process.
        return Progress(
            BarColumn(), TextColumn("{task.description}"), console=Console(stderr=True), auto_refresh=False, transient=True
        )


def _spoken(seconds: float) -> str:
    minutes, seconds = divmod(round(seconds), 60)
    return f"{minutes} min {seconds:02} s" if minutes else f"{seconds} s"
