"""Names of slots: whose markup an element has, and what its class and id tell."""

import re
import tomllib
from collections.abc import Iterable
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path
from typing import Any, Literal, TypeAlias

from bylint import Element
from bylint_rules.views.ad_addresses import System, systems

DATA = Path(__file__).parents[1] / "data" / "ad_names.toml"
# How surely a name is a slot's: `sure` names say advertising and a place, `vague` ones say one of them among other words.
Grade: TypeAlias = Literal["", "vague", "sure"]
WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+")
# Makes what is between the letters of ASCII a space each.
BETWEEN = bytes(code if chr(code).isalpha() and code < 0x80 else ord(" ") for code in range(256))
# By how many of their first letters systems' names are told apart.
KEY = 3
# What build tools put behind a class: “ad__Zrl7b”.
HASH = re.compile(r"__(?=\w*[A-Z0-9])[\w-]{5,6}$")


def telling(elements: Iterable[tuple[Element, str]]) -> dict[Element, tuple[System | None, Grade]]:
    """What is told of those of some elements, given with their tags, of which something may be, see `told`. One look at all names
    together says of most that nothing is, and elements of the same names are asked about once."""
    known = [
        (element, tag, keys, element.get("class", ""), element.get("id", ""))
        for element, tag in elements
        if (keys := element.keys()) or "-" in tag
    ]
    data = {key for key in set().union(*(keys for _, _, keys, _, _ in known)) if key.startswith("data-")}
    names = _likely(data.union(name for _, _, _, *own in known for name in own))
    marks = data & (names | _marks().keys())
    found: dict[Element, tuple[System | None, Grade]] = {}
    asked: dict[tuple[str, tuple[str, ...], str, str], tuple[System | None, Grade]] = {}
    for element, tag, keys, name, id in known:
        if name in names or id in names or "-" in tag or (marks and not marks.isdisjoint(keys)):
            own = tag, tuple(filter(marks.__contains__, keys)), name if name in names else "", id if id in names else ""
            found[element] = asked[own] if own in asked else asked.setdefault(own, told(*own))
    return found


def _likely(names: Iterable[str]) -> set[str]:
    """The names that may be a slot's: they have a word for one in them, or one that is a system's."""
    lows = {name: name.lower() for name in names if name}
    words = {*" ".join(lows.values()).split(" ")}
    parts = {word for length, begun in _names().items() for word in words if word[:length] in begun and _system(word)}
    parts.update(begin for begin in _pair_beginnings() if any(begin in low for low in lows.values()))
    parts |= _parts(lows) & _words()["telling"]
    return {name for name, low in lows.items() for part in parts if part in low}


def _parts(names: Iterable[str]) -> set[str]:
    """The parts of names in lower case. Most names have no capitals to cut them at, and are cut much quicker than by `WORD`."""
    parts = {*" ".join(names).encode("utf-8", "surrogatepass").translate(BETWEEN).decode().split()}
    mixed = {part for part in parts if not part.islower()}
    return (parts - mixed).union(map(str.lower, WORD.findall(" ".join(mixed))))


def told(tag: str, attributes: Iterable[str], classes: str, id: str) -> tuple[System | None, Grade]:
    """The ad system whose unit an element is by its own markup, and what its names say, the surest of them."""
    marks = _marks()
    system = marks.get(tag) or next((marks[name] for name in attributes if name in marks), None)
    if system is None:
        system = next(filter(None, map(_system, f"{classes} {id}".lower().split(" "))), None)
    grades = {_grade(name) for name in (*classes.split(), *id.split(), *(each for each in attributes if each.startswith("data-")))}
    if "-" in tag:
        grades.add(_grade(tag))
    if "sure" in grades or _pairs().search(f" {classes} "):
        return system, "sure"
    return system, "vague" if "vague" in grades else ""


def _system(name: str) -> System | None:
    """The system that has units of a name, given in lower case."""
    for length, begun in _names().items():
        for begin, pattern, system in begun.get(name[:length], ()):
            if name.startswith(begin) and fnmatchcase(name, pattern):
                return system
    return None


def _grade(name: str) -> Grade:
    said = _words()
    parts = [part.lower() for part in WORD.findall(HASH.sub("", name))]
    at = next((at for at, part in enumerate(parts) if part in said["ad"]), None)
    if not said["other"].isdisjoint(parts):
        return ""
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
    words["ad"] |= fused
    return words | {"telling": words["ad"] | words["shape"], "known": words["ad"] | words["place"] | words["shape"]}


@cache
def _pairs() -> re.Pattern[str]:
    wild = (re.escape(pair).replace(r"\[0\-9\]\*", "[0-9][^ ]*") for pair in _data()["pairs"])
    return re.compile("|".join(f" {pair}(?= )" for pair in wild))


@cache
def _pair_beginnings() -> tuple[str, ...]:
    return tuple(pair.partition("[")[0] for pair in _data()["pairs"])


@cache
def ad_systems() -> tuple[System, ...]:
    return tuple(system for system in systems() if not system.counts)


@cache
def _marks() -> dict[str, System]:
    """Systems by the tags and attributes that are theirs alone."""
    return {mark: system for system in ad_systems() for mark in (*system.tags, *system.attributes)}


@cache
def _names() -> dict[int, dict[str, list[tuple[str, str, System]]]]:
    """All names of units with how they begin, by as much of that as is told and no more than `KEY` letters, by the length of this."""
    names: dict[int, dict[str, list[tuple[str, str, System]]]] = {}
    for name, system in ((name, each) for each in ad_systems() for name in each.names):
        begin = name.partition("*")[0]
        names.setdefault(len(begin[:KEY]), {}).setdefault(begin[:KEY], []).append((begin, name, system))
    return names
