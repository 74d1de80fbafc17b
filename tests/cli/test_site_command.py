"""`bylint check` over a whole site: workers, pages compared with each other, and pages that change."""

import json
import os
import pty
import signal
import subprocess
import sys
import time
import zipfile

import pytest

HOUSE = '''
import os, signal, time
from dataclasses import dataclass
from bylint import Note, Problem, Span, Verdict, option, rule

@rule("house/word", severity="error", bad=("<p>WORD",), good=("<p>",))
def word(page):
    """A word that is not ours."""
    text = page.source.text
    if "EXIT" in text:
        os._exit(7)
    if "KILL" in text:
        os.kill(os.getpid(), signal.SIGKILL)
    if "HANG" in text:
        time.sleep(60)
    if "EAT" in text:
        eaten = [bytearray(64 << 20) for _ in range(1000)]
    if "SLOW" in text:
        time.sleep(0.2)
    at = text.find("WORD")
    if at >= 0:
        yield Problem(Span(at, at + 4), "The word is not ours. Take it out.")

@dataclass(frozen=True)
class Options:
    pages: int = option(2, "How many.", minimum=2)

def judge(group, options):
    if group.pages >= options.pages:
        for note in group:
            if note.evidence == "BOOM":
                raise RuntimeError("no judge")
            yield Verdict(note, f"It stands on {group.pages} pages. Take it out.", weight=group.pages, cause=note.evidence)

@rule("house/same", severity="warning", options=Options, bad=(("<b>a</b>", "<b>a</b>"),), good=("<p>",), judge=judge)
def same(page, options):
    """Bold words that several pages have."""
    for bold in page.root.iter("b"):
        yield Note(page.span_of(bold), (bold.text, bold.text[0]), bold.text)

def bylint_rules():
    return [word, same]
'''
CONFIG = 'extends = []\nplugins = ["house.py"]\n[rules]\n"house/word" = "error"\n"house/same" = "warning"\n'


@pytest.fixture
def site(tmp_path):
    (tmp_path / "house.py").write_text(HOUSE)
    (tmp_path / "bylint.toml").write_text(CONFIG)
    for number in range(12):
        bold = "same" if number % 3 == 0 else f"{chr(97 + number)} alone"
        (tmp_path / f"{number:02}.html").write_text(f"<p>Story {number} {'WORD' if number % 2 else ''}</p><p><b>{bold}</b></p>")
    return tmp_path


def told(done):
    """The messages of each page."""
    return {file["path"]: [finding["message"] for finding in file["findings"]] for file in json.loads(done.stdout)["files"]}


@pytest.mark.parametrize("style", ["text", "json"])
def test_the_report_is_the_same_for_any_number_of_workers(site, command, style):
    for name in ("EXIT", "KILL"):
        (site / f"05-{name}.html").write_text(f"<p>{name} WORD <b>same</b></p>")
    (site / "07.html").write_bytes(b"\x89PNG")
    reports = [command("check", "--format", style, "-j", str(jobs), *cache, cwd=site) for jobs in (1, 2, 3) for cache in ([], ["--no-cache"])]
    assert {report.returncode for report in reports} == {2}
    assert len({report.stdout for report in reports}) == 1


@pytest.mark.parametrize("name", ["EXIT", "KILL", "HANG", "EAT"])
def test_a_page_that_kills_a_worker_is_told_once_and_the_others_are_checked(site, command, name):
    (site / "bylint.toml").write_text(CONFIG + "[limits]\npage-seconds = 2\n")
    whole = told(command("check", "--format", "json", cwd=site))
    (site / "bad.html").write_text(f"<p>{name}")
    done = command("check", "--format", "json", cwd=site)
    assert done.returncode == 2
    found = told(done)
    (message,) = found.pop("bad.html")
    assert "could not be checked" in message or "failed" in message
    assert found == whole
    assert json.loads(done.stdout)["files"][-1]["findings"][0]["rule"] in ("page/check-failed", "page/rule-crashed")


