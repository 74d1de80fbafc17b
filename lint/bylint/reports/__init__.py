"""Reports: functions from results to text, one file each. They come in by the same hook as a pack's."""

from collections.abc import Iterator, Mapping
from importlib import import_module

from bylint.reports.look import Look, Reporter
from bylint.result import Results

__all__ = ["Look", "Reporter", "bylint_reporters"]

# Each is a file of this folder, with a function of the same name.
FORMATS = (
    "text",
    "concise",
    "statistics",
    "json",
    "jsonl",
    "sarif",
    "github",
    "gitlab",
    "junit",
    "checkstyle",
    "rdjson",
    "markdown",
    "html",
)


def bylint_reporters() -> Mapping[str, Reporter]:
    return {name: _reporter(name) for name in FORMATS}


def _reporter(name: str) -> Reporter:
    """The reporter in the file of that name, which is imported once it is called: a run needs one of them."""

    def report(results: Results, look: Look) -> Iterator[str]:
        reporter: Reporter = getattr(import_module(f"{__name__}.{name}"), name)
        return reporter(results, look)

    return report
