"""The SQLite file: where it is, its tables, its transactions and its lock."""

from __future__ import annotations

import fcntl
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from hashlib import blake2b
from pathlib import Path

from communique.errors import BuildInProgress, CommuniqueError
from communique.settings import Settings

__all__ = [
    "catalogue_path",
    "connect",
    "connect_read_only",
    "copy_catalogue",
    "forget_catalogue",
    "hold_lock",
]

SCHEMA = """
CREATE TABLE IF NOT EXISTS meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

-- What the last build read.
CREATE TABLE IF NOT EXISTS folder (path TEXT PRIMARY KEY, stamp TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS source (
    path TEXT PRIMARY KEY, folder TEXT NOT NULL, role TEXT NOT NULL,
    stamp TEXT NOT NULL, digest TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS source_folder ON source (folder);
CREATE INDEX IF NOT EXISTS source_role ON source (role);

-- What pages have to know of files: bytes as published, measures of pictures, what is wrong.
CREATE TABLE IF NOT EXISTS file (
    path TEXT PRIMARY KEY, size INTEGER NOT NULL, width INTEGER NOT NULL, height INTEGER NOT NULL,
    widths TEXT NOT NULL, wrong TEXT NOT NULL, hint TEXT NOT NULL
) WITHOUT ROWID;

-- What it holds: a release in one language a row, whether public or not.
CREATE TABLE IF NOT EXISTS release (
    id INTEGER PRIMARY KEY, path TEXT NOT NULL UNIQUE, translation_group TEXT NOT NULL,
    lang TEXT NOT NULL, url TEXT NOT NULL, sort TEXT NOT NULL, month TEXT NOT NULL,
    published INTEGER NOT NULL, visible_from INTEGER NOT NULL, visible INTEGER NOT NULL,
    stable_id TEXT NOT NULL, value TEXT NOT NULL,
    held INTEGER NOT NULL  -- whether it is visible in a preview alone
);
CREATE INDEX IF NOT EXISTS release_group ON release (translation_group, lang, path);
-- Partial, as SQLite takes an index on a flag for as good as one on a group or a month.
CREATE INDEX IF NOT EXISTS release_public ON release (visible_from) WHERE visible = 1;
CREATE INDEX IF NOT EXISTS release_held ON release (visible_from) WHERE visible = 0;
CREATE INDEX IF NOT EXISTS release_previewed ON release (visible_from) WHERE held = 1;
CREATE INDEX IF NOT EXISTS release_month ON release (month);
CREATE INDEX IF NOT EXISTS release_id ON release (stable_id, lang, url, path);
CREATE TABLE IF NOT EXISTS body (id INTEGER PRIMARY KEY, html BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS page (
    path TEXT PRIMARY KEY, translation_group TEXT NOT NULL, lang TEXT NOT NULL,
    url TEXT NOT NULL, visible INTEGER NOT NULL, value TEXT NOT NULL, body TEXT NOT NULL,
    held INTEGER NOT NULL
) WITHOUT ROWID;

-- Which public addresses a source claims, and which other sources it needs.
CREATE TABLE IF NOT EXISTS claim (
    path TEXT NOT NULL, source TEXT NOT NULL, line INTEGER NOT NULL, kind TEXT NOT NULL,
    PRIMARY KEY (path, source)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS claim_source ON claim (source);
CREATE INDEX IF NOT EXISTS claim_alias ON claim (path, source, line) WHERE kind = 'alias';
CREATE TABLE IF NOT EXISTS need (
    source TEXT NOT NULL, target TEXT NOT NULL, line INTEGER NOT NULL,
    attached INTEGER NOT NULL,  -- whether the target is published beside the source
    PRIMARY KEY (source, target)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS need_target ON need (target);

-- Listings of public releases, oldest first by sort.
CREATE TABLE IF NOT EXISTS listing (
    id INTEGER PRIMARY KEY, lang TEXT NOT NULL, facet TEXT NOT NULL, slug TEXT NOT NULL,
    name TEXT NOT NULL, count INTEGER NOT NULL, UNIQUE (lang, facet, slug)
);
CREATE TABLE IF NOT EXISTS entry (
    listing INTEGER NOT NULL, sort TEXT NOT NULL, release INTEGER NOT NULL, name TEXT NOT NULL,
    PRIMARY KEY (listing, sort)
) WITHOUT ROWID;

-- What stands in the output, what stood there, and what a build that was cut off still owed it.
CREATE TABLE IF NOT EXISTS output (
    path TEXT PRIMARY KEY, kind TEXT NOT NULL, ref TEXT NOT NULL, digest TEXT NOT NULL,
    size INTEGER NOT NULL, media_type TEXT NOT NULL, generation INTEGER NOT NULL,
    observed TEXT NOT NULL, reason TEXT NOT NULL,
    doubted INTEGER NOT NULL  -- whether the bytes in place may be others
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS output_generation ON output (generation);
CREATE TABLE IF NOT EXISTS gone (path TEXT PRIMARY KEY, generation INTEGER NOT NULL) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS gone_generation ON gone (generation);
CREATE INDEX IF NOT EXISTS output_kind ON output (kind);
CREATE INDEX IF NOT EXISTS output_observed ON output (observed) WHERE observed != '';
CREATE TABLE IF NOT EXISTS pending (
    id INTEGER PRIMARY KEY,  -- the order of the plan
    path TEXT NOT NULL, kind TEXT NOT NULL, ref TEXT NOT NULL, reason TEXT NOT NULL,
    UNIQUE (path, kind, ref)  -- a redirect may take the place of a release
);

-- The record of what was built, which is all that publishing reads. A generation is the number of
-- the build that last changed an output's bytes, or in which it went.
CREATE VIEW IF NOT EXISTS record AS
    SELECT path, size, digest AS sha256, media_type, kind, ref, generation FROM output
    WHERE kind != 'mark';
CREATE VIEW IF NOT EXISTS record_gone AS SELECT path, generation FROM gone;
INSERT OR IGNORE INTO meta VALUES ('record id', lower(hex(randomblob(16))));
"""

