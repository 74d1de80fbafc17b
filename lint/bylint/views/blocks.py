"""The page's text as a reader sees it: blocks, one for each paragraph, heading, list item, caption."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

from lxml import etree

from bylint.folding import spaced
from bylint.markup import Element, Run
from bylint.page import Page
from bylint.pattern import lazy
from bylint.span import Span

# Elements that stand on lines of their own, and controls, whose text is never part of a sentence.
APART = frozenset(
    """
    address article aside blockquote body button center dd details dialog dir div dl dt fieldset figcaption figure footer
    form h1 h2 h3 h4 h5 h6 header hgroup hr html label legend li main menu nav ol optgroup option p pre search section select
    summary table tbody td textarea tfoot th thead tr ul
    """.split()
)
# Not the head: an unclosed one may hold the whole story.
UNSEEN = frozenset("""
    title script style noscript template svg math iframe object audio video canvas datalist noembed noframes
    """.split())
Kind: TypeAlias = Literal["apart", "unseen", "link", "break", "comment", ""]
# What each element is to the text: "" are parts of a line.
KINDS: dict[Any, Kind] = {
    **dict.fromkeys(APART, "apart"),
    **dict.fromkeys(UNSEEN, "unseen"),
    **{"a": "link", "br": "break", etree.Comment: "comment", etree.PI: "comment"},
}
# All but those of other scripts, which are fewer: Python 3.11 takes a while for each character of a set.
IDEOGRAPHS = lazy("[^\0-\u2e7f\ua000-\uabff]+")
TreeText: TypeAlias = tuple[Element, Literal["text", "tail"]]


@dataclass(eq=False, slots=True, weakref_slot=True)  # a frozen one takes three times as long to make
class Block:
    """A run of text between two breaks, with its white space folded. Not to be changed: all rules share it.

    `element` is the nearest element that stands apart, and may hold other blocks; `runs` are the
    texts of the tree that make the block, `links` the `a` elements among them, `linked` how many of
    its characters stand in links, `weight` the length of the text in letters of an alphabet,
    `index` its number on the page.
    """

    index: int
    element: Element
    text: str
    runs: tuple[TreeText, ...]
    links: tuple[Element, ...]
    linked: int
    weight: int

    @property
    def link_density(self) -> float:
        """The share of the text that stands in links, 0 to 1."""
        return min(1.0, self.linked / len(self.text)) if self.linked else 0.0

    def locate(self, page: Page) -> Span:
        """From the first to the last letter of the block."""
        if len(self.runs) == 1:  # as in most paragraphs: one place to ask for
            (node, which), text = self.runs[0], _text(self.runs[0])
            return page.span_of(Run(node, which, len(text) - len(text.lstrip()), len(text.rstrip())))
        first = next((run, len(text) - len(rest)) for run in self.runs if (rest := (text := _text(run)).lstrip()))
        last = next((run, len(rest) - 1) for run in reversed(self.runs) if (rest := _text(run).rstrip()))
        return Span(_letter(page, *first).start, _letter(page, *last).end)

    def part(self, page: Page, start: int, end: int) -> Span:
        """The range of the source of the characters `start` to `end` of `text`."""
        if len(self.runs) == 1 and (raw := _text(self.runs[0])).endswith(self.text):  # as in most paragraphs
            (node, which), before = self.runs[0], len(raw) - len(self.text)
            return page.span_of(Run(node, which, before + start, before + max(end, start + 1)))
        origins = page.view(_origins).setdefault(self.index, [])
        if not origins:
            origins += self._from_tree()
        first, last = origins[start], origins[max(start, end - 1)]
        return Span(_letter(page, *first).start, _letter(page, *last).end)

    def _from_tree(self) -> Iterator[tuple[TreeText, int]]:
        """For each character of `text` the tree's text, and the place in it, that it came from."""
        space = True
        for run in self.runs:
            for place, character in enumerate(_text(run)):
                if not (space and character.isspace()):
                    yield run, place
                space = character.isspace()


def _origins(page: Page) -> dict[int, list[tuple[TreeText, int]]]:
    """Where the characters of blocks came from, by the block's number, as far as somebody asked."""
    return {}


def _text(run: TreeText) -> str:
    node, which = run
    # A line break separates words as a space does.
    return " " if node.tag == "br" and which == "text" else getattr(node, which) or ""


def _letter(page: Page, run: TreeText, at: int) -> Span:
    node, which = run
    return page.span_of(node) if node.tag == "br" and which == "text" else page.span_of(Run(node, which, at, at + 1))


