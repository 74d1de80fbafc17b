"""What commands share: how the terminal looks, and how they end on an error."""

import io
import os
import shutil
import sys
from collections.abc import Iterable
from pathlib import Path

import click

from bylint.reports import Look
from bylint.safe import safe_lines

NARROWEST, WIDEST = 40, 120
# What these are redirected to is not to be replaced.
STREAMS = ("/dev/stdout", "/dev/stderr")


class Stop(click.ClickException):
    """Ends the command: bad usage or a bad config. The message is complete and says the way out."""

    exit_code = 2

    def __init__(self, error: Exception | str) -> None:
        super().__init__(safe_lines(str(error)))


def look(*, every: bool = False) -> Look:
    """How standard output looks, and whether every finding is to be shown. From here on what it cannot spell is a `?`."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")
    width = shutil.get_terminal_size((100, 24)).columns
    color = sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    return Look(min(max(width, NARROWEST), WIDEST), color, every)


def show(parts: Iterable[str], *, err: bool = False) -> None:
    """Write to standard output, or standard error, as the parts come, colours as they are."""
    for part in parts:
        click.echo(part, nl=False, err=err, color=True)


def writable(file: str) -> None:
    """Raises Stop where a report can not be written to a file."""
    path = Path(file)
    if file == "-":
        raise Stop("--report writes to a file. --format says how the findings are shown on standard output.")
    if path.is_dir() or not os.access(path if path.exists() else path.absolute().parent, os.W_OK):
        raise Stop(f"The report {file} cannot be written: there is no such folder, or it may not be written to. Name another file.")


def save(file: str, parts: Iterable[str]) -> None:
    """Have a file hold the parts, in UTF-8, or stay as it is. Raises Stop where that cannot be."""
    from bylint.replace import ReplaceError, replace  # few runs write

    if file in STREAMS:
        show(parts, err=file.endswith("err"))
        return
    try:
        replace(Path(file), (part.encode("utf-8", "replace") for part in parts))
    except ReplaceError as error:
        raise Stop(f"The report {file} cannot be written: {error}. Name another file.") from error


def warn(message: str) -> None:
    """Say on standard error what the user must know and no report tells."""
    click.echo(f"bylint: {safe_lines(message)}", err=True)


def nearest(name: str, names: Iterable[str]) -> str:
    """A sentence with the name that `name` was likely meant to be, or nothing."""
    names = list(names)
    from difflib import get_close_matches  # start-up is a feature, and most runs never come here

    near = [known for known in names if known.endswith(f"/{name}")] or get_close_matches(name, names, 1, 0.5)
    return f" Did you mean {near[0]}?" if near else ""
