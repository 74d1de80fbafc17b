"""Packs: what an installed one and a local one bring, and that none that is broken is passed over."""

import json
import pickle
import re
import textwrap

import pytest

from bylint.plugins import load

RULES = '''
from dataclasses import dataclass
from bylint import Problem, option, rule
from bylint.views.language import words

@dataclass(frozen=True)
class LongOptions:
    most: int = option(100, "The longest headline, in characters.", minimum=1)

def headlines(page):
    """The headings of first rank: a view."""
    return tuple(page.root.iter("h1"))

@rule("house/long", severity="error", options=LongOptions, bad=["<h1>" + 30 * "long " + "</h1>"], good=["<h1>Short</h1>"])
def long(page, options):
    """A headline is longer than we print."""
    for heading in page.view(headlines):
        if len(heading.text) > options.most:
            yield Problem(page.span_of(heading), f"This headline has more than {options.most} characters. Cut it.")

@rule("house/phrase", severity="error", bad=["<h1>The harbour desk</h1>"], good=["<h1>Harbour</h1>"])
def phrase(page):
    """A headline is the name of a desk."""
    for heading in page.view(headlines):
        if page.view(words)["ad-label"].whole(heading.text):
            yield Problem(page.span_of(heading), "This headline names a desk. Write another.")

def bylint_rules():
    return [long, phrase]
'''
REST = """
from pathlib import Path

def bylint_presets():
    return Path(__file__).parent / "presets"

def bylint_lexicon():
    return Path(__file__).parent / "lexicon"

def names(results, look):
    for result in results:
        yield from (f"{finding.rule} in {result.path}\\n" for finding in result.findings)

def bylint_reporters():
    return {"names": names}
"""
DATA = {
    "presets/strict.toml": 'extends = []\n[rules]\n"house/long" = { severity = "error", most = 12 }\n"house/phrase" = "error"\n',
    "lexicon/en.toml": '[ad-label]\nphrases = ["The harbour desk"]\n',
}
PROJECT = """
[build-system]
requires = ["hatchling"]
build-backend = "hatchling.build"
[project]
name = "house-rules"
version = "1"
[project.entry-points.bylint]
house = "house_rules"
"""
PAGES = {"short.html": "<h1>Twelve at most</h1>", "long.html": "<h1>Storm</h1>", "desk.html": "<h1>THE HARBOUR DESK</h1>"}
# A rule that has nothing wrong with it, for packs that have.
FINE = '''
from bylint import rule

@rule("house/fine", bad=[], good=[])
def fine(page):
    """Nothing to be found."""
    return ()
'''
# How a pack is broken, and what is said of it.
BROKEN = {
    "misspelt hook": (
        "def bylint_ruls(): return [fine]",
        "'house' has a function bylint_ruls, and there is no such hook. Did it mean bylint_rules?",
    ),
    "rule id of another": (
        '@rule("ads/label-left", bad=[], good=[])\ndef other(page):\n  "Labels."\ndef bylint_rules(): return [other]',
        "ads/label-left is in two packs, 'bylint' and 'house'",
    ),
    "rule twice": ("def bylint_rules(): return [fine, fine]", "house/fine is twice in the pack 'house'"),
    "failing import": ("import no_such_module", "ModuleNotFoundError: No module named 'no_such_module'"),
    "exit at import": ("raise SystemExit(0)", "cannot be imported: SystemExit"),
    "syntax error": ("def bylint_rules(: pass", "SyntaxError"),
    "no hook": ("", "'house' brings nothing"),
    "no rules": ("def bylint_rules(): return []", "'house' brings nothing from bylint_rules"),
    "no return": ("def bylint_rules(): [fine]", "'house' brings nothing from bylint_rules"),
    "list for a hook": ("bylint_rules = [fine]", "'house' has a list called bylint_rules"),
    "failing hook": ("def bylint_rules(): return [fine, 1 / 0]", "'house' failed in bylint_rules: ZeroDivisionError"),
    "failing generator": ("def bylint_rules():\n  yield fine\n  1 / 0", "'house' failed in bylint_rules: ZeroDivisionError"),
    "exit in a hook": ("import sys\ndef bylint_rules(): sys.exit()", "'house' failed in bylint_rules: SystemExit"),
    "parameter": ("def bylint_rules(config): return [fine]", "'house' has a hook of the wrong form"),
    "one rule, no list": ("def bylint_rules(): return fine", "'house' failed in bylint_rules: TypeError"),
    "no rule": ("def bylint_rules(): return [print]", "'house' returns <built-in function print> from bylint_rules, which is no rule"),
    "family of the engine": (
        '@rule("page/odd", bad=[], good=[])\ndef odd(page):\n  "Odd."\ndef bylint_rules(): return [odd]',
        "'house' has a rule page/odd, a family of the engine's own",
    ),
    "no manual": ('@rule("house/dumb", bad=[], good=[])\ndef dumb(page): return ()', "rule house/dumb has no docstring"),
    "missing lexicon": (
        "from pathlib import Path\ndef bylint_lexicon(): return Path(__file__).parent / 'lexikon'",
        "lexikon, which is not there",
    ),
    "relative lexicon": ("def bylint_lexicon(): return '.'", "'house' names the folder ., which is not there"),
    "empty presets": (
        "from pathlib import Path\ndef bylint_presets():\n  folder = Path(__file__).parent / 'none'\n  folder.mkdir()\n  return folder",
        "none, and there are no .toml files in it",
    ),
    "format of another": ("def bylint_reporters(): return {'text': print}", "format 'text' is in two packs, 'bylint.reports' and 'house'"),
    "format that is no function": ("def bylint_reporters(): return {'csv': 'a,b'}", "'house' brings a format 'csv' that is no function"),
}


