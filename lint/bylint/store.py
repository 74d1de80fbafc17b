"""What is known of pages, in one SQLite file: their findings, and their notes for rules that need several pages.

An entry is a page as it was checked, under a key that forgets nothing the result hangs on (see
`bylint.key`); it is never changed, so two runs at once do not disturb each other. Without a file all
is kept in a private database that SQLite puts aside on disk and that ends with the run.
"""

import sqlite3
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple
from zlib import crc32

from bylint.packed import Packed
from bylint.result import Cause, StoreError

# Changes with the tables and with what is packed in them; a file of another version is made anew.
VERSION = 1
# A note's number is that of its entry, shifted by so many bits, and its place among the entry's notes.
SHIFT = 20
# Entries that no page of the site has any more are kept so long, in seconds: another run may read them.
KEPT = 3600
# How many pages are written at once.
BATCH = 64
# How many of a cause's pages are named.
EXAMPLES = 4
TABLES = """
create table entry (id integer primary key, key blob unique, path text not null, complete integer not null,
    findings blob not null, noted blob not null, sum integer not null, used integer not null);
create table rule (id integer primary key, name text not null unique);
create table note (id integer primary key, rule integer not null, evidence not null);
create table note_key (key integer not null, note integer not null, primary key (key, note)) without rowid;
create table cause (cause text not null, entry integer not null, findings integer not null, primary key (cause, entry)) without rowid;
create table site (place text primary key, entry integer not null) without rowid;
"""
# Of one run: its pages by number, those known from earlier runs below 0; and what judges said.
RUN = """
create temp table run (number integer primary key, entry integer not null);
create index temp.run_entry on run (entry);
create temp table verdict (note integer primary key, message text not null, cause text not null, weight real not null);
"""


class Entry(NamedTuple):
    """A page of the run as it comes out: its number in the run, its findings packed, and of each verdict on its notes
    the note's place, message and cause, with the notes' findings packed in `noted`."""

    number: int
    path: str
    complete: bool
    findings: bytes
    noted: bytes
    verdicts: tuple[tuple[int, str, str], ...]


