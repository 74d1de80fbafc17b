"""What a report is given besides the results."""

from collections.abc import Callable, Iterator
from typing import NamedTuple, TypeAlias

from bylint.result import Results


class Look(NamedTuple):
    """How the place looks that a report goes to: its width in columns, and whether it has colours; and
    whether `every` finding is to be shown on its page, rather than one for each cause."""

    width: int = 100
    color: bool = False
    every: bool = False


Reporter: TypeAlias = Callable[[Results, Look], Iterator[str]]
