"""The baseline: what is put off stays put off, what is new is told, and branches merge."""

import json
import os
import subprocess
from pathlib import Path

import pytest
from jsonschema import validate

from bylint_schemas import schema

CONFIG = """
extends = []
plugins = ["house.py"]
[rules]
"house/word" = "error"
"""
HOUSE = '''
import re
from bylint import Problem, Span, rule

@rule("house/word", severity="error", bad=("<p>WORD",), good=("<p>",))
def word(page):
    """A word that is not ours."""
    for found in re.finditer("(?:WORD|OTHER)[0-9]*", page.source.text):
        yield Problem(Span(*found.span()), f"{found[0]} is not ours. Take it out.")

def bylint_rules():
    return [word]
'''
NAME = "bylint.baseline.jsonl"


@pytest.fixture
def site(tmp_path):
    (tmp_path / "house.py").write_text(HOUSE)
    (tmp_path / "bylint.toml").write_text(CONFIG)
    (tmp_path / "a.html").write_text("<p>WORD1</p>\n<p>WORD2</p>\n<p>WORD2</p>\n")
    (tmp_path / "b.html").write_text("<p>WORD1</p>\n")
    return tmp_path


@pytest.fixture
def bylint(command, site):
    return lambda *words: command(*words, cwd=site)


def told(bylint, *words):
    """The findings by page, as lines and texts, and the number of those that were put off."""
    done = bylint("check", *(words or ["."]), "--format", "json")
    report = json.loads(done.stdout)
    found = {file["path"]: [(each["line"], each["message"].split()[0]) for each in file["findings"]] for file in report["files"]}
    return {path: lines for path, lines in found.items() if lines}, report["summary"]["baselined"]


def test_what_is_written_is_told_no_more_and_the_build_passes(bylint, site):
    assert bylint("check", ".").returncode == 1
    bylint("baseline", "write", ".")
    assert told(bylint) == ({}, 4)
    assert bylint("check", ".").returncode == 0
    lines = (site / NAME).read_text().splitlines()
    assert len(lines) == 4
    assert lines == sorted(lines)
    for line in lines:
        validate(json.loads(line), schema("baseline"))
    assert bylint("check", "--no-baseline", ".").returncode == 1


def test_a_swap_shows_the_new_one(bylint, site):
    bylint("baseline", "write")
    (site / "a.html").write_text("<p>WORD1</p>\n<p>WORD2</p>\n<p>OTHER</p>\n")
    found, known = told(bylint)
    assert found == {"a.html": [(3, "OTHER")], NAME: [(2, "An")]}
    assert known == 3


def test_what_moves_stays_known(bylint, site):
    bylint("baseline", "write")
    (site / "a.html").write_text("\n\n<div><p>WORD2</p></div>\n<h2>New</h2><ul><li>WORD2</li></ul><p>WORD1</p>")
    assert told(bylint) == ({}, 4)


def test_of_one_more_of_the_same_exactly_one_is_told(bylint, site):
    bylint("baseline", "write")
    (site / "a.html").write_text("<p>WORD1</p>\n" + "<p>WORD2</p>\n" * 3)
    assert told(bylint) == ({"a.html": [(4, "WORD2")]}, 4)


def test_the_same_on_another_page_is_new(bylint, site):
    bylint("baseline", "write")
    (site / "c.html").write_text("<p>WORD1</p>")
    assert told(bylint) == ({"c.html": [(1, "WORD1")]}, 4)


def test_the_paths_hold_from_wherever_the_command_is_called(bylint, site, command):
    bylint("baseline", "write")
    (site / "sub").mkdir()
    assert command("check", "..", cwd=site / "sub").returncode == 0
    assert command("check", site / "a.html", cwd="/").returncode == 0


def test_stale_entries_are_told_and_pruned_and_nothing_else(bylint, site):
    bylint("baseline", "write")
    (site / "a.html").write_text("<p>WORD2</p><p>OTHER</p>")
    (site / "b.html").unlink()
    found, _ = told(bylint)
    assert found[NAME] == [(1, "3")]
    assert "1 finding" not in bylint("baseline", "prune", ".").stdout
    assert [json.loads(line)["text"] for line in (site / NAME).read_text().splitlines()] == ["WORD2"]
    assert told(bylint) == ({"a.html": [(1, "OTHER")]}, 1)


def test_of_pages_and_rules_that_were_not_looked_at_nothing_is_stale(bylint, site):
    bylint("baseline", "write")
    (site / "a.html").write_text("<p>Fine.</p>")
    assert told(bylint, "b.html") == ({}, 1)
    (site / "bylint.toml").write_text(CONFIG.replace('"error"', '"off"') + '"ads/label-left" = "error"\n')
    assert told(bylint) == ({}, 0)


