"""What a whole site costs, beside what it is measured by: one line a figure, with the bar it must pass.

    python tests/bench/scale.py [--pages 2000] [--rows cold,workers,again,one,page,memory,across,planted,others]

Sites are made by make_site.py in a temporary folder and deleted at the end. What is compared takes turns, round after round,
and of each the least counts, because others at work on the machine only ever add to it. A quick run takes some minutes;
the bars are meant for

    python tests/bench/scale.py --pages 10000 --small 1000 --large 50000 --many 100000

CPU is user and system time of a command with all of its workers. Exits with 1 where a bar is not passed.
"""

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from bisect import bisect
from collections import defaultdict
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from make_site import Planted, make

ROOT = Path(__file__).parents[2]
# With byte code, as pip leaves it.
ENVIRONMENT = {
    **os.environ,
    "PYTHONPATH": os.pathsep.join(str(ROOT / each) for each in ("lint", "rules", "schemas")),
    "PYTHONDONTWRITEBYTECODE": "",
    "PYTHONPYCACHEPREFIX": str(Path(tempfile.gettempdir(), "bylint-bench-bytecode")),
}
SITE_RULES = ("boilerplate/repeated-across-site", "boilerplate/duplicate-story", "metadata/repeated-across-site")
BLOCKS, STORIES, METADATA = SITE_RULES
CHECK = (sys.executable, "-m", "bylint", "check", "--fail-on", "never")
# How much of a planted block a finding must cover to count.
COVERED = 0.5
LXML = """
import sys
from pathlib import Path
from lxml import html
parser = html.HTMLParser(encoding="utf-8")
for file in Path(sys.argv[1]).rglob("*.html"):
    html.document_fromstring(file.read_bytes(), parser)
"""


class Spent(NamedTuple):
    """What a command took: seconds of the clock and of CPU, and the most memory (MB) of its process and of a worker."""

    wall: float
    cpu: float
    memory: float
    worker: float


class Row(NamedTuple):
    what: str
    figure: str
    bar: str = ""
    passed: bool = True


def spend(words: tuple[str, ...], folder: Path, *, watch: bool = False, output: Path | None = None) -> Spent:
    """Run a command in a folder. With `watch` memory is told, at some cost."""
    with open(output or os.devnull, "wb") as out, tempfile.TemporaryFile() as err:  # noqa: PTH123 the null device
        begin = time.perf_counter()
        running = subprocess.Popen(words, cwd=folder, env=ENVIRONMENT, stdout=out, stderr=err)
        memory = worker = 0.0
        ended = 0
        while not ended:
            ended, status, used = os.wait4(running.pid, os.WNOHANG if watch else 0)
            if watch and not ended:
                memory = max(memory, _peak(running.pid))
                worker = max([worker, *map(_peak, _children(running.pid))])
                time.sleep(0.05)
        took = time.perf_counter() - begin
        running.returncode = os.waitstatus_to_exitcode(status)
        if running.returncode not in ((0,) if words[0] == sys.executable else (0, 1)):  # 1 is for findings, which we ask not to count
            err.seek(0)
            sys.exit(f"{' '.join(words)} ended with {running.returncode}:\n{err.read().decode(errors='replace')}")
    return Spent(took, used.ru_utime + used.ru_stime, memory, worker)


def _peak(process: int) -> float:
    """The most memory that a process has had so far, in MB."""
    with suppress(OSError):
        for line in Path(f"/proc/{process}/status").read_text().splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) / 1000
    return 0


def _children(process: int) -> list[int]:
    with suppress(OSError):
        return [int(child) for child in Path(f"/proc/{process}/task/{process}/children").read_text().split()]
    return []


def phases(folder: Path, jobs: int, ignore: str = "") -> dict[str, float]:
    """What phases.py says of a folder."""
    with tempfile.NamedTemporaryFile() as out:
        words = (sys.executable, str(Path(__file__).with_name("phases.py")), str(folder), "--jobs", str(jobs), "--ignore", ignore)
        spend(words, folder, output=Path(out.name))
        told: dict[str, float] = json.loads(Path(out.name).read_bytes())
        return told


