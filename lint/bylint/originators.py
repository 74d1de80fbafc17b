"""Originators: who they are and what they demand of those who carry their stories.

Data, one TOML file an originator in the form of originator.schema.json, brought by packs and named by
configs. This module reads them; what of a page meets a demand is for rules to say. A file is read only
when a page has a word of it: a run over pages of one originator reads one file.
"""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, Literal, NamedTuple, TypeAlias

from bylint.problem import Severity

Weight: TypeAlias = Literal["must", "should", "request"]
SEVERITY = {"must": Severity.ERROR, "should": Severity.WARNING, "request": Severity.INFO}
# How a fact was read, where that leaves no doubt of it.
SURE = frozenset(("page", "mirror", "code"))
# Tables of a file that are no demands a page is checked for by a rule of that name.
EDITS, UNCHECKED = "edits", "unchecked"


class Reading(NamedTuple):
    """Where a fact was read, and when. `confidence` is as the schema has it."""

    url: str
    read: date
    confidence: str
    note: str = ""

    @property
    def sure(self) -> bool:
        return self.confidence in SURE


@dataclass(frozen=True)
class Demand:
    """One demand. `kind` names the rule of the family `terms` that checks it, or is "edits" or "unchecked"; of the fields behind `note`
    those are set that the schema knows for the kind."""

    kind: str
    weight: Weight
    reading: Reading
    edition: str = ""
    languages: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None
    note: str = ""
    formulas: tuple[str, ...] = ()
    exact: bool = False
    edited: bool | None = None
    where: tuple[str, ...] = ()
    to: tuple[str, ...] = ()
    text: str = ""
    forbid: tuple[str, ...] = ()
    policy: str = ""
    urls: tuple[str, ...] = ()
    element: str = "img"
    names: tuple[str, ...] = ()
    form: str = ""
    texts: tuple[str, ...] = ()
    link: str = ""
    which: str = ""
    marks: tuple[str, ...] = ()
    words: int = 0
    paragraphs: int = 0
    share: float = 0
    days: int = 0
    what: str = ""
    allow: tuple[str, ...] = ()
    label: str = ""

    @property
    def severity(self) -> Severity:
        """How severe a breach is at most: by the weight, and by how sure it is that the demand is made."""
        return SEVERITY[self.weight] if self.reading.sure else Severity.INFO


@dataclass(frozen=True)
class Originator:
    """Who publishes first, and its demands in the order of the file. `file` is where it is written."""

    file: Path
    name: str
    kind: str
    aliases: tuple[str, ...] = ()
    hosts: tuple[str, ...] = ()
    licence: str = ""
    licence_urls: tuple[str, ...] = ()
    article: str = ""
    demands: tuple[Demand, ...] = ()

    def of(self, *kinds: str) -> tuple[Demand, ...]:
        """The demands of some kinds."""
        return tuple(demand for demand in self.demands if demand.kind in kinds)


@dataclass(frozen=True)
class Originators:
    """Folders of files that packs bring, and files that the config names, which go before those of the packs by the same name."""

    folders: tuple[Path, ...] = ()
    files: tuple[Path, ...] = ()

    def all(self) -> tuple[Originator, ...]:
        """All there are, by name. Raises ValueError where a file is none of an originator."""
        read = [_read(file) for file in self._paths]
        return tuple(sorted({one.name: one for one in reversed(read)}.values(), key=lambda one: one.name.casefold()))

    def names(self) -> dict[str, str]:
        """Every name and alias, with the full name it stands for."""
        return {name: one.name for one in self.all() for name in (one.name, *one.aliases)}

    @cached_property
    def _paths(self) -> tuple[Path, ...]:
        return (*self.files, *(file for folder in self.folders for file in sorted(folder.glob("*.toml"))))


def parse(file: Path, table: Mapping[str, Any]) -> Originator:
    """An originator from a table that its schema has accepted."""
    readings = {name: Reading(**{**told, "read": _day(told["read"])}) for name, told in table["readings"].items()}
    return Originator(
        file,
        table["name"],
        table["kind"],
        tuple(table.get("aliases", ())),
        tuple(table.get("hosts", ())),
        table.get("licence", ""),
        tuple(table.get("licence-urls", ())),
        table.get("article", ""),
        tuple(_demands(table, readings)),
    )


def _demands(table: Mapping[str, Any], readings: Mapping[str, Reading]) -> Iterator[Demand]:
    for kind, told in table.items():
        if isinstance(told, list) and told and isinstance(told[0], dict):
            for one in told:
                given: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in one.items()}
                given |= {key: _day(given[key]) for key in ("since", "until") if key in given}
                given["reading"] = readings[one["reading"]]
                yield Demand(kind, **given)


def _day(told: date | str) -> date:
    return told if isinstance(told, date) else date.fromisoformat(told)


@lru_cache(maxsize=1024)
def _read(file: Path) -> Originator:
    try:
        return parse(file, tomllib.loads(file.read_text(encoding="utf-8")))
    except (ValueError, KeyError, TypeError) as error:
        raise ValueError(f"The originator {file} cannot be read: {error}. `bylint originators check` tells more.") from error
