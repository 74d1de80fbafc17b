"""Names of slots: whose markup an element has, and what its class and id tell."""

import re
import tomllib
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Literal, TypeAlias

from bylint_rules.views.ad_addresses import System, systems

DATA = Path(__file__).parents[1] / "data" / "ad_names.toml"
# How surely a name is a slot's: `sure` names say advertising and a place, `vague` ones say one of them among other words.
Grade: TypeAlias = Literal["", "vague", "sure"]
WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+")
# What build tools put behind a class: “ad__Zrl7b”.
HASH = re.compile(r"__(?=\w*[A-Z0-9])[\w-]{5,6}$")


@lru_cache(maxsize=1 << 14)
def told(tag: str, attributes: tuple[str, ...], classes: str, id: str) -> tuple[System | None, Grade]:
    """The ad system whose unit an element is by its own markup, and what its names say, the surest of them."""
    marks = _marks()
    system = marks.get(tag) or next((marks[name] for name in attributes if name in marks), None)
    if system is None and (match := _names().search(f" {classes} {id} ".lower())):
        system = ad_systems()[int((match.lastgroup or "s0")[1:])]
    grades = {_grade(name) for name in (*classes.split(), *id.split(), *(each for each in attributes if each.startswith("data-")))}
    if "-" in tag:
        grades.add(_grade(tag))
    if "sure" in grades or _pairs().search(f" {classes} "):
        return system, "sure"
    return system, "vague" if "vague" in grades else ""


@lru_cache(maxsize=1 << 14)
def _grade(name: str) -> Grade:
    said = _words()
    parts = [part.lower() for part in WORD.findall(HASH.sub("", name))]
    at = next((at for at, part in enumerate(parts) if part in said["ad"]), None)
    if not said["other"].isdisjoint(parts):
        return ""
    if at is None:
        return "" if said["shape"].isdisjoint(parts) else "vague"
    known = said["ad"] | said["place"] | said["shape"]
    return "sure" if all(part in known or len(part) < 3 or part.isdigit() for part in parts[at + 1 :]) else "vague"


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(DATA.read_text(encoding="utf-8"))


@cache
def _words() -> dict[str, frozenset[str]]:
    words = {key: frozenset(text.split()) for key, text in _data().items() if isinstance(text, str)}
    places = [place for place in words["place"] if len(place) > 2]
    # Names written in one: “sidebarad”, “adspot”.
    fused = {word for ad in ("ad", "ads", "adv", "advert") for place in places for word in (place + ad, ad + place)}
    return words | {"ad": words["ad"] | fused}


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
def _names() -> re.Pattern[str]:
    """All names of units, each group of which is called after its system's number."""
    groups = (f"(?P<s{at}>{'|'.join(map(_wild, system.names))})" for at, system in enumerate(ad_systems()) if system.names)
    return re.compile(rf"(?<= )(?:{'|'.join(groups)})(?= )")


def _wild(name: str) -> str:
    return re.escape(name).replace(r"\*", r"[^ ]*").replace(r"\[0\-9\]", "[0-9]")
