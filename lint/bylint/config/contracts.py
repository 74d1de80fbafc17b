"""Originators of one's own: the files that a config names under `originators`."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

from bylint.config.demands import faults
from bylint.config.file import ConfigError, Document, read, shown
from bylint.config.schema import refuse, validate_by, without_dates
from bylint.originators import Originator, parse
from bylint.safe import safe


def read_originators(document: Document) -> Iterator[Path]:
    """The files that a config names, each found to be an originator's. ConfigError where one is not."""
    for at, name in enumerate(document.table.get("originators", [])):
        file = document.beside(name)
        if document.preset:
            raise document.error(("originators",), "a preset names no originators: its pack brings them itself")
        if not file.is_file():
            raise document.error(("originators", at), f"there is no file {file}; the path is relative to this config file")
        read_originator(file)
        yield file


def read_originator(file: Path) -> Originator:
    """The originator in a file. ConfigError with a line for each fault of it."""
    from bylint_schemas import schema  # few sites have contracts of their own

    document = read(file)
    if document is None or document.above:
        raise ConfigError(safe(f"{shown(file)}: a pyproject.toml holds no originator. Give it a file of its own."))
    table = without_dates(document.table)
    validate_by(replace(document, table=table), dict(schema("originator")))
    refuse(document, set(faults(table, date.today())))
    return parse(file, table)
