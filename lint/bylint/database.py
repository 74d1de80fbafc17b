"""SQLite databases of ours: their tables, and a file that is whole or made anew."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

from bylint.result import StoreError


class Form(NamedTuple):
    """`mark` tells databases of this form from all others. `version` changes with the tables and with what is packed in them; a file of
    another version is made anew."""

    mark: int
    version: int
    tables: str


# What judges said of the groups of the last run over the site, and which pages that was, stand in `said` and `judged`. A row of `shown`
# is what a verdict on one note makes a finding of, packed, with its checksum; `noted` has those of all notes of a page together. What is
# asked of many entries stands before what is large. No entry ever gets the number of another: notes and verdicts go by it.
# Keys wait in `fresh` and are sorted into `note_key` all at once, which is several times cheaper than one by one.
TABLES = """
create table entry (id integer primary key autoincrement, key blob unique, code blob, path text not null, complete integer not null,
    used integer not null, sum integer not null, findings blob not null, noted blob not null);
create table rule (id integer primary key, name text not null unique);
create table note (id integer primary key, rule integer not null, evidence not null, keys blob not null);
create table note_key (key integer not null, note integer not null, primary key (key, note)) without rowid;
create table fresh (key integer not null, note integer not null);
create table cause (cause text not null, entry integer not null, findings integer not null, primary key (cause, entry)) without rowid;
create table judged (entry integer primary key, number integer not null);
create table said (key integer not null, note integer not null, message text not null, cause text not null, weight real not null,
    primary key (key, note)) without rowid;
create table shown (note integer primary key, finding blob not null, sum integer not null);
create table site (place text primary key, entry integer not null) without rowid;
"""
# All tables but those that SQLite makes for itself.
OURS = "type = 'table' and name not glob 'sqlite_*'"
# A store is marked by “byln” in ASCII.
STORE = Form(0x62796C6E, 2, TABLES)
# Of one run: its pages by number, those known from earlier runs below 0; the keys whose groups are to be judged, where that is not all;
# what judges said of groups; and what of it stands.
RUN = """
create temp table run (number integer primary key, entry integer not null);
create index temp.run_entry on run (entry);
create temp table due (key integer primary key);
create temp table verdict (key integer not null, note integer not null, message text not null, cause text not null, weight real not null,
    primary key (key, note)) without rowid;
create temp table standing (note integer primary key, message text not null, cause text not null);
"""


def open_file(file: Path, form: Form = STORE) -> tuple[sqlite3.Connection, bool]:
    """The database in a file, made where there is none; and whether one that was there had to be made anew."""
    file.parent.mkdir(parents=True, exist_ok=True)
    if file.parent.is_symlink():
        raise OSError(f"{file.parent} is a link, and may lead to what is not bylint's")
    if hasattr(os, "getuid") and file.exists() and file.stat().st_uid != os.getuid():
        raise OSError(f"{file} is another user's, who could make pages look clean")
    with suppress(FileExistsError), (file.parent / ".gitignore").open("x", encoding="utf-8") as ignore:
        ignore.write("*\n")
    try:
        return _connect(file, form)
    except sqlite3.OperationalError:  # locked, not to be written, a full disk
        raise
    except sqlite3.DatabaseError:  # damaged, or no database of ours: a link in a stranger's folder may lead to anybody's
        for part in parts(file):
            part.unlink(missing_ok=True)
        return _connect(file, form)[0], True


def parts(file: Path) -> tuple[Path, ...]:
    """The files that SQLite makes of one; not all are always there."""
    return file, file.with_name(f"{file.name}-wal"), file.with_name(f"{file.name}-shm")


def _connect(file: Path, form: Form) -> tuple[sqlite3.Connection, bool]:
    db = sqlite3.connect(file, timeout=60, isolation_level=None)
    try:
        if _pragma(db, "application_id") != form.mark and _tables(db):
            raise sqlite3.DatabaseError("not made by bylint")
        # Readers and one writer get on with each other, and a kill leaves nothing half written.
        db.execute("pragma journal_mode = wal")
        db.execute("pragma synchronous = normal")
        rebuilt = False
        if not _fits(db, form):
            db.execute("begin exclusive")
            if not _fits(db, form):  # nobody was faster
                rebuilt = make(db, form)
            db.execute("commit")
    except BaseException:
        db.close()
        raise
    return db, rebuilt


def make(db: sqlite3.Connection, form: Form = STORE) -> bool:
    """Make the tables in place of others; whether there were any."""
    others = _tables(db)
    marks = (f"pragma application_id = {form.mark}", f"pragma user_version = {form.version}")
    for statement in (*(f'drop table "{name}"' for name in others), *form.tables.split(";"), *marks):
        db.execute(statement)
    return bool(others)


def _fits(db: sqlite3.Connection, form: Form) -> bool:
    """Whether the tables are those of this version."""
    made = {told for (told,) in db.execute(f"select sql from sqlite_master where {OURS}")}
    wanted = {table.strip().replace("create table", "CREATE TABLE") for table in form.tables.split(";")[:-1]}
    return _pragma(db, "user_version") == form.version and made == wanted


def _tables(db: sqlite3.Connection) -> list[str]:
    return [name for (name,) in db.execute(f"select name from sqlite_master where {OURS}")]


def _pragma(db: sqlite3.Connection, name: str) -> int:
    value: int = db.execute(f"pragma {name}").fetchone()[0]
    return value


@contextmanager
def failing() -> Iterator[None]:
    try:
        yield
    except sqlite3.IntegrityError:
        raise  # a fault of ours, and none of the file
    except (sqlite3.Error, OSError) as error:
        raise StoreError(str(error)) from error


@contextmanager
def writing(db: sqlite3.Connection) -> Iterator[None]:
    """All that is written meanwhile, or nothing of it."""
    db.execute("begin immediate")
    try:
        yield
        db.execute("commit")
    except BaseException:
        with suppress(sqlite3.Error):
            db.execute("rollback")
        raise


def put(text: str | bytes) -> str | bytes:
    """Text as SQLite takes it: half a surrogate pair, as a file's name may have, it does not."""
    if isinstance(text, str) and not text.isascii():
        try:
            text.encode()
        except UnicodeEncodeError:
            return text.encode("utf-8", "surrogatepass")
    return text


def got(text: str | bytes) -> str:
    return text if isinstance(text, str) else text.decode("utf-8", "surrogatepass")
