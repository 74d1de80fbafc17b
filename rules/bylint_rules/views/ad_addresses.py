"""Whose an address or a piece of code is: ad systems, counters of readers, and the counters that licences ask for."""

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit

DATA = Path(__file__).parents[1] / "data"
# An address in the one way of spelling it that needs no thought: host, path, query.
PLAIN = re.compile(r"""(?:https?:)?//([a-z0-9.-]+)(/[!"$->@-~]*)?(?:\?([!"$-~]*))?(?:#[!-~]*)?""")


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
    known, files = _hosts()
    for start in above(host):
        for prefix, system in known.get(start, ()):
            if path.startswith(prefix):
                return system
    if by_file := next((system for ending, system in files if ending in path), None):
        return by_file
    names = _names()
    if host.partition(".")[0] in names["hosts"] or (frame and not names["folders"].isdisjoint(re.split(r"[/.?&=_]", path.lower()))):
        return System(host or "the first publisher", "")
    return None


def runs(code: str) -> System | None:
    """Whose an inline script is, given in lower case."""
    return next((system for word, system in _code() if word in code), None)


def kept(address: str) -> bool:
    """Whether an address is one that a licence, or a wire service, asks to keep."""
    hosts, parts = _kept()
    if any(part in address for part in parts):
        return True
    host, path = host_and_path(address)
    return any(start in hosts and path.startswith(hosts[start]) for start in above(host))


def kept_code(code: str) -> bool:
    """The same of an inline script, given in lower case."""
    return any(word in code for word in _data("trackers")["kept"]["code"])


def host_and_path(address: str) -> tuple[str, str]:
    """Host in lower case, path with its query; "" for what is not there."""
    if plain := PLAIN.fullmatch(address):
        host, path, query = plain.groups("")
        return host.removeprefix("www."), f"{path}?{query}" if query else path
    try:
        parts = urlsplit(address.strip())
        return (parts.hostname or "").removeprefix("www."), f"{parts.path}?{parts.query}" if parts.query else parts.path
    except ValueError:
        return "", ""


def above(host: str) -> Iterator[str]:
    """A host and those above it: a.b.example, b.example, example."""
    while host:
        yield host
        host = host.partition(".")[2]


@cache
def _hosts() -> tuple[dict[str, list[tuple[str, System]]], list[tuple[str, System]]]:
    hosts: dict[str, list[tuple[str, System]]] = {}
    # Counters first: hit.gemius.pl counts, what else is below gemius.pl advertises.
    for system in sorted(systems(), key=lambda system: not system.counts):
        for each in system.hosts:
            host, _, path = each.partition("/")
            hosts.setdefault(host, []).append((f"/{path}" if path else "", system))
    return hosts, [(file, system) for system in systems() for file in system.files]


@cache
def _kept() -> tuple[dict[str, tuple[str, ...]], tuple[str, ...]]:
    """By host the beginnings of paths that are kept, and parts of addresses that are."""
    told = _data("trackers")["kept"]
    hosts: dict[str, tuple[str, ...]] = {}
    for host, _, path in (each.partition("/") for each in told["hosts"]):
        hosts[host] = (*hosts.get(host, ()), f"/{path}" if path else "")
    return hosts, tuple(told["parts"])


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
