"""The presets name the rules of the pack: all of them, none that is not there, at the severity they declare."""

import tomllib
from pathlib import Path

import bylint_rules
from bylint.plugins import load

FOLDER = Path(bylint_rules.bylint_presets())
OWN = {rule.id: str(rule.severity) for rule in bylint_rules.bylint_rules()}


def rules(name):
    return tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))["rules"]


def test_all_has_every_rule_as_severe_as_it_declares_itself():
    assert rules("all") == OWN


def test_recommended_says_of_every_rule_whether_it_is_on_and_changes_no_severity():
    said = rules("recommended")
    assert said.keys() == OWN.keys()
    assert {id: severity for id, severity in said.items() if severity != "off"}.items() <= OWN.items()


def test_strict_lets_nothing_pass_that_recommended_speaks_of():
    strict = rules("strict")
    assert strict.keys() == OWN.keys()
    assert {id for id, severity in rules("recommended").items() if severity != "off"} <= {id for id, said in strict.items() if said == "error"}


def test_no_other_preset_lies_there():
    assert {f"bylint:{name}" for name in ("all", "recommended", "strict")} == {preset for preset in load().presets if preset.startswith("bylint:")}
