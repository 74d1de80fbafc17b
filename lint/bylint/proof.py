"""Proof that edits of a page change nothing besides: the tree before and after, without what they touch.

The tree is the parser's, libxml2's. Where tags are badly nested a browser's can differ, before as well as after.
"""

from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import NamedTuple

from lxml import etree

from bylint.markup import Element, Run, StartTag
from bylint.page import Page
from bylint.problem import Edit, quote
from bylint.span import Span


class _Step(NamedTuple):
    """An opening or closing tag or a comment of a tree, and the text before it, whose white space does not count. What is touched need
    not be the same afterwards."""

    kind: str
    name: str
    attributes: tuple[tuple[str, str], ...]
    text: str
    tag_touched: bool
    text_touched: bool


def lost(before: Page, after: Page, edits: Sequence[Edit]) -> str:
    """What is not the same on two pages outside the edits that lead from one to the other, in words, or ""."""
    made: list[Span] = []
    shift = 0
    for span, text in edits:
        made.append(Span(span.start + shift, span.start + shift + len(text)))
        shift += len(text) - (span.end - span.start)
    for one, other in zip_longest(_steps(before, [edit.span for edit in edits]), _steps(after, made)):
        if not (one and other and (one.kind, one.name) == (other.kind, other.name)):
            step = one or other
            return f"the element {step.name}" if step.kind != "comment" else "a comment"
        if one.text.replace(" ", "") != other.text.replace(" ", "") and not one.text_touched:
            return f"the text {quote(one.text or other.text)}"
        if one.attributes != other.attributes and not one.tag_touched:
            return f"the attributes of the element {one.name}"
    return ""


def _steps(page: Page, spans: Sequence[Span]) -> Iterator[_Step]:
    """The tree of a page without the elements that begin within some spans; they stand in order."""
    touch = _Touch(page, spans)
    text, touched = "", False
    for event, node in etree.iterwalk(page.root, events=("start", "end", "comment", "pi")):
        if not touch.holds(node):
            opening = event == "start"
            name = str(node.tag) if isinstance(node.tag, str) else node.text or ""
            attributes = tuple(sorted(node.items())) if opening else ()
            yield _Step("comment" if event == "pi" else event, name, attributes, text, opening and touch.tag(node), touched)
            text, touched = "", False
        which, owner = ("text", node) if event == "start" else ("tail", node.getparent())
        if owner is not None and (words := (getattr(node, which) or "").strip()) and not touch.holds(owner):
            text = f"{text} {' '.join(words.split())}"
            touched = touched or touch.text(node, which, owner)


class _Touch:
    """Which parts of a page some spans touch."""

    def __init__(self, page: Page, spans: Sequence[Span]) -> None:
        self._page, self._spans = page, spans
        self._held: dict[Element, bool] = {}
        self._around = {node for span in spans if (node := page.markup.innermost(span)) is not None}
        self._around |= {parent for node in self._around if (parent := node.getparent()) is not None}

    def holds(self, node: Element) -> bool:
        """Whether an element or a comment begins within one; an element that the source does not spell out, whether its parent does."""
        if node not in self._held:
            begin = self._page.span_of(StartTag(node) if isinstance(node.tag, str) else node)
            if begin.start < begin.end:
                self._held[node] = any(span.start <= begin.start < span.end for span in self._spans)
            else:
                self._held[node] = (parent := node.getparent()) is not None and self.holds(parent)
        return self._held[node]

    def tag(self, node: Element) -> bool:
        return node in self._around and self._meets(self._page.span_of(StartTag(node)))

    def text(self, node: Element, which: str, owner: Element) -> bool:
        return owner in self._around and self._meets(self._page.span_of(Run(node, "text" if which == "text" else "tail")))

    def _meets(self, place: Span) -> bool:
        return any(
            span.start < place.end and place.start < span.end if span.start < span.end else place.start <= span.start <= place.end
            for span in self._spans
        )
