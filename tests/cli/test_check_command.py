"""`bylint check` as it is typed: what it prints, and with which code it ends."""

import json
import os
import pty
import re
import signal
import subprocess
import sys

import pytest
from jsonschema import validate

from bylint_schemas import schema

HOUSE = '''
from bylint import Problem, Span, rule

def problems(page, word):
    at = page.source.text.find(word)
    if at >= 0:
        yield Problem(Span(at, at + len(word)), f"The word {page.source.text[at:at + 40]} is not ours. Take it out.")

@rule("house/word", severity="error", bad=("<p>WORD",), good=("<p>",))
def word(page):
    """A word that is not ours."""
    yield from problems(page, "WORD")

@rule("house/hint", severity="info", bad=("<p>HINT",), good=("<p>",))
def hint(page):
    """A hint."""
    yield from problems(page, "HINT")

@rule("broken/crash", severity="error", bad=("<p>CRASH",), good=("<p>",))
def crash(page):
    """A rule with a fault."""
    if "CRASH" in page.source.text:
        yield from problems(page, "CRASH")
        raise RuntimeError("oh \\x1b[31m no")

@rule("house/head", severity="warning", bad=("<head></head>",), good=("<p>",), whole_page=True)
def head(page):
    """A page, and no fragment."""
    yield Problem(Span(0, 0), "This is a whole page.")

def bylint_rules():
    return [word, hint, crash, head]

def bylint_reporters():
    return {"silent": lambda results, look: iter(())}
'''
CONFIG = """
extends = []
plugins = ["house.py"]
[rules]
"house/word" = "error"
"house/hint" = "info"
"house/head" = "warning"
"broken/crash" = "error"
"""


@pytest.fixture
def site(tmp_path):
    (tmp_path / "bylint.toml").write_text(CONFIG)
    (tmp_path / "house.py").write_text(HOUSE)
    return tmp_path


def bylint(folder, *arguments, page=b"", **environment):
    return subprocess.run(
        [sys.executable, "-m", "bylint", *arguments],
        cwd=folder,
        input=page,
        capture_output=True,
        timeout=60,
        env={**os.environ, "PYTHONIOENCODING": "utf-8", "COLUMNS": "100", **environment},
    )


def report(folder, *arguments, page=b""):
    done = bylint(folder, "check", "--format", "json", *arguments, page=page)
    document = json.loads(done.stdout)
    validate(document, schema("report"))
    return done.returncode, {file["path"]: [finding["rule"] for finding in file["findings"]] for file in document["files"]}


def test_the_current_folder_is_checked_page_by_page(site):
    (site / "b.html").write_text("<p>A WORD and a HINT</p>")
    (site / "a.html").write_text("<p>Fine.</p>")
    done = bylint(site, "check")
    assert done.returncode == 1
    assert done.stdout.decode() == """\
b.html

  1:6   error    house/word
        The word WORD and a HINT</p> is not ours. Take it out.

      1 | <p>A WORD and a HINT</p>
        |      ^^^^

  1:17  info     house/hint
        The word HINT</p> is not ours. Take it out.

      1 | <p>A WORD and a HINT</p>
        |                 ^^^^

Checked 2 pages: 1 error, 0 warnings, 1 info. 1 page is clean.
`bylint explain RULE` tells more of a rule, for example: bylint explain house/word
"""
    assert report(site) == (1, {"a.html": [], "b.html": ["house/word", "house/hint"]})


@pytest.mark.parametrize(
    ("arguments", "code", "rules"),
    [
        ([], 1, ["house/word", "house/hint"]),
        (["--fail-on", "never"], 0, ["house/word", "house/hint"]),
        (["--ignore", "house/word"], 0, ["house/hint"]),
        (["--ignore", "house/word", "--fail-on", "info"], 1, ["house/hint"]),
        (["--select", "broken, house/hint"], 0, ["house/hint"]),
        (["--select", "house", "--ignore", "house/word,house/hint"], 0, []),
    ],
)
def test_what_is_asked_for_decides_the_exit_code(site, arguments, code, rules):
    (site / "a.html").write_text("<p>A WORD and a HINT</p>")
    assert report(site, "a.html", *arguments) == (code, {"a.html": rules})


