"""Reports: functions from results to text, one file each. They come in by the same hook as a pack's."""

from collections.abc import Iterator, Mapping

from bylint.reports.look import Look, Reporter
from bylint.result import Results

__all__ = ["Look", "Reporter", "bylint_reporters"]


def bylint_reporters() -> Mapping[str, Reporter]:
    from bylint.reports.json import json  # a run needs one of them
    from bylint.reports.text import text

    return {"text": text, "json": json, "html": _html}


def _html(results: Results, look: Look) -> Iterator[str]:
    from bylint.reports.html import html  # imports much that no other report needs

    return html(results, look)
