"""Cosmetic filters in EasyList's syntax: read once, and found on a page without trying each.

https://help.adblockplus.org/hc/en-us/articles/360062733293-How-to-write-filters (element hiding)
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from bylint import Element, Page
from bylint.views.claims import claims
from bylint.views.story import story
from bylint_rules.views.home import home, host_of

COSMETIC = re.compile(r"(?P<domains>[^#/|$]*)#(?P<kind>@?[?$%]{0,2})#(?P<selector>.+)")
SIMPLE = re.compile(r"[.#]?-?[^\W\d][\w-]*")
# What only a blocker in a browser can do: scriptlets, filters of the response.
BEYOND = ("+js", "^", "script:")


class Domains(NamedTuple):
    """Hosts that a filter is for, none for all, and hosts that it is not for."""

    on: frozenset[str]
    off: frozenset[str]

    def fit(self, hosts: Iterable[str]) -> bool:
        for host in hosts:
            labels = host.split(".")
            for at in range(len(labels)):
                names = {".".join(labels[at:]), *(f"{'.'.join(labels[at:end])}.*" for end in range(at + 1, len(labels)))}
                if names & self.off:
                    return False
                if names & self.on:
                    return True
        return not self.on


class Filter(NamedTuple):
    """A filter: its line as spelt and where, and what finds it: its selector alone where that is a name, else an
    XPath expression, and what attributes of an element must hold for it to be the one."""

    line: str
    origin: str
    selector: str
    domains: Domains
    xpath: str = ""
    needs: tuple[str, ...] = ()


@dataclass
class Filters:
    """Filters by the name that an element must have: `.class`, `#id`, `tag`, or "" where any may do."""

    named: dict[str, list[Filter]] = field(default_factory=dict)
    exceptions: dict[str, list[Domains]] = field(default_factory=dict)
    usable: int = 0
    unusable: Counter[str] = field(default_factory=Counter)


def filters(files: tuple[str, ...], lines: tuple[str, ...] = ()) -> Filters:
    """The filters of some files, read anew where one has changed, and of some lines. Raises OSError."""
    return _read(tuple((file, (stat := Path(file).stat()).st_mtime_ns, stat.st_size) for file in files), lines)


def found(page: Page, given: Filters) -> Iterator[tuple[Element, Filter]]:
    """The elements of the story's run that a filter hides, in the order of the page, the outermost only."""
    run = page.view(story).elements
    hosts = page.view(home).hosts or {host for claim in page.view(claims).canonical if (host := host_of(claim.value))}
    hits: dict[Element, Filter] = {}
    tried: dict[str, None] = {"": None}
    for element in run:
        names = [element.tag, *(f".{name}" for name in (element.get("class") or "").split()), f"#{element.get('id') or ''}"]
        for name in names:
            tried[name] = None
            for each in given.named.get(name, ()):
                if not each.xpath and _applies(given, each, hosts):
                    hits.setdefault(element, each)
    inside, values = set(run), "\n".join(value for element in run for value in element.values())
    for each in (each for name in tried for each in given.named.get(name, ()) if each.xpath):
        if all(need in values for need in each.needs) and _applies(given, each, hosts):
            hits |= {element: each for element in page.root.xpath(each.xpath) if element in inside and element not in hits}
    done: set[Element] = set()
    for element in run:
        if element.getparent() in done:
            done.add(element)
        elif element in hits:
            done.add(element)
            yield element, hits[element]


def _applies(given: Filters, each: Filter, hosts: Iterable[str]) -> bool:
    return each.domains.fit(hosts) and not any(exception.fit(hosts) for exception in given.exceptions.get(each.selector, ()))


@lru_cache(maxsize=8)
def _read(files: tuple[tuple[str, int, int], ...], lines: tuple[str, ...]) -> Filters:
    read = Filters()
    for file, *_ in files:
        for number, line in enumerate(Path(file).read_text(encoding="utf-8-sig", errors="replace").splitlines(), 1):
            _add(read, line.strip(), f"{Path(file).name}, line {number}")
    for line in lines:
        _add(read, line.strip(), "the config")
    return read


def _add(read: Filters, line: str, origin: str) -> None:
    if not line or line.startswith(("!", "[Adblock", "# ")):
        return
    cosmetic = COSMETIC.fullmatch(line)
    if not cosmetic:
        read.unusable["that block requests"] += 1
    elif cosmetic["kind"] not in ("", "@") or cosmetic["selector"].startswith(BEYOND):
        read.unusable["that only a browser's blocker can apply"] += 1
    else:
        selector, domains = cosmetic["selector"].strip(), _domains(cosmetic["domains"])
        if cosmetic["kind"]:
            read.exceptions.setdefault(selector, []).append(domains)
        elif SIMPLE.fullmatch(selector):
            read.named.setdefault(selector if selector[0] in ".#" else selector.lower(), []).append(Filter(line, origin, selector, domains))
        elif branches := _branches(selector):
            for name, xpath, needs in branches:
                read.named.setdefault(name, []).append(Filter(line, origin, selector, domains, xpath, needs))
        else:
            read.unusable["whose selector it cannot read"] += 1
            return
        read.usable += 1


def _domains(text: str) -> Domains:
    names = [name.strip().lower() for name in text.split(",") if name.strip()]
    return Domains(
        frozenset(name.removeprefix("www.") for name in names if name[0] != "~"),
        frozenset(name[1:].removeprefix("www.") for name in names if name[0] == "~"),
    )


def _branches(selector: str) -> list[tuple[str, str, tuple[str, ...]]]:
    """For each selector of a list the name of its last element, its XPath, what it needs; [] where one cannot be read."""
    from cssselect import HTMLTranslator, SelectorError, parse  # only configured filters need it

    translator = HTMLTranslator()
    try:
        trees = parse(selector)
        if any(tree.pseudo_element for tree in trees):
            return []
        return [(_name(tree.parsed_tree), translator.selector_to_xpath(tree), tuple(_needs(tree.parsed_tree))) for tree in trees]
    except (SelectorError, RecursionError):
        return []


def _name(node: Any) -> str:
    """What the element must be called that a selector selects: its id or class rather than its tag."""
    names = {"tag": "", "class": "", "id": ""}
    node = getattr(node, "subselector", node) if hasattr(node, "combinator") else node
    while node is not None:
        if hasattr(node, "class_name"):
            names["class"] = f".{node.class_name}"
        elif hasattr(node, "id"):
            names["id"] = f"#{node.id}"
        elif hasattr(node, "element"):
            names["tag"] = (node.element or "").lower()
        node = getattr(node, "selector", None)
    return names["id"] or names["class"] or names["tag"]


def _needs(node: Any) -> Iterator[str]:
    """What attributes of the element that a selector selects must hold."""
    node = getattr(node, "subselector", node) if hasattr(node, "combinator") else node
    while node is not None:
        if getattr(node, "operator", "exists") != "exists" and not node.flag and node.value.value:
            yield node.value.value
        node = getattr(node, "selector", None)