def test_isolated_ignores_the_config(site):
    (site / "a.html").write_text("<p>WORD</p>")
    assert "house/word" not in report(site, "--isolated")[1]["a.html"]


def test_a_rule_that_crashes_is_named_and_stops_nothing(site):
    (site / "a.html").write_text("<p>CRASH WORD</p>")
    (site / "b.html").write_text("<p>WORD</p>")
    assert report(site, "--fail-on", "never") == (2, {"a.html": ["page/rule-crashed", "house/word"], "b.html": ["house/word"]})
    printed = bylint(site, "check").stdout.decode()
    assert "The rule broken/crash failed with “RuntimeError: oh \ufffd[31m no”" in printed
    assert "1 page could not be checked wholly" in printed


def test_a_page_on_standard_input(site):
    assert report(site, "-", "--stdin-filename", "news/story.html", page=b"<p>WORD</p>") == (1, {"news/story.html": ["house/word"]})
    assert report(site, "-", page=b"<p>Fine.</p>") == (0, {"<stdin>": []})


def test_a_fragment_is_no_whole_page(site):
    (site / "fragment.html").write_text("<p>Fine.</p>")
    (site / "whole.html").write_text("<!doctype html><head></head><p>Fine.</p>")
    assert report(site) == (0, {"fragment.html": [], "whole.html": ["house/head"]})


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["check", "a.html", "gone.html"], "There is no “gone.html”"),
        (["check", "empty"], "There are no pages in “empty”"),
        (["check", "--format", "jsno"], "Did you mean json? The formats are checkstyle, concise, "),
        (["check", "--fail-on", "fatal"], "'info', 'warning', 'error', 'never'"),
        (["check", "--stdin-filename", "a.html"], "Give `-` as the path too"),
        (["check", "--select", "house/wrod"], "house/word"),
        (["chekc"], "Did you mean bylint check?"),
    ],
)
def test_wrong_usage_says_what_was_expected(site, arguments, said):
    (site / "a.html").write_text("<p>WORD</p>")
    (site / "empty").mkdir()
    done = bylint(site, *arguments)
    assert (done.returncode, done.stdout) == (2, b"")
    assert said in done.stderr.decode()


def test_a_bad_config_anywhere_stops_before_any_page_is_read(site):
    (site / "a.html").write_text("<p>WORD</p>")
    (site / "z").mkdir()
    (site / "z/b.html").write_text("<p>")
    (site / "z/bylint.toml").write_text('[rules]\n"house/wrd" = "error"\n')
    done = bylint(site, "check")
    assert (done.returncode, done.stdout) == (2, b"")
    assert "bylint.toml:2" in done.stderr.decode()


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read(site):
    (site / "a.html").write_text("<p>WORD</p>")
    (site / "a.html").chmod(0)
    (site / "b.html").write_text("<p>WORD</p>")
    assert report(site) == (2, {"a.html": ["page/unreadable"], "b.html": ["house/word"]})


def test_the_report_of_the_last_run_is_no_page_of_the_next(site):
    (site / "a.html").write_text("<p>A WORD</p>")
    for _ in range(2):
        assert report(site, "--report", "html=report.html") == (1, {"a.html": ["house/word"]})
    assert b"a.html" in (site / "report.html").read_bytes()
    assert report(site) == (1, {"a.html": ["house/word"], "report.html": ["page/report"]})
    (site / "link.html").symlink_to("report.html")
    assert report(site, "--report", "html=report.html") == (1, {"a.html": ["house/word"]})
    (site / "a.html").unlink()
    assert report(site, "--report", "html=report.html") == (0, {})


@pytest.mark.parametrize("paths", [("report.html",), ("a.html", "report.html"), ("*.html",), ("--files-from", "list")])
def test_a_report_that_is_named_as_a_page_is_not_left_out_in_silence(site, paths):
    (site / "a.html").write_text("<p>A WORD</p>")
    (site / "list").write_text("a.html\nreport.html\n")
    assert bylint(site, "check", "a.html", "--report", "html=report.html").returncode == 1
    written = (site / "report.html").read_bytes()
    done = bylint(site, "check", *paths, "--report", "html=./report.html")
    assert (done.returncode, done.stdout) == (2, b"")
    assert b"./report.html would be written over a page that is to be read" in done.stderr
    assert (site / "report.html").read_bytes() == written


