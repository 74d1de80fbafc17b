"""The index of originals: one SQLite file, in which a copy's original is looked up.

What is in it is never changed: an item of a file is known by a digest of its bytes, a file by a digest of all it has, and the files
that a config names, as they are now, are a state. So only what changed is read again, two runs at once do not disturb each other, a run
that is killed loses little, and what a run finds by its own state stays true while another reads a newer one.
"""

import hashlib
import json
import os
import sqlite3
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple, TypeAlias

from bylint.database import Form, failing, got, open_file, put, writing
from bylint.originals.clues import headline_key, id_keys, text, url_key
from bylint.originals.reading import Form as Kind
from bylint.originals.reading import Read, digest, digest_of, form_of, opened, read, slices
from bylint.originals.slices import Data, Slice, encoding_of
from bylint.originals.told import Told
from bylint.originals.trouble import Trouble
from bylint.originals.walk import File
from bylint.problem import quote
from bylint.settings import PAGE_BYTES, Settings

# Marked by “byor” in ASCII.
INDEX = Form(
    0x62796F72,
    1,
    """
create table file (id integer primary key, path text not null, digest blob not null, code blob not null, size integer not null,
    changed integer not null, seen integer not null, form text not null, encoding text not null, faults text not null,
    unique (path, digest));
create table item (id integer primary key, digest blob not null unique, made integer not null, told text not null);
create table around (id integer primary key, tags blob not null unique);
create table place (item integer not null, file integer not null, start integer not null, end integer not null, line integer not null,
    column integer not null, column_8 integer not null, around integer not null, primary key (item, file, start)) without rowid;
create table key (key integer not null, item integer not null, primary key (key, item)) without rowid;
create table shingle (hash integer not null, item integer not null, primary key (hash, item)) without rowid;
create table state (digest blob primary key, files blob not null, used integer not null) without rowid;
""",
)
# States that no run has used for so long, in seconds, are forgotten, with all that is in no other.
KEPT = 6 * 3600
# How many items are written at once, and how many troubles of one file are told.
BATCH, TOLD = 1000, 20
# How much of the file is held in memory while it grows, in KiB.
CACHE = 65536
# Nanoseconds within which a file may change twice and not show it.
RACE = 2_000_000_000
# From this share of items on that are in no file any more the tables are cleared of them, which is as much work as to look at all.
DEAD = 0.2
# Where in a file something cannot be read (byte, line, column in code points and in UTF-8), what is wrong, and whether nothing is
# left out for it.
Fault: TypeAlias = tuple[int, int, int, int, str, bool]
# The parts of a file, each with the digest of its item, and the faults of the file.
Into: TypeAlias = tuple[list[tuple[bytes, Slice]], list[Fault]]


class State(NamedTuple):
    """The originals as they are now: a digest of them, and what is wrong, by the name of the file."""

    digest: str
    faults: tuple[tuple[str, Fault], ...] = ()


