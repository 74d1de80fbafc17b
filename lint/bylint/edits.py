"""Applying edits to a page: bytes outside them stay as they are, whatever the encoding."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from typing import NamedTuple, TypeVar

from bylint.page import Page
from bylint.problem import ByteEdit, Edit
from bylint.proof import lost
from bylint.source import Source
from bylint.span import Span

T = TypeVar("T", str, bytes)


class EditError(Exception):
    """Edits that change more than they should. The message is the rest of a sentence that begins with “it would”."""


class Change(NamedTuple):
    """Bytes `start` to `end` of a file became `new`."""

    start: int
    end: int
    new: bytes


class Edited(NamedTuple):
    """A page after edits, and what they changed in its file."""

    page: Page
    changes: tuple[Change, ...]


def edited(page: Page, edits: Sequence[Edit]) -> Edited:
    """The page after edits, which stand in its order and do not overlap. Raises EditError where what stands outside them would not be
    the same, as text and in the tree."""
    source = page.source
    written = [(edit.span, edit.text.encode(source.encoding, "xmlcharrefreplace")) for edit in edits]
    changes = tuple([Change(source.byte_offset(span.start), source.byte_offset(span.end), new) for span, new in written])
    after = Page(Source.read(source.path, _spliced(source.data, changes)), page.settings)
    if after.source.text != _spliced(source.text, [(*span, new.decode(source.encoding)) for span, new in written]):
        raise EditError(f"garble letters, as the page is written in {source.encoding}")
    if what := lost(page, after, [Edit(span, new.decode(source.encoding)) for span, new in written]):
        raise EditError(f"change {what}")
    return Edited(after, changes)


def in_text(source: Source, edit: ByteEdit) -> Edit:
    """An edit of a file as an edit of its text."""
    offsets = range(len(source.text) + 1)
    start, end = (bisect_left(offsets, byte, key=source.byte_offset) for byte in (edit.start_byte, edit.end_byte))
    return Edit(Span(start, end), edit.text)


def moved(byte: int, changes: Iterable[Change]) -> int:
    """Where a byte of a file is behind changes, which stand in order."""
    shift = 0
    for start, end, new in changes:
        if end <= byte:
            shift += len(new) - (end - start)
        elif start < byte:
            return start + shift
    return byte + shift


def _spliced(whole: T, changes: Iterable[tuple[int, int, T]]) -> T:
    """A text or bytes with some ranges, in their order, replaced."""
    parts: list[T] = []
    at = 0
    for start, end, new in changes:
        parts += [whole[at:start], new]
        at = end
    parts.append(whole[at:])
    return whole[:0].join(parts)
