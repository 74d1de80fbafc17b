"""The tree of a page, and where each part of it stands in the source.

lxml is the parser. libxml2 counts lines, and those only to 65,535, so the parser is given a copy of
the source in which every opening tag carries its own number; libxml2 itself decides which of the
candidates are tags. The numbers are read back and taken out again before anybody sees the tree.
All other places (ends, attribute values, text) are worked out when somebody asks for them.
"""

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, TypeAlias
from collections.abc import Iterator

from lxml import etree

from bylint.gap import Event, Gap, resolve
from bylint.span import Span
from bylint.tag import attribute_value, tag_end

Element: TypeAlias = etree._Element

# An opening tag, perhaps: up to where a mark can stand without splitting the "-->" of a comment or
# the "</script>" of a script in case it is none.
OPENING = re.compile(r"<[a-zA-Z](?:(?!--!?>)[^\t\n\f\r /><])*")


@dataclass(frozen=True, slots=True)
class Attribute:
    """The value of an attribute, as a place."""

    element: Element
    name: str


@dataclass(frozen=True, slots=True)
class Run:
    """Characters `start` to `end` (None: the last) of an element's `text` or `tail`, as a place."""

    element: Element
    which: Literal["text", "tail"] = "text"
    start: int = 0
    end: int | None = None


@dataclass(frozen=True, slots=True)
class StartTag:
    """An element's opening tag alone, as a place."""

    element: Element


