"""Originators: who they are and what they demand of those who carry their stories.

Data, one TOML file an originator in the form of originator.schema.json, brought by packs and named by
configs. This module reads them; what of a page meets a demand is for rules to say. A file is read only
when a page has a word of it: a run over pages of one originator reads one file.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, Literal, NamedTuple, TypeAlias

from bylint.folding import bare, fold, search
from bylint.problem import Severity
from bylint.vocabulary import Vocabulary, longest

Weight: TypeAlias = Literal["must", "should", "request"]
SEVERITY = {"must": Severity.ERROR, "should": Severity.WARNING, "request": Severity.INFO}
# How a fact was read, where that leaves no doubt of it.
SURE = frozenset(("page", "mirror", "code"))
# Where the first table of a file begins.
TABLE = re.compile(r"^[ \t]*\[", re.M)
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


class Demand(NamedTuple):
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


class Originator(NamedTuple):
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

    def named(self, name: str) -> Originator | None:
        """The originator of that name, however it is spelt."""
        return self._known(self._index.names.get(named_as(name)))

    def of_host(self, host: str) -> Originator | None:
        """The originator whose a host is, given in lower case: the nearest of those it is below."""
        hosts = self._index.hosts
        parts = host.split(".")
        return self._known(next((file for at in range(len(parts) - 1) if (file := hosts.get(".".join(parts[at:])))), None))

    def of_licence(self, address: str) -> Originator | None:
        """The licence that an address, without scheme and `www.`, is the deed or the text of."""
        return self._known(next((file for start, file in self._index.licences if address.startswith(start)), None))

    def mentioned(self, text: str) -> tuple[Originator, ...]:
        """Those whose name stands in a text."""
        told = fold(text)
        found = dict.fromkeys(file for name, file in self._index.words.likely(told) if stands_in(name, told))
        return tuple(_read(file) for file in found)

    def _known(self, file: "_File | None") -> Originator | None:
        return _read(file) if file else None

    def names(self) -> dict[str, str]:
        """Every name and alias, with the full name it stands for."""
        return {name: one.name for one in self.all() for name in (one.name, *one.aliases)}

    @cached_property
    def _index(self) -> "_Index":
        return _index(self._paths)

    @cached_property
    def _paths(self) -> "tuple[_File, ...]":
        paths = (*self.files, *(file for folder in self.folders for file in sorted(folder.glob("*.toml"))))
        return tuple(_File(path, path.stat().st_mtime_ns if path.is_file() else 0) for path in paths)


class _File(NamedTuple):
    """A file as it is now: a contract is written anew while an editor's server runs."""

    path: Path
    changed: int


def named_as(name: str) -> str:
    """A name without what does not matter between two spellings of it, its article too."""
    return bare(name).removeprefix("the ")


def stands_in(name: str, text: str) -> bool:
    """Whether a name, as `named_as` has it, stands in a folded text and no word is cut in two."""
    return search(text, name, 0, len(text)) >= 0


class _Index(NamedTuple):
    """The files by what tells of them: names, hosts, addresses of licences; of the same the first file counts."""

    names: dict[str, _File]
    hosts: dict[str, _File]
    licences: tuple[tuple[str, _File], ...]
    words: Vocabulary[tuple[str, _File]]


@lru_cache(maxsize=8)
def _index(paths: tuple[_File, ...]) -> _Index:
    """What the heads of the files say, which are read once; the rest of a file only when a page is of its originator."""
    by_name = {head.get("name", ""): (file, head) for file, head in ((file, _head(file.path)) for file in reversed(paths))}
    heads = list(by_name.values())
    names = {named_as(name): file for file, head in heads for name in (*head.get("aliases", ()), head.get("name", ""))}
    hosts = {host: file for file, head in heads for host in head.get("hosts", ())}
    licences = [(address, file) for file, head in heads for address in head.get("licence-urls", ())]
    words = Vocabulary((longest(name), (name, file)) for name, file in names.items() if name)
    return _Index(names, hosts, tuple(sorted(licences, key=lambda told: -len(told[0]))), words)


def _head(file: Path) -> Mapping[str, Any]:
    """What stands above the first table of a file: who it is."""
    try:
        return tomllib.loads(TABLE.split(file.read_text(encoding="utf-8"), maxsplit=1)[0])
    except ValueError as error:
        raise _unreadable(file, error) from error


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
def _read(file: _File) -> Originator:
    try:
        return parse(file.path, tomllib.loads(file.path.read_text(encoding="utf-8")))
    except (ValueError, KeyError, TypeError) as error:
        raise _unreadable(file.path, error) from error


def _unreadable(file: Path, error: Exception) -> ValueError:
    return ValueError(f"The originator {file} cannot be read: {error}. `bylint originators check` tells more.")
