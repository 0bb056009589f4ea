"""The SQLite file: where it is, its tables, its transactions and its lock."""

import os
import re
import sqlite3
from collections.abc import Iterable
from contextlib import closing, suppress
from hashlib import blake2b
from pathlib import Path

from communique.errors import CommuniqueError
from communique.settings import Settings
from communique.settings.places import catalogue_place

SCHEMA = Path(__file__).with_name("tables.sql").read_text(encoding="utf-8")

WORKED_OUT = """
CREATE TEMP TABLE IF NOT EXISTS page_start (  -- what the first release on a page is sorted by
    listing INTEGER NOT NULL, place INTEGER NOT NULL, sort TEXT NOT NULL,
    PRIMARY KEY (listing, place)
) WITHOUT ROWID;
CREATE TEMP TABLE IF NOT EXISTS ranked (  -- the releases most related to one: ids, the best first
    release INTEGER PRIMARY KEY, ids TEXT NOT NULL
);
"""
"""What a build works out at once for many pages; a listing that changes empties it."""

FORMAT = int.from_bytes(blake2b(SCHEMA.encode(), digest_size=3).digest())
"""Marks a file as written with these tables; SQLite keeps it as ``user_version``."""

TABLES = re.findall(r"^CREATE TABLE IF NOT EXISTS (\w+)", SCHEMA, re.MULTILINE)
"""Their names: a file without one of them is made anew."""

UNFINISHED = 0
"""The format of a catalogue that a first build still fills; the next build deletes such a file."""

LARGE_LOG = 64_000_000
"""From this many bytes of the log on, a first build commits."""


def catalogue_path(settings: Settings) -> Path:
    """Return where the catalogue of this content folder and this output is kept."""
    return catalogue_place(settings.path, settings.output_path, settings.cache_path)


def workroom(settings: Settings) -> Path:
    """Return the folder for the temporary files of a build into this output."""
    path = catalogue_path(settings)
    return path.with_name(path.stem.replace("catalogue", "work"))


def forget_catalogue(settings: Settings) -> None:
    """Delete the catalogue, so that the next build reads and writes everything."""
    _delete(catalogue_path(settings))


def connect(path: Path) -> sqlite3.Connection:
    """Open the catalogue.

    A file of another format, or of none, is made anew; so is a file beside the log of another one.
    The caller begins and ends transactions; a build that is killed rolls back to its last commit
    (SQLite's write-ahead log).
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    if _has_foreign_log(path):
        _delete(path)
    connection = _open(path)
    try:
        if _is_ours(connection):
            return _prepare(connection, path)
    except sqlite3.OperationalError:
        connection.close()
        raise  # a full disk or a missing right: the catalogue itself may be sound
    except (sqlite3.DatabaseError, UnicodeDecodeError):
        pass  # UnicodeDecodeError: of a message that quotes damaged bytes
    connection.close()
    _delete(path)
    return _prepare(_open(path), path)


def _open(path: Path) -> sqlite3.Connection:
    if str(path) != ":memory:":
        # SQLite makes the files beside it with the same rights. Where it cannot be, it says so.
        with suppress(OSError):
            if not path.exists():  # opening a file that SQLite has open would end its locks
                os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600))
            path.chmod(0o600)
    # A preview's threads share a build, one of them at a time.
    return sqlite3.connect(path, isolation_level=None, check_same_thread=False)


def connect_read_only(settings: Settings) -> sqlite3.Connection:
    """Open the last build's catalogue read-only; raises CommuniqueError without one."""
    path = catalogue_path(settings)
    if not path.is_file():
        raise CommuniqueError(
            f"no build into {settings.output_path} is remembered; build the site first"
        )
    # Without a log beside it nobody writes. Opened like this, SQLite makes no file there.
    quiet = "" if Path(f"{path}-wal").exists() else "&immutable=1"
    db = sqlite3.connect(f"{path.as_uri()}?mode=ro{quiet}", uri=True)
    try:
        ours = _is_ours(db)
    except sqlite3.DatabaseError:
        ours = False
    if not ours:
        db.close()
        raise CommuniqueError("the last build was another version's; build the site first")
    db.executescript(WORKED_OUT)
    return db


