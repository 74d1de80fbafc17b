"""The tree of a page, and where each part of it stands in the source.

lxml is the parser, and the tree is untouched by the search for places. Places are worked out only
when somebody asks for one: first those of all opening tags (see `opening`), then, for one stretch
between two opening tags at a time, those of all else in it (see `gap`).
"""

from bisect import bisect_right
from functools import cached_property
from typing import Literal, NamedTuple

from lxml import etree

from bylint.gap import Gap, events
from bylint.opening import openings
from bylint.scan import Tags, scan
from bylint.span import Span
from bylint.tag import attribute_spans, attribute_values, tag_end, tag_name
from bylint.tree import Element, in_order, parse

__all__ = ["Attribute", "Element", "Markup", "Run", "StartTag"]


class Attribute(NamedTuple):
    """The value of an attribute, as a place."""

    element: Element
    name: str


class Run(NamedTuple):
    """Characters `start` to `end` (None: the last) of an element's `text` or `tail`, as a place."""

    element: Element
    which: Literal["text", "tail"] = "text"
    start: int = 0
    end: int | None = None


class StartTag(NamedTuple):
    """An element's opening tag alone, as a place."""

    element: Element


class Markup:
    """A text as markup, parsed when somebody asks for its tree. That is to be read, never changed."""

    def __init__(self, text: str, utf_8: bytes | None = None) -> None:
        self.text = text
        self._utf_8 = utf_8
        self._gaps: dict[int, Gap] = {}
        self._attributes: dict[int, dict[str, Span]] = {}

    @cached_property
    def tags(self) -> Tags:
        """The opening tags of the text, as far as they are known without parsing it."""
        return scan(self.text)

    @cached_property
    def root(self) -> Element:
        root = self._parsed[0]
        return etree.Element("html") if root is None else root

    @cached_property
    def _parsed(self) -> tuple[Element | None, bool]:
        return parse(self.text if self._utf_8 is None else self._utf_8)

    @property
    def cut(self) -> int | None:
        """Where the parser gave up because elements were nested too deep, or None."""
        return max(0, max(self._starts, default=0)) if self._parsed[1] else None

    def span(self, place: Element | Attribute | Run | StartTag) -> Span:
        """The range of the source in which an element or a part of one stands.

        An attribute that has no value gives its name, one that is not in the source the tag's name.
        """
        match place:
            case Attribute(element, name):
                return self._attribute(element, name)
            case Run(element, which, begin, end):
                at = self._order[element]
                return self._gap(at if which == "text" else self._last(element)).run(element, which, begin, end)
            case StartTag(element):
                return self._start_tag(element)
            case _:
                return self._element(place)

    def attributes(self, element: Element, name: str) -> list[Span]:
        """Where the source has attributes of a name in an element's tag, each with the space before it."""
        start = self._starts[self._order[element]]
        return [] if start < 0 else attribute_spans(self.text, start, name)

    def innermost(self, span: Span) -> Element:
        """The smallest element whose range holds the whole span; the root where none does."""
        after = bisect_right(self._in_source, span.start, key=self._starts.__getitem__)
        element = self._nodes[self._in_source[after - 1]] if after else self.root
        while (parent := element.getparent()) is not None and not self._reaches(element, max(span.end, span.start + 1)):
            element = parent
        return element

    def start(self, node: Element) -> int:
        """Where an element or a comment begins."""
        return self._start(node) if isinstance(node.tag, str) else self._element(node).start

    def _reaches(self, element: Element, offset: int) -> bool:
        """Whether an element ends at an offset or behind it. Only where that lies between two opening tags its end is looked for."""
        last = self._last(element)
        if self._starts[last] >= offset:
            return True
        after = bisect_right(self._in_source, last)
        if after < len(self._in_source) and self._starts[self._in_source[after]] < offset:
            return False
        return self._end(element) >= offset

    @cached_property
    def _nodes(self) -> list[Element]:
        # Holding all nodes keeps lxml's proxies alive: they are keys below.
        return list(in_order(self.root))

    @cached_property
    def _order(self) -> dict[Element, int]:
        return {node: at for at, node in enumerate(self._nodes)}

    @cached_property
    def _starts(self) -> list[int]:
        """For each node the offset of its opening tag; -1 for comments and for implied elements."""
        return openings(self.text, self.tags, self._nodes)

    @cached_property
    def _in_source(self) -> list[int]:
        """The numbers of the nodes with an opening tag, in the order of the page and of its source."""
        return [at for at, start in enumerate(self._starts) if start >= 0]

    def _attribute(self, element: Element, name: str) -> Span:
        start = self._starts[self._order[element]]
        if start < 0:
            return self._start_tag(element)
        values = self._attributes.get(start)
        if values is None:
            values = self._attributes[start] = attribute_values(self.text, start)
        return values.get(name) or tag_name(self.text, start)

    def _start_tag(self, element: Element) -> Span:
        start = self._start(element)
        return Span(start, tag_end(self.text, start) if self._starts[self._order[element]] >= 0 else start)

    def _element(self, node: Element) -> Span:
        return Span(self._start(node), self._end(node)) if isinstance(node.tag, str) else self._gap(self._order[node]).comment(node)

    def _start(self, element: Element) -> int:
        at = self._order[element]
        return self._starts[at] if self._starts[at] >= 0 else self._gap(at).opening(element)

    def _end(self, element: Element) -> int:
        return self._gap(self._last(element)).closing(element)

    def _last(self, node: Element) -> int:
        """The number of the last node below a node, or its own."""
        around: Element | None = node
        while around is not None:
            after = around.getnext()
            if after is not None:
                return self._order[after] - 1
            around = around.getparent()
        return len(self._nodes) - 1

    def _gap(self, at: int) -> Gap:
        """The stretch of source that the node numbered `at` was made in."""
        number = bisect_right(self._in_source, at) - 1
        gap = self._gaps.get(number)
        if gap is None:
            owner = self._in_source[number] if number >= 0 else -1
            start = self._starts[owner] if number >= 0 else -1
            end = self._starts[self._in_source[number + 1]] if number + 1 < len(self._in_source) else len(self.text)
            gap = self._gaps[number] = Gap(self.text, start, end, events(self._nodes, self._starts, owner))
        return gap
