"""`bylint check --fix`, `--diff` and `bylint strip` as they are typed."""

import json
import os
import signal
import subprocess
import sys
import time
import zipfile

import pytest

PROSE = "<p>The ferry to the islands sails again from Monday, the harbour office said on Friday after a long wait.</p>"
OTHER = "<p>It had been laid up for repairs since the storm in March, and nobody knew when it would be back at sea.</p>"
START = f"<article><h1>Ferry back in service</h1>\n{PROSE}\n"
END = f"{OTHER}\n<p>This article was originally published by <a href='https://gazette.example/f'>The Harbour Gazette</a>.</p></article>\n"
LABEL = "<div class='x'><p>ADVERTISEMENT</p></div>\n"
PAGE, CLEAN = START + LABEL + END, START + END


@pytest.fixture
def bylint(command, tmp_path):
    return lambda *words, **more: command(*words, cwd=tmp_path, **more)


def run(folder, *words, page=None):
    """The finished process, with bytes."""
    return subprocess.run([sys.executable, "-m", "bylint", *words], cwd=folder, input=page, capture_output=True, timeout=60)


def test_safe_fixes_are_applied_and_the_report_is_of_what_is_left(bylint, tmp_path):
    (tmp_path / "a.html").write_text(PAGE)
    (tmp_path / "b.html").write_text(START + LABEL + "<p>undefined</p>" + END)
    done = bylint("check", "--fix", "--format", "json", ".")
    assert (tmp_path / "a.html").read_text() == CLEAN
    assert (tmp_path / "b.html").read_text() == START + "<p>undefined</p>" + END
    report = json.loads(done.stdout)
    assert [[found["rule"] for found in file["findings"] if found["severity"] == "error"] for file in report["files"]] == [[], ["residue/placeholder-text"]]
    assert (report["summary"]["fixed"], report["summary"]["unsafelyFixable"]) == (2, 1)
    assert done.returncode == 1
    again = bylint("check", "--fix", ".")
    assert "Fixed 0 findings on 0 pages." in again.stdout
    assert "1 finding can be fixed with --unsafe-fixes, which need a look afterwards." in again.stdout
    assert bylint("check", "--unsafe-fixes", ".").returncode == 0
    assert (tmp_path / "b.html").read_text() == CLEAN


def test_a_difference_is_shown_and_nothing_changed(bylint, tmp_path):
    (tmp_path / "a.html").write_text(PAGE)
    done = bylint("check", "--diff", "a.html")
    assert [line for line in done.stdout.splitlines() if line[0] in "+-"] == ["--- a/a.html", "+++ b/a.html", f"-{LABEL.strip()}"]
    assert done.stderr == "1 finding would be fixed on 1 page. Nothing was changed.\n"
    assert done.returncode == 1
    assert (tmp_path / "a.html").read_text() == PAGE


def test_a_difference_is_safe_to_show(bylint, tmp_path):
    (tmp_path / "a.html").write_text(START + "<div><p>ADVERTISEMENT</p><!-- \x1b]0;owned\x07 \u202e --></div>" + END)
    assert not {"\x1b", "\x07", "\u202e"} & {*bylint("check", "--diff", "--unsafe-fixes", "a.html").stdout}


@pytest.mark.parametrize("page", [PAGE, CLEAN, "<p>ADVERTISEMENT</p>\r\n"])
def test_standard_input_goes_fixed_to_standard_output(tmp_path, page):
    done = run(tmp_path, "check", "--fix", "-", page=page.encode())
    assert done.stdout.decode() == page.replace(LABEL, "")
    assert b"Checked 1 page" in done.stderr


def test_what_is_silenced_or_in_the_baseline_is_not_fixed(bylint, tmp_path):
    silenced = START + "<!-- bylint-disable-next ads/label-left -- sold -->" + LABEL + END
    (tmp_path / "a.html").write_text(silenced)
    (tmp_path / "b.html").write_text(PAGE)
    bylint("baseline", "write", "b.html")
    assert "Fixed 0 findings" in bylint("check", "--fix", ".").stdout
    assert (tmp_path / "a.html").read_text() == silenced
    assert (tmp_path / "b.html").read_text() == PAGE
    bylint("check", "--fix", "--no-baseline", ".")
    assert (tmp_path / "b.html").read_text() == CLEAN


def test_findings_of_rules_that_compare_pages_are_fixed_too(bylint, tmp_path):
    pitch = "<div class='box'><p>Our islands desk writes to you on Sundays about all that floats and all that sinks.</p></div>\n"
    for number in range(6):
        story = "".join(f"<p>Story {number}, part {part}: {'abcdef'[number] * 9} said that {part * 7} ships sailed from there.</p>" for part in range(9))
        (tmp_path / f"{number}.html").write_text(f"<article><h1>Ferry {number}</h1>{story}{pitch}</article>\n")
    first = bylint("check", ".", "--select", "boilerplate/repeated-across-site", "--format", "json")
    found = [each for file in json.loads(first.stdout)["files"] for each in file["findings"]]
    assert len(found) == 6
    safety = {each["fix"]["safety"] for each in found if "fix" in each}
    if safety:
        bylint("check", ".", "--select", "boilerplate/repeated-across-site", "--unsafe-fixes")
        assert all(pitch.strip() not in (tmp_path / f"{number}.html").read_text() for number in range(6))