def write(folder, files):
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")


def said(ended):
    """What an ended command wrote to standard error, on one line."""
    return " ".join(ended.stderr.split())


@pytest.fixture(scope="module")
def installed(tmp_path_factory, wheel, environment, bylint_wheel):
    """An environment with a pack that is a package of its own."""
    project = tmp_path_factory.mktemp("house-rules")
    parts = {"__init__.py": "from house_rules.rules import bylint_rules" + REST, "rules.py": RULES, **DATA}
    write(project, {"pyproject.toml": PROJECT, **{f"house_rules/{name}": text for name, text in parts.items()}})
    return {"scripts": environment(bylint_wheel, wheel(project))}


@pytest.fixture(params=["installed", "local"])
def pack(request, tmp_path, command):
    """A folder with pages, for which a house pack is installed or a file, and the command there."""
    write(tmp_path, PAGES)
    if request.param == "installed":
        where, plugins = request.getfixturevalue("installed"), ""
    else:
        write(tmp_path, {"house.py": RULES + REST, **DATA})
        where, plugins = {}, 'plugins = ["house.py"]\n'

    def bylint(config, *arguments):
        write(tmp_path, {"bylint.toml": plugins + textwrap.dedent(config)})
        return command(*arguments, cwd=tmp_path, **where)

    return bylint


def test_a_packs_rules_options_views_phrases_and_formats_are_used(pack):
    config = 'extends = []\n[rules]\n"house/long" = { severity = "error", most = 4 }\n"house/phrase" = "error"'
    ended = pack(config, "check", "--format", "names")
    assert ended.stdout.splitlines() == [
        "house/long in desk.html",
        "house/phrase in desk.html",
        "house/long in long.html",
        "house/long in short.html",
    ]
    assert (ended.returncode, ended.stderr) == (1, "")


def test_a_packs_preset_can_be_extended(pack):
    ended = pack('extends = ["house:strict"]', "check", "--format", "json", "short.html", "long.html")
    assert ended.returncode == 1, ended.stderr
    short, long = json.loads(ended.stdout)["files"]
    assert [finding["message"] for finding in short["findings"]] == ["This headline has more than 12 characters. Cut it."]
    assert long["findings"] == []


def test_a_packs_options_are_validated_and_explained(pack):
    ended = pack('[rules]\n"house/long" = { most = 0 }', "check", "long.html")
    assert ended.returncode == 2
    assert re.search(r"bylint\.toml:\d: .*house/long", said(ended))
    explained = pack("", "explain", "house/long")
    assert "The longest headline, in characters" in explained.stdout