class Store:
    """Raises StoreError from all its methods where the file fails, as on a full disk."""

    def __init__(self, file: Path | None = None, *, spill: bool = True) -> None:
        """Without a file a private database, which goes to a temporary file when it is large if `spill`."""
        self.rebuilt = False
        self._rules: dict[str, int] = {}
        self._waiting: list[tuple[int, Packed, bytes | None]] = []
        with _failing():
            if file:
                self._db, self.rebuilt = _open(file)
            else:
                self._db = sqlite3.connect("" if spill else ":memory:", isolation_level=None)
                _make(self._db)
            self._db.executescript(f"pragma temp_store = {'file' if spill else 'memory'};{RUN}")

    # The run's pages, as they come.

    def find(self, key: bytes) -> int | None:
        """The entry under a key."""
        with _failing():
            row = self._db.execute("select id, findings, noted, sum from entry where key = ?", (key,)).fetchone()
            if row and _sum(row[1], row[2]) != row[3]:  # a damage that SQLite does not see
                self._db.execute("update entry set key = null where id = ?", (row[0],))
                return None
        return row[0] if row else None

    def take(self, number: int, entry: int) -> None:
        """Have an entry be page `number` of the run."""
        with _failing():
            self._db.execute("insert into run values (?, ?)", (number, entry))

    def add(self, number: int, packed: Packed, key: bytes | None) -> None:
        """Have a new entry be page `number` of the run; without a key it is of this run only."""
        self._waiting.append((number, packed, key))
        if len(self._waiting) >= BATCH:
            self.save()

    def save(self) -> None:
        """Write what was added, so that a killed run loses none of it. The file is locked for no longer than that."""
        with _failing(), self._writing():
            for number, packed, key in self._waiting:
                known = key and self.find(key)  # another run may have been faster
                self.take(number, known or self._insert(packed, key))
        self._waiting.clear()

    def _insert(self, packed: Packed, key: bytes | None) -> int:
        sum = _sum(packed.findings, packed.noted)
        values = (key, packed.path, packed.complete, packed.findings, packed.noted, sum, int(time.time()))
        entry = self._db.execute("insert into entry values (null, ?, ?, ?, ?, ?, ?, ?)", values).lastrowid
        assert entry
        self._db.executemany("insert into cause values (?, ?, ?)", [(cause, entry, findings) for cause, findings in packed.causes])
        first = entry << SHIFT
        notes = [(first + at, self._rule(rule), evidence) for at, (rule, _, evidence) in enumerate(packed.notes)]
        self._db.executemany("insert into note values (?, ?, ?)", notes)
        keys = [(key, first + at) for at, (_, keys, _) in enumerate(packed.notes) for key in keys]
        self._db.executemany("insert into note_key values (?, ?)", keys)
        return entry

    def _rule(self, name: str) -> int:
        if name not in self._rules:
            self._db.execute("insert or ignore into rule (name) values (?)", (name,))
            self._rules[name] = self._db.execute("select id from rule where name = ?", (name,)).fetchone()[0]
        return self._rules[name]

    @contextmanager
    def _writing(self) -> Iterator[None]:
        self._db.execute("begin immediate")
        try:
            yield
        except BaseException:
            with suppress(sqlite3.Error):
                self._db.execute("rollback")
            raise
        self._db.execute("commit")

    # The site: the pages of the last run over it, and others since.

    def join(self, pages: Iterable[tuple[str, int]]) -> None:
        """Let the page at a place be known as page `number` of the run from now on."""
        with _failing(), self._writing():
            self._db.executemany("insert or replace into site select ?, entry from run where number = ?", pages)

    def leave(self, place: str) -> None:
        """Forget the pages below a place that are not in the run."""
        with _failing(), self._writing():
            self._db.execute(
                "delete from site where substr(place, 1, ?) = ? and entry not in (select entry from run)", (len(place), place)
            )

    def beside(self, places: Iterable[str]) -> None:
        """Add to the run the pages of the site at other places than these, with numbers below 0."""
        with _failing():
            self._db.execute("create temp table own (place text primary key) without rowid")
            self._db.executemany("insert or ignore into own values (?)", ((place,) for place in places))
            self._db.execute(
                """insert into run select -row_number() over (order by place desc), entry from site
                where place not in (select place from own) and entry not in (select entry from run)"""
            )

    def purge(self) -> None:
        """Forget the entries that are no page's any more."""
        now = int(time.time())
        dead = "select id from entry where used < ? and (key is null or id not in (select entry from site))"
        with _failing(), self._writing():
            self._db.execute("update entry set used = ? where used < ? and id in (select entry from run)", (now, now - KEPT // 2))
            self._db.execute(f"create temp table dead as {dead}", (now - KEPT,))
            if self._db.execute("select exists (select 1 from dead)").fetchone()[0]:
                self._db.execute(f"delete from note_key where note >> {SHIFT} in (select id from dead)")
                self._db.execute(f"delete from note where id >> {SHIFT} in (select id from dead)")
                self._db.execute("delete from cause where entry in (select id from dead)")
                self._db.execute("delete from entry where id in (select id from dead)")
            self._db.execute("drop table dead")

    def counts(self) -> tuple[int, int]:
        """How many pages the site has, and how many entries are kept."""
        with _failing():
            pages, entries = self._db.execute("select (select count(*) from site), (select count(*) from entry)").fetchone()
        return pages, entries

    # Groups, and what is said of them.

    def groups(self) -> Iterator[tuple[str, int, int]]:
        """The keys that several pages of the run have, one of which at least is of the run itself: (rule, key, pages)."""
        in_run = f"note >> {SHIFT} in (select entry from run)"
        mine = f"select key from note_key where note >> {SHIFT} in (select entry from run where number >= 0)"
        some = self._db.execute("select exists (select 1 from run where number < 0)").fetchone()[0]
        with _failing():
            # All at once, as judges read and write meanwhile: they are few beside the notes.
            yield from self._db.execute(
                f"""select rule.name, key, pages from (
                    select key, count(distinct note >> {SHIFT}) as pages, min(note) as first from note_key
                    where {in_run} {f"and key in ({mine})" if some else ""} group by key having pages > 1
                ) join note on note.id = first join rule on rule.id = note.rule order by key"""
            ).fetchall()

    def notes(self, key: int) -> Iterator[tuple[int, str, str | bytes, int]]:
        """The notes under a key in the order of the run: (id, path, evidence, number of the page)."""
        with _failing():
            yield from self._db.execute(
                f"""select note.id, entry.path, note.evidence, run.number from note_key
                join run on run.entry = note_key.note >> {SHIFT} join note on note.id = note_key.note join entry on entry.id = run.entry
                where note_key.key = ? order by run.number, note.id""",
                (key,),
            )

    def judged(self, note: int, message: str, cause: str, weight: float) -> None:
        """A verdict on a note. The weightiest stands, the first of equals."""
        with _failing():
            self._db.execute(
                """insert into verdict values (?, ?, ?, ?) on conflict (note) do update
                set message = excluded.message, cause = excluded.cause, weight = excluded.weight where excluded.weight > weight""",
                (note, message, cause, weight),
            )

    # What comes out.

    def entries(self) -> Iterator[Entry]:
        """The run's pages in the order of their numbers."""
        with _failing():
            rows = self._db.execute(
                """select number, id, path, complete, findings, noted from run join entry on entry.id = run.entry
                where number >= 0 order by number"""
            )
            for number, id, path, complete, findings, noted in rows:
                first = id << SHIFT
                verdicts = [
                    (note - first, message, cause)
                    for note, message, cause in self._db.execute(
                        "select note, message, cause from verdict where note >= ? and note < ? order by note", (first, first + (1 << SHIFT))
                    )
                ]
                yield Entry(number, path, bool(complete), findings, noted if verdicts else b"", tuple(verdicts))

    def causes(self) -> dict[str, Cause]:
        """The causes of findings on more than one page of the run."""
        with _failing():
            self._db.executescript(
                f"""create temp table caused as
                    select cause, run.number as number, findings from cause join run on run.entry = cause.entry where number >= 0
                    union all
                    select cause, run.number, count(*) from verdict join run on run.entry = note >> {SHIFT} where number >= 0 group by 1, 2;
                create index temp.caused_cause on caused (cause, number)"""
            )
            shared = self._db.execute("select cause, count(*), sum(findings) from caused group by cause having count(*) > 1").fetchall()
            return {cause: Cause(pages, findings, self._pages(cause, EXAMPLES)) for cause, pages, findings in shared}

    def _pages(self, cause: str, most: int) -> tuple[str, ...]:
        rows = self._db.execute(
            """select path from caused join run on run.number = caused.number join entry on entry.id = run.entry
            where cause = ? order by caused.number limit ?""",
            (cause, most),
        )
        return tuple([path for (path,) in rows])

    def close(self) -> None:
        with suppress(sqlite3.Error):
            self._db.close()


def _sum(findings: bytes, noted: bytes) -> int:
    return crc32(noted, crc32(findings))


def _open(file: Path) -> tuple[sqlite3.Connection, bool]:
    """The database in a file, made where there is none; and whether one that was there had to be made anew."""
    file.parent.mkdir(parents=True, exist_ok=True)
    ignore = file.parent / ".gitignore"
    if not ignore.exists():
        ignore.write_text("*\n", encoding="utf-8")
    try:
        return _connect(file)
    except sqlite3.OperationalError:  # locked, not to be written, a full disk
        raise
    except sqlite3.DatabaseError:  # damaged, or no database at all
        for name in (file, file.with_name(f"{file.name}-wal"), file.with_name(f"{file.name}-shm")):
            name.unlink(missing_ok=True)
        return _connect(file)[0], True


def _connect(file: Path) -> tuple[sqlite3.Connection, bool]:
    db = sqlite3.connect(file, timeout=60, isolation_level=None)
    try:
        # Readers and one writer get on with each other, and a kill leaves nothing half written.
        db.execute("pragma journal_mode = wal")
        db.execute("pragma synchronous = normal")
        rebuilt = False
        if _version(db) != VERSION:
            db.execute("begin exclusive")
            if _version(db) != VERSION:  # nobody was faster
                rebuilt = _make(db)
            db.execute("commit")
    except BaseException:
        db.close()
        raise
    return db, rebuilt


def _make(db: sqlite3.Connection) -> bool:
    """Make the tables in place of others; whether there were any."""
    others = [name for (name,) in db.execute("select name from sqlite_master where type = 'table'")]
    for statement in (*(f'drop table "{name}"' for name in others), *TABLES.split(";"), f"pragma user_version = {VERSION}"):
        db.execute(statement)
    return bool(others)


def _version(db: sqlite3.Connection) -> int:
    version: int = db.execute("pragma user_version").fetchone()[0]
    return version


@contextmanager
def _failing() -> Iterator[None]:
    try:
        yield
    except (sqlite3.Error, OSError) as error:
        raise StoreError(str(error)) from error
