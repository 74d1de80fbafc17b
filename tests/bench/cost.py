"""What a check of a folder's pages costs, beside what their parsing by lxml alone costs.

    python tests/bench/cost.py FOLDER [--pages 200] [--shown 12]

CPU time of one process after a first round, over the .html files below the folder: lxml on the decoded
text; the whole check with every rule on; their ratio; the parts of it that cost most. A view's
time is its own, without the views it asks, and a rule's is without views.
"""

import argparse
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unittest.mock import patch

from lxml import html

from bylint.check import Plan, RuleSetting, check
from bylint.lexicon import Lexicon
from bylint.page import Page
from bylint.plugins import load
from bylint.rule import Rule
from bylint.settings import Settings
from bylint.source import Source


class Clock:
    """CPU seconds by name; time inside an inner name does not count for the outer one."""

    def __init__(self) -> None:
        self.spent: defaultdict[str, float] = defaultdict(float)
        self._inner = 0.0

    @contextmanager
    def of(self, name: str) -> Iterator[None]:
        outer, self._inner = self._inner, 0.0
        begin = time.process_time()
        try:
            yield
        finally:
            took = time.process_time() - begin
            self.spent[name] += took - self._inner
            self._inner = outer + took


@contextmanager
def timing(clock: Clock) -> Iterator[None]:
    """Have all views and rules timed."""
    run, view = Rule.run, Page.view

    def timed_run(rule: Rule, page: Page, options: Any = None) -> list[Any]:
        with clock.of(f"rule {rule.id}"):
            return list(run(rule, page, options))

    def timed_view(page: Page, make: Callable[[Page], Any]) -> Any:
        if make in page._views:
            return view(page, make)
        with clock.of(f"view {make.__module__}.{make.__qualname__}"):
            return view(page, make)

    with patch.object(Rule, "run", timed_run), patch.object(Page, "view", timed_view):
        yield


def cpu(work: Callable[[str, bytes], Any], pages: dict[str, bytes]) -> float:
    """CPU seconds of some work on all pages, after a round that reads the phrases of their languages."""
    for name, data in pages.items():
        work(name, data)
    begin = time.process_time()
    for name, data in pages.items():
        work(name, data)
    return time.process_time() - begin


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--pages", type=int, default=200, help="take about this many, from all over the folder")
    parser.add_argument("--shown", type=int, default=12, help="show this many parts")
    given = parser.parse_args()
    files = sorted(given.folder.rglob("*.html"))
    files = files[:: max(1, len(files) // given.pages)][: given.pages]
    if not files:
        parser.error(f"no .html files in {given.folder}")
    pages = {str(file): data for file in files if (data := file.read_bytes()).strip()}
    texts = {name: Source.read(name, data).text for name, data in pages.items()}
    packs = load()
    plan = Plan(tuple(RuleSetting(id, rule.severity) for id, rule in packs.rules.items()), Settings(lexicon=Lexicon(packs.lexicons)))

    parser_of_text = html.HTMLParser(encoding="utf-8")
    parsing = cpu(lambda name, _: html.document_fromstring(texts[name].encode("utf-8", "replace"), parser_of_text), pages)
    checking = cpu(lambda name, data: check(name, data, plan, packs.rules), pages)
    clock = Clock()
    with timing(clock):
        for name, data in pages.items():
            with clock.of("the engine: source, markup, findings"):
                check(name, data, plan, packs.rules)

    print(f"{len(pages)} pages, {sum(map(len, pages.values())) / 1e6:.1f} MB, {len(packs.rules)} rules")
    for name, took in (("lxml alone", parsing), ("whole check", checking)):
        print(f"{1000 * took / len(pages):8.2f} ms a page  {name}")
    print(f"{checking / parsing:8.2f} times")
    for name, took in sorted(clock.spent.items(), key=lambda item: -item[1])[: given.shown]:
        print(f"{1000 * took / len(pages):8.2f} ms a page  {name}")


if __name__ == "__main__":
    main()
