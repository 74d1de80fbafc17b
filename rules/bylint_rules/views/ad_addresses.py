"""Whose an address or a piece of code is: ad systems, counters of readers, and the counters that licences ask for."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from bylint.pattern import lazy
from bylint_rules.views.hosts import Owned, host_and_path

DATA = Path(__file__).parents[1] / "data"
FOLDER = lazy(r"[/.?&=_]")


class System(NamedTuple):
    """An ad system or, where it `counts`, a counter of readers. `where` is the address of its documentation."""

    name: str
    where: str
    tags: tuple[str, ...] = ()
    attributes: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    hosts: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    code: tuple[str, ...] = ()
    counts: bool = False


@cache
def systems() -> tuple[System, ...]:
    """All that the data files name."""
    return tuple(_system(told, counts=file == "trackers") for file in ("ad_tech", "trackers") for told in _data(file)["system"])


def _system(told: dict[str, Any], *, counts: bool) -> System:
    frozen: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in told.items()}
    return System(**frozen, counts=counts)


def loads(address: str, *, frame: bool = False) -> System | None:
    """Whose a script, picture or frame at an address is. A frame is advertising also where host or folder say so."""
    host, path = host_and_path(address)
    if system := _hosts().find(host, path):
        return system
    for ending, system in _files():
        if ending in path:
            return system
    names = _names()
    if host.partition(".")[0] in names["hosts"] or (frame and not names["folders"].isdisjoint(FOLDER.split(path.lower()))):
        return System(host or "the first publisher", "")
    return None


def runs(code: str) -> System | None:
    """Whose an inline script is, given in lower case."""
    return next((system for word, system in _code() if word in code), None)


def kept(address: str) -> bool:
    """Whether an address is one that a licence, or a wire service, asks to keep."""
    if any(part in address for part in _data("trackers")["kept"]["parts"]):
        return True
    return _kept().find(*host_and_path(address)) is not None


def kept_code(code: str) -> bool:
    """The same of an inline script, given in lower case."""
    return any(word in code for word in _data("trackers")["kept"]["code"])


@cache
def _hosts() -> Owned[System]:
    # Counters first: hit.gemius.pl counts, what else is below gemius.pl advertises.
    return Owned((host, system) for system in sorted(systems(), key=lambda system: not system.counts) for host in system.hosts)


@cache
def _files() -> tuple[tuple[str, System], ...]:
    return tuple((file, system) for system in systems() for file in system.files)


@cache
def _kept() -> Owned[str]:
    return Owned((host, host) for host in _data("trackers")["kept"]["hosts"])


@cache
def _code() -> tuple[tuple[str, System], ...]:
    return tuple((word, system) for system in systems() for word in system.code)


@cache
def _names() -> dict[str, frozenset[str]]:
    told = _data("ad_names")
    return {key: frozenset(told[key].split()) for key in ("hosts", "folders")}


@cache
def _data(name: str) -> dict[str, Any]:
    return tomllib.loads((DATA / f"{name}.toml").read_text(encoding="utf-8"))
