"""How time and memory grow with a site, as figures and as a plot.

    python tests/bench/growth.py [--sizes 1000,10000,100000] [--jobs 2] [--plot docs/scale.svg]

Of each size a site is made by make_site.py, checked for the first time and again, and deleted. Time is that of the clock; memory is
the most that the first process, or a worker, has had. Both axes of the plot of time are logarithmic, so what grows in proportion
to the pages is a line as steep as the dashed one.
"""

import argparse
import math
import shutil
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from make_site import make
from scale import CHECK, spend

WIDTH, HEIGHT = 720, 400
# How far each half's plot is from its edges.
LEFT, RIGHT, TOP, BOTTOM = 56, 24, 48, 52
# Megabytes from one line of the plot of memory to the next.
STEP = 20
STYLE = """
svg { font: 13px system-ui, sans-serif; }
text { fill: #1f2328; } .faint { fill: #59636e; } .grid { stroke: #d1d9e0; } .line { fill: none; stroke-width: 2; }
.one { stroke: #0969da; } .two { stroke: #9a6700; } .straight { stroke: #59636e; stroke-dasharray: 5 5; fill: none; }
.dot-one { fill: #0969da; } .dot-two { fill: #9a6700; }
@media (prefers-color-scheme: dark) {
text { fill: #f0f6fc; } .faint { fill: #9198a1; } .grid { stroke: #3d444d; }
.one { stroke: #4493f8; } .two { stroke: #d29922; } .straight { stroke: #9198a1; } .dot-one { fill: #4493f8; } .dot-two { fill: #d29922; }
}"""


class Size(NamedTuple):
    """A site and what its check took: seconds of the first run and of the second, MB of the first process and of a worker."""

    pages: int
    first: float
    second: float
    memory: float
    worker: float
    store: float


class Line(NamedTuple):
    name: str
    style: str
    values: tuple[float, ...]


def measure(folder: Path, pages: int, jobs: int, seed: int) -> Size:
    site = folder / str(pages)
    make(site, pages, seed)
    words = (*CHECK, ".", "--jobs", str(jobs))
    first, second = (spend(words, site, watch=True) for _ in range(2))
    store = sum(file.stat().st_size for file in (site / ".bylint").iterdir()) / 1e6
    shutil.rmtree(site)
    return Size(pages, first.wall, second.wall, max(first.memory, second.memory), first.worker, store)


def plot(sizes: list[Size]) -> str:
    pages = tuple(size.pages for size in sizes)
    time = [
        Line("first run", "one", tuple(size.first for size in sizes)),
        Line("second run, nothing changed", "two", tuple(size.second for size in sizes)),
    ]
    memory = [
        Line("first process", "one", tuple(size.memory for size in sizes)),
        Line("a worker", "two", tuple(size.worker for size in sizes)),
    ]
    told = "; ".join(
        f"{size.pages:,} pages: {size.first:.0f} s, then {size.second:.1f} s, {size.memory:.0f} MB in the first process, "
        f"{size.worker:.0f} MB in a worker"
        for size in sizes
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-labelledby="title told">\n'
        f'<title id="title">Time and memory of a check by pages of the site</title>\n<desc id="told">{told}.</desc>\n<style>{STYLE}</style>\n'
        f"{_half(0, 'seconds', pages, time, straight=True)}{_half(WIDTH // 2, 'MB', pages, memory)}</svg>\n"
    )


def _half(left: int, unit: str, pages: tuple[int, ...], lines: list[Line], *, straight: bool = False) -> str:
    """One plot: pages by powers of ten, and so what grows with them, where a `straight` line shows what is in proportion; else from 0."""
    values = [value for line in lines for value in line.values]
    low, high = _powers(pages)
    least, most = _powers(values) if straight else (0, math.ceil(max(values) / STEP))
    marks = {power: f"{10.0**power:,g}" if straight else f"{STEP * power}" for power in range(least, most + 1)}

    def x(count: float) -> float:
        return round(left + LEFT + (math.log10(count) - low) / (high - low) * (WIDTH / 2 - LEFT - RIGHT), 1)

    def y(mark: float) -> float:
        return round(HEIGHT - BOTTOM - (mark - least) / (most - least) * (HEIGHT - TOP - BOTTOM), 1)

    def point(count: float, value: float) -> tuple[float, float]:
        return x(count), y(math.log10(value) if straight else value / STEP)

    parts = [f'<text class="faint" x="{left + LEFT}" y="{HEIGHT - 8}">pages of the site; {unit} upwards</text>']
    for mark, told in marks.items():
        parts.append(f'<path class="grid" d="M{x(10**low)} {y(mark)}H{x(10**high)}"/>')
        parts.append(f'<text class="faint" text-anchor="end" x="{left + LEFT - 6}" y="{y(mark) + 4}">{told}</text>')
    for power in range(low, high + 1):
        parts.append(f'<path class="grid" d="M{x(10**power)} {y(least)}V{y(most)}"/>')
        parts.append(f'<text class="faint" text-anchor="middle" x="{x(10**power)}" y="{HEIGHT - BOTTOM + 18}">{10**power:,}</text>')
    if straight:
        begin = lines[0].values[0]
        until = min(pages[-1], pages[0] * 10**most / begin)
        ends = point(pages[0], begin), point(until, begin * until / pages[0])
        parts.append(f'<path class="straight" d="M{"L".join(f"{px} {py}" for px, py in ends)}"/>')
        parts.append(f'<text class="faint" x="{left + LEFT}" y="36">dashed: in proportion to pages</text>')
    for row, line in enumerate(lines):
        points = [point(count, value) for count, value in zip(pages, line.values, strict=True)]
        parts.append(f'<path class="line {line.style}" d="M{"L".join(f"{px} {py}" for px, py in points)}"/>')
        parts += [f'<circle class="dot-{line.style}" cx="{px}" cy="{py}" r="3.5"/>' for px, py in points]
        parts.append(f'<circle class="dot-{line.style}" cx="{left + LEFT + 4 + 110 * row}" cy="14" r="4"/>')
        parts.append(f'<text x="{left + LEFT + 12 + 110 * row}" y="18">{line.name}</text>')
    return "\n".join(parts) + "\n"


def _powers(values: Iterable[float]) -> tuple[int, int]:
    """The powers of ten between which all values are."""
    logs = [math.log10(value) for value in values]
    return math.floor(min(logs)), max(math.ceil(max(logs)), math.floor(min(logs)) + 1)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", default="1000,10000,100000")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--folder", type=Path, help="make the sites below this folder instead of a temporary one")
    parser.add_argument("--plot", type=Path, help="write the plot to this file")
    given = parser.parse_args()
    sizes: list[Size] = []
    print("pages | first run, s | ms a page | again, s | ms a page | first process, MB | worker, MB | store, MB")
    with tempfile.TemporaryDirectory(prefix="site-", dir=given.folder) as folder:
        for pages in map(int, given.sizes.split(",")):
            size = measure(Path(folder), pages, given.jobs, given.seed)
            sizes.append(size)
            print(
                f"{size.pages:,} | {size.first:.1f} | {1000 * size.first / pages:.2f} | {size.second:.1f} | {1000 * size.second / pages:.2f} | "
                f"{size.memory:.0f} | {size.worker:.0f} | {size.store:.0f}",
                flush=True,
            )
            if given.plot:
                given.plot.write_text(plot(sizes), encoding="utf-8")


if __name__ == "__main__":
    main()