class Markup:
    """A parsed text. The tree is to be read, never changed.

    `cut` is where the parser gave up because elements were nested too deep, or None.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self._gaps: dict[int, Gap] = {}
        # Holding all nodes keeps lxml's proxies alive: they are keys below.
        self._nodes, self._tags, self.cut = _parse(text)
        self.root = self._nodes[0]

    def span(self, place: "Element | Attribute | Run | StartTag") -> Span:
        """The range of the source in which an element or a part of one stands."""
        match place:
            case Attribute(element, name):
                start = self._starts[self._order[element]]
                return self._start_tag(element) if start < 0 else attribute_value(self.text, start, name)
            case Run(element, which, begin, end):
                owner = element if which == "text" else _last(element)
                return self._gap(self._order[owner]).run(element, which, begin, end)
            case StartTag(element):
                return self._start_tag(element)
            case _:
                return self._element(place)

    def innermost(self, span: Span) -> Element:
        """The smallest element whose range holds the whole span; the root where none does."""
        after = bisect_right(self._in_source, (span.start, len(self._nodes)))
        element = self._nodes[self._in_source[after - 1][1]] if after else self.root
        while (parent := element.getparent()) is not None and self._element(element).end < max(span.end, span.start + 1):
            element = parent
        return element

    @cached_property
    def _order(self) -> dict[Element, int]:
        return {node: at for at, node in enumerate(self._nodes)}

    @cached_property
    def _starts(self) -> list[int]:
        """For each node the offset of its opening tag; -1 for comments and for implied elements."""
        return [self._tags.get(at, -1) for at in range(len(self._nodes))]

    @cached_property
    def _in_source(self) -> list[tuple[int, int]]:
        """(offset, node) of each opening tag, in the order of the source."""
        return sorted((start, at) for at, start in self._tags.items())

    def _start_tag(self, element: Element) -> Span:
        at = self._order[element]
        start = self._starts[at]
        if start < 0:
            implied = self._gap(at).opened[element]
            return Span(implied, implied)
        return Span(start, tag_end(self.text, start))

    def _element(self, node: Element) -> Span:
        if not isinstance(node.tag, str):
            return self._gap(self._order[node]).comments[node]
        return Span(self._start_tag(node).start, self._gap(self._order[_last(node)]).closed[node])

    def _gap(self, at: int) -> Gap:
        """The stretch of source that the node numbered `at` was made in."""
        while at >= 0 and self._starts[at] < 0:
            at -= 1
        gap = self._gaps.get(at)
        if gap is None:
            offset = self._starts[at] if at >= 0 else -1
            begin = tag_end(self.text, offset) if at >= 0 else 0
            after = bisect_right(self._in_source, (offset, len(self._nodes)))
            end = self._in_source[after][0] if after < len(self._in_source) else len(self.text)
            gap = self._gaps[at] = resolve(self.text, begin, end, self._events(at))
        return gap

    def _events(self, at: int) -> Iterator[Event]:
        """What the tree holds from the opening of node `at` to the next opening tag."""
        nodes, starts = self._nodes, self._starts
        if at < 0:
            current, at = self.root, 0
            if starts[0] >= 0:
                return
            yield Event("open", current)
        else:
            current = nodes[at]
        yield Event("text", current)
        for at in range(at + 1, len(nodes) + 1):
            node = nodes[at] if at < len(nodes) else None
            parent = None if node is None else node.getparent()
            while current is not parent:
                if isinstance(current.tag, str):
                    yield Event("close", current)
                yield Event("tail", current)
                above = current.getparent()
                if above is None:
                    return
                current = above
            if node is None or starts[at] >= 0:
                return
            current = node
            if isinstance(node.tag, str):
                yield Event("open", node)
                yield Event("text", node)
            else:
                yield Event("comment", node)


def _last(element: Element) -> Element:
    """The last node below an element, or itself."""
    while len(element):
        element = element[-1]
    return element


def _parse(text: str) -> tuple[list[Element], dict[int, int], int | None]:
    """All nodes in document order, the offset of each one's opening tag by its number in that order,
    and where the parser gave up."""
    mark = "bylint"
    while mark in text:
        mark += "-"
    offsets, marked = _mark(text, mark)
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True)
    try:
        root = etree.fromstring(marked, parser)
    except etree.XMLSyntaxError:
        root = None
    if root is None:
        return [etree.Element("html")], {}, None
    nodes = list(root.iter())
    tags: dict[int, int] = {}
    before, before_at = -1, 0
    suspects: list[Element] = []
    for at, node in enumerate(nodes):
        value = node.get(mark)
        if value is not None:
            number = int(value)
            tags[at] = offsets[number]
            if number != before + 1:
                suspects += nodes[before_at:at]
            before, before_at = number, at
    if before + 1 < len(offsets):
        suspects += nodes[before_at:]
    etree.strip_attributes(root, mark)
    _unmark(suspects, mark)
    cut = None
    if any(error.type_name == "ERR_RESOURCE_LIMIT" for error in parser.error_log):
        cut = max(tags.values(), default=0)
    return nodes, tags, cut


def _mark(text: str, mark: str) -> tuple[list[int], bytes]:
    """Number everything that may be an opening tag. Unquoted, so that it stays inside the quotes
    of an attribute value that only looks like a tag."""
    offsets, parts, done = [], [], 0
    for number, opening in enumerate(OPENING.finditer(text)):
        offsets.append(opening.start())
        end = opening.end()
        parts.append(f"{text[done:end]} {mark}={number} ")
        done = end
    parts.append(text[done:])
    return offsets, "".join(parts).encode("utf-8")


def _unmark(suspects: list[Element], mark: str) -> None:
    """Take the marks out of what only looked like tags: in scripts, comments and attribute values
    of the nodes between two marks whose numbers do not follow on each other."""
    traces = re.compile(f" {mark}=[0-9]+ ")
    for node in suspects:
        if mark in (node.text or ""):
            node.text = traces.sub("", _storable(node.text or ""))
        if not isinstance(node.tag, str):
            continue
        for name, value in node.attrib.items():
            if mark in value:
                try:
                    node.set(name, traces.sub("", _storable(value)))
                except ValueError:  # not a name that XML allows: no rule can ask for it either
                    del node.attrib[name]


def _storable(text: str) -> str:
    """lxml refuses to store the two noncharacters it lets through when it parses."""
    return text.replace("\ufffe", "\ufffd").replace("\uffff", "\ufffd")