@pytest.mark.parametrize(
    ("arguments", "target"),
    [
        *((("check", "a.html"), f"html={target}") for target in ("./a.html", "link", "link.html", "b.html", "sent/o.html", "E.HTM")),
        *((("check", "."), target) for target in ("html=a.html", "json=a.html", "html=link", "json=sent/o.xml")),
        *((words, "html=./a.html") for words in (("compare", "b.html", "a.html"), ("compare", "a.html", "b.html"))),
    ],
)
def test_no_report_is_written_over_a_page(site, arguments, target):
    (site / "bylint.toml").write_text(f'originals = ["sent"]\n{CONFIG}')
    (site / "sent").mkdir()
    pages = {name: f"<p>The WORD of {name}</p>" for name in ("a.html", "b.html", "sent/o.html", "sent/o.xml", "E.HTM")}
    for name, text in pages.items():
        (site / name).write_text(text)
    (site / "link").symlink_to("a.html")
    (site / "link.html").symlink_to(site / "a.html")
    done = bylint(site, *arguments, "--report", target)
    assert done.returncode == 2
    assert b"would be written over" in done.stderr
    assert {name: (site / name).read_text() for name in pages} == pages


def test_a_page_by_another_ending_is_no_place_for_a_report(site):
    (site / "story.php").write_text("<p>A WORD</p>")
    (site / "link").symlink_to("story.php")
    done = bylint(site, "check", "story.php", "--report", "json=link")
    assert (done.returncode, b"would be written over a page that is to be read" in done.stderr) == (2, True)
    assert (site / "story.php").read_text() == "<p>A WORD</p>"


def test_a_page_that_has_not_changed_is_no_place_for_a_report(site):
    for name in ("a.html", "b.html"):
        (site / name).write_text("<p>Fine.</p>")
    for words in (["init", "-q"], ["add", "."], ["-c", "user.name=a", "-c", "user.email=a@b.example", "commit", "-qm", "a"]):
        subprocess.run(["git", *words], cwd=site, check=True, capture_output=True)
    (site / "a.html").write_text("<p>A WORD</p>")
    done = bylint(site, "check", ".", "--changed-since", "HEAD", "--report", "html=b.html")
    assert (done.returncode, b"is no report that bylint wrote as HTML" in done.stderr) == (2, True)
    assert (site / "b.html").read_text() == "<p>Fine.</p>"
    for _ in range(2):
        assert report(site, "--changed-since", "HEAD", "--report", "html=report.html") == (1, {"a.html": ["house/word"]})


def test_a_file_named_like_a_page_takes_only_html_again_and_again(site):
    (site / "a.html").write_text("<p>A WORD</p>")
    for name, codes in (("json=r.json", (1, 1)), ("json=r.html", (1, 2)), ("html=empty.html", (1, 1))):
        (site / "empty.html").write_text("")  # as mktemp makes it
        assert tuple(bylint(site, "check", "a.html", "--report", name).returncode for _ in codes) == codes


def test_a_named_thing_that_is_no_page_is_reported_and_the_others_are_checked(site):
    (site / "a.html").write_text("")
    (site / "b.html").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)))
    (site / "c.html").symlink_to("gone")
    (site / "d.html").write_text("<p>WORD</p>")
    assert report(site) == (
        2, {"a.html": ["page/empty"], "b.html": ["page/not-text"], "c.html": ["page/unreadable"], "d.html": ["house/word"]}
    )


def test_a_headline_cannot_write_to_the_terminal(site):
    (site / "a\x1b[2J\r.html").write_text("<h1>WORD \x1b]0;owned\x07\x9b2J\u202e\x00</h1>")
    done = bylint(site, "check")
    assert done.returncode == 1
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]", done.stdout.decode() + done.stderr.decode())
    missing = bylint(site, "check", "gone\x1b[2J")
    assert missing.returncode == 2
    assert b"\x1b" not in missing.stderr


def test_an_output_that_cannot_spell_a_letter_shows_the_rest(site):
    (site / "a.html").write_text("<p>WORD 日本</p>", encoding="utf-8")
    done = bylint(site, "check", PYTHONIOENCODING="latin-1")
    assert done.returncode == 1
    assert b"<p>WORD ??</p>" in done.stdout