class Index:
    """Raises StoreError from all its methods where the file fails, as on a full disk."""

    def __init__(self, file: Path, code: bytes = b"") -> None:
        """`code` is a digest of the code that reads originals. Paths are kept as seen from the folder that has that of the file."""
        self._root, self._code = file.absolute().parent.parent, code
        with failing():
            self._db, self.rebuilt = open_file(file, INDEX)
            self._db.executescript(f"pragma temp_store = file; pragma cache_size = -{CACHE}")

    def refresh(self, files: Sequence[File], most: int = PAGE_BYTES, done: Callable[[int], None] = lambda count: None) -> State:
        """Read what is new or changed of the files; no item of more than `most` bytes is. `done` is told how many are."""
        known = self._known()
        ids: dict[int, File] = {}
        count = _Counter(done)
        for file in files:
            place = self._place(file.path)
            id, size, changed, seen = known.get(place, (0, -1, 0, 0))
            if (size, changed) != (file.size, file.changed) or changed >= seen - RACE:
                id = self._file(file, place, most, count)
            ids[id] = file
        return self._state(ids)

    def count(self) -> int:
        """How many originals there are, those of states before the last among them."""
        with failing():
            found: int = self._db.execute("select count(*) from item where told != ''").fetchone()[0]
        return found

    def close(self) -> None:
        with suppress(sqlite3.Error):
            self._db.close()

    def _known(self) -> dict[str, tuple[int, int, int, int]]:
        """The latest state of each file: its number, size, when it was changed and when that was seen."""
        with failing():
            rows = self._db.execute("select path, id, size, changed, seen from file where code = ? order by seen", (self._code,))
            return {got(path): (id, size, changed, seen) for path, id, size, changed, seen in rows}

    def _place(self, path: Path) -> str:
        try:
            return os.path.relpath(path, self._root).replace(os.sep, "/")
        except ValueError:  # on another drive
            return str(path)

    def _file(self, file: File, place: str, most: int, count: "_Counter") -> int:
        """The number of a file as it is now; it is read where that is not known."""
        faults: list[Fault] = []
        parts: list[tuple[bytes, Slice]] = []
        row = _Row(put(place), b"", self._code, file.size, file.changed, time.time_ns(), "", "")
        try:
            with opened(file.path) as data:
                row = row._replace(digest=digest(self._code, b"%d" % most, data))
                if known := self._seen(row):
                    return known
                form = form_of(file.name, data)
                row = row._replace(form=form, encoding="utf-8" if form in ("html", "ninjs") else encoding_of(data))
                self._parts(file.name, row, data, most, (parts, faults), count)
        except Trouble as trouble:
            faults.append((0, 1, 1, 1, trouble.said("The file"), False))
        if not row.digest:  # what could not be read may be the next time
            row = row._replace(digest=digest(self._code, json.dumps(faults).encode()), seen=0)
        return self._insert(row, parts, faults)

    def _seen(self, row: "_Row") -> int | None:
        """The number of a file that was changed, perhaps, and has what it had."""
        with failing(), writing(self._db):
            found = self._db.execute("select id from file where path = ? and digest = ?", (row.path, row.digest)).fetchone()
            if found:
                values = (row.size, row.changed, row.seen, found[0])
                self._db.execute("update file set size = ?, changed = ?, seen = ? where id = ?", values)
        return found[0] if found else None

    def _parts(self, name: str, row: "_Row", data: Data, most: int, into: Into, count: "_Counter") -> None:
        """Put the items of a file `into` its parts, and what is wrong with some into its faults. Raises Trouble."""
        parts, faults = into
        new: dict[bytes, Read | None] = {}
        excerpts: list[Slice] = []
        form: Kind = row.form  # type: ignore[assignment]
        try:
            for part in slices(form, data):
                count.one()
                try:
                    digest, found = self._part(name, form, row.encoding, data, part, most, new)
                except Trouble as trouble:
                    faults.append((*part.place, trouble.said("The item here"), False))
                    continue
                parts.append((digest, part))
                if not found:
                    excerpts.append(part)
                if len(new) >= BATCH:
                    self._add(new)
                    new.clear()
        finally:  # a file that is cut off has items before that
            self._add(new)
        if excerpts:
            few = "1 item has" if len(excerpts) == 1 else f"{len(excerpts):,} items have"
            message = f"{few} no full text, this one first, and no page is compared with them. Ask for a feed with full content."
            faults.append((*excerpts[0].place, message, True))
        if not parts and not faults:
            raise Trouble("has no item")

    def _part(
        self, name: str, form: Kind, encoding: str, data: Data, part: Slice, most: int, new: dict[bytes, Read | None]
    ) -> tuple[bytes, bool]:
        """The digest of an item, which is read where it is not known, and whether it has the whole story. Raises Trouble."""
        if part.end - part.start > most:
            raise Trouble(f"has {part.end - part.start:,} bytes, more than the {most:,} that are read", "Raise page-bytes under [limits].")
        raw = bytes(data[part.start : part.end])
        digest = digest_of(self._code, form, encoding, part, raw)
        known = self._full(digest)
        if known is None and digest not in new:
            try:
                new[digest] = read(name, form, encoding, raw, part, Settings(page_bytes=most))
            except Trouble:
                raise
            except Exception as error:  # a fault of ours on one item must not hide the others
                reason = quote(f"{type(error).__name__}: {error}", 200)
                raise Trouble(f"makes bylint fail with {reason}", "Report this to bylint's authors.") from error
        if known is None:
            found = new[digest]
            known = found is None or found.full
        return digest, known

    def _full(self, digest: bytes) -> bool | None:
        """Whether a known item has the whole story; None where the item is not known."""
        with failing():
            found = self._db.execute("select told from item where digest = ?", (digest,)).fetchone()
        return None if found is None else not found[0] or Told.unpack(found[0]).full

    def _add(self, new: Mapping[bytes, Read | None]) -> None:
        """Write items."""
        told = [(digest, found, text(found.original.page) if found else None) for digest, found in new.items()]
        keys: list[tuple[int, int]] = []
        hashes: list[tuple[int, int]] = []
        with failing(), writing(self._db):
            for digest, found, words in told:
                row = Told.of(found, len(words.hashes)) if found and words else None
                values = (digest, int(time.time()), row.pack() if row else "")
                added = self._db.execute("insert or ignore into item (digest, made, told) values (?, ?, ?)", values)
                if not added.rowcount or not (row and words and row.full):
                    continue  # another run was faster, or it is nothing to be found
                id = added.lastrowid
                assert id
                known = {url_key(row.url), headline_key(row.headline), *id_keys(row.ids), *map(url_key, row.ids)}
                keys += [(key, id) for key in known if key is not None]
                hashes += [(hash, id) for hash in words.sample()]
            # In order they go to fewer pages of the file.
            self._db.executemany("insert or ignore into key values (?, ?)", sorted(keys))
            self._db.executemany("insert or ignore into shingle values (?, ?)", sorted(hashes))

    def _insert(self, row: "_Row", parts: list[tuple[bytes, Slice]], faults: list[Fault]) -> int:
        """Write a file whose items are written."""
        with failing(), writing(self._db):
            self._db.execute("insert or ignore into file values (null, ?, ?, ?, ?, ?, ?, ?, ?, ?)", (*row, json.dumps(_few(faults))))
            (id,) = self._db.execute("select id from file where path = ? and digest = ?", (row.path, row.digest)).fetchone()
            around: dict[bytes, int] = {}
            for digest, part in parts:
                if part.around not in around:
                    self._db.execute("insert or ignore into around (tags) values (?)", (part.around,))
                    (around[part.around],) = self._db.execute("select id from around where tags = ?", (part.around,)).fetchone()
                self._db.execute(
                    "insert or ignore into place select id, ?, ?, ?, ?, ?, ?, ? from item where digest = ?",
                    (id, part.start, part.end, *part.place[1:], around[part.around], digest),
                )
        return int(id)

    def _state(self, ids: Mapping[int, File]) -> State:
        """The state that has these files."""
        whole = hashlib.sha256()
        faults: list[tuple[str, Fault]] = []
        with failing(), writing(self._db):
            told = {id: (of, said) for id, of, said in self._db.execute("select id, digest, faults from file")}
            for id, file in sorted(ids.items(), key=lambda one: one[1].name):
                of, said = told[id]
                whole.update(b"%b\0%b" % (file.name.encode("utf-8", "surrogateescape"), of))
                faults += [(file.name, tuple(fault)) for fault in json.loads(said)] if said != "[]" else ()
            bits = bytearray(max(ids, default=0) // 8 + 1)
            for id in ids:
                bits[id >> 3] |= 1 << (id & 7)
            now = int(time.time())
            self._db.execute("insert or replace into state values (?, ?, ?)", (whole.digest(), bytes(bits), now))
            self._purge(whole.digest(), now)
        return State(whole.hexdigest(), tuple(faults))

    def _purge(self, current: bytes, now: int) -> None:
        """Forget what is neither in the current state nor in one that was used of late."""
        self._db.execute("delete from state where used < ? and digest != ?", (now - KEPT, current))
        kept = [files for (files,) in self._db.execute("select files from state")]
        gone = [
            (id,)
            for id, seen in self._db.execute("select id, seen from file")
            if not any(held(files, id) for files in kept) and seen < (now - KEPT) * 1_000_000_000
        ]
        if not gone:
            return
        self._db.execute("create temp table gone (id integer primary key)")
        self._db.executemany("insert into gone values (?)", gone)
        self._db.execute("delete from place where file in (select id from gone)")
        self._db.execute("delete from file where id in (select id from gone)")
        self._db.execute("drop table gone")
        nowhere = "select id from item where made < ? and id not in (select item from place)"
        self._db.execute(f"create temp table dead as {nowhere}", (now - KEPT,))
        dead, all_ = self._db.execute("select (select count(*) from dead), (select count(*) from item)").fetchone()
        if dead > DEAD * all_:
            for table, column in (("key", "item"), ("shingle", "item"), ("item", "id")):
                self._db.execute(f"delete from {table} where {column} in (select id from dead)")
        self._db.execute("drop table dead")


def held(files: bytes, id: int) -> bool:
    """Whether a state has a file."""
    return id >> 3 < len(files) and bool(files[id >> 3] & 1 << (id & 7))


class _Row(NamedTuple):
    path: str | bytes
    digest: bytes
    code: bytes
    size: int
    changed: int
    seen: int
    form: str
    encoding: str


class _Counter:
    def __init__(self, done: Callable[[int], None]) -> None:
        self._done, self._count = done, 0

    def one(self) -> None:
        self._count += 1
        self._done(self._count)


def _few(faults: list[Fault]) -> list[Fault]:
    """The faults that are told: of a file that has nothing but faults the first."""
    if len(faults) <= TOLD:
        return faults
    rest = len(faults) - TOLD
    return [*faults[:TOLD], (*faults[TOLD][:4], f"{rest:,} more items of this file, from here on, have faults such as these.", False)]
