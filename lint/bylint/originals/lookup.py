"""Looking up what originals a page may be a copy of, in the index as one run found it."""

import os
import sqlite3
from collections import Counter
from collections.abc import Collection, Iterable
from functools import lru_cache
from itertools import islice
from pathlib import Path
from threading import get_ident
from typing import Any

from bylint.database import got
from bylint.originals.index import held
from bylint.originals.original import Original
from bylint.originals.reading import digest_of, read
from bylint.originals.slices import Slice
from bylint.originals.told import Candidate, Told
from bylint.originals.trouble import Trouble
from bylint.originals.walk import name_of
from bylint.settings import OriginalError, Settings
from bylint.source import Point

# A run of words that more originals have than this is nobody's: a template's, a notice's, a saying.
COMMON = 64
# No key of a story has more originals; what has is the address of a home page, the headline of a series.
MANY = 32
# How many runs of words of a page are looked up.
ASKED = 400


class Lookup:
    """The originals of one state."""

    def __init__(self, file: Path, state: str) -> None:
        self._root = file.absolute().parent.parent
        self._state = bytes.fromhex(state)
        try:
            self._db = sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True, timeout=60, isolation_level=None)
            row = self._db.execute("select files from state where digest = ?", (self._state,)).fetchone()
        except sqlite3.Error as error:
            raise OriginalError(f"The index of originals {file} cannot be read ({error}). Forget it with `bylint cache clean`.") from error
        if row is None:
            raise OriginalError("Another run made the index of originals anew meanwhile. Check again.")
        self._files: bytes = row[0]

    def by_keys(self, keys: Collection[int | None]) -> list[Candidate]:
        """The originals under any of some keys."""
        found: dict[int, None] = {}
        for key in keys:
            if key is not None:
                items = self._db.execute("select item from key where key = ? limit ?", (key, MANY + 1)).fetchall()
                live = [item for (item,) in items if self._live(item)]
                if len(items) <= MANY:
                    found |= dict.fromkeys(live)
        return self._candidates(found)

    def by_text(self, sample: Iterable[int], most: int) -> tuple[list[Candidate], int]:
        """The originals with most of some runs of words, at most so many; and how many of the runs were asked for: not everybody's."""
        votes: Counter[int] = Counter()
        own = 0
        for hash in list(sample)[:ASKED]:
            items = self._db.execute("select item from shingle where hash = ? limit ?", (hash, COMMON + 1)).fetchall()
            if len(items) <= COMMON:
                own += 1
                votes.update(item for (item,) in items)
        ranked = (item for item, _ in votes.most_common(4 * most))
        live = list(islice(filter(self._live, ranked), most))
        return [each._replace(shared=votes[each.item]) for each in self._candidates(live)], own

    def open(self, candidate: Candidate, settings: Settings) -> Original:
        """Read an original, as a page to which some settings apply. Raises OriginalError where it has changed since the index was made."""
        (row, *_) = self._places(candidate.item)
        path, form, encoding, digest, code, start, end, line, column, column_8, around = row
        file = Path(os.path.normpath(Path(self._root, got(path))))
        name = name_of(file)
        part = Slice(start, end, Point(start, line, column, column_8), around)
        try:
            with file.open("rb") as stream:
                stream.seek(start)
                data = stream.read(end - start)
            if digest_of(code, form, encoding, part, data) == digest and (found := read(name, form, encoding, data, part, settings)):
                return found.original
        except (OSError, Trouble):
            pass
        raise OriginalError(f"The original {name} was changed while pages were compared with it. Check again.")

    def _live(self, item: int) -> bool:
        """Whether an original is in this state."""
        return any(held(self._files, file) for (file,) in self._db.execute("select file from place where item = ?", (item,)))

    def _places(self, item: int) -> list[tuple[Any, ...]]:
        """Where an original stands in files of this state."""
        rows = self._db.execute(
            """select file.id, path, form, encoding, item.digest, code, start, end, line, column, column_8, tags from place
            join file on file.id = place.file join item on item.id = place.item join around on around.id = place.around
            where place.item = ? order by path, start""",
            (item,),
        )
        return [row[1:] for row in rows if held(self._files, row[0])]

    def _candidates(self, items: Iterable[int]) -> list[Candidate]:
        found = []
        for item in items:
            (told,) = self._db.execute("select told from item where id = ?", (item,)).fetchone()
            if told:
                found.append(Candidate(item, Told.unpack(told)))
        return found


def lookup(file: Path, state: str) -> Lookup:
    """The originals of a state. Each process and thread has a connection of its own."""
    return _lookup(file, state, os.getpid(), get_ident())


@lru_cache(maxsize=8)
def _lookup(file: Path, state: str, process: int, thread: int) -> Lookup:
    return Lookup(file, state)