def test_writing_for_some_pages_keeps_the_others(bylint, site):
    bylint("baseline", "write")
    (site / "b.html").write_text("<p>OTHER</p>")
    assert "put 1 finding off; 3 findings in it stay." in bylint("baseline", "write", "b.html").stdout
    assert told(bylint) == ({}, 4)


def test_it_is_shown_by_rule_and_page(bylint, site):
    assert "There is nothing in" in bylint("baseline", "show").stdout
    bylint("baseline", "write")
    assert bylint("baseline", "show").stdout.splitlines()[0].split() == ["4", "house/word"]
    assert "b.html  house/word  WORD1" in bylint("baseline", "show").stdout


def test_a_page_that_could_not_be_checked_leaves_it_as_it_was(bylint, site):
    bylint("baseline", "write")
    before = (site / NAME).read_bytes()
    (site / "a.html").write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\0")
    for what in ("write", "prune"):
        done = bylint("baseline", what, ".")
        assert (done.returncode, "a.html could not be checked wholly" in done.stderr) == (2, True)
    assert (site / NAME).read_bytes() == before


@pytest.mark.parametrize(("line", "said"), [("<<<<<<< HEAD", "a merge left its marks here"), ('{"path": "a"}', "this is no entry"), ("[" * 10**5, "this is no entry")])
def test_a_broken_line_is_named(bylint, site, line, said):
    bylint("baseline", "write")
    (site / NAME).write_text((site / NAME).read_text() + line + "\n")
    done = bylint("check", ".")
    assert done.returncode == 2
    assert f"{NAME}:5: {said}" in done.stderr
    bylint("baseline", "write", ".")
    assert told(bylint) == ({}, 4)


def test_branches_that_each_put_something_off_merge_without_a_conflict(bylint, site):
    def git(*words):
        subprocess.run(["git", "-c", "user.name=a", "-c", "user.email=a@b.example", *words], cwd=site, check=True, capture_output=True)

    for number in range(10, 30):
        (site / f"{number}.html").write_text("<p>WORD1</p>")
    bylint("baseline", "write")
    git("init", "-q", "-b", "main")
    git("add", "-A")
    git("commit", "-qm", "first")
    git("checkout", "-qb", "other")
    (site / "12.html").write_text("<p>WORD1</p><p>OTHER</p>")
    bylint("baseline", "write")
    git("commit", "-qam", "other")
    git("checkout", "-q", "main")
    (site / "25.html").write_text("<p>WORD1</p><p>OTHER</p>")
    bylint("baseline", "write")
    git("commit", "-qam", "own")
    git("merge", "-q", "other")
    assert told(bylint) == ({}, 26)


def test_of_a_page_alone_what_a_comparison_finds_stays(bylint, site):
    (site / "bylint.toml").write_text('extends = ["bylint:recommended"]\n')
    pitch = "<div><p>Our islands desk writes to you on Sundays about all that floats and about all that sinks.</p></div>\n"
    for number in range(8):
        story = "".join(f"<p>Story {number}, part {part}: {'abcdefgh'[number] * 9} said that {part * 7} ships sailed from there.</p>" for part in range(9))
        (site / f"{number}.html").write_text(f"<article><h1>Ferry {number}</h1>{story}{pitch}</article>\n")
    bylint("baseline", "write", ".")
    entries = (site / NAME).read_text()
    assert "repeated-across-site" in entries
    for file in (site / ".bylint").iterdir():
        file.unlink()
    bylint("baseline", "prune", "1.html")
    bylint("baseline", "write", "1.html")
    assert (site / NAME).read_text() == entries
    assert bylint("check", ".").stdout.startswith("Checked")


def test_names_that_are_no_utf_8_are_put_off_too(bylint, site):
    Path(os.fsdecode(os.fsencode(site) + b"/\xff.html")).write_text("<p>WORD1</p>")
    bylint("baseline", "write", ".")
    assert told(bylint) == ({}, 5)


def test_there_is_one_baseline_for_all_commands(bylint, site, command):
    (site / "sub").mkdir()
    (site / "sub" / "c.html").write_text("<p>WORD1</p>")
    bylint("baseline", "write", ".")
    assert "5  house/word" in command("baseline", "show", cwd=site / "sub").stdout
    (site / "sub" / "c.html").write_text("<p>Fine.</p>")
    assert "1 finding taken out, 4 left." in command("baseline", "prune", ".", cwd=site / "sub").stdout
    (site / "sub" / NAME).write_text("")
    assert "Call the command in its folder" in bylint("baseline", "write", ".").stderr
