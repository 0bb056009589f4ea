"""Stamps of the output's files and folders, as the last build left them.

A process of its own asks some of this too (``engine.look``), so only the standard library is used.
"""

import sqlite3
from collections.abc import Iterable, Iterator


def staged_outputs(db: sqlite3.Connection, most: int) -> list[tuple[str, str]]:
    """Return outputs in place, with the stamps of their staged files."""
    query = "SELECT path, staged FROM output WHERE staged != '' ORDER BY path LIMIT ?"
    return db.execute(query, (most,)).fetchall()


def save_stamps(db: sqlite3.Connection, stamps: Iterable[tuple[str, str]]) -> None:
    """Keep the stamps of outputs: path and stamp, "" where the bytes in place are not known."""
    rows = ((stamp, path) for path, stamp in stamps)
    db.executemany("UPDATE output SET stamp = ?, staged = '' WHERE path = ?", rows)


def forget_unplaced(db: sqlite3.Connection) -> None:
    """Forget outputs that an interrupted first build recorded but did not put in place."""
    db.execute("DELETE FROM output WHERE staged != ''")


def doubt(db: sqlite3.Connection, *, every: bool) -> None:
    """Have the bytes of outputs read again: those that an interrupted build left, or all."""
    where = "1" if every else "path IN (SELECT path FROM pending)"
    db.execute(f"UPDATE output SET stamp = '' WHERE stamp != '' AND {where}")  # noqa: S608 - one of two fixed texts


def digests_in_place(
    db: sqlite3.Connection, paths: Iterable[str] | None
) -> Iterator[tuple[str, str]]:
    """Yield recorded outputs with their digests, but not the mark: those at some paths, or all."""
    query = "SELECT path, lower(hex(digest)) FROM output WHERE kind != 'mark'"
    if paths is None:
        yield from db.execute(query)
        return
    for path in sorted(paths):
        yield from db.execute(f"{query} AND path = ?", (path,)).fetchall()


def recorded_in_place(db: sqlite3.Connection) -> list[str]:
    """Return the paths of all outputs that builds put in place, sorted."""
    query = "SELECT path FROM output WHERE stamp != '' ORDER BY path"
    return [path for (path,) in db.execute(query)]


def owed_paths(db: sqlite3.Connection) -> set[str]:
    """Return the paths that an earlier build has still to make."""
    return {path for (path,) in db.execute("SELECT path FROM pending")}


def paths_below(db: sqlite3.Connection, folder: str) -> list[str]:
    """Return the recorded outputs in a folder or below it."""
    query = "SELECT path FROM output WHERE path > ? AND path < ?"
    # "0" comes after "/".
    return [path for (path,) in db.execute(query, (f"{folder}/", f"{folder}0"))]


def is_known_folder(db: sqlite3.Connection, path: str) -> bool:
    """Whether outputs were put into a folder, or below it."""
    query = "SELECT EXISTS (SELECT 1 FROM place WHERE path = ?)"
    return bool(db.execute(query, (path,)).fetchone()[0])


def stamped_files(db: sqlite3.Connection) -> Iterator[tuple[str, str]]:
    """Yield the recorded outputs, but the mark, with their stamps."""
    return db.execute("SELECT path, stamp FROM output WHERE kind != 'mark'")


def stamped_folders(db: sqlite3.Connection, *, upper: bool) -> Iterator[tuple[str, str]]:
    """Yield the folders of outputs with their stamps; ``upper`` leaves out those without any."""
    where = "WHERE has_folders = 1" if upper else ""
    return db.execute(f"SELECT path, stamp FROM place {where}")  # noqa: S608 - one of two fixed texts


def folder_stamps(db: sqlite3.Connection, folders: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield each folder with the stamp that the last build left; "" if it had no output then."""
    query = "SELECT ?1, ifnull((SELECT stamp FROM place WHERE path = ?1), '')"
    return (db.execute(query, (folder,)).fetchone() for folder in folders)


def seen_state(db: sqlite3.Connection) -> str:
    """Return the output's generation that a catalogue records."""
    found = db.execute("SELECT value FROM meta WHERE key = 'identity'").fetchone()
    return str(found[0]) if found else ""


def count_public(db: sqlite3.Connection) -> int:
    """Return how many releases are public, of all languages together."""
    query = "SELECT ifnull(sum(count), 0) FROM listing WHERE facet = 'all'"
    return int(db.execute(query).fetchone()[0])


def every_folder(db: sqlite3.Connection) -> list[str]:
    """Return the folders that outputs were put into or below."""
    return [path for (path,) in db.execute("SELECT path FROM place")]


def save_folders(db: sqlite3.Connection, stamps: Iterable[tuple[str, str, bool]]) -> None:
    """Keep the stamps of folders, "" for absent ones, and whether they have, or had, folders."""
    known = list(stamps)
    db.executemany(
        "INSERT INTO place VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET "
        "stamp = excluded.stamp, has_folders = max(has_folders, excluded.has_folders)",
        (row for row in known if row[1]),
    )
    db.executemany("DELETE FROM place WHERE path = ?", ((row[0],) for row in known if not row[1]))
