"""Originators of one's own: the files that a config names under `originators`."""

import tomllib
from collections.abc import Iterator
from pathlib import Path

from bylint.config.file import ConfigError, Document
from bylint.originators import Originator, parse
from bylint.safe import safe


def read_originators(document: Document) -> Iterator[tuple[Path, None]]:
    """The files that a config names, each found to be an originator's. ConfigError where one is not."""
    for at, name in enumerate(document.table.get("originators", [])):
        file = document.beside(name)
        if document.preset:
            raise document.error(("originators",), "a preset names no originators: its pack brings them itself")
        if not file.is_file():
            raise document.error(("originators", at), f"there is no file {file}; the path is relative to this config file")
        read_originator(file)
        yield file, None


def read_originator(file: Path) -> Originator:
    """The originator in a file. ConfigError with a line for each fault of it."""
    try:
        return parse(file, tomllib.loads(file.read_text(encoding="utf-8")))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ConfigError(safe(f"{file}: the originator cannot be read: {error}.")) from error
