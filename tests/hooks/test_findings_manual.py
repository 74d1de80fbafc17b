"""What the manual says of fixes, exceptions, the baseline and reports is so."""

import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from bylint.reports import bylint_reporters

ROOT = Path(__file__).parents[2]
MANUAL = (ROOT / "docs" / "findings.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```(\w+)\n(.*?)^```$", MANUAL, re.M | re.S)
COMMANDS = [line for kind, text in BLOCKS if kind == "sh" for line in text.splitlines()]


@pytest.fixture
def site(tmp_path):
    (tmp_path / "build").mkdir()
    for page in ("story.html", "build/story.html"):
        shutil.copy(ROOT / "docs" / "example.html", tmp_path / page)
    return tmp_path


def shell(line, folder):
    environment = {**os.environ, "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}
    return subprocess.run(line, shell=True, cwd=folder, env=environment, capture_output=True, text=True, encoding="utf-8", timeout=60)


@pytest.mark.parametrize("line", COMMANDS)
def test_every_command_works(line, site):
    ended = shell(line, site)
    assert ended.returncode == (1 if line.startswith("bylint check") else 0), ended.stderr
    assert ended.stdout


def test_the_exceptions_of_the_manual_are_understood(site):
    (page,) = (text for kind, text in BLOCKS if kind == "html")
    (entry,) = (text for kind, text in BLOCKS if kind == "toml")
    (site / "story.html").write_text(page, encoding="utf-8")
    (site / "bylint.ignore.toml").write_text(entry, encoding="utf-8")
    assert tomllib.loads(entry)["ignore"][0]["rule"] == "ads/label-left"
    ended = shell("bylint check story.html", site)
    assert ended.returncode == 0, ended.stdout + ended.stderr
    assert not {"exception/malformed", "exception/unknown-rule"} & {*re.findall(r"exception/[a-z-]+", ended.stdout)}
    assert "Not shown: 1 suppressed" in ended.stdout


def test_every_format_is_named():
    table = MANUAL[MANUAL.index("| format |") :]
    named = re.findall("`([a-z]+)`", "".join(line.split("|")[1] for line in table.splitlines() if line.startswith("|")))
    assert sorted(named) == sorted(bylint_reporters())
