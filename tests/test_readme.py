"""What the README says is so: every command and every block in it is run."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
SCRIPTS = Path(sys.executable).parent
BLOCKS = re.findall(r"^```(\w+)\n(.*?)^```$", README, re.M | re.S)
MARKED = dict(re.findall(r"^<!-- (\w+) -->\n```sh\n(.*?)\n```\n<!-- -->$", README, re.M | re.S))
COMMANDS = [line for kind, text in BLOCKS if kind == "sh" and text.strip() not in MARKED.values() for line in text.splitlines()]
HOUSE_RULES = [text for kind, text in BLOCKS if kind == "python"]


def shell(line, folder):
    environment = {**os.environ, "PATH": f"{SCRIPTS}{os.pathsep}{os.environ['PATH']}"}
    return subprocess.run(line, shell=True, cwd=folder, env=environment, capture_output=True, text=True, encoding="utf-8", timeout=60)


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """A folder with the pages that the commands of the README name."""
    folder = tmp_path_factory.mktemp("site")
    for page in ("story.html", "news/story.html", "build/story.html"):
        (folder / page).parent.mkdir(exist_ok=True)
        shutil.copy(ROOT / "docs" / "example.html", folder / page)
    credited = "<article><h1>Ferry</h1><p>By Ada Quay</p><p>The ferry sails again.</p><p>Source: <a href=https://wire.example/f>Island Wire</a></p>"
    for page in ("theirs.html", "ours.html"):
        (folder / page).write_text(credited, encoding="utf-8")
    (folder / "list.txt").write_text("story.html\n", encoding="utf-8")
    shutil.make_archive(str(folder / "build"), "zip", folder, "build")
    git = "git -c user.name=a -c user.email=a@example.org"
    shell(f"git init -q -b main && git add . && {git} commit -qm first && echo '<p>More.' >> build/story.html", folder)
    return folder


@pytest.mark.parametrize("line", COMMANDS)
def test_every_command_works(line, site):
    assert line.startswith("bylint ")
    ended = shell(line, site)
    assert ended.returncode == (1 if line.startswith("bylint check") else 0), ended.stderr
    assert ended.stdout
    assert not ended.stderr


@pytest.mark.parametrize(("name", "code"), [("main", 1), ("test", 0)])
def test_a_set_up_command_makes_an_environment_and_uses_it(name, code, tmp_path):
    make, install, use = MARKED[name].split(" && ")
    assert make == "python3 -m venv .venv"
    assert install.startswith(".venv/bin/pip install ")
    (tmp_path / ".venv").symlink_to(SCRIPTS.parent)
    for part in ("docs", "tests", "pyproject.toml"):
        (tmp_path / part).symlink_to(ROOT / part)
    # The whole suite would run this test, and that the suite.
    ended = shell(f"{use} --collect-only -q tests/test_layers.py" if name == "test" else use, tmp_path)
    assert ended.returncode == code, ended.stdout + ended.stderr


def test_continuous_integration_runs_the_test_command_of_the_readme(tmp_path):
    (tmp_path / ".ci").mkdir()
    shutil.copy(ROOT / ".ci" / "run", tmp_path / ".ci")
    (tmp_path / "README.md").write_text(README.replace(MARKED["test"], "pwd && echo 'as it stands' && false"), encoding="utf-8")
    ended = shell(f"BYLINT_CI=1 {tmp_path / '.ci' / 'run'}", "/")
    assert ended.stdout.splitlines() == [str(tmp_path), "as it stands"]
    assert ended.returncode == 1


def test_the_house_rule_is_shown_on_lxml_and_on_beautifulsoup():
    assert len(HOUSE_RULES) == 2
    assert ["soup" in text for text in HOUSE_RULES] == [False, True]


@pytest.mark.parametrize("text", HOUSE_RULES, ids=["lxml", "beautifulsoup"])
def test_a_house_rule_works_as_it_is_shown(text, command, tmp_path):
    plugins, setting = (re.search(f"`({pattern})`", README)[1] for pattern in (r"plugins = [^`]+", r'"house/shouting" = [^`]+'))
    (tmp_path / "house.py").write_text(text, encoding="utf-8")
    (tmp_path / "bylint.toml").write_text(f"{plugins}\n[rules]\n{setting}\n", encoding="utf-8")
    page = "<h2>STORM</h2>\n<article><p>¡Ay!</p> <h1>STORM!</h1>\n<h1>Calm</h1></article>"
    (tmp_path / "story.html").write_text(page, encoding="utf-8")
    ended = command("check", "--select", "house", "--format", "json", "story.html", cwd=tmp_path)
    assert ended.returncode == 0, ended.stderr
    (finding,) = json.loads(ended.stdout)["files"][0]["findings"]
    assert finding["rule"] == "house/shouting"
    assert finding["severity"] == "warning"
    assert page.encode()[finding["startByte"] : finding["endByte"]] == b"<h1>STORM!</h1>"


def test_the_config_is_one(command, tmp_path):
    (text,) = (text for kind, text in BLOCKS if kind == "toml")
    (tmp_path / "bylint.toml").write_text(text, encoding="utf-8")
    news, opinion = (command("config", "show", f"{folder}/story.html", cwd=tmp_path) for folder in ("news", "opinion"))
    assert (news.returncode, opinion.returncode) == (0, 0), news.stderr
    assert 'name = "Coast Daily Mirror"' in news.stdout
    assert '"boilerplate/repeated-block".letters = 120' in news.stdout
    assert '"attribution/byline-missing" = "off"' in opinion.stdout
    assert '"attribution/byline-missing" = "off"' not in news.stdout


def test_every_link_to_a_file_leads_to_one():
    links = re.findall(r"\]\((?!https?:)([^)#]+)", README)
    assert links
    assert [link for link in links if not (ROOT / link).exists()] == []
