"""The JSON-LD of a page: what its scripts hold, and where each value stands."""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from bylint.markup import Element, Run, StartTag
from bylint.page import Page
from bylint.pattern import lazy
from bylint.span import Span
from bylint.views.json_walk import Path, value_range
from bylint.views.marked import marked

# Types of schema.org that are a story. https://schema.org/Article
ARTICLES = frozenset(
    """
    Article NewsArticle AnalysisNewsArticle AskPublicNewsArticle BackgroundNewsArticle OpinionNewsArticle
    ReportageNewsArticle ReviewNewsArticle AdvertiserContentArticle SatiricalArticle Report TechArticle ScholarlyArticle
    SocialMediaPosting BlogPosting LiveBlogPosting
    """.split()
)
VOCABULARY = lazy(r"(?:https?://(?:www\.)?schema\.org/|schema:)", re.I)
# What publishing systems wrap a script in; readers of JSON-LD take it off (https://www.w3.org/TR/json-ld11/#embedding-json-ld-in-html-documents).
WRAPPED = lazy(r"(?:\s|\ufeff|<!--|//\s*<!\[CDATA\[|/\*\s*<!\[CDATA\[\s*\*/|<!\[CDATA\[)*")
WRAPPED_END = ("-->", "]]>", "//", "/*", "*/")
NOT_JSON = lazy(r'"(?>(?:[^"\\]|\\.)*)"|(-?Infinity|NaN)', re.S)
INT_DIGITS = 400


class JsonPlace(NamedTuple):
    """The value at a path of keys and indices in a script. An empty path is the whole value."""

    element: Element
    path: Path = ()

    def locate(self, page: Page) -> Span:
        text = self.element.text or ""
        start = _start(text)
        # A path that leads nowhere, such as a value that is not there, is where its owner stands.
        for length in range(len(self.path), -1, -1):
            try:
                return page.span_of(Run(self.element, "text", *value_range(text, start, self.path[:length])))
            except (ValueError, LookupError, RecursionError):
                continue
        return page.span_of(StartTag(self.element))

    def __truediv__(self, step: str | int) -> "JsonPlace":
        return JsonPlace(self.element, (*self.path, step))


class Script(NamedTuple):
    """A script of JSON-LD: its value, or what is wrong with it and at which character of its text."""

    element: Element
    value: Any = None
    error: str | None = None
    at: int = 0


class Node(NamedTuple):
    """An object of the JSON-LD. `types` are without the vocabulary's address: "NewsArticle"."""

    value: Mapping[str, Any]
    types: frozenset[str]
    place: JsonPlace

    @property
    def article(self) -> bool:
        return not self.types.isdisjoint(ARTICLES)


class JsonLd(NamedTuple):
    """`nodes` are the things that the page is about: the objects at the top of a script, in its
    arrays and `@graph`, and their `mainEntity`. `by_id` holds those with an `@id` and contents."""

    scripts: tuple[Script, ...]
    nodes: tuple[Node, ...]
    by_id: Mapping[str, Node]

    @property
    def articles(self) -> tuple[Node, ...]:
        return tuple(node for node in self.nodes if node.article)

    def items(self, value: Any, place: JsonPlace) -> Iterator[tuple[Any, JsonPlace]]:
        """A property's values one by one: of an array each, for a reference what it refers to."""
        for item, at in _flat(value, place):
            if isinstance(item, dict) and isinstance(item.get("@id"), str) and not item.keys() - {"@id", "@type"}:
                known = self.by_id.get(item["@id"])
                if known:
                    item, at = known.value, known.place
            yield item, at


def json_ld(page: Page) -> JsonLd:
    """A view. Never raises: what is no JSON becomes a `Script` with an `error`."""
    scripts = tuple(_read(element) for element in page.view(marked).tags["script"] if _is_json_ld(element))
    nodes = tuple(node for script in scripts if script.error is None for node in _nodes(script.value, JsonPlace(script.element)))
    by_id: dict[str, Node] = {}
    for node in nodes:
        name = node.value.get("@id")
        if isinstance(name, str) and node.value.keys() - {"@id", "@type"}:
            by_id.setdefault(name, node)
    return JsonLd(scripts, nodes, by_id)


def types_of(value: Mapping[str, Any]) -> frozenset[str]:
    """The `@type`s of an object, without the vocabulary's address."""
    told = value.get("@type")
    return frozenset(VOCABULARY.sub("", one, count=1) for one in (told if isinstance(told, list) else [told]) if isinstance(one, str))


def _is_json_ld(element: Element) -> bool:
    kind: str = element.get("type") or ""
    return kind.partition(";")[0].strip().lower() == "application/ld+json"


def _start(text: str) -> int:
    wrapped = WRAPPED.match(text)
    return wrapped.end() if wrapped else 0


def _read(element: Element) -> Script:
    text = element.text or ""
    start = _start(text)
    end = text.rstrip()
    while end.endswith(WRAPPED_END):
        end = end[: -3 if end[-1] == ">" else -2].rstrip()
    if len(end) <= start:
        return Script(element, error="empty")
    try:
        # The decoder counts from the beginning of what it is given; spaces keep the places right.
        return Script(element, DECODER.decode(" " * start + end[start:]))
    except json.JSONDecodeError as error:
        if error.pos >= len(end):
            return Script(element, error="cut off", at=len(end))
        return Script(element, error=error.msg, at=error.pos)
    except RecursionError:
        return Script(element, error="nested too deeply", at=start)
    except _NotANumber:
        found = next((token for token in NOT_JSON.finditer(text, start) if token[1]), None)
        return Script(element, error="not a number", at=found.start() if found else start)


class _NotANumber(Exception):
    pass


def _constant(name: str) -> Any:
    raise _NotANumber(name)


def _integer(digits: str) -> int | float:
    return int(digits) if len(digits) < INT_DIGITS else float("inf")


DECODER = json.JSONDecoder(parse_constant=_constant, parse_int=_integer)


def _flat(value: Any, place: JsonPlace) -> Iterator[tuple[Any, JsonPlace]]:
    """The values of arrays within arrays, in order, with no limit to their depth."""
    left = [(value, place)]
    while left:
        item, at = left.pop()
        if isinstance(item, list):
            left += [(inner, at / index) for index, inner in reversed(list(enumerate(item)))]
        else:
            yield item, at


def _nodes(value: Any, place: JsonPlace) -> Iterator[Node]:
    left = [(value, place)]
    while left:
        item, at = left.pop()
        if isinstance(item, list):
            left += [(inner, at / index) for index, inner in reversed(list(enumerate(item)))]
        elif isinstance(item, dict):
            yield Node(item, types_of(item), at)
            left += [(item[key], at / key) for key in reversed(item) if key in ("mainEntity", "@graph")]