FORMAT = int.from_bytes(blake2b(SCHEMA.encode(), digest_size=3).digest())
"""Marks a file as written with these tables; SQLite keeps it as ``user_version``."""


def catalogue_path(settings: Settings) -> Path:
    """Return where the catalogue of this content folder and this output is kept."""
    pair = f"{settings.path}\0{settings.output_path}"
    name = blake2b(pair.encode(), digest_size=8).hexdigest()
    return settings.cache_path / f"catalogue-{name}.sqlite3"


def forget_catalogue(settings: Settings) -> None:
    """Delete the catalogue, so that the next build reads and writes everything."""
    _delete(catalogue_path(settings))


def connect(path: Path) -> sqlite3.Connection:
    """Open the catalogue.

    A file of another format, or of none, is made anew. The caller begins and ends transactions; a
    build that is killed rolls back to its last commit (SQLite's write-ahead log).
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    connection = _open(path)
    try:
        if _is_ours(connection):
            return _prepare(connection)
    except sqlite3.OperationalError:
        connection.close()
        raise  # a full disk or a missing right: what is remembered may be as good as ever
    except (sqlite3.DatabaseError, UnicodeDecodeError):
        pass  # UnicodeDecodeError: of a message that quotes damaged bytes
    connection.close()
    _delete(path)
    return _prepare(_open(path))


def _open(path: Path) -> sqlite3.Connection:
    # A preview's threads share a build, one of them at a time.
    return sqlite3.connect(path, isolation_level=None, check_same_thread=False)


def connect_read_only(settings: Settings) -> sqlite3.Connection:
    """Open the last build's catalogue to look things up; raises CommuniqueError without one."""
    path = catalogue_path(settings)
    if not path.is_file():
        raise CommuniqueError(
            f"no build into {settings.output_path} is remembered; build the site first"
        )
    # Without a log beside it nobody writes: so opened, SQLite leaves no file of its own there.
    quiet = "" if Path(f"{path}-wal").exists() else "&immutable=1"
    db = sqlite3.connect(f"{path.as_uri()}?mode=ro{quiet}", uri=True)
    try:
        ours = _is_ours(db)
    except sqlite3.DatabaseError:
        ours = False
    if not ours:
        db.close()
        raise CommuniqueError("the last build was another version's; build the site first")
    return db


def copy_catalogue(settings: Settings, to: Settings) -> None:
    """Copy the last build's catalogue, where there is one, to where ``to`` looks for it."""
    try:
        source = connect_read_only(settings)
    except CommuniqueError:
        return
    with closing(source), closing(sqlite3.connect(catalogue_path(to))) as target:
        source.backup(target)


def _is_ours(connection: sqlite3.Connection) -> bool:
    """Decide whether a file is new, or has these tables."""
    found = connection.execute("PRAGMA user_version").fetchone()[0]
    tables = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    return not tables or bool(found == FORMAT)


def _prepare(connection: sqlite3.Connection) -> sqlite3.Connection:
    connection.executescript(
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -32000;"
        f"PRAGMA temp_store = MEMORY; {SCHEMA} PRAGMA user_version = {FORMAT};"
    )
    return connection


def _delete(path: Path) -> None:
    for name in (path, Path(f"{path}-wal"), Path(f"{path}-shm")):
        name.unlink(missing_ok=True)


@contextmanager
def hold_lock(path: Path) -> Iterator[None]:
    """Hold the build's lock beside the catalogue; raises BuildInProgress where another has it.

    The kernel lets go of it when the process ends, however it ends.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    lock = os.open(path.with_suffix(".lock"), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        os.close(lock)
        raise BuildInProgress(
            "another build writes into the same output; wait for it to end"
        ) from error
    try:
        yield
    finally:
        os.close(lock)
