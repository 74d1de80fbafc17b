"""Aligns a stretch of source without opening tags with the part of the tree that came from it.

Between one opening tag and the next the source holds text, comments, closing tags and markup that
the parser ignored; the tree holds texts, comments and the ends of elements. Both are in the same
order, so one walk over both finds the place of each.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple, TypeVar

from lxml import etree

from bylint.pattern import lazy
from bylint.pieces import Piece, decode, found, part
from bylint.span import Span
from bylint.tag import MARKUP, RAW, TAGLESS, closes_itself, tag_end, token

K = TypeVar("K")
V = TypeVar("V")
VOID = frozenset(["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"])
SPACE = lazy(r"[\t\n\f\r ]*")
# What the parser reads in another way than letter by letter.
ODD = re.compile("[<&\r\0]")


class Event(NamedTuple):
    """What the tree holds next: the text or tail of a node, a comment, an implied tag, an end."""

    kind: Literal["text", "tail", "comment", "open", "close"]
    node: etree._Element


def events(nodes: Sequence[etree._Element], starts: Sequence[int], at: int) -> Iterator[Event]:
    """What the tree holds from the opening of node `at` (-1: from the beginning) to the next opening tag."""
    current = nodes[at] if at >= 0 else None
    if current is not None:
        yield Event("text", current)
    for number in range(at + 1, len(nodes) + 1):
        node = nodes[number] if number < len(nodes) else None
        parent = None if node is None else node.getparent()
        while current is not None and current is not parent:
            if isinstance(current.tag, str):
                yield Event("close", current)
            yield Event("tail", current)
            current = current.getparent()
        if node is None or starts[number] >= 0:
            return
        current = node
        if isinstance(node.tag, str):
            yield Event("open", node)
            yield Event("text", node)
        else:
            yield Event("comment", node)


class Gap:
    """The places in the stretch from behind the opening tag at `start` (-1: from the beginning) to `end`, in which
    the tree holds `events`. It is read only as far as somebody asks: `at` is how far that has been."""

    def __init__(self, source: str, start: int, end: int, events: Iterator[Event]) -> None:
        self.source, self.start, self.end = source, start, end
        self.events = events
        self.at = self.begin = 0 if start < 0 else tag_end(source, start)
        self.opened: dict[etree._Element, int] = {}
        self.closed: dict[etree._Element, int] = {}
        self.comments: dict[etree._Element, Span] = {}
        self.texts: dict[tuple[etree._Element, str], tuple[int, list[Piece]]] = {}
        self.ahead: list[tuple[str, int, bool]] = []
        self.ahead_from = -1
        self.open_around: Counter[object]

    def opening(self, node: etree._Element) -> int:
        """Where the parser added the opening tag of an element."""
        return self._known(self.opened, node)

    def closing(self, node: etree._Element) -> int:
        """Where an element ends."""
        return self._known(self.closed, node)

    def comment(self, node: etree._Element) -> Span:
        """The source of a comment."""
        return self._known(self.comments, node)

    def run(self, node: etree._Element, which: str, start: int, end: int | None) -> Span:
        """The source of characters `start` to `end` of a text."""
        here, pieces = self._known(self.texts, (node, which))
        return part(pieces, start, end) if pieces else Span(here, here)

    def _known(self, places: dict[K, V], key: K) -> V:
        while key not in places:
            event = next(self.events)
            getattr(self, f"_{event.kind}")(event.node)
        return places[key]

    def _open(self, node: etree._Element) -> None:
        self.ahead_from = -1
        self.opened[node] = self.at

    def _comment(self, node: etree._Element) -> None:
        at = self.at
        while markup := MARKUP.search(self.source, at, self.end):
            piece = token(self.source, markup.start())
            at = piece.end
            if piece.kind == "comment":
                self.comments[node] = Span(markup.start(), piece.end)
                self.at = piece.end
                return
        self.comments[node] = Span(self.at, self.at)

    def _text(self, node: etree._Element) -> None:
        self._consume(node, "text", node.text or "", str(node.tag))

    def _tail(self, node: etree._Element) -> None:
        self._consume(node, "tail", node.tail or "", "")

    def _close(self, node: etree._Element) -> None:
        """An element ends behind its closing tag; one without ends where something else closes it."""
        if node.tag not in VOID and not self._closed_itself():
            tag = f"</{node.tag}>"
            if self.ahead_from != self.at and self.source.startswith(tag, self.at):
                self.at += len(tag)
            else:
                self._close_among_others(node)
        self.closed[node] = self.at

    def _close_among_others(self, node: etree._Element) -> None:
        if self.ahead_from != self.at:
            self._look_ahead(node)
        while self.ahead:
            name, end, spaced = self.ahead[-1]
            # White space that was passed over is the tail of an element that something else closed.
            if (name != node.tag and self.open_around[name]) or (spaced and node.tail):
                break
            self.ahead.pop()
            if name == node.tag:
                self.at = self.ahead_from = end
                break
        self.open_around[node.tag] -= 1

    def _look_ahead(self, node: etree._Element) -> None:
        """Collect the closing tags between here and the next text, the first one last. Elements that
        end at one place look once together: else thousands of them would each read the same tags."""
        self.ahead, self.ahead_from = [], self.at
        self.open_around = Counter(around.tag for around in (node, *node.iterancestors()))
        at = self._behind_space(self.at)
        spaced = at > self.at
        while at < self.end and MARKUP.match(self.source, at):
            piece = token(self.source, at)
            if piece.kind == "close" and self.open_around[piece.name]:
                self.ahead.append((piece.name, piece.end, spaced))
            at = self._behind_space(piece.end)
            spaced = spaced or at > piece.end
        self.ahead.reverse()

    def _behind_space(self, at: int) -> int:
        space = SPACE.match(self.source, at, self.end)
        return space.end() if space else at

    def _closed_itself(self) -> bool:
        """Whether what closes now is the element whose tag stands before the stretch, by a `/>`."""
        return (
            self.at == self.begin
            and self.start >= 0
            and self.source.endswith("/>", 0, self.at)
            and not self.closed
            and closes_itself(self.source, self.start)
        )

    def _consume(self, node: etree._Element, which: str, wanted: str, within: str) -> None:
        behind = self.at + len(wanted)
        if behind <= self.end and self.source.startswith(wanted, self.at) and not ODD.search(wanted):
            self.texts[node, which] = (self.at, [Piece(0, wanted, self.at, behind)] if wanted else [])
            self.at = behind
        else:
            self._consume_in_pieces(node, which, wanted, within)

    def _consume_in_pieces(self, node: etree._Element, which: str, wanted: str, within: str) -> None:
        pieces: list[Piece] = []
        done, begin = 0, self.at
        raw = within in TAGLESS
        while done < len(wanted) and self.at < self.end:
            if not raw and MARKUP.match(self.source, self.at):
                self.at = token(self.source, self.at).end
                continue
            markup = None if raw else MARKUP.search(self.source, self.at + 1, self.end)
            for decoded in decode(self.source, self.at, markup.start() if markup else self.end, within in RAW):
                for piece in found(wanted, done, decoded):
                    pieces.append(piece)
                    done += len(piece.text)
                    self.at = piece.end
                if done == len(wanted):
                    break
                self.at = decoded.end
        self.texts[node, which] = (pieces[0].start if pieces else begin, pieces)
