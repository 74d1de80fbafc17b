"""Reports: functions from results to text, one file each. They come in by the same hook as a pack's."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from bylint.result import PageResult


@dataclass(frozen=True, slots=True)
class Look:
    """How the place looks that a report goes to: its width in columns, and whether it has colours."""

    width: int = 100
    color: bool = False


Reporter: TypeAlias = Callable[[Iterable[PageResult], Look], Iterator[str]]


def bylint_reporters() -> Mapping[str, Reporter]:
    from bylint.reports.json import json
    from bylint.reports.text import text

    return {"text": text, "json": json}
