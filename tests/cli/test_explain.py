"""`bylint explain` and `bylint rules`: the manual, made of what rules say of themselves."""

import json

import pytest
from click.testing import CliRunner

from bylint.cli import main
from bylint.notices import NOTICES

HOUSE = '''
from dataclasses import dataclass
from typing import Literal
from bylint import Problem, Span, option, rule

@dataclass(frozen=True)
class Options:
    most_links: int = option(5, "How many links a story may have.", minimum=1)
    words: tuple[str, ...] = option(("Ünited",), "Names that are spelt as they are")
    tone: Literal["mild", "harsh"] = option("mild", "How it is said")

@rule("house/links", severity="error", options=Options, republished=True, whole_page=True,
      bad=("<p>\\n  <a href='x'>x</a>\\n</p>", "<p>\\tWORD \\x1b[31m</p>"), good=("<p>Fine.</p>",))
def links(page, options):
    """A story is full of links.

    Readers lose the thread of a story where each sentence leads elsewhere, and the partner's terms allow five
    of them at most.

    - one kind
    - another kind
    """
    return ()

@rule("house/quiet", bad=("x",), good=("y",))
def quiet(page):
    """A page is too quiet."""
    return ()

def bylint_rules():
    return [links, quiet]
'''


@pytest.fixture
def run(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "house.py").write_text(HOUSE)
    (tmp_path / "bylint.toml").write_text('extends = []\nplugins = ["house.py"]\n[rules]\n"house/links" = "warning"\n')
    return lambda *arguments: CliRunner(env={"COLUMNS": "100"}).invoke(main, arguments)


def test_a_rule_is_explained_in_full(run):
    done = run("explain", "house/links")
    assert done.exit_code == 0
    assert done.output == """\
house/links

A story is full of links.

Readers lose the thread of a story where each sentence leads elsewhere, and the
partner's terms allow five of them at most.

- one kind
- another kind

Severity   error; here warning
Runs on    pages that carry others' work, fragments excepted

Options

    most-links = 5
        How many links a story may have; a whole number; at least 1.
    words = ["Ünited"]
        Names that are spelt as they are; a list, each text.
    tone = "mild"
        How it is said; one of "mild", "harsh".

Wrong

    <p>
      <a href='x'>x</a>
    </p>

    <p> WORD \ufffd[31m</p>

Right

    <p>Fine.</p>

In bylint.toml

    [rules]
    "house/links" = { severity = "error", most-links = 5 }
"""


@pytest.mark.parametrize("notice", NOTICES)
def test_notices_are_explained_too(run, notice):
    done = run("explain", notice)
    assert done.exit_code == 0
    assert " ".join(NOTICES[notice][1].split()) in " ".join(done.output.split())


@pytest.mark.parametrize(
    ("name", "said"),
    [("house/lniks", "Did you mean house/links?"), ("quiet", "Did you mean house/quiet?"), ("house", "house/links, house/quiet")],
)
def test_an_unknown_rule_is_answered_with_the_nearest(run, name, said):
    done = run("explain", name)
    assert done.exit_code == 2
    assert said in done.stderr


def test_rules_are_listed_with_what_the_config_makes_of_them(run):
    lines = [" ".join(line.split()) for line in run("rules").output.splitlines()]
    assert "house/links warning A story is full of links." in lines
    assert "house/quiet off A page is too quiet." in lines
    listed = {rule["rule"]: rule for rule in json.loads(run("rules", "--format", "json").output)}
    assert listed["house/links"] == {
        "rule": "house/links", "family": "house", "severity": "warning", "on": True, "summary": "A story is full of links.",
    }
    assert listed["house/quiet"]["on"] is False


def test_a_bad_config_is_said(run, tmp_path):
    (tmp_path / "bylint.toml").write_text("rulez = 1\n")
    done = run("rules")
    assert done.exit_code == 2
    assert "bylint.toml" in done.stderr
