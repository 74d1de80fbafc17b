"""A document that is open in the editor, and what is found on it."""

import asyncio
import os
from collections.abc import Iterable, Mapping
from functools import partial
from itertools import accumulate, pairwise
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from pygls.uris import to_fs_path

from bylint.check import failure
from bylint.lsp.desks import Checked, Desks, Seat, Unusable
from bylint.lsp.lines import Lines
from bylint.lsp.threads import beside
from bylint.lsp.written import Written, form, written
from bylint.problem import Finding, Place
from bylint.safe import whole


def file_of(uri: str) -> Path | None:
    """The path of a document's file, None where it has none, as one that is not saved, or names one that no system can have."""
    if not (path := to_fs_path(uri)):
        return None
    try:
        os.lstat(path)  # says which paths cannot be
    except (FileNotFoundError, NotADirectoryError, PermissionError):
        pass  # it may come
    except (OSError, ValueError):
        return None
    return Path(path)


class Outcome(NamedTuple):
    """What is found on one version of a document: by the desk of the `number`, at its `seat`. Without a seat nothing could be
    checked, and `trouble` says why. `offsets` are those of the text by the bytes that findings name."""

    lines: Lines
    number: int
    name: str = ""
    written: Written | None = None
    seat: Seat | None = None
    checked: Checked | None = None
    offsets: Mapping[int, int] = MappingProxyType({})
    trouble: str = ""

    @property
    def findings(self) -> tuple[Finding, ...]:
        return self.checked.result.findings if self.checked else ()

    @property
    def mendable(self) -> bool:
        """Whether fixes may be applied. Half of a surrogate pair is written as another character, and would come back as that."""
        return self.checked is not None and whole(self.lines.text) == self.lines.text

    def span(self, place: Place) -> tuple[int, int]:
        """Where a finding, or what is related to it, stands in the document's text."""
        return self.offsets[place.start_byte], self.offsets[place.end_byte]


class Sheet:
    """`name` is the file's path, or one that an unsaved document might have."""

    def __init__(self, name: str, lines: Lines, version: int) -> None:
        self.name, self.lines, self.version = name, lines, version
        self._form = form(Path(name), lines.text)
        self._lock = asyncio.Lock()
        self._running: asyncio.Future[Checked] | None = None
        self._outcome: Outcome | None = None

    def saved(self) -> None:
        """The file was written: the form it has now is that of the editor."""
        self._form = form(Path(self.name), self.lines.text)

    async def outcome(self, desks: Desks) -> Outcome:
        """What is found on the document as it is now. A check that was overtaken by a change is done again."""
        async with self._lock:
            while True:
                lines = self.lines
                outcome = await self._checked(desks, lines)
                self._outcome = outcome
                if lines is self.lines:
                    return outcome

    async def _checked(self, desks: Desks, lines: Lines) -> Outcome:
        try:
            seat = await beside(partial(desks.seat, self.name))
        except Unusable as error:
            return Outcome(lines, desks.number, trouble=str(error))
        known = self._outcome
        if known and known.lines is lines and known.seat and known.seat.number == seat.number and not seat.fault:
            return known
        seconds = seat.planned.plan.settings.page_seconds
        now = await beside(partial(written, self.name, lines.text, self._form))
        made = Outcome(lines, seat.number, self.name, now, seat)
        try:
            if self._running and not self._running.done():  # one thread at the most may hang over a page
                await asyncio.wait_for(asyncio.shield(self._running), seconds)
            self._running = beside(partial(desks.check, seat, self.name, now.data))
            checked = await asyncio.wait_for(asyncio.shield(self._running), seconds)
            return made._replace(checked=checked, offsets=await beside(partial(_offsets, now, checked.result.findings)))
        except TimeoutError:
            message = f"The page could not be checked: it took longer than {seconds:g} seconds. Look at what is unlike other pages in it."
            late = failure(self.name, "page/check-failed", message, complete=False)
            return made._replace(checked=Checked(late, lambda result: result), offsets={0: 0})


def _offsets(now: Written, findings: Iterable[Finding]) -> dict[int, int]:
    """The offset in the text of each byte that findings name. Not by their lines: what lies about its encoding was read otherwise."""
    places = [place for each in findings for place in (each.place, *(related.place for related in each.related if not related.path))]
    named = sorted({byte for place in places for byte in (place.start_byte, place.end_byte)})
    parts = (now.text_of(start, end) for start, end in pairwise([0, *named]))
    return dict(zip(named, accumulate(map(len, parts)), strict=True))
