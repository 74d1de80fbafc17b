"""The words of `data/changes.toml`."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from bylint.lexicon import fold

DATA = Path(__file__).parents[2] / "data" / "changes.toml"


@cache
def table() -> dict[str, Any]:
    return tomllib.loads(DATA.read_text(encoding="utf-8"))


def folded(words: str) -> list[tuple[str, ...]]:
    """Words that are separated by spaces, each with the other forms that stand with it behind bars, folded."""
    return [tuple(map(fold, word.split("|"))) for word in words.split()]
