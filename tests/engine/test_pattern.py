"""Patterns that are compiled when they are first used are otherwise as if `re` had compiled them."""

import copy
import pickle
import pkgutil
import re
from importlib import import_module

import pytest

import bylint
import bylint_rules
from bylint.pattern import lazy

LAZY = type(lazy(""))


def modules():
    for package in (bylint, bylint_rules):
        for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if not found.name.endswith("__main__"):
                yield import_module(found.name)


def test_every_pattern_can_be_compiled():
    patterns = [value for module in modules() for value in vars(module).values() if isinstance(value, LAZY)]
    assert len(patterns) > 100
    for pattern in patterns:
        assert pattern.groups >= 0, pattern.pattern


def test_it_is_compiled_when_it_is_first_used(monkeypatch):
    made, compiled = [], re.compile
    monkeypatch.setattr(re, "compile", lambda *given: made.append(given) or compiled(*given))
    pattern = lazy("a(b)?", re.I)
    assert (pattern.pattern, made) == ("a(b)?", [])
    assert pattern.search("xAB")[1] == "B"
    assert pattern.search("xa")[1] is None
    assert made == [("a(b)?", re.I)]


@pytest.mark.parametrize("again", [copy.copy, copy.deepcopy, lambda pattern: pickle.loads(pickle.dumps(pattern))])
def test_it_can_be_copied_and_sent_to_another_process(again):
    pattern = lazy(rb"a+", re.I)
    assert again(pattern).findall(b"xAaxa") == pattern.findall(b"xAaxa") == [b"Aa", b"a"]
    assert again(pattern).flags == pattern.flags


def test_a_faulty_pattern_says_so():
    with pytest.raises(re.error, match="unterminated"):
        lazy("(").search("")