def copy_catalogue(settings: Settings, to: Settings) -> None:
    """Copy the last build's catalogue, if there is one, to the place of the settings ``to``."""
    try:
        source = connect_read_only(settings)
    except CommuniqueError:
        return
    with closing(source), closing(sqlite3.connect(catalogue_path(to))) as target:
        source.backup(target)


def _is_ours(connection: sqlite3.Connection) -> bool:
    """Decide whether a file is new, or has these tables."""
    found = connection.execute("PRAGMA user_version").fetchone()[0]
    tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master")}
    return not tables or (found == FORMAT and tables.issuperset(TABLES))


def _prepare(connection: sqlite3.Connection, path: Path) -> sqlite3.Connection:
    connection.executescript(
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -32000;"
        f"{WORKED_OUT} {SCHEMA} PRAGMA user_version = {FORMAT};"
    )
    _note_log(path)
    return connection


def commit(db: sqlite3.Connection) -> None:
    """Commit, and note which file the log that a killed build leaves belongs to."""
    db.execute("COMMIT")
    _note_log(Path(db.execute("PRAGMA database_list").fetchone()[2]))


def begin_filling(db: sqlite3.Connection, anew: Iterable[str]) -> None:
    """Begin a first build, of a catalogue without sources; it counts these digests as changed.

    If no output is remembered either, it may commit in parts.
    """
    if db.execute("SELECT EXISTS (SELECT 1 FROM source)").fetchone()[0]:
        return
    db.executemany("UPDATE meta SET value = '' WHERE key = ?", ((key,) for key in anew))
    if not db.execute("SELECT EXISTS (SELECT 1 FROM output)").fetchone()[0]:
        db.execute(f"PRAGMA user_version = {UNFINISHED}")


def make_pending(db: sqlite3.Connection) -> None:
    """Make the temporary table for a plan of everything."""
    made = db.execute("SELECT sql FROM main.sqlite_master WHERE name = 'pending'").fetchone()[0]
    db.execute(made.replace("CREATE TABLE", "CREATE TEMP TABLE", 1))


def end_filling(db: sqlite3.Connection) -> None:
    """Mark the catalogue as finished, from the next commit on."""
    db.execute(f"PRAGMA user_version = {FORMAT}")


def commit_part(db: sqlite3.Connection) -> None:
    """Commit if a first build has written much, so that the log stays small."""
    if db.in_transaction and db.execute("PRAGMA user_version").fetchone()[0] == UNFINISHED:
        shorten_log(db)


def shorten_log(db: sqlite3.Connection) -> None:
    """If much was written, commit, empty the log unless a query reads it, and begin again."""
    log = Path(f"{db.execute('PRAGMA database_list').fetchone()[2]}-wal")
    if log.is_file() and log.stat().st_size >= LARGE_LOG:
        db.execute("COMMIT")
        with suppress(sqlite3.OperationalError):
            db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        _note_log(log.with_name(log.name.removesuffix("-wal")))
        db.execute("BEGIN IMMEDIATE")


def _note_log(path: Path) -> None:
    """Note in the lock's file which catalogue the log belongs to.

    The log of a killed build would damage another catalogue that is restored beside it.
    """
    if path.is_file():
        note = os.open(path.with_suffix(".lock"), os.O_WRONLY | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            os.ftruncate(note, 0)
            os.write(note, _stamp(path))
        finally:
            os.close(note)


def _has_foreign_log(path: Path) -> bool:
    try:
        if not Path(f"{path}-wal").stat().st_size:
            return False
        return path.with_suffix(".lock").read_bytes() != _stamp(path)
    except OSError:
        return path.is_file() and Path(f"{path}-wal").exists()


def _stamp(path: Path) -> bytes:
    found = path.stat()
    return f"{found.st_size} {found.st_mtime_ns} {found.st_ctime_ns} {found.st_ino}".encode()


def _delete(path: Path) -> None:
    for name in (path, Path(f"{path}-wal"), Path(f"{path}-shm")):
        name.unlink(missing_ok=True)
