"""The built-in pack: an ordinary plugin, found by its entry point like any other."""

import pkgutil
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from bylint.rule import Rule

if TYPE_CHECKING:
    from bylint.belief import Beliefs

HERE = Path(__file__).parent
FAMILIES = ("ads", "attribution", "boilerplate", "fidelity", "metadata", "residue", "terms")


def bylint_rules() -> Iterator[Rule]:
    """The rules of every module in the families' folders."""
    for family in FAMILIES:
        for module in pkgutil.iter_modules([str(HERE / family)]):
            yield from (value for value in vars(import_module(f"{__name__}.{family}.{module.name}")).values() if isinstance(value, Rule))


def bylint_presets() -> Path:
    return HERE / "presets"


def bylint_lexicon() -> Path:
    return HERE / "lexicon"


def bylint_beliefs() -> "Iterator[Beliefs]":
    from bylint_rules.beliefs import beliefs  # one command asks

    yield beliefs


def bylint_originators() -> Path:
    return HERE / "originators"
