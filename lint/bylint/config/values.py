"""A config as single values, each with where it was stated: what later files and overrides replace."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple, TypeAlias

from bylint.config.file import Document
from bylint.config.lines import Step
from bylint.settings import ExceptionSettings, Settings

Key: TypeAlias = tuple[str, ...]


class Value(NamedTuple):
    """A value and its place in a config file; without a document it is a default."""

    value: Any
    document: Document | None = None
    path: tuple[Step, ...] = ()

    @property
    def origin(self) -> str:
        """File and line, or the preset, or "default"."""
        return self.document.place(self.path) if self.document else "default"


# By `("site", "name")`, `("rules", ID, "severity")`, `("rules", ID, OPTION)`, `("republished", "paths")`,
# `("republished", "indexing")`, `("republished", "originator")`, `("exceptions", "on-page")`, `("exceptions", "reasons")`,
# `("limits", "page-bytes")`, `("limits", "page-seconds")`; what adds up has a key for each:
# `("phrases", CATEGORY, PHRASE)`, `("originators", FILE)`, `("originals", PATH)` with absolute paths.
Values: TypeAlias = Mapping[Key, Value]


class Layer(NamedTuple):
    """Values that replace those of the layers before: for all pages, or for those that `globs` fit."""

    values: dict[Key, Value]
    globs: tuple[str, ...] | None = None


def defaults() -> Layer:
    """What applies where no config says otherwise."""
    plain, exceptions = Settings(), ExceptionSettings()
    return Layer({
        ("site", "name"): Value(plain.name),
        ("site", "url"): Value(plain.url),
        ("site", "story"): Value(plain.story),
        ("republished", "paths"): Value(["**"]),
        ("republished", "indexing"): Value(plain.indexing),
        ("republished", "originator"): Value(plain.originator),
        ("exceptions", "on-page"): Value(exceptions.on_page),
        ("exceptions", "reasons"): Value(exceptions.reasons),
        ("limits", "page-bytes"): Value(plain.page_bytes),
        ("limits", "page-seconds"): Value(plain.page_seconds),
    })


def layers(document: Document) -> Iterator[Layer]:
    """The layers of a valid config: its own values, then each of its overrides."""
    table = document.table
    own: dict[Key, Value] = {}
    for name in ("site", "republished", "exceptions", "limits"):
        own |= {(name, key): Value(value, document, (name, key)) for key, value in table.get(name, {}).items()}
    for category, phrases in table.get("phrases", {}).items():
        own |= {("phrases", category, phrase): Value(phrase, document, ("phrases", category, at)) for at, phrase in enumerate(phrases)}
    for at, name in enumerate(table.get("originals", [])):
        path = str(document.beside(name))
        own["originals", path] = Value(path, document, ("originals", at))
    for at, name in enumerate(table.get("originators", [])):
        file = str(document.beside(name))
        own["originators", file] = Value(file, document, ("originators", at))
    yield Layer(own | dict(_rules(document, table.get("rules", {}), ("rules",))))
    for at, override in enumerate(table.get("overrides", [])):
        values = dict(_rules(document, override.get("rules", {}), ("overrides", at, "rules")))
        if "originator" in override:
            values["republished", "originator"] = Value(override["originator"], document, ("overrides", at, "originator"))
        yield Layer(values, tuple(override["paths"]))


def _rules(document: Document, rules: dict[str, Any], path: tuple[Step, ...]) -> Iterator[tuple[Key, Value]]:
    for id, setting in rules.items():
        if isinstance(setting, str):
            yield ("rules", id, "severity"), Value(setting, document, (*path, id))
        else:
            for name, value in setting.items():
                yield ("rules", id, name), Value(value, document, (*path, id, name))
