"""`bylint config show` and `bylint config schema`."""

import json
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner
from jsonschema import Draft202012Validator

from bylint.cli import main
from bylint.config import Configs
from bylint.config.schema import config_schema

PACK = '''
"""A rule of the house."""
from dataclasses import dataclass
from pathlib import Path
from typing import Literal
from bylint import Page, option, rule

@dataclass(frozen=True)
class Length:
    most_words: int = option(12, "How many words.", minimum=1)
    share: float = option(0.5, "Of what.")
    names: tuple[str, ...] = option(("A \\\\ B",), "Whose.")
    unit: Literal["word", "line"] = option("word", "In which unit.")
    strict: bool = option(False, "Whether.")
    limit: int | None = option(None, "Where it ends.")

@rule("house/too-long", severity="error", options=Length, bad=(), good=())
def too_long(page: Page, options: Length):
    return ()

@rule("house/too-short", bad=(), good=())
def too_short(page: Page):
    return ()

def bylint_rules():
    return [too_long, too_short]

def bylint_presets():
    return Path(__file__).parent / "presets"

def bylint_lexicon():
    return Path(__file__).parent / "lexicon"
'''

CONFIG = r'''
extends = ["house:base"]
plugins = ["house.py"]
[site]
name = 'The "Daily" \ Ünï'
url = "https://daily.example/"
story = "div.story"
[republished]
paths = ["news/**"]
[rules]
"house/too-short" = "off"
[[overrides]]
paths = ["**/long-*"]
rules = { "house/too-long" = { most-words = 40, names = ["x\u001b[31m", "# no comment"] } }
[phrases]
promo = ["Join {title}", "Subscribe to \"us\""]
[limits]
page-bytes = 5_000
'''


@dataclass(frozen=True)
class Ran:
    code: int
    text: str


@pytest.fixture
def bylint(tmp_path, monkeypatch):
    """Runs the command in a folder with a config and a pack."""
    monkeypatch.chdir(tmp_path)
    for name, text in {
        "house.py": PACK,
        "bylint.toml": CONFIG,
        "presets/base.toml": 'extends = []\n[rules]\n"house/too-long" = "warning"\n"house/too-short" = "info"',
        "lexicon/en.toml": '[promo]\nphrases = ["Read more"]',
    }.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")

    def run(*arguments):
        result = CliRunner().invoke(main, ["config", *arguments])
        return Ran(result.exit_code, result.output)

    return run


@pytest.mark.parametrize("page", ["a.html", "news/a.html", "news/long-a.html"])
def test_what_is_shown_is_a_config_that_gives_the_same_plan(bylint, tmp_path, page):
    shown = bylint("show", page)
    assert shown.code == 0 and "\x1b" not in shown.text
    before = Configs().for_page(tmp_path / page).plan
    (tmp_path / "bylint.toml").write_text(shown.text, encoding="utf-8")
    after = Configs().for_page(tmp_path / "elsewhere.html").plan
    assert after.settings == before.settings
    # The pack was loaded twice, and so has two options classes of one name.
    assert repr(after) == repr(before)


def test_every_value_is_shown_with_its_origin(bylint):
    text = bylint("show", "news/long-a.html").text.splitlines()
    assert '"house/too-long".severity = "warning"  # house:base (base.toml):3' in text
    assert '"house/too-long".most-words = 40  # bylint.toml:14' in text
    assert '"house/too-long".share = 0.5  # default' in text
    assert '"house/too-short" = "off"  # bylint.toml:11' in text
    assert 'url = "https://daily.example/"  # bylint.toml:6' in text
    assert 'paths = ["**"]  # bylint.toml:9' in text
    assert '  "Join {title}",  # bylint.toml:16' in text


def test_a_wrong_config_ends_with_code_2_and_one_clear_message(bylint, tmp_path):
    (tmp_path / "bylint.toml").write_text("[rules]\n'house/x' = 'error'")
    shown = bylint("show", "a.html")
    assert shown.code == 2
    assert shown.text.startswith('Error: bylint.toml:2: rules."house/x": there is no such rule')
    assert bylint("show", "a.html", "--isolated").code == 0
    assert bylint("show", "presets").code == 2


def test_the_schema_is_one_and_knows_every_rule(bylint):
    shown = bylint("schema")
    schema = json.loads(shown.text)
    Draft202012Validator.check_schema(schema)
    rules = schema["$defs"]["rules"]["properties"]
    assert rules and all(rule["title"] == id and rule["description"] for id, rule in rules.items())
    validator = Draft202012Validator(schema)
    id = next(iter(rules))
    assert validator.is_valid({"extends": [], "rules": {id: "error"}, "overrides": [{"paths": ["a"], "rules": {id: {"severity": "off"}}}]})
    assert not validator.is_valid({"rules": {id: {"no-such-option": 1}}})
    assert not validator.is_valid({"rules": {f"{id}x": "error"}})


def test_the_schema_has_the_options_of_a_rule(bylint):
    validator = Draft202012Validator(config_schema(Configs().for_page(Path("a.html")).packs))
    Draft202012Validator.check_schema(validator.schema)
    assert validator.is_valid({"rules": {"house/too-long": {"most-words": 3, "names": ["a"], "unit": "line"}}})
    assert not validator.is_valid({"rules": {"house/too-long": {"most-words": 0}}})
    assert not validator.is_valid({"rules": {"house/too-long": {"unit": "page"}}})
    assert validator.is_valid({"phrases": {"promo": ["x"]}}) and not validator.is_valid({"phrases": {"promos": ["x"]}})