def test_a_page_that_cannot_be_written_is_told_and_the_others_are_fixed(bylint, tmp_path):
    (tmp_path / "a.html").write_text(PAGE)
    with zipfile.ZipFile(tmp_path / "b.zip", "w") as archive:
        archive.writestr("b.html", PAGE)
    before = (tmp_path / "b.zip").read_bytes()
    done = bylint("check", "--fix", "a.html", "b.zip")
    assert (tmp_path / "a.html").read_text() == CLEAN
    assert "b.zip!b.html was not fixed: archives are left as they are. Unpack it first." in done.stderr
    assert (tmp_path / "b.zip").read_bytes() == before
    assert done.returncode == 2


HOUSE = """
import pathlib, re
from bylint import Edit, Fix, Problem, Span, rule

@rule("house/word", severity="error", bad=("<p>WORD",), good=("<p>",))
def word(page):
    "A word of the tests."
    for found in re.finditer("<i>WORD</i>", page.source.text):
        yield Problem(Span(*found.span()), "The word is here. Take it out.", Fix((Edit(Span(*found.span())),)))
    if CHANGE in page.source.text:
        pathlib.Path(page.source.path).write_text("<p>Somebody else was here.</p>")

def bylint_rules():
    return [word]
"""
CONFIG = 'extends = []\nplugins = ["house.py"]\n[rules]\n"house/word" = "error"\n'


def test_a_page_that_somebody_else_changed_meanwhile_stays(bylint, tmp_path):
    (tmp_path / "house.py").write_text(HOUSE.replace("CHANGE", "'RACE'"))
    (tmp_path / "bylint.toml").write_text(CONFIG)
    (tmp_path / "a.html").write_text("<p>RACE <i>WORD</i></p>")
    done = bylint("check", "--fix", "a.html")
    assert "a.html was not fixed: it has changed since it was checked. Check it again." in done.stderr
    assert (tmp_path / "a.html").read_text() == "<p>Somebody else was here.</p>"
    assert done.returncode == 2


def test_killed_at_any_moment_each_page_is_whole(tmp_path):
    (tmp_path / "house.py").write_text(HOUSE.replace("CHANGE", "'RACE'"))
    (tmp_path / "bylint.toml").write_text(CONFIG)
    old = "<p>Kept</p>" * 3000 + "<i>WORD</i>" + "<p>Kept</p>" * 3000
    new = "<p>Kept</p>" * 6000
    pages = [tmp_path / f"{number}.html" for number in range(12)]
    seen = set()
    for moment in range(6):
        for page in pages:
            page.write_text(old)
        child = subprocess.Popen(
            [sys.executable, "-m", "bylint", "check", "--fix", "."], cwd=tmp_path, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        until = time.monotonic() + 30
        # From the first page that is fixed on, a little later each time.
        while all(page.stat().st_size == len(old) for page in pages) and child.poll() is None and time.monotonic() < until:
            time.sleep(0.001)
        time.sleep(0.01 * moment)
        child.send_signal(signal.SIGKILL)
        child.wait()
        texts = [page.read_text() for page in pages]
        assert {*texts} <= {old, new}
        seen |= {*texts}
    assert new in seen
    assert len([*tmp_path.glob("**/*.html")]) == len(pages)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "windows-1251"])
def test_stripping_keeps_all_other_bytes(bylint, tmp_path, encoding):
    words = "Паром снова ходит"
    before = f"<meta charset=windows-1251>\r\n<!-- bylint-disable ads -- x -->\r\n<p data-bylint-ignore='ads'>{words}</p>"
    (tmp_path / "a.html").write_bytes(before.encode(encoding))
    (tmp_path / "b.html").write_bytes(b"<p>Nothing of ours.</p>")
    done = bylint("strip", ".")
    assert done.stdout == "Took 2 comments and attributes out of 1 of 2 pages.\n"
    assert (tmp_path / "a.html").read_bytes() == f"<meta charset=windows-1251>\r\n<p>{words}</p>".encode(encoding)
    assert run(tmp_path, "strip", "-", page=before.encode(encoding)).stdout == (tmp_path / "a.html").read_bytes()


def test_several_reports_in_one_run(bylint, tmp_path):
    (tmp_path / "a.html").write_text(PAGE)
    (tmp_path / "old.json").write_text("old")
    done = bylint("check", "a.html", "--report", "json=old.json", "--report", "text=out.txt")
    assert done.returncode == 1
    assert json.loads((tmp_path / "old.json").read_text())["summary"]["errors"] == 1
    assert (tmp_path / "out.txt").read_text() == done.stdout
    wrong = bylint("check", "a.html", "--report", "jsn=x")
    assert (wrong.returncode, "Did you mean json?" in wrong.stderr) == (2, True)
    assert "such as --report sarif=out.sarif" in bylint("check", "a.html", "--report", "json").stderr
    nowhere = bylint("check", "a.html", "--report", "json=no/out.json")
    assert (nowhere.returncode, "no/out.json cannot be written: there is no such folder" in nowhere.stderr) == (2, True)