def test_pages_are_compared_with_each_other(site, command):
    done = command("check", "--format", "json", "--select", "house/same", cwd=site)
    assert {path for path, messages in told(done).items() if messages} == {"00.html", "03.html", "06.html", "09.html"}
    assert {message for messages in told(done).values() for message in messages} == {"It stands on 4 pages. Take it out."}
    (cause,) = json.loads(done.stdout)["causes"]
    assert (cause["pages"], cause["rule"]) == (4, "house/same")


def test_one_page_is_compared_with_the_site_that_is_known(site, command):
    (site / "new.html").write_text("<p><b>same</b></p>")
    assert told(command("check", "--format", "json", "new.html", cwd=site)) == {"new.html": []}
    (site / "new.html").unlink()
    command("check", cwd=site)
    (site / "new.html").write_text("<p><b>same</b></p>")
    assert told(command("check", "--format", "json", "new.html", cwd=site)) == {"new.html": ["It stands on 5 pages. Take it out."]}
    assert told(command("check", "--format", "json", "new.html", "--no-cache", cwd=site)) == {"new.html": []}
    # An older version of the page itself is no other page.
    assert told(command("check", "--format", "json", "01.html", cwd=site))["01.html"] == ["The word is not ours. Take it out."]
    (site / "01.html").write_text("<p><b>1 alone</b> and more</p>")
    assert told(command("check", "--format", "json", "01.html", cwd=site)) == {"01.html": []}


def test_a_draft_on_standard_input_is_compared_and_not_kept(site):
    subprocess.run([sys.executable, "-m", "bylint", "check"], cwd=site, capture_output=True, timeout=60)
    words = [sys.executable, "-m", "bylint", "check", "-", "--stdin-filename", "draft.html", "--format", "json"]
    for _ in range(2):
        done = subprocess.run(words, cwd=site, input="<p><b>same</b>", capture_output=True, text=True, timeout=60)
        assert told(done) == {"draft.html": ["It stands on 5 pages. Take it out."]}


def test_a_page_that_is_gone_is_forgotten_by_the_next_run_over_the_folder(site, command):
    command("check", cwd=site)
    for name in ("03.html", "06.html", "09.html"):
        (site / name).unlink()
    command("check", cwd=site)
    assert told(command("check", "--format", "json", "00.html", cwd=site)) == {"00.html": []}


def test_each_page_is_judged_by_its_own_options(site, command):
    (site / "news").mkdir()
    for number in range(3):
        (site / f"news/{number}.html").write_text("<p><b>same</b></p>")
    override = '[[overrides]]\npaths = ["news/**"]\nrules = { "house/same" = { severity = "error", pages = 9 } }\n'
    (site / "bylint.toml").write_text(CONFIG + override)
    found = told(command("check", "--format", "json", cwd=site))
    assert [bool(found[f"{number:02}.html"] and "7 pages" in str(found[f"{number:02}.html"])) for number in (0, 3)] == [True, True]
    assert [found[f"news/{number}.html"] for number in range(3)] == [[]] * 3


def test_a_judge_that_fails_is_told_and_stops_nothing_else(site, command):
    for number in (20, 21):
        (site / f"{number}.html").write_text("<p><b>BOOM</b> WORD</p>")
    done = command("check", "--format", "json", cwd=site)
    assert done.returncode == 2
    crashes = [finding for file in json.loads(done.stdout)["files"] for finding in file["findings"] if finding["rule"] == "page/rule-crashed"]
    assert len(crashes) == 1
    assert "house/same" in crashes[0]["message"]
    assert "no judge" in crashes[0]["message"]
    assert sum("The word is not ours" in message for messages in told(done).values() for message in messages) == 8


