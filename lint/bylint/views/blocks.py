"""The page's text as a reader sees it: blocks, one for each paragraph, heading, list item, caption."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, TypeAlias

from lxml import etree

from bylint.markup import Element, Run
from bylint.page import Page
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
TreeText: TypeAlias = tuple[Element, Literal["text", "tail"]]


@dataclass(frozen=True, eq=False)
class Block:
    """A run of text between two breaks, with its white space folded.

    `element` is the nearest element that stands apart, `runs` the texts of the tree that make the
    block, `linked` how many of its characters stand in links, `index` its number on the page.
    """

    index: int
    element: Element
    text: str
    runs: tuple[TreeText, ...]
    linked: int

    @property
    def link_density(self) -> float:
        """The share of the text that stands in links, 0 to 1."""
        return min(1.0, self.linked / len(self.text))

    @property
    def alone(self) -> bool:
        """Whether the block is all the text there is in its element."""
        left = len(self.text)
        for text in self.element.itertext():
            left -= len("".join(text.split()))
            if left < 0:
                return False
        return True

    @cached_property
    def weight(self) -> int:
        """The length of the text in letters of an alphabet: an ideograph says as much as about three."""
        return len(self.text) if self.text.isascii() else sum(3 if "\u2e80" <= c <= "\u9fff" or c >= "\uac00" else 1 for c in self.text)

    def locate(self, page: Page) -> Span:
        """From the first to the last letter of the block."""
        return self.part(page, 0, len(self.text))

    def part(self, page: Page, start: int, end: int) -> Span:
        """The range of the source of the characters `start` to `end` of `text`."""
        first, last = self._origin(start), self._origin(max(start, end - 1))
        return Span(_letter(page, *first).start, _letter(page, *last).end)

    def _origin(self, at: int) -> tuple[TreeText, int]:
        """The tree's text, and the place in it, that a character of `text` came from."""
        seen, space = 0, True
        for run in self.runs:
            for place, character in enumerate(_text(run)):
                if character.isspace():
                    if space:
                        continue
                    space = True
                else:
                    space = False
                if seen == at:
                    return run, place
                seen += 1
        raise IndexError(f"the block has {seen} characters, not {at}")


def _text(run: TreeText) -> str:
    node, which = run
    # A line break separates words as a space does.
    return " " if node.tag == "br" and which == "text" else getattr(node, which) or ""


def _letter(page: Page, run: TreeText, at: int) -> Span:
    node, which = run
    return page.span_of(node) if node.tag == "br" and which == "text" else page.span_of(Run(node, which, at, at + 1))


def blocks(page: Page) -> tuple[Block, ...]:
    """All blocks of the body that have text, in the order of the page."""
    return tuple(_Walk(page.root).blocks)


class _Walk:
    def __init__(self, root: Element) -> None:
        self.blocks: list[Block] = []
        self.runs: list[TreeText] = []
        self.texts: list[str] = []
        self.linked = 0
        self.links = 0
        self.apart = [root]
        walk = etree.iterwalk(root, events=("start", "end", "comment", "pi"))
        for event, node in walk:
            tag = node.tag
            if event == "start":
                if tag in UNSEEN:
                    walk.skip_subtree()
                    continue
                if tag in APART:
                    self.end()
                    self.apart.append(node)
                elif tag == "a":
                    self.links += 1
                elif tag == "br":
                    self.add(node, "text", " ")
                if node.text:
                    self.add(node, "text", node.text)
                continue
            if event == "end" and tag not in UNSEEN:
                if tag in APART:
                    self.end()
                    self.apart.pop()
                elif tag == "a":
                    self.links -= 1
            if node.tail:
                self.add(node, "tail", node.tail)
        self.end()

    def add(self, node: Element, which: Literal["text", "tail"], text: str) -> None:
        self.runs.append((node, which))
        self.texts.append(text)
        if self.links:
            self.linked += len(text.strip())

    def end(self) -> None:
        if self.runs:
            text = " ".join("".join(self.texts).split())
            if text:
                self.blocks.append(Block(len(self.blocks), self.apart[-1], text, tuple(self.runs), self.linked))
            self.runs, self.texts, self.linked = [], [], 0


def within(page: Page, element: Element) -> Iterator[Block]:
    """The blocks that stand in an element."""
    held = page.view(_held)
    return (block for node in element.iter() for block in held.get(node, ()))


def _held(page: Page) -> dict[Element, list[Block]]:
    held: dict[Element, list[Block]] = {}
    for block in page.view(blocks):
        held.setdefault(block.element, []).append(block)
    return held