@dataclass(frozen=True, eq=False)
class Outline:
    """All blocks of the body that have text, in the order of the page, and which of them each element holds."""

    blocks: tuple[Block, ...]
    extents: Mapping[Element, tuple[int, int]]

    def within(self, element: Element) -> tuple[Block, ...]:
        """The blocks that an element holds, wholly or, where it is a part of a line, in part."""
        first, last = self.extents.get(element, (0, 0))
        return self.blocks[first:last]

    def alone(self, block: Block) -> bool:
        """Whether the block is all the text there is in its element."""
        first, last = self.extents[block.element]
        return last - first == 1


def outline(page: Page) -> Outline:
    """The view that the others of this module are parts of."""
    walk = _Walk(page.root)
    return Outline(tuple(walk.blocks), walk.extents)


def blocks(page: Page) -> tuple[Block, ...]:
    """All blocks of the body that have text, in the order of the page."""
    return page.view(outline).blocks


class _Walk:
    """All elements in the order of the page. As none says where it ends, the next one closes those that do not hold it."""

    def __init__(self, root: Element) -> None:
        self.blocks: list[Block] = []
        self.extents: dict[Element, tuple[int, int]] = {}
        self.runs: list[TreeText] = []
        self.texts: list[str] = []
        self.links: list[Element] = []
        self.linked = 0
        self.in_link = 0
        self.broken = False  # the last run is a line break
        self.apart = [root]
        self.walk(root)

    def walk(self, root: Element) -> None:
        # The open elements, each with the blocks and the runs that were there before it.
        opened: list[tuple[Element, Kind, int, int]] = [(None, "", 0, 0)]
        unseen: set[Element] = set()
        for node in root.iter():
            parent = node.getparent()
            if parent in unseen:
                unseen.add(node)
                continue
            while opened[-1][0] is not parent:
                self.close(*opened.pop())
            kind = KINDS.get(node.tag, "")
            if kind == "unseen" or kind == "comment":
                unseen.add(node)
                if kind == "unseen":
                    at = len(self.blocks) + bool(self.runs)
                    self.extents[node] = at, at
                if text := node.tail:
                    self.add(node, "tail", text)
                continue
            if kind == "apart":
                self.end()
                self.apart.append(node)
            elif kind == "link":
                self.in_link += 1
                self.links.append(node)
            elif kind == "break":
                self.line_break(node)
            opened.append((node, kind, len(self.blocks), len(self.runs)))
            if text := node.text:
                self.add(node, "text", text)
        while len(opened) > 1:
            self.close(*opened.pop())
        self.end()

    def close(self, node: Element, kind: Kind, blocks: int, runs: int) -> None:
        if kind == "apart":
            self.end()
            self.apart.pop()
            self.extents[node] = blocks, len(self.blocks)
        else:
            if kind == "link":
                self.in_link -= 1
            begun = len(self.runs) > (runs if len(self.blocks) == blocks else 0)
            self.extents[node] = blocks, len(self.blocks) + begun
        if text := node.tail:
            self.add(node, "tail", text)

    def line_break(self, node: Element) -> None:
        """One separates words, a second one paragraphs."""
        if self.broken:
            self.end()
        elif self.runs:
            self.runs.append((node, "text"))
            self.texts.append(" ")
            self.broken = True

    def add(self, node: Element, which: Literal["text", "tail"], text: str) -> None:
        if not text.isspace():
            self.broken = False
            if self.in_link:
                self.linked += len(text.strip())
        elif not self.runs:
            return
        self.runs.append((node, which))
        self.texts.append(text)

    def end(self) -> None:
        if self.runs:
            text = spaced("".join(self.texts))
            self.blocks.append(
                Block(len(self.blocks), self.apart[-1], text, tuple(self.runs), tuple(self.links), self.linked, weight(text))
            )
            self.runs, self.texts, self.linked, self.broken = [], [], 0, False
        if self.links:
            self.links = self.links[-1:] if self.in_link else []


def weight(text: str) -> int:
    """The length of a text in letters of an alphabet: an ideograph says as much as about three."""
    return len(text) if text.isascii() else len(text) + 2 * sum(map(len, IDEOGRAPHS.findall(text)))


def within(page: Page, element: Element) -> tuple[Block, ...]:
    """The blocks that stand in an element."""
    return page.view(outline).within(element)


def alone(page: Page, block: Block) -> bool:
    """Whether the block is all the text there is in its element."""
    return page.view(outline).alone(block)