def on_a_terminal(site, **environment):
    """What is printed where standard output is a terminal."""
    ours, theirs = pty.openpty()
    variables = {key: value for key, value in os.environ.items() if key != "NO_COLOR"} | {"TERM": "xterm", **environment}
    child = subprocess.Popen([sys.executable, "-m", "bylint", "check"], cwd=site, stdout=theirs, stdin=subprocess.DEVNULL, env=variables)
    os.close(theirs)
    printed = b""
    try:
        while part := os.read(ours, 4096):
            printed += part
    except OSError:  # how Linux says that the other side is closed
        pass
    os.close(ours)
    child.wait()
    return printed


def test_colours_on_a_terminal_unless_refused(site):
    (site / "a.html").write_text("<p>WORD</p>")
    assert b"\x1b[31m" in on_a_terminal(site)
    assert b"\x1b[31m" in on_a_terminal(site, NO_COLOR="")
    assert b"\x1b" not in on_a_terminal(site, NO_COLOR="1")
    assert b"\x1b" not in on_a_terminal(site, TERM="dumb")


def test_findings_that_a_format_does_not_read_count(site):
    (site / "a.html").write_text("<p>WORD</p>")
    done = bylint(site, "check", "--format", "silent")
    assert (done.returncode, done.stdout) == (1, b"")


def test_ctrl_c_ends_quietly(site):
    os.mkfifo(site / "a.html")
    command = [sys.executable, "-m", "bylint", "check", "a.html"]
    with subprocess.Popen(command, cwd=site, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as child:
        with (site / "a.html").open("wb"):  # which waits until it is read from
            child.send_signal(signal.SIGINT)
            assert child.wait(20) == 130
        assert child.stderr.read() == b""


def test_a_reader_that_goes_away_ends_it_quietly(site):
    for number in range(300):
        (site / f"{number}.html").write_text("<p>WORD</p>" * 20)
    with subprocess.Popen([sys.executable, "-m", "bylint", "check"], cwd=site, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as child:
        child.stdout.readline()
        child.stdout.close()
        assert child.wait(60) != 0
        assert child.stderr.read() == b""


def test_only_what_a_small_page_needs_is_imported(site):
    (site / "a.html").write_text("<p>WORD</p>")
    script = (
        "import sys\nfrom bylint.cli import main\n"
        "main(['check', '--isolated', 'a.html'], standalone_mode=False)\nprint(*sys.modules, file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=site, capture_output=True, timeout=60, check=True)
    imported = set(done.stderr.decode().split())
    assert "bylint.check" in imported
    heavy = {"jsonschema", "bs4", "charset_normalizer", "rich.console", "rich.text", "asyncio", "sqlite3", "multiprocessing"}
    assert not imported & heavy


@pytest.mark.parametrize("argument", ["--help", "--version"])
def test_help_needs_no_engine(site, argument):
    script = f"import sys\nfrom bylint.cli import main\nmain(['{argument}'], standalone_mode=False)\nprint(*sys.modules, file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", script], cwd=site, capture_output=True, timeout=60, check=True)
    assert done.stdout.startswith((b"Usage: ", b"bylint 0"))
    assert not {"bylint.check", "bylint.plugins", "bylint.config"} & set(done.stderr.decode().split())


def test_the_report_is_the_same_whatever_the_order_of_sets(tmp_path):
    prose = "<p>The ferry to the islands sails again from Monday, the harbour office said on Friday after a long wait.</p>"
    slot = "<aside class=widget><div class=inner><div><div id=div-gpt-ad-1 class=adsbygoogle></div></div></div></aside>"
    page = f"<html lang=en><body><div><h1>Ferry back</h1><div>{prose * 3}</div>{slot * 9}</div></body></html>"
    seen = [bylint(tmp_path, "check", "-", "--format", "json", page=page.encode(), PYTHONHASHSEED=str(seed)).stdout for seed in range(4)]
    assert json.loads(seen[0])["files"][0]["findings"]
    assert seen == seen[:1] * 4


def test_a_page_named_in_place_of_a_command_gets_the_right_command(tmp_path):
    (tmp_path / "story.html").write_text("<p>Fine.</p>")
    done = bylint(tmp_path, "story.html")
    assert done.returncode == 2
    assert "Did you mean bylint check story.html?" in done.stderr.decode()
