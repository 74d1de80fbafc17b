"""The example of the manual of terms is so: its files, its page, and what it says is told of it."""

import re
from pathlib import Path

import pytest

MANUAL = (Path(__file__).parents[2] / "docs" / "terms.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```(\w+)\n(.*?)^```$", MANUAL, re.M | re.S)


@pytest.fixture
def site(tmp_path):
    """The files that the manual says to save."""
    *_, contract, config = (text for kind, text in BLOCKS if kind == "toml")
    (tmp_path / "contracts").mkdir()
    (tmp_path / "contracts" / "gazette.toml").write_text(contract, encoding="utf-8")
    (tmp_path / "bylint.toml").write_text(config, encoding="utf-8")
    (page,) = (text for kind, text in BLOCKS if kind == "html")
    (tmp_path / "story.html").write_text(page, encoding="utf-8")
    return tmp_path


def test_the_example_is_told_of_as_the_manual_says(site, command):
    line = re.search(r"`bylint (check story\.html .*?)`", MANUAL)[1]
    (shown,) = (text for kind, text in BLOCKS if kind == "text")
    assert command(*line.split(), cwd=site).stdout.startswith(shown)


def test_its_fix_mends_it(site, command):
    command("check", "story.html", "--select", "terms", "--unsafe-fixes", cwd=site)
    assert "https://count.gazette.example/hit/42.gif" in (site / "story.html").read_text(encoding="utf-8")
    assert command("check", "story.html", "--select", "terms", "--fail-on", "info", cwd=site).returncode == 0


def test_the_commands_of_the_manual_work(site, command):
    (lines,) = (text for kind, text in BLOCKS if kind == "sh")
    for line in lines.splitlines():
        ended = command(*line.partition("#")[0].split()[1:], cwd=site)
        assert ended.returncode == 0, ended.stderr
        assert "terms/pixel" in ended.stdout


def test_a_config_can_say_whose_the_stories_are(site, command):
    said = next(text for kind, text in BLOCKS if kind == "toml")
    (site / "bylint.toml").write_text((site / "bylint.toml").read_text(encoding="utf-8") + said, encoding="utf-8")
    (site / "story.html").write_text("<h1>Ferry</h1>" + 3 * "<p>The ferry to the islands sails again from Monday, the harbour office said on Friday.</p>")
    assert "terms/credit-line" in command("check", "story.html", "--select", "terms", "--format", "concise", cwd=site).stdout
