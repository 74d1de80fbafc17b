"""What is true of every format."""

import re
import subprocess
import sys

import pytest

from bylint.problem import Severity
from bylint.reports import FORMATS, Look, bylint_reporters
from bylint.result import Results

HARMFUL = re.compile("[\0-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\uffff]")


@pytest.mark.parametrize("name", FORMATS)
def test_nothing_of_a_page_reaches_a_terminal_or_a_log_raw(name, write, hostile, endless):
    for pages in ([hostile], [endless]):
        written = write(name, pages)
        assert not HARMFUL.search(written.replace("\uffff", "") if name in {"text", "concise", "github", "markdown"} else written)
        own = {"github": 1}.get(name, 0)
        assert sum(line.lstrip().startswith(("::", "##[")) for line in re.split(r"[\r\n]", written)) == own


@pytest.mark.parametrize("name", FORMATS)
def test_a_run_of_no_pages_has_a_report(name, write):
    assert write(name, []) or name == "github"


@pytest.mark.parametrize("name", ["concise", "json", "jsonl", "gitlab", "checkstyle", "rdjson"])
def test_one_page_is_held_at_a_time(name, page):
    asked = []

    def pages():
        for number in range(3):
            asked.append(number)
            yield page("<p>WORD", f"{number}.html")

    next(part for part in bylint_reporters()[name](Results(pages()), Look()) if "1.html" in part)
    assert asked == [0, 1]


def test_a_format_is_imported_when_it_is_used(tmp_path):
    (tmp_path / "a.html").write_text("<p>One.</p>")
    script = (
        "import sys\nfrom bylint.cli import main\n"
        "main(['check', '--isolated', '--format', 'gitlab', 'a.html'], standalone_mode=False)\nprint(*sys.modules, file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=tmp_path, capture_output=True, timeout=60, check=True)
    imported = set(done.stderr.decode().split())
    assert {name for name in FORMATS if f"bylint.reports.{name}" in imported} == {"gitlab"}


def test_concise_is_a_line_for_each_finding_and_one_of_totals(page, write, hostile):
    pages = [page("<p>é WORD\n<p>WORD"), hostile, page("<p>", "c.html"), page("<p>WORD", "d.html", Severity.WARNING)]
    *lines, totals = write("concise", pages).splitlines()
    assert lines[:2] == [f"a.html:{at}: error house/word Here stands a word. Take it out." for at in ("1:6", "2:4")]
    assert lines[3] == "d.html:1:4: warning house/word Here stands a word. Take it out."
    assert [bool(re.match(r".+?:\d+:\d+: (error|warning|info) [a-z/-]+ .", line)) for line in lines] == [True] * 4
    assert totals == "4 pages, 3 errors, 1 warning, 0 infos"


def test_statistics_count_findings_and_pages_of_each_rule(page, write):
    empty = page("", "c.html")
    pages = [page("<p>WORD WORD", severity=Severity.WARNING), page("<p>WORD", "b.html"), empty]
    head, *rows = [line.split() for line in write("statistics", pages).splitlines()]
    assert head == ["findings", "pages", "severity", "rule"]
    assert rows == [["3", "2", "error", "house/word"], ["1", "1", "error", "page/empty"]]
    assert write("statistics", [page("<p>")]) == "No findings.\n"
