"""A desk that is read anew when a config, an ignore file or a baseline has changed, and each day, as exceptions expire."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Protocol

from bylint.desk import APPLYING, Desk, Stamp, stamp
from bylint.inputs import PageFile

# A desk remembers each folder it was asked about, and addresses of pages name ever new ones.
CHECKS = 1000


class Make(Protocol):
    """Makes a desk."""

    def __call__(self, *, today: date) -> Desk: ...


class Watched:
    """A desk as `make` makes it."""

    def __init__(self, make: Make) -> None:
        self._make = make
        self._forget()

    def desk(self, file: PageFile) -> Desk:
        """A desk that has read what applies to a file now. Raises ConfigError, PackError and BaselineError."""
        self._checks += 1
        seen = {name: stamp(name) for name in (*_applying(file.path), *self._desk.files)}
        changed = any(self._stamps.get(name, stamp) != stamp for name, stamp in seen.items())
        if changed or self._checks > CHECKS or self._day != date.today():
            self._forget()
        try:
            self._desk.read([file])
        except Exception:
            self._forget()  # it may be whole the next time
            raise
        # What was read first now has the stamp from before it was read, lest a change meanwhile be missed.
        self._stamps |= {name: seen.get(name) or stamp(name) for name in (*seen, *self._desk.files)}
        return self._desk

    def _forget(self) -> None:
        self._day, self._checks = date.today(), 0
        self._desk = self._make(today=self._day)
        self._stamps: dict[str, Stamp] = {}


def _applying(path: Path) -> Iterator[str]:
    """The files that would apply to a page if they were there."""
    return (f"{folder}/{name}" for folder in path.absolute().parents for name in APPLYING)