@pytest.mark.parametrize(("text", "message"), BROKEN.values(), ids=BROKEN.keys())
def test_a_broken_pack_ends_the_run(text, message, command, tmp_path):
    write(tmp_path, {"house.py": FINE + text, "bylint.toml": 'plugins = ["house.py"]', **PAGES})
    ended = command("check", "long.html", cwd=tmp_path)
    assert (ended.returncode, ended.stdout) == (2, "")
    assert message in said(ended)
    assert "house" in said(ended)
    assert "Traceback" not in ended.stderr


@pytest.mark.parametrize(
    ("entry", "text", "message"),
    [
        ("house_pack", "import no_such_module", "The pack 'house' of house-rules cannot be imported: ModuleNotFoundError"),
        ("house_pack", FINE + "def bylint_ruls(): return [fine]", "'house' has a function bylint_ruls"),
        ("gone", "", "The pack 'house' of house-rules cannot be imported: ModuleNotFoundError: No module named 'gone'"),
        ("house_pack:fine", FINE, "The pack 'house' of house-rules is no module"),
        ("bylint_rules", "", "The packs 'bylint' and 'house' are one module"),
    ],
    ids=["failing import", "misspelt hook", "module gone", "no module", "module of another"],
)
def test_a_broken_installed_pack_ends_the_run_even_when_isolated(entry, text, message, command, tmp_path):
    write(tmp_path / "path", {"house_pack.py": text})
    metadata = {"METADATA": "Metadata-Version: 2.1\nName: house-rules\nVersion: 1\n", "entry_points.txt": f"[bylint]\nhouse = {entry}\n"}
    write(tmp_path / "path" / "house_rules-1.dist-info", metadata)
    write(tmp_path, PAGES)
    ended = command("check", "--isolated", "long.html", cwd=tmp_path, path=tmp_path / "path")
    assert (ended.returncode, ended.stdout) == (2, "")
    assert message in said(ended)


def test_two_sites_of_one_run_can_each_have_a_pack_of_the_same_name(command, tmp_path):
    config = 'extends = []\nplugins = ["house.py"]\n[rules]\n"house/long" = "error"'
    for site, most in (("north", 1), ("south", 2)):
        rules = RULES.replace("Cut it.", f"Cut it for the {site}.").replace("option(100", f"option({most}")
        write(tmp_path / site, {"house.py": rules, "bylint.toml": config, **PAGES})
    ended = command("check", "north/long.html", "south/long.html", "--format", "json", cwd=tmp_path)
    assert [finding["message"] for file in json.loads(ended.stdout)["files"] for finding in file["findings"]] == [
        "This headline has more than 1 characters. Cut it for the north.",
        "This headline has more than 2 characters. Cut it for the south.",
    ]


def test_the_options_of_a_local_pack_can_be_sent_to_another_process(tmp_path):
    write(tmp_path, {"house.py": RULES})
    options = load([tmp_path / "house.py"]).rules["house/long"].options(most=7)
    assert pickle.loads(pickle.dumps(options)) == options


def test_two_packs_of_one_name_in_one_config_are_an_error(command, tmp_path):
    write(tmp_path, {"a/house.py": RULES, "b/house.py": RULES, "bylint.toml": 'plugins = ["a/house.py", "b/house.py"]', **PAGES})
    ended = command("check", "long.html", cwd=tmp_path)
    assert ended.returncode == 2
    assert "Two packs are called 'house'" in said(ended)


def test_a_broken_lexicon_is_never_taken_for_an_empty_one(command, tmp_path):
    write(tmp_path, {"house.py": RULES + REST, "bylint.toml": 'extends = ["house:strict"]\nplugins = ["house.py"]', **DATA, **PAGES})
    write(tmp_path, {"lexicon/en.toml": "[ad-label]\nphrases = ["})
    ended = command("check", "desk.html", cwd=tmp_path)
    assert ended.returncode == 2
    assert "en.toml" in said(ended) + ended.stdout


def test_a_rule_that_exits_does_not_end_the_run(command, tmp_path):
    write(tmp_path, {"house.py": RULES.replace("page.view(headlines)", "exit(0)", 1), "bylint.toml": 'plugins = ["house.py"]', **PAGES})
    ended = command("check", "--select", "house", "long.html", "desk.html", "--format", "json", cwd=tmp_path)
    assert ended.returncode == 2
    found = [[finding["rule"] for finding in file["findings"]] for file in json.loads(ended.stdout)["files"]]
    assert found == [["page/rule-crashed"], ["page/rule-crashed"]]
