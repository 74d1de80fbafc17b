"""What a check of a folder's pages costs, beside what their parsing by lxml alone costs.

    python tests/bench/cost.py FOLDER [--pages 200] [--shown 12]

CPU time of this process over the .html files below the folder: lxml on the decoded text, and the
whole check with every rule on, from the bytes of the file to its findings, without and with the notes of
rules that compare pages. They take turns on each
page, round after round over all pages, and of each page the least counts, because others at work on
the machine only ever add to it. The garbage collector works as in the command. The first ratio is
that of the two sums; the second has all rounds in it but the first, which reads the phrases, and so
also what the collector and the machine do now and then. Then the parts that cost most, least of the
rounds too: a view's time is its own, without the views it asks, a rule's is without views, and each
has a little of the clock's in it.
"""

import argparse
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

from lxml import html

from bylint import garbage
from bylint.check import Plan, RuleSetting, check
from bylint.lexicon import Lexicon
from bylint.plugins import load
from bylint.settings import Settings
from bylint.source import Source
from bylint.timing import Clock, timing

ROUNDS = 5


def rounds(pages: dict[str, bytes], *works: Callable[[str, bytes], object]) -> list[tuple[float, float]]:
    """CPU seconds of each work on all pages: of each page the least of its rounds, and their mean."""
    spent: defaultdict[tuple[int, str], list[float]] = defaultdict(list)
    for _ in range(ROUNDS):
        for name, data in pages.items():
            for number, work in enumerate(works):
                begin = time.process_time()
                work(name, data)
                spent[number, name].append(time.process_time() - begin)
    told = [[spent[number, name] for name in pages] for number in range(len(works))]
    return [(sum(map(min, each)), sum(sum(took[1:]) for took in each) / (ROUNDS - 1)) for each in told]


def parts(pages: dict[str, bytes], work: Callable[[str, bytes], object]) -> dict[str, float]:
    """CPU seconds of each part of some work on all pages, of each page the least of its rounds."""
    least: defaultdict[tuple[str, str], float] = defaultdict(lambda: float("inf"))
    for _ in range(ROUNDS):
        for name, data in pages.items():
            clock = Clock()
            with timing(clock), clock.of("the engine: source, markup, findings"):
                work(name, data)
            for part, took in clock.spent.items():
                least[part, name] = min(least[part, name], took)
    total: defaultdict[str, float] = defaultdict(float)
    for (part, _), took in least.items():
        total[part] += took
    return total


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
    texts = {name: Source.read(name, data).text.encode("utf-8", "replace") for name, data in pages.items()}
    packs = load()
    garbage.seldom()
    plan = Plan(tuple(RuleSetting(id, rule.severity) for id, rule in packs.rules.items()), Settings(lexicon=Lexicon(packs.lexicons)))

    def checked(name: str, data: bytes) -> None:
        check(name, data, plan, packs.rules, alone=True)

    def noted(name: str, data: bytes) -> None:
        check(name, data, plan, packs.rules)

    parser_of_text = html.HTMLParser(encoding="utf-8")
    parsing, checking, noting = rounds(pages, lambda name, _: html.document_fromstring(texts[name], parser_of_text), checked, noted)
    spent = parts(pages, noted)

    print(f"{len(pages)} pages, {sum(map(len, pages.values())) / 1e6:.1f} MB, {len(packs.rules)} rules")
    for name, took in (("lxml alone", parsing[0]), ("whole check", checking[0]), ("with notes for rules that compare pages", noting[0])):
        print(f"{1000 * took / len(pages):8.2f} ms a page  {name}")
    for took in (checking, noting):
        print(f"{took[0] / parsing[0]:8.2f} times, {took[1] / parsing[1]:.2f} with all rounds{', with notes' if took is noting else ''}")
    for name, took in sorted(spent.items(), key=lambda item: -item[1])[: given.shown]:
        print(f"{1000 * took / len(pages):8.2f} ms a page  {name}")


if __name__ == "__main__":
    main()