class Bench:
    def __init__(self, folder: Path, given: argparse.Namespace) -> None:
        self.folder, self.given = folder, given
        self.site = cache(self._site)

    def _site(self, pages: int) -> tuple[Path, Planted]:
        folder = self.folder / str(pages)
        return folder, make(folder, pages, self.given.seed)

    def _least(self, folder: Path, *commands: tuple[str, ...], rounds: int = 0) -> list[Spent]:
        """The least of each command's rounds, which take turns."""
        taken: list[list[Spent]] = [[spend(words, folder) for words in commands] for _ in range(rounds or self.given.rounds)]
        return [Spent(*map(min, zip(*each, strict=True))) for each in zip(*taken, strict=True)]

    def cold(self) -> Iterator[Row]:
        folder, _ = self.site(self.given.sample)
        one = str(next(folder.rglob("*.html")))
        idle = (sys.executable, "-c", LXML, "nowhere")
        whole, start, lxml, empty = self._least(
            folder, (*CHECK, ".", "--no-cache", "-j1"), (*CHECK, one, "--no-cache"), (sys.executable, "-c", LXML, "."), idle
        )
        ours, theirs = (1000 * each / self.given.sample for each in (whole.cpu - start.cpu, lxml.cpu - empty.cpu))
        what = f"cold run, one worker, all rules, over lxml alone, CPU, {self.given.sample} pages"
        yield _ratio(what, ours, theirs, at_most=4, unit="ms a page")
        words = (sys.executable, str(Path(__file__).with_name("cost.py")), ".", "--pages", "60", "--shown", "0")
        report = self.folder / "cost.txt"
        spend(words, folder, output=report)
        yield Row("  the check alone, as cost.py has it", report.read_text().splitlines()[-1].strip())

    def workers(self) -> Iterator[Row]:
        folder, _ = self.site(self.given.pages)
        one, two = self._least(folder, *((*CHECK, ".", "--no-cache", "--jobs", jobs) for jobs in ("1", "2")))
        yield _ratio(f"one worker over two, wall, {self.given.pages} pages", one.wall, two.wall, at_least=1.8)

    def again(self) -> Iterator[Row]:
        folder, _ = self.site(self.given.pages)
        first = self._first(folder)
        (second,) = self._least(folder, (*CHECK, "."))
        yield _ratio(f"first run over the second, wall, {self.given.pages} pages", first.wall, second.wall, at_least=25)

    def one(self) -> Iterator[Row]:
        folder, _ = self.site(self.given.pages)
        first = self._first(folder)
        page = sorted(folder.rglob("*.html"))[self.given.pages // 2]
        taken = []
        for _ in range(self.given.rounds):
            page.write_bytes(page.read_bytes() + b"<!-- changed -->\n")
            taken.append(spend((*CHECK, "."), folder).wall)
        yield _ratio(f"first run over one with one page changed, wall, {self.given.pages} pages", first.wall, min(taken), at_least=20)

    @cache  # noqa: B019 there is one bench
    def _first(self, folder: Path) -> Spent:
        """A first run, with a store; the least of two, as it takes long."""
        taken = []
        for _ in range(2):
            shutil.rmtree(folder / ".bylint", ignore_errors=True)
            taken.append(spend((*CHECK, "."), folder))
        return Spent(*map(min, zip(*taken, strict=True)))

    def page(self) -> Iterator[Row]:
        folder, _ = self.site(self.given.pages)
        self._first(folder)
        page = str(next(folder.rglob("*.html")))
        taken = [(spend((*CHECK, page), folder), spend((*CHECK, page, "--no-cache"), folder)) for _ in range(3 * self.given.rounds)]
        for name in ("wall", "cpu"):
            known, alone = (1000 * statistics.median(getattr(pair[at], name) for pair in taken) for at in (0, 1))
            yield _ratio(f"a page beside {self.given.pages} known ones, over it alone, {name}", known, alone, at_most=2, unit="ms")

    def memory(self) -> Iterator[Row]:
        sizes = (self.given.small, self.given.large)
        peaks = []
        for pages in sizes:
            folder, _ = self.site(pages)
            shutil.rmtree(folder / ".bylint", ignore_errors=True)
            peaks.append(spend((*CHECK, "."), folder, watch=True))
        for name, small, large in (("first process", peaks[0].memory, peaks[1].memory), ("worker", peaks[0].worker, peaks[1].worker)):
            grown = large - small
            what = f"memory of the {name}, {sizes[0]} to {sizes[1]} pages"
            yield Row(what, f"{small:.0f} to {large:.0f} MB, {grown:.0f} more", "under 60 MB more", grown < 60)

    def across(self) -> Iterator[Row]:
        pages = self.given.many
        folder, _ = self.site(pages)
        told = phases(folder, self.given.jobs)
        rest = told["workers"] + told["else"] + told["results"]
        across = told["judging"] + told["storing"]
        what = f"storing and judging over all else, CPU, {pages} pages"
        yield _ratio(what, across, rest, at_most=0.15)
        yield Row("  of that, judging", f"{told['judging']:.1f} s, storing {told['storing']:.1f} s")
        if pages <= self.given.pages:
            without = phases(folder, self.given.jobs, ",".join(SITE_RULES))
            whole, less = (sum(each[part] for part in ("workers", "else", "results", "judging", "storing")) for each in (told, without))
            yield _ratio("  all that the rules across pages cost, notes too, over all without them", whole - less, less)

    def planted(self) -> Iterator[Row]:
        folder, planted = self.site(self.given.pages)
        report = self.folder / "report.json"
        spend((*CHECK, ".", "--no-cache", "--format", "json"), folder, output=report)
        found = {file["path"]: file["findings"] for file in json.loads(report.read_bytes())["files"]}
        yield from blocks_found(planted, found)
        yield from stories_found(planted, found)
        copies = {path for _, _, paths in (*planted.twins, *planted.quiet) for path in paths}
        told = sum(finding["rule"] == METADATA for path, findings in found.items() for finding in findings if path not in copies)
        yield Row("findings of metadata/repeated-across-site, where there is nothing", str(told), "0", told == 0)
        for rule, count in planted.faults.items():
            causes = {finding["cause"] for findings in found.values() for finding in findings if finding["rule"] == rule}
            pages = sum(any(finding["rule"] == rule for finding in findings) for findings in found.values())
            yield Row(f"  {rule}", f"on {pages} of {count} pages, of {len(causes)} causes")

    def others(self) -> Iterator[Row]:
        folder, _ = self.site(self.given.sample)
        bin = self.folder / "npm" / "node_modules" / ".bin"
        npm = shutil.which("npm")
        if (
            not npm
            or subprocess.run(
                [npm, "install", "--silent", "--prefix", bin.parents[1], "htmlhint", "html-validate"], capture_output=True
            ).returncode
        ):
            yield Row("HTMLHint and html-validate", "left out: npm is not here, or could not install them")
            return
        (folder / ".htmlvalidate.json").write_text('{"root": true, "extends": ["html-validate:recommended"]}')
        commands = ((*CHECK, ".", "--no-cache", "-j1"), (str(bin / "htmlhint"), "."), (str(bin / "html-validate"), "--ext", "html", "."))
        ours, hint, validate = self._least(folder, *commands, rounds=2)
        for name, theirs, bar in (("HTMLHint", hint, 1.0), ("html-validate, recommended preset,", validate, 20.0)):
            yield _ratio(f"{name} over bylint, CPU, {self.given.sample} pages", theirs.cpu, ours.cpu, at_least=bar)


def blocks_found(planted: Planted, found: dict[str, list[dict[str, Any]]]) -> Iterator[Row]:
    """Recall and precision of the blocks: a finding is right where it covers most of a planted one, or it most of the finding."""
    places: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
    kinds: defaultdict[str, list[bool]] = defaultdict(list)
    for name, planted_at in planted.blocks.items():
        for path, start, end in planted_at:
            places[path].append((start, end))
            # What another rule has told already, such as a feed's footer, need not be told twice.
            told = [each for each in found[path] if each["rule"].startswith("boilerplate/") and each["rule"] != STORIES]
            kinds[name.split()[1]].append(any(_overlap(each, start, end) > COVERED * (end - start) for each in told))
    hits = [hit for each in kinds.values() for hit in each]
    yield _share("planted blocks that are found", sum(hits), len(hits))
    for kind, each in sorted(kinds.items()):
        yield Row(f"  {kind}", f"{sum(each)} of {len(each)}")
    right = [
        any(_overlap(each, start, end) > COVERED * (each["endByte"] - each["startByte"]) for start, end in places[path])
        for path, findings in found.items()
        for each in findings
        if each["rule"] == BLOCKS
    ]
    yield _share("findings of repeated blocks that are right", sum(right), len(right))


def stories_found(planted: Planted, found: dict[str, list[dict[str, Any]]]) -> Iterator[Row]:
    """Recall and precision of duplicate stories: each page of a group but one must be told, and no other."""
    told = {path for path, findings in found.items() if any(finding["rule"] == STORIES for finding in findings)}
    bands: defaultdict[str, list[int]] = defaultdict(list)
    steps = (0.8, 0.82, 0.85, 0.9, 0.95, 1.0)
    due = hit = 0
    for _, alike, paths in planted.twins:
        least = len(paths) - 1
        here = min(least, sum(path in told for path in paths))
        due, hit = due + least, hit + here
        bands[f"alike from {steps[bisect(steps, alike) - 1]}"] += [least, here]
    yield _share("duplicate stories that are found", hit, due)
    for band, each in sorted(bands.items()):
        yield Row(f"  {band}", f"{sum(each[1::2])} of {sum(each[::2])}")
    twins = {path for *_, paths in planted.twins for path in paths}
    yield _share("findings of duplicate stories that are right", len(told & twins), len(told))
    quiet = {path: sort for sort, _, paths in planted.quiet for path in paths}
    wrong = [quiet.get(path, "of its own") for path in told - twins]
    for sort in sorted(set(wrong)):
        yield Row(f"  wrong: {sort}", str(wrong.count(sort)))


def _overlap(finding: dict[str, Any], start: int, end: int) -> int:
    overlap: int = min(end, finding["endByte"]) - max(start, finding["startByte"])
    return max(0, overlap)


def _ratio(what: str, over: float, under: float, *, at_most: float = 0, at_least: float = 0, unit: str = "s") -> Row:
    ratio = over / under
    figure = f"{ratio:.2f} ({over:.2f} to {under:.2f} {unit})"
    if at_most:
        return Row(what, figure, f"at most {at_most:g}", ratio <= at_most)
    return Row(what, figure, f"at least {at_least:g}" if at_least else "", ratio >= at_least)


def _share(what: str, part: int, whole: int) -> Row:
    share = part / whole if whole else 0.0
    return Row(what, f"{share:.4f} ({part} of {whole})", "at least 0.99", share >= 0.99)


ROWS = ("cold", "workers", "again", "one", "page", "memory", "across", "planted", "others")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", default=",".join(ROWS), help=f"some of {', '.join(ROWS)}")
    parser.add_argument("--pages", type=int, default=2000, help="of the site for most rows")
    parser.add_argument("--sample", type=int, default=300, help="pages for the rows that compare with other programs")
    parser.add_argument("--small", type=int, default=500, help="pages from which memory grows")
    parser.add_argument("--large", type=int, default=2000, help="pages to which memory grows")
    parser.add_argument("--many", type=int, default=2000, help="pages for what rules across pages cost")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--jobs", type=int, default=2, help="workers for what rules across pages cost")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--folder", type=Path, help="make the sites below this folder instead of a temporary one")
    given = parser.parse_args()
    rows = given.rows.split(",")
    if unknown := set(rows) - set(ROWS):
        parser.error(f"no rows {', '.join(sorted(unknown))}; there are {', '.join(ROWS)}")
    passed = True
    with tempfile.TemporaryDirectory(prefix="site-", dir=given.folder) as folder:
        bench = Bench(Path(folder), given)
        for name in rows:
            for row in getattr(bench, name)():
                passed &= row.passed
                print(f"{row.what} | {row.figure} | {row.bar}{'' if row.passed else '  NOT PASSED'}", flush=True)
    return int(not passed)


if __name__ == "__main__":
    sys.exit(main())
