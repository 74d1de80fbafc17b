"""What a report is given besides the results."""

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple, TypeAlias

from bylint.result import PageResult


class Look(NamedTuple):
    """How the place looks that a report goes to: its width in columns, and whether it has colours."""

    width: int = 100
    color: bool = False


Reporter: TypeAlias = Callable[[Iterable[PageResult], Look], Iterator[str]]
