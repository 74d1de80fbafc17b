"""Aligns a stretch of source without opening tags with the part of the tree that came from it.

Between one opening tag and the next the source holds text, comments, closing tags and markup that
the parser ignored; the tree holds texts, comments and the ends of elements. Both are in the same
order, so one walk over both finds the place of each.
"""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from lxml import etree

from bylint.span import Span
from bylint.tag import MARKUP, closes_itself, tag_end, token

VOID = frozenset(["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"])
RAW = frozenset(["script", "style", "xmp", "iframe", "noembed", "noframes", "plaintext"])
RCDATA = frozenset(("title", "textarea"))
SPACE = re.compile(r"[\t\n\f\r ]*")
# What the parser does not copy to the tree letter by letter.
SPECIAL = re.compile(r"&(?:#(?:[xX][0-9a-fA-F]+|[0-9]+)|[a-zA-Z][a-zA-Z0-9]*+);?|\r\n?|\0")
SPECIAL_RAW = re.compile(r"\r\n?|\0")


class Event(NamedTuple):
    """What the tree holds next: the text or tail of a node, a comment, an implied tag, an end."""

    kind: Literal["text", "tail", "comment", "open", "close"]
    node: etree._Element


class Piece(NamedTuple):
    """Characters of the tree from `at` on that came from `start` to `end` of the source."""

    at: int
    text: str
    start: int
    end: int


@dataclass
class Gap:
    """The places found in one stretch."""

    opened: dict[etree._Element, int] = field(default_factory=dict)
    closed: dict[etree._Element, int] = field(default_factory=dict)
    comments: dict[etree._Element, Span] = field(default_factory=dict)
    texts: dict[tuple[etree._Element, str], tuple[int, list[Piece]]] = field(default_factory=dict)

    def run(self, node: etree._Element, which: str, start: int, end: int | None) -> Span:
        """The source of characters `start` to `end` of a text."""
        here, pieces = self.texts[node, which]
        if not pieces:
            return Span(here, here)
        length = pieces[-1].at + len(pieces[-1].text)
        last = (length if end is None else min(end, length)) - 1
        if start > last:
            edge = _edge(_holding(pieces, start), start, first=True) if start < length else pieces[-1].end
            return Span(edge, edge)
        return Span(_edge(_holding(pieces, start), start, first=True), _edge(_holding(pieces, last), last, first=False))


def _holding(pieces: list[Piece], at: int) -> Piece:
    return pieces[bisect_right(pieces, at, key=lambda piece: piece.at) - 1]


def _edge(piece: Piece, at: int, *, first: bool) -> int:
    """Where the character `at` begins (`first`) or ends."""
    if piece.end - piece.start != len(piece.text):
        return piece.start if first else piece.end
    return piece.start + (at - piece.at) + (0 if first else 1)


def resolve(text: str, start: int, end: int, events: Iterable[Event]) -> Gap:
    """Align `events` with the source from behind the opening tag at `start` (-1: from the beginning) to `end`."""
    walk = _Walk(text, start, end)
    for event in events:
        getattr(walk, event.kind)(event.node)
    return walk.gap


