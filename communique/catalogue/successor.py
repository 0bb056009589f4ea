"""A catalogue that takes another's place: a large archive is read again into a file of its own.

So it is filled in parts, as that of a first build is. The one before stays as it is until its
successor has all that was read and planned, and an error or a kill leaves it alone. Until then it
is attached as ``former``.
"""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

from communique.catalogue.database import UNFINISHED, commit_part, connect, make_pending
from communique.catalogue.releases import Row, former_releases
from communique.model.listing import ListingKey

KEPT = ("meta", "gone", "build", "edition", "pending")
"""Tables that are copied besides outputs and folders: builds, deleted files, the plan."""

AT_A_TIME = 10_000
"""Rows that are copied before the transaction may end."""


def begin_successor(path: Path, room: Path) -> sqlite3.Connection:
    """Return a catalogue in a folder, that knows what the one at a path knows of the output.

    It has no source and no release yet.
    """
    db = connect(room / path.name)
    db.execute("ATTACH ? AS former", (str(path),))
    db.execute(f"PRAGMA user_version = {UNFINISHED}")
    db.execute("BEGIN IMMEDIATE")
    for table in KEPT:
        db.execute(f"INSERT OR REPLACE INTO main.{table} SELECT * FROM former.{table}")  # noqa: S608 - fixed names
    for table in ("output", "place"):
        _copy(db, table)
    db.execute("COMMIT")
    return db


def _copy(db: sqlite3.Connection, table: str) -> None:
    last: str | None = ""
    while last is not None:
        rest = (last, AT_A_TIME)
        query = f"SELECT * FROM former.{table} WHERE path > ? ORDER BY path LIMIT ?"  # noqa: S608 - fixed names
        db.execute(f"INSERT INTO main.{table} {query}", rest)
        found = db.execute(f"SELECT max(path) FROM ({query})", rest).fetchone()  # noqa: S608 - the same
        last = found[0]
        commit_part(db)


def has_former(db: sqlite3.Connection) -> bool:
    """Whether this is to take the place of another catalogue."""
    return any(name == "former" for _, name, _ in db.execute("PRAGMA database_list"))


def gone_releases(db: sqlite3.Connection) -> Iterator[Row]:
    """Yield releases that were public in the former catalogue and are in no source now."""
    return former_releases(db, "visible = 1 AND path NOT IN (SELECT path FROM main.release)")


def former_listings(db: sqlite3.Connection) -> set[ListingKey]:
    """Return the listings of the former catalogue, if there is one."""
    if not has_former(db):
        return set()
    return {ListingKey(*row) for row in db.execute("SELECT lang, facet, slug FROM former.listing")}


def take_place(
    db: sqlite3.Connection, former: sqlite3.Connection, path: Path
) -> sqlite3.Connection:
    """Put a successor that is committed in place of the ``former``; return it, opened there.

    Its plan comes along, which is in a temporary table.
    """
    own = Path(db.execute("PRAGMA database_list").fetchone()[2])
    plan = own.with_name("plan.sqlite3")
    query = "SELECT EXISTS (SELECT 1 FROM sqlite_temp_master WHERE name = 'pending')"
    planned = bool(db.execute(query).fetchone()[0])
    db.execute("DETACH former")
    if planned:
        db.execute("ATTACH ? AS plan", (str(plan),))
        db.execute("CREATE TABLE plan.pending AS SELECT * FROM temp.pending")
    for each, file in ((db, own), (former, path)):
        each.execute("PRAGMA main.wal_checkpoint(TRUNCATE)").fetchone()
        each.close()
        for end in ("-wal", "-shm"):  # a log of one file would spoil the other
            Path(f"{file}{end}").unlink(missing_ok=True)
    own.replace(path)
    db = connect(path)
    if planned:
        make_pending(db)
        db.execute("ATTACH ? AS plan", (str(plan),))
        db.execute("INSERT INTO temp.pending SELECT * FROM plan.pending")
        db.execute("DETACH plan")
        plan.unlink()
    return db
