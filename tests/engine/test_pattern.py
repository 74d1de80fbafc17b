"""Patterns that are compiled when they are first used are otherwise as if `re` had compiled them."""

import copy
import gc
import pickle
import pkgutil
import re
from importlib import import_module

import pytest

import bylint
import bylint_rules
from bylint.pattern import lazy
from bylint_rules.views import ad_names
from bylint_rules.views.changes import spelling

LAZY = type(lazy(""))


def modules():
    for package in (bylint, bylint_rules):
        for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if not found.name.endswith("__main__"):
                yield import_module(found.name)


def test_every_pattern_can_be_compiled():
    loaded, made = list(modules()), ad_names._heads()
    gc.unfreeze()
    gc.collect()
    patterns = [value for value in gc.get_objects() if type(value) is LAZY]
    named = {id(value) for module in loaded for value in vars(module).values() if type(value) is LAZY}
    apart = {id(pattern) for heads in made.values() for pattern, _ in heads} | {id(pattern) for pattern, _ in spelling.PATTERNS}
    assert len(named) > 100
    assert len(apart) > 100
    assert named | apart <= set(map(id, patterns))
    for pattern in patterns:
        assert pattern.groups >= 0, pattern.pattern


def test_it_is_compiled_when_it_is_first_used(monkeypatch):
    made, compiled = [], re.compile
    monkeypatch.setattr(re, "compile", lambda *given: made.append(given) or compiled(*given))
    pattern = lazy("a(b)?", re.I)
    assert (pattern.pattern, made) == ("a(b)?", [])
    assert pattern.search("xAB")[1] == "B"
    assert pattern.search("xa")[1] is None
    assert pattern.groups == 1
    assert made == [("a(b)?", re.I)]


@pytest.mark.parametrize("again", [copy.copy, copy.deepcopy, lambda pattern: pickle.loads(pickle.dumps(pattern))])
def test_it_can_be_copied_and_sent_to_another_process(again):
    pattern = lazy(rb"a+", re.I)
    assert again(pattern).findall(b"xAaxa") == pattern.findall(b"xAaxa") == [b"Aa", b"a"]
    assert again(pattern).flags == pattern.flags
    assert again(pattern) == pattern


def test_it_is_equal_by_pattern_and_flags():
    assert len({lazy("a", re.I), lazy("a", re.I), lazy("a"), lazy("b", re.I), lazy(b"a", re.I)}) == 4
    assert lazy("a") != re.compile("a")


def test_it_shows_its_pattern_and_flags():
    assert repr(lazy(r"a\d", re.I)) == r"lazy('a\\d', re.IGNORECASE)"
    assert repr(lazy(b"a")) == "lazy(b'a')"


def test_a_faulty_pattern_says_so():
    with pytest.raises(re.error, match="unterminated"):
        lazy("(").search("")
