"""What a site's originals cost: one line a figure, with the bar it must pass.

    python tests/bench/originals.py [--originals 100000] [--rounds 5] [--keep FOLDER]

Makes feeds of RSS and files of ninjs with so many originals in a temporary folder, and a site of a few pages, some of them copies. Times
are of this process, CPU of user and system; the check with and without originals takes turns on the same pages, and of each page the
least counts. Exits with 1 where the bar is not passed.
"""

import argparse
import json
import random
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from html import escape
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT / each) for each in ("lint", "rules", "schemas")]

from bylint.check import check  # noqa: E402
from bylint.config import Configs  # noqa: E402
from bylint.originals.index import Index  # noqa: E402
from bylint.originals.walk import File, walk  # noqa: E402
from bylint.page import Page  # noqa: E402
from bylint.settings import Originals  # noqa: E402
from bylint.source import Source  # noqa: E402
from bylint_rules.views.original import matched  # noqa: E402

BAR = 2.0
IN_FILE = 10_000
PAGES = 40
# As languages have them: a few words are most of any text.
VOCABULARY = [f"{first}{last}" for first in "ba ce di fo gu ha je ki lo mu na pe ri so tu va we xi yo zu".split()
              for last in "ban cel dim for gur has jet kin lom mur net pol rit sof tun van wer xil yon zut".split() for _ in (0,)]  # fmt: skip
WEIGHTS = [1 / (at + 2) for at in range(len(VOCABULARY))]
NOTICE = "This material may not be published, broadcast, rewritten or redistributed without the consent of the Island Wire and its partners."


def story(number: int) -> tuple[str, list[str]]:
    told = random.Random(number)
    paragraphs = [" ".join(told.choices(VOCABULARY, WEIGHTS, k=told.randint(25, 55))).capitalize() + f" {told.randint(1, 9999)}." for _ in range(9)]
    return " ".join(told.choices(VOCABULARY, k=7)).capitalize(), [*paragraphs, NOTICE]


def feeds(count: int, folder: Path) -> None:
    folder.mkdir()
    for first in range(0, count, IN_FILE):
        numbers = range(first, min(first + IN_FILE, count))
        with (folder / f"{first}.{'xml' if first // IN_FILE % 2 else 'json'}").open("w", encoding="utf-8") as out:
            out.writelines(_rss(numbers) if first // IN_FILE % 2 else _ninjs(numbers))


def _rss(numbers: range) -> Iterator[str]:
    yield '<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Island Wire</title>\n'
    for number in numbers:
        title, paragraphs = story(number)
        html = "".join(f"<p>{escape(each)}</p>" for each in paragraphs)
        yield f"<item><title>{title}</title><link>https://wire.example/{number}</link><guid>urn:wire:{number}</guid>"
        yield f"<pubDate>Sun, 01 Mar 2026 08:00:00 GMT</pubDate><content:encoded><![CDATA[{html}]]></content:encoded></item>\n"
    yield "</channel></rss>\n"


def _ninjs(numbers: range) -> Iterator[str]:
    yield "["
    for number in numbers:
        title, paragraphs = story(number)
        html = "".join(f"<p>{escape(each)}</p>" for each in paragraphs)
        item = {"uri": f"https://wire.example/{number}", "type": "text", "headline": title, "body_xhtml": html, "pubstatus": "usable"}
        yield f"{',' if number != numbers[0] else ''}\n{json.dumps(item)}"
    yield "]\n"


def pages(count: int) -> list[bytes]:
    """Copies that name their original, copies that do not, excerpts, and stories of the site's own."""
    made = []
    for at in range(PAGES):
        number = at * (count // PAGES)
        title, paragraphs = story(number if at % 4 < 3 else count + at)
        head = f'<link rel="canonical" href="https://wire.example/{number}">' if at % 4 == 0 else ""
        shown = paragraphs[2:5] if at % 4 == 2 else paragraphs
        menu = "".join(f'<li><a href="/section/{each}">{each}</a></li>' for each in VOCABULARY[:40])
        text = "".join(f"<p>{escape(each)}</p>" for each in shown)
        made.append(
            f'<!doctype html><html lang="en"><head><title>{title} - Coast Mirror</title>{head}<meta name="author" content="Ada Quay"></head><body>'
            f"<nav><ul>{menu}</ul></nav><article><h1>{title}</h1><p>By Ada Quay</p>{text}</article><footer>Coast Mirror</footer></body></html>".encode()
        )
    return made


def cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def timed(work: object) -> float:
    begun = cpu()
    work()  # type: ignore[operator]
    return cpu() - begun


def main() -> int:
    wanted = argparse.ArgumentParser(description=__doc__)
    wanted.add_argument("--originals", type=int, default=100_000)
    wanted.add_argument("--rounds", type=int, default=5)
    given = wanted.parse_args()
    with tempfile.TemporaryDirectory(prefix="bylint-bench-") as name:
        folder = Path(name)
        feeds(given.originals, folder / "originals")
        size = sum(each.stat().st_size for each in (folder / "originals").iterdir())
        print(f"{given.originals:,} originals in {size / 1e6:,.0f} MB")
        file = folder / ".bylint" / "originals.sqlite"

        def refresh() -> str:
            index = Index(file)
            state = index.refresh([each for each in walk([folder / "originals"]) if isinstance(each, File)])
            index.close()
            assert not state.faults
            return state.digest

        begun = time.perf_counter()
        state = refresh()
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"index built in {time.perf_counter() - begun:,.1f} s, {file.stat().st_size / 1e6:,.0f} MB, {peak:,.0f} MiB of memory at most")
        begun = time.perf_counter()
        assert refresh() == state
        print(f"looked through again, nothing changed, in {time.perf_counter() - begun:.3f} s")
        planned = Configs(isolated=True).for_page(Path("page.html"))
        settings = planned.plan.settings._replace(originals=Originals((folder / "originals",), file=file, state=state))
        htmls = pages(given.originals)
        kinds: dict[str, list[float]] = {}
        right = 0
        for number, html in enumerate(htmls):
            alone, more = [], []
            for _ in range(given.rounds):
                alone.append(timed(lambda html=html: check("page.html", html, planned.plan, planned.packs.rules)))

                page = Page(Source.read("page.html", html), settings)
                for rule in planned.plan.rules:  # what the check has worked out when a rule asks for the original
                    list(planned.packs.rules[rule.rule].run(page, rule.options))
                more.append(timed(lambda page=page: page.view(matched)))
            found = page.view(matched)
            expected = None if number % 4 == 3 else f"https://wire.example/{number * (given.originals // PAGES)}"
            right += (found.original.url if found else None) == expected
            kind = ("named", "by its text", "excerpt", "of the site's own")[number % 4]
            kinds.setdefault(kind, []).append((min(alone) + min(more)) / min(alone))
        print(f"{right} of {len(htmls)} pages have the original they should")
        worst = 0.0
        for kind, shares in kinds.items():
            worst = max(worst, max(shares))
            print(f"check and match of a page, {kind}: {statistics.median(shares):.2f} of the check alone, {max(shares):.2f} at most, bar {BAR}")
        print(f"memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MiB at most")
    return int(worst > BAR or right < len(htmls))


if __name__ == "__main__":
    sys.exit(main())
