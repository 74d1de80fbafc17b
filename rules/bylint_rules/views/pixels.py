"""Counters: pictures and scripts that tell the originator of a copy's readers, and the addresses that are one."""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from html import unescape
from typing import NamedTuple

from bylint import Element, Page
from bylint.originators import Originator
from bylint.pattern import lazy
from bylint.views.marked import marked

SCHEME = re.compile(r"(?:https?:)?//(?:www\.)?", re.I)
SLOT = lazy(r"\{(id|slug|date|host|any)\}")
IN_SLOT = {"id": r"(?P<id>[0-9]{1,12})", "slug": r"(?P<slug>[^/?&#\s\"'<>]{1,200})", "date": r"(?P<date>[0-9]{4}-[0-9]{2}-[0-9]{2})"}
ANY = r"[^/?&#\s\"'<>]{0,200}"
# Steps of an address that lead to no story, and how long the name of a section may be.
NO_STORY = frozenset(
    "about author authors category categories contact donate institutions newsletter newsletters people privacy profile profiles republish "
    "republishing search staff subscribe tag tags topic topics".split()
)
SECTION = 16
# Longer values are no address of a counter, but settings or pictures.
LONGEST = 2000
TAGS = frozenset(("img", "script", "amp-pixel", "amp-img", "iframe"))
# Where an element's address stands that browsers ask for; all other attributes wait for a script.
LIVE = frozenset(("src", "data-counter"))


class Carrier(NamedTuple):
    """An attribute that may hold a counter's address; `address` is without scheme and `www.`."""

    element: Element
    attribute: str
    address: str

    @property
    def live(self) -> bool:
        """Whether a browser asks for it by itself, and every browser."""
        return self.attribute in LIVE and next(self.element.iterancestors("noscript", "template"), None) is None


def carriers(page: Page) -> tuple[Carrier, ...]:
    """A view: all addresses of pictures, scripts and frames, in the order of the page."""
    return tuple(_carriers(page))


def _carriers(page: Page) -> Iterator[Carrier]:
    for element in page.view(marked).tagged:
        if element.tag not in TAGS:
            continue
        for name in element.keys():  # noqa: SIM118 an element itself goes through its children
            if name in LIVE or name[:5] == "data-":
                value = element.get(name, "")
                if "//" in value[:8] and len(value) < LONGEST:
                    yield Carrier(element, name, bare_address(value))


def bare_address(address: str) -> str:
    """An address without its scheme, entities of entities read: a CMS escapes what was escaped already."""
    address = unescape(address.strip())
    start = SCHEME.match(address)
    return address[start.end() :] if start else address


@lru_cache(maxsize=256)
def pattern(url: str, hosts: tuple[str, ...]) -> re.Pattern[str]:
    """What the addresses of a counter are like, in the form that originators are written in."""
    some = "(?:[a-z0-9-]{1,63}\\.){0,3}(?:" + "|".join(map(re.escape, hosts)) + ")"
    return re.compile(_expression(url, {**IN_SLOT, "host": some, "any": ANY}) + r"(?![^?&#\s\"'<>])", re.I)


@lru_cache(maxsize=256)
def _ending(article: str) -> re.Pattern[str]:
    return re.compile("/" + _expression(article, {**IN_SLOT, "any": ANY}) + r"/?(?:[?#]|$)", re.I)


def _expression(text: str, slots: Mapping[str, str]) -> str:
    """A text with slots as an expression; a slot that comes again says the same again."""
    told, met = [], set()
    for at, part in enumerate(SLOT.split(text)):
        told.append(re.escape(part) if at % 2 == 0 else f"(?P={part})" if part in met and part in IN_SLOT else slots[part])
        met.add(part if at % 2 else "")
    return "".join(told)


def article_of(originator: Originator, address: str) -> Mapping[str, str] | None:
    """What names a story in an address of the originator's site: its id, slug, date; None where it leads to no story."""
    path = "/" + bare_address(address).partition("/")[2]
    steps = [step for step in path.partition("?")[0].partition("#")[0].split("/") if step]
    if not steps or NO_STORY.intersection(map(str.lower, steps)):
        return None
    if originator.article:
        found = _ending(originator.article).search(path)
        return {name: told for name, told in found.groupdict().items() if told} if found else None
    # Without a pattern: a path of more than a section's name.
    return {} if len(steps[-1]) > SECTION or len(steps) > 2 or "-" in steps[-1] else None


def patterns(originator: Originator) -> tuple[re.Pattern[str], ...]:
    """What the addresses of an originator's counters are like."""
    return tuple(pattern(url, originator.hosts) for demand in originator.of("pixel") for url in demand.urls)