def test_ctrl_c_reports_what_is_known(site):
    for number in range(200):
        (site / f"slow{number}.html").write_text("<p>SLOW WORD")
    with subprocess.Popen(
        [sys.executable, "-m", "bylint", "check", "--every"], cwd=site, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as child:
        time.sleep(4)
        begin = time.monotonic()
        child.send_signal(signal.SIGINT)
        out, err = child.communicate(timeout=20)
    assert time.monotonic() - begin < 5
    assert child.returncode == 130
    assert "01.html" in out
    assert "The run was interrupted" in out
    assert "slow99.html" not in out
    assert err == ""


def test_a_bar_shows_on_a_terminal_when_it_takes_long(site):
    def run():
        reader, terminal = pty.openpty()
        words = [sys.executable, "-m", "bylint", "check", "--no-cache"]
        with subprocess.Popen(words, cwd=site, stdout=subprocess.DEVNULL, stderr=terminal, env=os.environ | {"TERM": "xterm"}) as child:
            os.close(terminal)
            said = b""
            while True:
                try:
                    part = os.read(reader, 4096)
                except OSError:
                    break
                if not part:
                    break
                said += part
        os.close(reader)
        assert child.returncode == 1
        return said.decode()

    assert run() == ""
    for number in range(40):
        (site / f"slow{number}.html").write_text("<p>SLOW WORD")
    assert "pages" in (said := run())
    assert "a second" in said
    assert "left" in said


def test_a_list_of_files_is_checked(site, command):
    (site / "list.txt").write_text("01.html\n03.html\n")
    assert list(told(command("check", "--format", "json", "--files-from", "list.txt", cwd=site))) == ["01.html", "03.html"]
    done = command("check", "-", "--files-from", "-", cwd=site)
    assert done.returncode == 2
    assert "Standard input is either" in done.stderr


def test_only_what_git_sees_changed_is_checked(site, command):
    git = ["git", "-c", "user.name=a", "-c", "user.email=a@example.org"]
    for words in (["init", "-q"], ["add", "."], ["commit", "-qm", "first"]):
        subprocess.run([*git, *words], cwd=site, check=True)
    none = command("check", "--changed-since", "HEAD", cwd=site)
    assert none.returncode == 0
    assert "Nothing was checked" in none.stdout
    (site / "01.html").write_text("<p>WORD, again")
    (site / "new.html").write_text("<p>WORD")
    assert list(told(command("check", "--format", "json", "--changed-since", "HEAD", cwd=site))) == ["01.html", "new.html"]


@pytest.mark.parametrize("words", [["typo/"], ["-"], ["none/*.html"]])
def test_a_mistake_is_none_the_less_one_where_nothing_changed(site, command, words):
    assert command("check", *words, "--changed-since", "HEAD", cwd=site).returncode == 2


def test_an_address_in_an_archive_chooses_no_config(site, command):
    (site / "evil").mkdir()
    (site / "evil/bylint.toml").write_text("[rules")
    with zipfile.ZipFile(site / "build.zip", "w") as archive:
        archive.writestr("evil/../x.html", "<p>WORD")
        archive.writestr("../evil/x.html", "<p>WORD")
        archive.writestr("/".join(["deep"] * 3000) + "/x.html", "<p>WORD")
    done = command("check", "build.zip", "--format", "json", cwd=site)
    assert done.returncode == 1, done.stderr
    assert json.loads(done.stdout)["summary"]["errors"] == 3


def test_a_watch_shows_what_is_new_and_what_is_gone(site):
    out = site / "out.txt"
    with out.open("w") as file, subprocess.Popen([sys.executable, "-m", "bylint", "check", "--watch"], cwd=site, stdout=file, stderr=file) as child:
        try:
            waits = [
                ("Watching", lambda: (site / "00.html").write_text("<p>WORD, and more</p>")),
                ("1 new, 1 gone", lambda: (site / "bylint.toml").write_text("[rules")),
                ("bylint.toml", lambda: (site / "bylint.toml").write_text(CONFIG.replace('"house/word" = "error"\n', ""))),
                ("0 new, 7 gone", lambda: None),
            ]
            for words, act in waits:
                end = time.monotonic() + 20
                while words not in out.read_text():
                    assert time.monotonic() < end, out.read_text()
                    time.sleep(0.1)
                act()
        finally:
            child.send_signal(signal.SIGINT)
            assert child.wait(20) == 130
    assert "Gone: 01.html:1:12  house/word" in out.read_text()


def test_a_run_leaves_one_file_of_its_store(tmp_path, command):
    for name in ("a.html", "b.html"):
        (tmp_path / name).write_text("<h1>Storm</h1><p>The ferry stays in port, said the harbour office on Friday evening.</p>")
    command("check", ".", cwd=tmp_path)
    assert sorted(file.name for file in (tmp_path / ".bylint").iterdir()) == [".gitignore", "store.sqlite"]
