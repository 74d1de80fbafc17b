"""What the command costs on one small page, beside what the import of its main libraries costs.

    python tests/bench/startup.py [PAGE] [--runs 20] [--most 2.5]

Both run in turn, with this interpreter and with byte code, as pip leaves it; the figures are medians
of CPU time (user and system) in milliseconds. Exits with 1 where the command takes more than `--most` times the other.
"""

import argparse
import os
import resource
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

LIBRARIES = "import lxml.html, click, pluggy"
PAGE = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>Ferry back in service - Island Wire</title>
<link rel="canonical" href="https://islandwire.example/ferry/">
</head>
<body>
<article>
<h1>Ferry back in service</h1>
<p class="byline">By Marta Lindqvist</p>
<p>The ferry to the islands sails again from Monday, the harbour office said on Friday evening.</p>
<p>It had been laid up for repairs since the storm in March of this year.</p>
<p>Source: <a href="https://harbourgazette.example/ferry/">Harbour Gazette</a></p>
</article>
</body>
</html>
"""


def cpu(words: list[str], environment: dict[str, str]) -> float:
    """Milliseconds of CPU time that a command takes."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    ended = subprocess.run(words, env=environment, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if ended.returncode not in (0, 1):
        sys.exit(f"{' '.join(words)} ended with {ended.returncode}")
    return 1000 * (after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("page", nargs="?", help="a page of your own; without one, a small clean one")
    parser.add_argument("--runs", type=int, default=20)
    parser.add_argument("--most", type=float, default=2.5)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        page = given.page or str(Path(folder, "page.html"))
        if not given.page:
            Path(page).write_text(PAGE, encoding="utf-8")
        environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": folder}
        command = [str(Path(sys.executable).with_name("bylint")), "check", "--isolated", page]
        libraries = [sys.executable, "-c", LIBRARIES]
        pairs = [(cpu(command, environment), cpu(libraries, environment)) for _ in range(given.runs + 1)]
    # The first pair wrote the byte code.
    ours, theirs = (statistics.median(column) for column in zip(*pairs[1:], strict=True))
    print(f"{ours:7.1f} ms  bylint check --isolated\n{theirs:7.1f} ms  python -c {LIBRARIES!r}")
    print(f"{ours / theirs:7.2f} times, at most {given.most}; medians of {given.runs} runs")
    return int(ours / theirs > given.most)


if __name__ == "__main__":
    sys.exit(main())
