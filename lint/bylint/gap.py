"""Aligns a stretch of source without opening tags with the part of the tree that came from it.

Between one opening tag and the next the source holds text, comments, closing tags and markup that
the parser ignored; the tree holds texts, comments and the ends of elements. Both are in the same
order, so one walk over both finds the place of each.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from html import unescape
from typing import Literal, NamedTuple

from lxml import etree

from bylint.span import Span
from bylint.tag import tag_end

VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())
RAW = frozenset("script style xmp iframe noembed noframes plaintext".split())
RCDATA = frozenset(("title", "textarea"))
COMMENT = re.compile(r"<!---?>|<!--(.*?)(?:--!?>|\Z)", re.S)
BOGUS = re.compile(r"<[!?/]([^>]*)(?:>|\Z)")
MARKUP = re.compile(r"<(?=[a-zA-Z!?/])")
# What the parser does not copy to the tree letter by letter.
SPECIAL = re.compile(r"&(?:#[xX]?[0-9a-fA-F]+|[a-zA-Z][a-zA-Z0-9]*);?|\r\n?|[\0-\x08\x0b\x0e-\x1f]")
SPECIAL_RAW = re.compile(r"\r\n?|[\0-\x08\x0b\x0e-\x1f]")


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
        at, pieces = self.texts[node, which]
        if not pieces or end is not None and end <= start:
            edge = next((_edge(piece, start, first=True) for piece in pieces if start < piece.at + len(piece.text)), None)
            here = pieces[-1].end if pieces and edge is None else at if edge is None else edge
            return Span(here, here)
        length = pieces[-1].at + len(pieces[-1].text)
        last = (length if end is None else min(end, length)) - 1
        first_piece = next((piece for piece in pieces if start < piece.at + len(piece.text)), pieces[-1])
        last_piece = next((piece for piece in pieces if last < piece.at + len(piece.text)), pieces[-1])
        return Span(_edge(first_piece, start, first=True), _edge(last_piece, last, first=False))


def _edge(piece: Piece, at: int, *, first: bool) -> int:
    """Where the character `at` begins (`first`) or ends."""
    if piece.end - piece.start != len(piece.text):
        return piece.start if first else piece.end
    return piece.start + (at - piece.at) + (0 if first else 1)


def resolve(text: str, start: int, end: int, events: Iterable[Event]) -> Gap:
    """Align `events` with the source from `start` to `end`."""
    walk = _Walk(text, start, end)
    for event in events:
        getattr(walk, event.kind)(event.node)
    return walk.gap


class _Walk:
    def __init__(self, text: str, start: int, end: int) -> None:
        self.text_, self.at, self.end = text, start, end
        self.gap = Gap()

    def open(self, node: etree._Element) -> None:
        self.gap.opened[node] = self.at

    def comment(self, node: etree._Element) -> None:
        for at, token_end, content in self._comments_ahead():
            if _plain(content) == (node.text or ""):
                self.gap.comments[node] = Span(at, token_end)
                self.at = token_end
                return
        self.gap.comments[node] = Span(self.at, self.at)

    def text(self, node: etree._Element) -> None:
        self._consume(node, "text", node.text or "", str(node.tag))

    def tail(self, node: etree._Element) -> None:
        self._consume(node, "tail", node.tail or "", "")

    def close(self, node: etree._Element) -> None:
        """An element ends behind its closing tag; one without ends where something else closes it."""
        if node.tag not in VOID:
            open_above = {ancestor.tag for ancestor in node.iterancestors()}
            at = self.at
            while at < self.end:
                at = self._skip_space(at)
                if not self.text_.startswith("<", at) or not MARKUP.match(self.text_, at):
                    break
                name, token_end = self._token(at)
                if name == node.tag:
                    self.at = token_end
                    break
                if name in open_above:
                    break
                at = token_end
        self.gap.closed[node] = self.at

    def _consume(self, node: etree._Element, which: str, wanted: str, within: str) -> None:
        pieces: list[Piece] = []
        done = 0
        raw = within in RAW or within in RCDATA
        begin = self.at
        while done < len(wanted) and self.at < self.end:
            if not raw and self._at_markup():
                self.at = self._token(self.at)[1]
                continue
            chunk_end = self.end if raw else self._text_end()
            for piece in _decode(self.text_, self.at, chunk_end, within in RAW):
                taken = _match(wanted, done, piece)
                if taken:
                    stop = piece.end if taken == len(piece.text) else piece.start + taken
                    pieces.append(Piece(done, piece.text[:taken], piece.start, stop))
                    done += taken
                    self.at = stop
                if done == len(wanted):
                    break
                if taken < len(piece.text):
                    # White space that the parser leaves out, or a difference: step over one character.
                    self.at = piece.start + taken + 1 if piece.end - piece.start == len(piece.text) else piece.end
                    break
        self.gap.texts[node, which] = (pieces[0].start if pieces else begin, pieces)

    def _at_markup(self) -> bool:
        return MARKUP.match(self.text_, self.at) is not None

    def _text_end(self) -> int:
        markup = MARKUP.search(self.text_, self.at + 1, self.end)
        return markup.start() if markup else self.end

    def _skip_space(self, at: int) -> int:
        while at < self.end and self.text_[at] in " \t\n\f\r":
            at += 1
        return at

    def _token(self, at: int) -> tuple[str, int]:
        """The markup at `at`: its name if it is a closing tag, else "", and its end."""
        text = self.text_
        if comment := COMMENT.match(text, at):
            return "", min(comment.end(), self.end)
        if text.startswith("</", at) and text[at + 2 : at + 3].isascii() and text[at + 2 : at + 3].isalpha():
            name = re.match(r"[^\t\n\f\r />]+", text[at + 2 : at + 102])
            return (name[0].lower() if name else ""), min(tag_end(text, at), self.end)
        if bogus := BOGUS.match(text, at):
            return "", min(bogus.end(), self.end)
        return "", min(tag_end(text, at), self.end)

    def _comments_ahead(self) -> Iterator[tuple[int, int, str]]:
        at = self.at
        while at < self.end:
            markup = MARKUP.search(self.text_, at, self.end)
            if not markup:
                return
            at, token_end = markup.start(), self._token(markup.start())[1]
            comment = COMMENT.match(self.text_, at) or BOGUS.match(self.text_, at)
            if comment:
                yield at, token_end, comment[1] or ""
            at = token_end


def _match(wanted: str, done: int, piece: Piece) -> int:
    """How many characters of the piece are the next ones wanted."""
    if wanted.startswith(piece.text, done):
        return len(piece.text)
    if piece.end - piece.start != len(piece.text) or SPECIAL_RAW.match(piece.text):
        # A character reference that the parser read in its own way: take its word for one character.
        return 0 if piece.text.isspace() else min(1, len(wanted) - done)
    taken = 0
    while taken < len(piece.text) and done + taken < len(wanted) and piece.text[taken] == wanted[done + taken]:
        taken += 1
    return taken


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
    elif source[0] != "&":
        yield Piece(0, "\ufffd", start, end)
    else:
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


def _plain(comment: str) -> str:
    return re.sub(r"\r\n?", "\n", comment).replace("\0", "\ufffd")
