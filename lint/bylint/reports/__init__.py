"""Reports: functions from results to text, one file each. They come in by the same hook as a pack's."""

from collections.abc import Mapping

from bylint.reports.look import Look, Reporter

__all__ = ["Look", "Reporter", "bylint_reporters"]


def bylint_reporters() -> Mapping[str, Reporter]:
    from bylint.reports.html import html
    from bylint.reports.json import json  # a run needs one of them
    from bylint.reports.text import text

    return {"text": text, "json": json, "html": html}