class _Walk:
    """`at` is how far the source has been read."""

    def __init__(self, source: str, start: int, end: int) -> None:
        self.source, self.start, self.end = source, start, end
        self.at = self.begin = 0 if start < 0 else tag_end(source, start)
        self.gap = Gap()
        self.ahead: list[tuple[str, int, bool]] = []
        self.ahead_from = -1
        self.open_around: Counter[object] = Counter()

    def open(self, node: etree._Element) -> None:
        self.ahead_from = -1
        self.gap.opened[node] = self.at

    def comment(self, node: etree._Element) -> None:
        at = self.at
        while markup := MARKUP.search(self.source, at, self.end):
            piece = token(self.source, markup.start())
            at = piece.end
            if piece.kind == "comment":
                self.gap.comments[node] = Span(markup.start(), piece.end)
                self.at = piece.end
                return
        self.gap.comments[node] = Span(self.at, self.at)

    def text(self, node: etree._Element) -> None:
        self._consume(node, "text", node.text or "", str(node.tag))

    def tail(self, node: etree._Element) -> None:
        self._consume(node, "tail", node.tail or "", "")

    def close(self, node: etree._Element) -> None:
        """An element ends behind its closing tag; one without ends where something else closes it."""
        if node.tag not in VOID and not self._closed_itself():
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
        self.gap.closed[node] = self.at

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
        return self.at == self.begin and self.start >= 0 and not self.gap.closed and closes_itself(self.source, self.start)

    def _consume(self, node: etree._Element, which: str, wanted: str, within: str) -> None:
        pieces: list[Piece] = []
        done, begin = 0, self.at
        raw = within in RAW or within in RCDATA
        while done < len(wanted) and self.at < self.end:
            if not raw and MARKUP.match(self.source, self.at):
                self.at = token(self.source, self.at).end
                continue
            markup = None if raw else MARKUP.search(self.source, self.at + 1, self.end)
            for decoded in _decode(self.source, self.at, markup.start() if markup else self.end, within in RAW):
                for piece in _found(wanted, done, decoded):
                    pieces.append(piece)
                    done += len(piece.text)
                    self.at = piece.end
                if done == len(wanted):
                    break
                self.at = decoded.end
        self.gap.texts[node, which] = (pieces[0].start if pieces else begin, pieces)


def _found(wanted: str, done: int, piece: Piece) -> Iterator[Piece]:
    """The parts of `piece` that are `wanted` from `done` on. What the parser left out is passed over."""
    if wanted.startswith(piece.text, done):
        yield Piece(done, piece.text, piece.start, piece.end)
        return
    if len(piece.text) < piece.end - piece.start and piece.text != "\n":
        # A character reference that the parser read in its own way: take its word for one character.
        yield Piece(done, wanted[done : done + 1], piece.start, piece.end)
        return
    at = 0
    while at < len(piece.text) and done < len(wanted):
        same = _common(wanted, done, piece.text, at)
        if same:
            yield Piece(done, piece.text[at : at + same], piece.start + at, piece.start + at + same)
            at, done = at + same, done + same
        else:
            at = piece.text.find(wanted[done], at + 1)
            if at < 0:
                return


def _common(one: str, at: int, other: str, other_at: int) -> int:
    """How many characters are the same from these two places on."""
    most = min(len(one) - at, len(other) - other_at)
    if one.startswith(other[other_at : other_at + most], at):
        return most
    return next(number for number in range(most) if one[at + number] != other[other_at + number])


def _decode(text: str, start: int, end: int, raw: bool) -> Iterator[Piece]:
    """The source from `start` to `end` as the parser reads it, piece by piece."""
    at = start
    for special in (SPECIAL_RAW if raw else SPECIAL).finditer(text, start, end):
        if at < special.start():
            yield Piece(0, text[at : special.start()], at, special.start())
        yield from _special(special[0], special.start())
        at = special.end()
    if at < end:
        yield Piece(0, text[at:end], at, end)


def _special(source: str, start: int) -> Iterator[Piece]:
    end = start + len(source)
    if source[0] == "\r":
        yield Piece(0, "\n", start, end)
    elif source[0] == "\0":
        yield Piece(0, "\ufffd", start, end)
    else:
        from html import unescape  # its table is large, and only the place of such text needs it

        decoded = unescape(source)
        kept = next((n for n in range(len(decoded) - 1, 0, -1) if source.endswith(decoded[-n:])), 0)
        if decoded == source:
            yield Piece(0, source, start, end)
        elif kept and not source.endswith(";"):
            # A name without its semicolon, and letters behind it: "&notit" is "¬it".
            yield Piece(0, decoded[:-kept], start, end - kept)
            yield Piece(0, decoded[-kept:], end - kept, end)
        else:
            yield Piece(0, decoded or "\ufffd", start, end)
