"""A text that stands inside a file: as a feed's item in XML, as a string in JSON. Its places are those of the file."""

from collections.abc import Iterable
from dataclasses import dataclass

from bylint.pieces import Piece, part
from bylint.problem import Place
from bylint.source import Point, Source
from bylint.span import Span

BEGINNING = Point(0, 1, 1, 1)


@dataclass(frozen=True)
class Within(Source):
    """A text taken out of a part of a file. `pieces` tell from where in the text of `whole`, which begins at `start` in the file
    `path`; what was put in has no length there. Where the text could not be shown to come from there letter by letter it is not `exact`,
    and all of it is said to stand where the part begins.

    `data` and `encoding` are of the text itself.
    """

    pieces: tuple[Piece, ...] = ()
    whole: Source | None = None
    start: Point = BEGINNING
    exact: bool = True

    def points(self, offsets: Iterable[int]) -> dict[int, Point]:
        wanted = list(offsets)
        if not self.exact or not self.pieces or self.whole is None:
            return dict.fromkeys(wanted, self.start)
        at = {offset: part(self.pieces, offset, offset).start for offset in wanted}
        points = self.whole.points(at.values())
        return {offset: self._in_file(points[at[offset]]) for offset in wanted}

    def byte_offset(self, offset: int) -> int:
        return self.points([offset])[offset].byte

    def place(self, span: Span) -> Place:
        """Where a range of the text stands in the file: without what was put in or left out at its ends."""
        if not self.exact or not self.pieces or self.whole is None:
            start = end = self.start
        else:
            found = part(self.pieces, span.start, span.end)
            points = self.whole.points(found)
            start, end = self._in_file(points[found.start]), self._in_file(points[max(found)])
            if found.end < found.start:  # from one field of an item to another that stands before it
                end = start
        return start.to(end)

    def _in_file(self, point: Point) -> Point:
        first = point.line == 1
        return Point(
            self.start.byte + point.byte,
            self.start.line + point.line - 1,
            point.column + (self.start.column - 1 if first else 0),
            point.column_8 + (self.start.column_8 - 1 if first else 0),
        )
