"""What is known of pages, in one SQLite file: their findings, and their notes for rules that need several pages.

An entry is a page as it was checked, under a key that forgets nothing the result hangs on (see
`bylint.key`); it is never changed, so two runs at once do not disturb each other. Without a file all
is kept in a private database that SQLite puts aside on disk and that ends with the run.
"""

import sqlite3
import struct
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from itertools import groupby
from pathlib import Path
from typing import NamedTuple
from zlib import crc32

from bylint.database import RUN, failing, got, make, open_file, put, writing
from bylint.packed import Packed, singled
from bylint.result import Cause, StoreError

# A note's number is that of its entry, shifted by so many bits, and its place among the entry's notes.
SHIFT = 20
# Entries that no page of the site has any more are kept so long, in seconds: another run may read them.
KEPT = 86400
# How many pages are written at once.
BATCH = 64
GONE = "another run took pages of this one out of the store"
# How many of a cause's pages are named.
EXAMPLES = 4


class Entry(NamedTuple):
    """A page of the run as it comes out: its number in the run, its findings packed, and of each verdict on its notes the message, the
    cause, and packed what it makes a finding of."""

    number: int
    path: str
    complete: bool
    findings: bytes
    verdicts: tuple[tuple[str, str, bytes], ...]


class Store:
    """Raises StoreError from all its methods where the file fails, as on a full disk."""

    def __init__(self, file: Path | None = None, *, spill: bool = True, keep: bool = True) -> None:
        """Without a file a private database, which goes to a temporary file when it is large if `spill`. What is not to be kept is
        taken back when the store is closed or let go."""
        self._keep = keep
        self.rebuilt = False
        self._rules: dict[str, int] = {}
        self._known: list[tuple[int, int]] = []
        self._waiting: list[tuple[int, Packed, bytes | None, bytes]] = []
        self._all = True
        with failing():
            if file:
                self._db, self.rebuilt = open_file(file)
            else:
                self._db = sqlite3.connect("" if spill else ":memory:", isolation_level=None)
                make(self._db)
            self._db.executescript(f"pragma temp_store = {'file' if spill else 'memory'};{RUN}")

    # The run's pages, as they come.

    def take(self, number: int, key: bytes) -> bool:
        """Have the entry under a key be page `number` of the run; whether there is one."""
        with failing():
            entry = self._find(key)
            if entry:
                self._known.append((number, entry))
                if len(self._known) >= BATCH:
                    self._place()
        return bool(entry)

    def _find(self, key: bytes) -> int | None:
        row = self._db.execute("select id, findings, noted, sum from entry where key = ?", (key,)).fetchone()
        if row and _sum(row[1], row[2]) != row[3]:  # a damage that SQLite does not see
            self._db.execute("update entry set key = null where id = ?", (row[0],))
            return None
        return row[0] if row else None

    def _place(self) -> None:
        known, self._known = self._known, []
        self._db.executemany("insert into run values (?, ?)", known)

    def add(self, number: int, packed: Packed, key: bytes | None, code: bytes = b"") -> None:
        """Have a new entry be page `number` of the run; without a key it is of this run only. `code` tells which rules made it."""
        self._waiting.append((number, packed, key, code))
        if len(self._waiting) >= BATCH:
            self.save()

    def save(self) -> None:
        """Write what was added, so that a killed run loses none of it. The file is locked for no longer than that."""
        waiting, self._waiting = self._waiting, []
        with failing(), self._writing():
            for number, packed, key, code in waiting:
                known = key and self._find(key)  # another run may have been faster
                self._known.append((number, known or self._insert(packed, key, code)))
            self._place()

    def sort(self) -> None:
        """Write what was added and make all keys ready for `beside` and `groups`."""
        self.save()
        with failing(), self._writing():
            self._db.execute("insert or ignore into note_key select key, note from fresh order by key, note")
            self._db.execute("delete from fresh")

    def _insert(self, packed: Packed, key: bytes | None, code: bytes) -> int:
        sum = _sum(packed.findings, packed.noted)
        values = (key, code, put(packed.path), packed.complete, int(time.time()), sum, packed.findings, packed.noted)
        entry = self._db.execute("insert into entry values (null, ?, ?, ?, ?, ?, ?, ?, ?)", values).lastrowid
        assert entry
        self._db.executemany("insert into cause values (?, ?, ?)", [(cause, entry, findings) for cause, findings in packed.causes])
        first = entry << SHIFT
        notes = [
            (first + at, self._rule(rule), _encodable(evidence), struct.pack(f"<{len(keys)}q", *keys))
            for at, (rule, keys, evidence) in enumerate(packed.notes)
        ]
        self._db.executemany("insert into note values (?, ?, ?, ?)", notes)
        keys = [(key, first + at) for at, (_, keys, _) in enumerate(packed.notes) for key in keys]
        self._db.executemany("insert into fresh values (?, ?)", keys)
        return entry

    def _rule(self, name: str) -> int:
        if name not in self._rules:
            self._db.execute("insert or ignore into rule (name) values (?)", (name,))
            self._rules[name] = self._db.execute("select id from rule where name = ?", (name,)).fetchone()[0]
        return self._rules[name]

    @contextmanager
    def _writing(self) -> Iterator[None]:
        if not self._keep:
            if not self._db.in_transaction:
                self._db.execute("begin immediate")
            yield
            return
        with writing(self._db):
            yield

    # The site: the pages of the last run over it, and others since.

    def join(self, pages: Iterable[tuple[str, int]]) -> None:
        """Let the page at a place be known as page `number` of the run from now on."""
        with failing(), self._writing():
            self._db.executemany(
                """insert or replace into site select :place, entry from run where number = :number
                and entry is not (select entry from site where place = :place)""",
                ({"place": put(place), "number": number} for place, number in pages),
            )

    def leave(self, place: str) -> None:
        """Forget the pages whose place begins like this that are not in the run."""
        below = place.encode("utf-8", "surrogatepass")
        with failing(), self._writing():
            self._db.execute(
                "delete from site where substr(cast(place as blob), 1, ?) = ? and entry not in (select entry from run)",
                (len(below), below),
            )

    def beside(self, places: Iterable[str], codes: Iterable[bytes], there: Callable[[str], bool]) -> None:
        """Add to the run, with numbers below 0, the pages of the site at other places than these that share a key with it, were
        noted by the same code, and are still `there`."""
        with failing():
            self._db.execute("create temp table own (place text primary key) without rowid")
            self._db.executemany("insert or ignore into own values (?)", ((put(place),) for place in places))
            self._db.create_function("there", 1, lambda place: there(got(place)))
            self._db.execute("create temp table codes (code blob primary key) without rowid")
            self._db.executemany("insert or ignore into codes values (?)", ((code,) for code in codes))
            self._owe("select entry from run where number >= 0")
            self._db.execute(
                f"""insert into run select -row_number() over (order by place desc), entry from site join entry on entry.id = site.entry
                where place not in (select place from own) and entry not in (select entry from run) and code in codes and entry in (
                    select note >> {SHIFT} from note_key where key in (select key from due)) and there(place)"""
            )

    def purge(self) -> None:
        """Forget the entries that are no page's any more."""
        now = int(time.time())
        dead = "select id from entry where used < ? and (key is null or id not in (select entry from site))"
        with failing(), self._writing():
            self._db.execute("update entry set used = ? where used < ? and id in (select entry from run)", (now, now - KEPT // 2))
            self._db.execute(f"create temp table dead as {dead}", (now - KEPT,))
            if self._db.execute("select exists (select 1 from dead)").fetchone()[0]:
                self._db.execute(f"delete from note_key where note >> {SHIFT} in (select id from dead)")
                self._db.execute(f"delete from note where id >> {SHIFT} in (select id from dead)")
                self._db.execute("delete from cause where entry in (select id from dead)")
                self._db.execute(f"delete from shown where note >> {SHIFT} in (select id from dead)")
                if self._db.execute("select exists (select 1 from judged where entry in (select id from dead))").fetchone()[0]:
                    self._db.execute("delete from judged")  # as which groups they were in is gone with them
                    self._db.execute("delete from said")
                self._db.execute("delete from entry where id in (select id from dead)")
            self._db.execute("drop table dead")

    def counts(self) -> tuple[int, int]:
        """How many pages the site has, and how many entries are kept."""
        with failing():
            pages, entries = self._db.execute("select (select count(*) from site), (select count(*) from entry)").fetchone()
        return pages, entries

    # Groups, and what is said of them.

    def groups(self) -> Iterator[tuple[str, int, int]]:
        """The keys that several pages of the run have, one of which at least is of the run itself: (rule, key, pages). Of keys
        that have the same notes only one: stories that are twins share all they have. After `recall` those that it left."""
        several = "select key from note_key group by key having count(*) > 1" if self._all else "select key from due"
        with failing():
            yield from self._db.execute(
                f"""select rule.name, min(key) as key, pages from (
                    select key, count(distinct note >> {SHIFT}) as pages, count(*) as notes, min(note) as first, max(note) as last,
                    sum(note % 2147483647) as total, sum((note % 1000003) * (note % 999983) % 2147483647) as mixed from note_key
                    where key in ({several}) and note >> {SHIFT} in (select entry from run) group by key having pages > 1
                ) join note on note.id = first join rule on rule.id = note.rule
                group by first, last, notes, total, mixed order by key"""
            )

    def notes(self, key: int) -> Iterator[tuple[int, str, str | bytes, int]]:
        """The notes under a key in the order of the run: (id, path, evidence, number of the page)."""
        with failing():
            rows = self._db.execute(
                f"""select note.id, entry.path, note.evidence, run.number from note_key
                join run on run.entry = note_key.note >> {SHIFT} join note on note.id = note_key.note join entry on entry.id = run.entry
                where note_key.key = ? order by run.number, note.id""",
                (key,),
            )
            for id, path, evidence, number in rows:
                yield id, got(path), evidence, number

    def judged(self, key: int, note: int, message: str, cause: str, weight: float) -> None:
        """A verdict on a note of a group. The weightiest of the group stands, the first of equals."""
        with failing():
            self._db.execute(
                """insert into verdict values (?, ?, ?, ?, ?) on conflict (key, note) do update
                set message = excluded.message, cause = excluded.cause, weight = excluded.weight where excluded.weight > weight""",
                (key, note, put(message), cause, weight),
            )

    def recall(self) -> bool:
        """Have the verdicts of the last run that was judged stand for the groups that are what they were, so that `groups` gives the
        others alone; whether there are any."""
        if not self._keep:
            return False
        with failing():
            self._db.execute("begin")  # another run may write meanwhile
            try:
                if not (self._whole() and self._alike()):
                    return False
                self._owe(
                    """select entry from run where entry not in (select entry from judged)
                    union all select entry from judged where entry not in (select entry from run)"""
                )
                # Of keys with the same notes only the first was judged. They share their first note too, so all keys of that are due.
                self._owe_keys(
                    f"""select keys from note where id in (select min(note) from note_key join judged on judged.entry = note >> {SHIFT}
                    where key in (select key from due) group by key)"""
                )
                self._db.execute("insert into verdict select * from said where key not in (select key from due)")
            finally:
                self._db.execute("commit")
        return True

    def forget(self) -> None:
        """Have `groups` give all again, and what was said of them count for nothing."""
        self._all = True
        with failing():
            self._db.execute("delete from verdict")

    def stand(self, *, remember: bool) -> None:
        """Have of all verdicts on a note the weightiest stand, of equals that of the least key; and keep them for the next run if they
        are to be remembered."""
        with failing(), self._writing():
            self._present()
            self._db.execute("insert or ignore into standing select note, message, cause from verdict order by weight desc, key")
            self._db.create_function("crc", 1, crc32, deterministic=True)
            self._db.execute(
                """create temp table unseen as select note from standing left join shown using (note)
                where shown.note is null or crc(cast(finding as blob)) is not sum"""
            )
            unseen = self._db.execute(f"select path, noted, note from unseen join entry on entry.id = note >> {SHIFT} order by note")
            for (path, noted), rows in groupby(unseen, lambda row: row[:2]):
                notes = [note for *_, note in rows]
                found = list(singled(got(path), noted, [note % (1 << SHIFT) for note in notes]))
                self._db.executemany("insert or replace into shown values (?, ?, ?)", zip(notes, found, map(crc32, found), strict=True))
            self._db.execute("drop table unseen")
            if remember and self._whole():
                self._remember()

    def _remember(self) -> None:
        """Keep which pages were judged, and all that was said. What is kept already is not written again."""
        said = ("key", "note", "message", "cause", "weight")
        for table, rows, columns in (("judged", "run", ("entry", "number")), ("said", "verdict", said)):
            same = " and ".join(f"{rows}.{column} = {table}.{column}" for column in columns)
            self._db.execute(f"delete from {table} where not exists (select 1 from {rows} where {same})")
            self._db.execute(f"insert or ignore into {table} select {', '.join(columns)} from {rows}")

    def _whole(self) -> bool:
        """Whether all pages of the run could be checked, as those that could not may be others the next time, and none is there twice."""
        counts = self._db.execute("select count(*), count(key), count(distinct entry) from run join entry on entry.id = run.entry")
        return len({*counts.fetchone()}) == 1

    def _alike(self) -> bool:
        """Whether most pages of the run are those that were judged last, in the same order."""
        same, moved = self._db.execute(
            """select count(*), sum(was < before) from (select judged.number as was, lag(judged.number) over (order by run.number) as before
            from run join judged on judged.entry = run.entry)"""
        ).fetchone()
        pages: int = self._db.execute("select count(*) from run").fetchone()[0]
        return bool(2 * same > pages and not moved)

    def _owe(self, entries: str) -> None:
        """Have groups judged that these entries are in, and no others but those that are to be judged already."""
        self._all = False
        self._owe_keys(f"select keys from ({entries}) join note on id >= entry << {SHIFT} and id < (entry + 1) << {SHIFT}")

    def _owe_keys(self, packed: str) -> None:
        try:
            keys = (key for (keys,) in self._db.execute(packed) for key in struct.iter_unpack("<q", keys))
            self._db.executemany("insert or ignore into due values (?)", keys)
        except (struct.error, TypeError) as error:
            raise StoreError("the keys of a note are damaged") from error

    def _present(self) -> None:
        """Raises StoreError where another run took pages of this one out of the store."""
        if self._db.execute("select exists (select 1 from run where entry not in (select id from entry))").fetchone()[0]:
            raise StoreError(GONE)

    def has(self, key: int, note: int) -> bool:
        """Whether a note is under a key."""
        with failing():
            found: int = self._db.execute("select exists (select 1 from note_key where key = ? and note = ?)", (key, note)).fetchone()[0]
        return bool(found)

    # What comes out.

    def entries(self) -> Iterator[Entry]:
        """The run's pages in the order of their numbers."""
        with failing():
            rows = self._db.execute(
                """select number, path, complete, findings from run join entry on entry.id = run.entry
                where number >= 0 order by number"""
            )
            standing = self._db.execute(
                f"""select number, message, cause, finding from standing join run on run.entry = note >> {SHIFT} join shown using (note)
                where number >= 0 order by number, note"""
            )
            judged = groupby(standing, lambda row: row[0])
            at, of_page = next(judged, (None, iter(())))
            count = 0
            for number, path, complete, findings in rows:
                count += 1
                verdicts = []
                if number == at:
                    verdicts = [(got(message), cause, finding) for _, message, cause, finding in of_page]
                    at, of_page = next(judged, (None, iter(())))
                yield Entry(number, got(path), bool(complete), findings, tuple(verdicts))
            if count != self._db.execute("select count(*) from run where number >= 0").fetchone()[0]:
                raise StoreError(GONE)

    def causes(self) -> dict[str, Cause]:
        """The causes of findings on more than one page of the run."""
        with failing():
            self._db.execute(  # not as one script, which would commit what is not to be kept
                f"""create temp table caused as
                    select cause, run.number as number, findings from cause join run on run.entry = cause.entry where number >= 0
                    union all
                    select cause, run.number, count(*) from standing join run on run.entry = note >> {SHIFT} where number >= 0
                    group by 1, 2"""
            )
            self._db.execute("create index temp.caused_cause on caused (cause, number)")
            shared = self._db.execute("select cause, count(*), sum(findings) from caused group by cause having count(*) > 1").fetchall()
            return {cause: Cause(pages, findings, self._having(cause, EXAMPLES)) for cause, pages, findings in shared}

    def _having(self, cause: str, most: int) -> tuple[str, ...]:
        rows = self._db.execute(
            """select path from caused join run on run.number = caused.number join entry on entry.id = run.entry
            where cause = ? order by caused.number limit ?""",
            (cause, most),
        )
        return tuple([got(path) for (path,) in rows])

    def close(self) -> None:
        with suppress(sqlite3.Error):
            self._db.close()


def _sum(findings: bytes, noted: bytes) -> int:
    return crc32(noted, crc32(findings))


def _encodable(evidence: str | bytes) -> str | bytes:
    """Evidence without halves of surrogate pairs."""
    return evidence.encode("utf-8", "replace").decode() if isinstance(evidence, str) else evidence
