"""Names of slots: whose markup an element has, and what its class and id tell."""

import re
import tomllib
from collections.abc import Collection
from functools import cache
from pathlib import Path
from typing import Any, Literal, TypeAlias

from bylint import Element
from bylint.pattern import lazy
from bylint_rules.views.ad_addresses import System, systems

DATA = Path(__file__).parents[1] / "data" / "ad_names.toml"
# How surely a name is a slot's: `sure` names say advertising and a place, `vague` ones say one of them among other words.
Grade: TypeAlias = Literal["", "vague", "sure"]
WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+")
# What build tools put behind a class: “ad__Zrl7b”.
HASH = lazy(r"__(?=\w*[A-Z0-9])[\w-]{5,6}$")
# Attributes whose values are names, the surer before the other.
NAMING = ("class", "id")
# By how many of their first characters, or else by one, names of units are told apart before they are tried.
HEAD = 3


def systems_of(elements: Collection[Element]) -> dict[Element, System]:
    """The elements that are units of an ad system by its own markup, and which.

    What they all say is looked through together: few pages have such a unit, and most elements say the same.
    """
    said = [(element, name, value) for element in elements for name, value in element.items()]
    named, marks = _named({value for _, name, value in said if name in NAMING}), _marks()
    found: dict[Element, System] = {}
    # What is surer comes later: the id, the class, an attribute, the tag.
    for which in reversed(NAMING) if named else ():
        found |= {element: named[value] for element, name, value in said if name == which and value in named}
    if not marks.keys().isdisjoint([name for _, name, _ in said]):
        found |= {element: marks[name] for element, name, _ in reversed(said) if name in marks}
    return found | {element: marks[element.tag] for element in elements if element.tag in marks}


def _named(said: Collection[str]) -> dict[str, System]:
    """Of some classes and ids, as spelt, those that have a name of a system's units in them."""
    heads = _heads()
    names = set(" ".join(said).lower().split(" "))
    likely = [name for name in names if name[:HEAD] in heads or name[:1] in heads]
    systems = {name: system for name in likely if (system := _system_named(name))}
    if not systems:
        return {}
    first = ((each, next((name for name in each.lower().split(" ") if name in systems), None)) for each in said)
    return {each: systems[name] for each, name in first if name is not None}


def _system_named(name: str) -> System | None:
    units = (unit for head in (name[:HEAD], name[:1]) for unit in _heads().get(head, ()))
    return next((system for spelt, system in units if spelt.fullmatch(name)), None)


def grade_of(element: Element, *, data: bool = True) -> Grade:
    """What the names of an element say, with `data` those of its attributes too: the surest of them."""
    names = " ".join(
        [value if name in NAMING else name for name, value in element.items() if name in NAMING or (data and name[:5] == "data-")]
    )
    if "-" in element.tag:
        names = f"{names} {element.tag}"
    if not names or _telling().isdisjoint(WORD.findall(names)):
        return ""
    grades = set(map(_grade, names.split()))
    if "sure" in grades or _pairs().search(f" {element.get('class') or ''} "):
        return "sure"
    return "vague" if "vague" in grades else ""


def _grade(name: str) -> Grade:
    said = _words()
    parts = [part.lower() for part in WORD.findall(HASH.sub("", name) if "__" in name else name)]
    if not said["other"].isdisjoint(parts):
        return ""
    at = next((at for at, part in enumerate(parts) if part in said["ad"]), None)
    if at is None:
        return "" if said["shape"].isdisjoint(parts) else "vague"
    return "sure" if all(part in said["known"] or len(part) < 3 or part.isdigit() for part in parts[at + 1 :]) else "vague"


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(DATA.read_text(encoding="utf-8"))


@cache
def _words() -> dict[str, frozenset[str]]:
    words = {key: frozenset(text.split()) for key, text in _data().items() if isinstance(text, str)}
    places = [place for place in words["place"] if len(place) > 2]
    # Names written in one: “sidebarad”, “adspot”.
    fused = {word for ad in ("ad", "ads", "adv", "advert") for place in places for word in (place + ad, ad + place)}
    return words | {"ad": words["ad"] | fused, "known": words["ad"] | fused | words["place"] | words["shape"]}


@cache
def _telling() -> frozenset[str]:
    """Parts of which a name has one if it says anything, in the ways of writing that `WORD` tells apart."""
    pairs = {pair.partition("-")[0].partition(" ")[0] for pair in _data()["pairs"]}
    return frozenset(spelt for part in _words()["ad"] | _words()["shape"] | pairs for spelt in (part, part.capitalize(), part.upper()))


@cache
def _pairs() -> re.Pattern[str]:
    return re.compile("|".join(" " + _wild(pair) + "(?= )" for pair in _data()["pairs"]))


@cache
def ad_systems() -> tuple[System, ...]:
    return tuple(system for system in systems() if not system.counts)


@cache
def _marks() -> dict[str, System]:
    """Systems by the tags and attributes that are theirs alone."""
    return {mark: system for system in ad_systems() for mark in (*system.tags, *system.attributes)}


@cache
def _heads() -> dict[str, list[tuple[re.Pattern[str], System]]]:
    """The names of units by how they begin: of the names on a page few begin like one."""
    heads: dict[str, list[tuple[re.Pattern[str], System]]] = {}
    for system in ad_systems():
        for name in system.names:
            begin = name.partition("*")[0]
            heads.setdefault(begin[:HEAD] if len(begin) >= HEAD else begin[:1], []).append((lazy(_wild(name)), system))
    return heads


def _wild(name: str) -> str:
    return re.escape(name).replace(r"\*", r"[^ ]*").replace(r"\[0\-9\]", "[0-9]")
