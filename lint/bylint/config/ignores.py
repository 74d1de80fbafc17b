"""Ignore files: which findings are not to be told, for builds whose pages are made anew each time.

A `bylint.ignore.toml` holds for the pages in its folder and below:

    [[ignore]]
    rule = "ads/label-left"          # or a family
    paths = ["news/2024/**"]         # seen from the folder of this file; all pages when left out
    text = "Anzeige"                 # must stand in the text that is marked
    reason = "sold and marked by us until the contract ends"
    expires = 2027-01-31             # the last day on which it holds
"""

import os
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from bylint.config import glob
from bylint.config.file import ConfigError, Document, read
from bylint.config.schema import validate_by, without_dates

NAME = "bylint.ignore.toml"


class Entry(NamedTuple):
    """One exception of an ignore file; `place` is its `FILE:LINE`, by which a report tells it."""

    place: str
    line: int
    rule: str
    paths: tuple[str, ...] = ("**",)
    text: str = ""
    reason: str = ""
    expires: date | None = None

    @property
    def plain(self) -> bool:
        """Whether its pages are named one by one."""
        return not any(sign in path for path in self.paths for sign in "*?")


class IgnoreFile(NamedTuple):
    """`name` is its path as reports give it."""

    name: str
    folder: Path
    entries: tuple[Entry, ...]


class Ignores:
    """Finds and reads ignore files; asks the disk once per folder. Raises ConfigError where one cannot be used."""

    def __init__(self) -> None:
        self._above: dict[str, tuple[IgnoreFile, ...]] = {}

    @property
    def files(self) -> tuple[str, ...]:
        """The names of the files that were read."""
        return tuple({file.name: None for files in self._above.values() for file in files})

    def above(self, folder: str) -> tuple[IgnoreFile, ...]:
        """The ignore files in a folder, given by its absolute path, and above it, the nearest first."""
        if folder not in self._above:
            here = Path(folder)
            own = (_read(here / NAME),) if os.path.exists(f"{folder}/{NAME}") else ()  # noqa: PTH110 of a name that no file can have too
            self._above[folder] = (*own, *(self.above(str(here.parent)) if here.parent != here else ()))
        return self._above[folder]


def _read(file: Path) -> IgnoreFile:
    document = read(file)
    assert document, "only a pyproject.toml may be without"
    table = without_dates(document.table)
    validate_by(replace(document, table=table), _schema())
    faults = [(("ignore", at, *path), words) for at, told in enumerate(table.get("ignore", [])) for path, words in _faults(told)]
    if faults:
        raise ConfigError("\n".join(str(document.error(*fault)) for fault in faults))
    entries = [_entry(document, at, told) for at, told in enumerate(table.get("ignore", []))]
    return IgnoreFile(document.place(()), file.parent, tuple(entries))


def _schema() -> dict[str, Any]:
    from bylint_schemas import schema  # few sites have an ignore file

    return dict(schema("ignore"))


def _entry(document: Document, at: int, told: Mapping[str, Any]) -> Entry:
    known = {key: told[key] for key in ("text", "reason") if key in told}
    paths = tuple(told.get("paths", ("**",)))
    expires = date.fromisoformat(told["expires"]) if "expires" in told else None
    return Entry(document.place(("ignore", at)), document.line(("ignore", at)) or 1, told["rule"], paths, expires=expires, **known)


def _faults(told: Mapping[str, Any]) -> Iterator[tuple[tuple[str | int, ...], str]]:
    for at, path in enumerate(told.get("paths", ())):
        if fault := glob.fault(path):
            yield ("paths", at), f'"{path}" is no glob of pages: {fault}'
    try:
        date.fromisoformat(told.get("expires", "2000-01-01"))
    except ValueError:
        yield ("expires",), f"there is no day {told['expires']}"
