"""What a report is given besides the results."""

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import NamedTuple, TypeAlias

from bylint.result import Results
from bylint.rule import Rule


class Look(NamedTuple):
    """How the place looks that a report goes to: its width in columns, and whether it has colours; whether
    `every` finding is to be shown on its page, rather than one for each cause; and the rules by their ids, of
    which a report may tell more than their findings do."""

    width: int = 100
    color: bool = False
    every: bool = False
    rules: Mapping[str, Rule] = MappingProxyType({})


Reporter: TypeAlias = Callable[[Results, Look], Iterator[str]]