def test_timing_names_rules_and_views(bylint, tmp_path):
    (tmp_path / "a.html").write_text(PAGE)
    done = bylint("check", "--timing", ".")
    assert "Checked 1 page" in done.stdout
    kinds = [line.split()[3] for line in done.stderr.splitlines()[1:-1]]
    assert {"rule", "view", "all"} <= {*kinds}


def test_pages_are_fixed_where_processes_cannot_be_forked(tmp_path):
    for name in "abc":
        (tmp_path / f"{name}.html").write_text(PAGE)
    (tmp_path / "run.py").write_text(
        "import sys\nimport bylint.pool\nfrom bylint.cli import main\n"
        "if __name__ == '__main__':\n    bylint.pool.FORKS = False\n    main(['check', '--fix', '.'])\n"
    )
    done = subprocess.run([sys.executable, "run.py"], cwd=tmp_path, capture_output=True, text=True, timeout=120)
    assert "Fixed 3 findings on 3 pages." in done.stdout, done.stderr
    assert {(tmp_path / f"{name}.html").read_text() for name in "abc"} == {CLEAN}


def test_pages_are_fixed_without_workers_too(bylint, tmp_path):
    for name in "ab":
        (tmp_path / f"{name}.html").write_text(PAGE)
    assert "Fixed 2 findings on 2 pages." in bylint("check", "--fix", "--timing", ".").stdout


@pytest.mark.parametrize("words", [("check", "--fix", "-"), ("strip", "-")])
def test_no_byte_of_a_page_that_is_too_large_is_lost(tmp_path, words):
    (tmp_path / "bylint.toml").write_text("[limits]\npage-bytes = 1000\n")
    page = ("<!-- bylint-disable ads --><p>ADVERTISEMENT</p>" + "<p>Kept.</p>" * 1000).encode()
    done = run(tmp_path, *words, page=page)
    assert done.stdout == page
    assert done.returncode == 2


def test_an_interrupted_check_fixes_nothing(tmp_path):
    (tmp_path / "house.py").write_text(HOUSE.replace("CHANGE", "'RACE'").replace("    for found", "    import time; pathlib.Path('begun').touch(); time.sleep(0.2)\n    for found", 1))
    (tmp_path / "bylint.toml").write_text(CONFIG)
    pages = [tmp_path / f"{number}.html" for number in range(40)]
    for page in pages:
        page.write_text("<p>Kept <i>WORD</i></p>")
    command = [sys.executable, "-m", "bylint", "check", "--fix", "--no-cache", "."]
    with subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True) as child:
        until = time.monotonic() + 30
        while not (tmp_path / "begun").exists() and time.monotonic() < until:
            time.sleep(0.01)
        os.killpg(child.pid, signal.SIGINT)
        out, _ = child.communicate(timeout=30)
    assert child.returncode == 130
    assert b"interrupted" in out
    assert {page.read_text() for page in pages} == {"<p>Kept <i>WORD</i></p>"}


def test_a_name_on_standard_input_is_nobody_elses(bylint, tmp_path):
    (tmp_path / "a.html").write_text(PAGE)
    done = bylint("check", "--fix", "-", "a.html", "--stdin-filename", "a.html")
    assert (done.returncode, "is called “a.html”, as one of the files is" in done.stderr) == (2, True)


@pytest.mark.parametrize("words", [("--format", "nope"), ("--report", "nope=x.txt"), ("--report", "json=no/x.json"), ("--report", "json=-")])
def test_a_wrong_report_is_told_before_a_page_is_changed(bylint, tmp_path, words):
    (tmp_path / "a.html").write_text(PAGE)
    assert bylint("check", "--fix", "a.html", *words).returncode == 2
    assert (tmp_path / "a.html").read_text() == PAGE


def test_a_report_on_standard_output_takes_nothing_else_from_a_log(tmp_path):
    (tmp_path / "a.html").write_text(CLEAN)
    line = f"(echo first; {sys.executable} -m bylint check a.html --report json=/dev/stdout; echo last) > log.txt"
    subprocess.run(line, shell=True, cwd=tmp_path, check=True, timeout=60)
    lines = (tmp_path / "log.txt").read_text().splitlines()
    assert (lines[0], lines[-1]) == ("first", "last")
    assert any('"schema": "bylint-report/1"' in line for line in lines)


def test_many_fixes_that_cannot_be_had_cost_no_trial_each(bylint, tmp_path):
    bad = "<div><p><div>Advertisement</div>Advertisement</div>"
    (tmp_path / "a.html").write_text(START + (bad + PROSE) * 120 + END)
    begin = time.monotonic()
    bylint("check", "--fix", "a.html")
    assert time.monotonic() - begin < 20
