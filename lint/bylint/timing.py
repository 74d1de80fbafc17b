"""How long rules and views take."""

import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from bylint.page import Page
from bylint.rule import Rule


class Clock:
    """CPU seconds by name, and how often each was begun; time inside an inner name does not count for the outer one."""

    def __init__(self) -> None:
        self.spent: defaultdict[str, float] = defaultdict(float)
        self.times: defaultdict[str, int] = defaultdict(int)
        self._inner = 0.0

    @contextmanager
    def of(self, name: str) -> Iterator[None]:
        """Take the time of what is done within."""
        outer, self._inner = self._inner, 0.0
        begin = time.process_time()
        try:
            yield
        finally:
            took = time.process_time() - begin
            self.spent[name] += took - self._inner
            self.times[name] += 1
            self._inner = outer + took


@contextmanager
def timing(clock: Clock) -> Iterator[None]:
    """Have all views and rules of this process timed: a view without the views it asks, a rule without views."""
    run, view = Rule.run, Page.view

    def timed_run(rule: Rule, page: Page, options: Any = None) -> Any:
        with clock.of(f"rule {rule.id}"):
            return list(run(rule, page, options))

    def timed_view(page: Page, make: Callable[[Page], Any]) -> Any:
        if page.has(make):
            return view(page, make)
        with clock.of(f"view {make.__module__}.{make.__qualname__}"):
            return view(page, make)

    setattr(Rule, "run", timed_run)  # noqa: B010 types are not changed
    setattr(Page, "view", timed_view)  # noqa: B010
    try:
        yield
    finally:
        setattr(Rule, "run", run)  # noqa: B010
        setattr(Page, "view", view)  # noqa: B010
