"""From one config file to all that it extends, and to the packs it names."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from bylint.config.file import ConfigError, Document, nearest, shown
from bylint.plugins import Packs

RECOMMENDED = "bylint:recommended"

# Gives the document of a file; the preset it is, if it is one, goes with it.
Read = Callable[[Path, str | None], Document | None]


def plugins(document: Document | None, read: Read) -> dict[Path, tuple[Document, int]]:
    """The pack files that a config and the files it extends name, each with its place under `plugins`.

    Presets name none: they come with a pack.
    """
    found: dict[Path, tuple[Document, int]] = {}
    seen = set()
    waiting = [document] if document else []
    while waiting:
        document = waiting.pop()
        if document.file.resolve() in seen:
            continue
        seen.add(document.file.resolve())
        for at, name in enumerate(_strings(document.table.get("plugins"))):
            file = document.beside(name)
            if not file.is_file():
                raise document.error(("plugins", at), f"there is no file {file}; the path is relative to this config file")
            found.setdefault(file.resolve(), (document, at))
        waiting += [_other(document, at, name, read) for at, name in enumerate(_strings(document.table.get("extends"))) if _is_path(name)]
    return found


def chain(document: Document | None, packs: Packs, read: Read) -> list[Document]:
    """A config after all that it extends: later ones win.

    `bylint:recommended` comes first where one of them, or the lack of a config, does not say what
    it builds on. Of a file that is extended twice only the later place counts: it says all again.
    """
    found: dict[Path, Document] = {}
    silent = document is None

    def visit(document: Document, above: dict[Path, Document]) -> None:
        nonlocal silent
        own = document.file.resolve()
        if own in found:
            return
        found[own] = document
        if document.preset and "plugins" in document.table:
            raise document.error(("plugins",), "a preset names no plugins: its pack brings its rules itself")
        silent = silent or "extends" not in document.table
        extended = list(enumerate(_strings(document.table.get("extends"))))
        for at, name in reversed(extended):
            other = _other(document, at, name, read) if _is_path(name) else _preset(document, at, name, packs, read)
            inside = {**above, own: document}
            if other.file.resolve() in inside:
                way = [*(shown(each.file) for each in inside.values()), shown(other.file)]
                raise document.error(("extends", at), f"the files extend each other in a circle: {' → '.join(way)}")
            visit(other, inside)

    if document:
        visit(document, {})
    if silent:
        if RECOMMENDED not in packs.presets:
            raise ConfigError(f"There is no preset {RECOMMENDED}, which a config without `extends` builds on. Install bylint whole again.")
        recommended = read(packs.presets[RECOMMENDED], RECOMMENDED)
        assert recommended
        visit(recommended, {})
    return list(reversed(found.values()))


def _is_path(name: str) -> bool:
    return name.endswith(".toml")


def _strings(value: Any) -> list[str]:
    """A list of strings; none where the value is something else, which the schema will say."""
    return value if isinstance(value, list) and all(isinstance(one, str) for one in value) else []


def _other(document: Document, at: int, name: str, read: Read) -> Document:
    file = document.beside(name)
    if not file.is_file():
        raise document.error(("extends", at), f"there is no file {file}; the path is relative to this config file")
    other = read(file, None)
    if other is None:
        raise document.error(("extends", at), f"{shown(file)} has no [tool.bylint]")
    return other


def _preset(document: Document, at: int, name: str, packs: Packs, read: Read) -> Document:
    if name not in packs.presets:
        form = ". The path of a config file ends in .toml" if "/" in name or "\\" in name else ""
        raise document.error(("extends", at), f'there is no preset "{name}"{form or nearest(name, packs.presets)}')
    preset = read(packs.presets[name], name)
    assert preset
    return preset
