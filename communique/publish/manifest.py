"""The files at a host, summed up from its ledger and kept on this machine as a cache.

Its token names a publication. Entries after it are read if the host has newer ones; all since the
last whole entry if the host has another history.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import astuple
from pathlib import Path
from typing import Self

from communique.publish.ledger import LedgerEntry, Publication
from communique.publish.record import File

SCHEMA = """
CREATE TABLE IF NOT EXISTS file (
    path TEXT PRIMARY KEY, size INTEGER NOT NULL, sha256 TEXT NOT NULL, media_type TEXT NOT NULL,
    kind TEXT NOT NULL, title TEXT NOT NULL, lang TEXT NOT NULL, state TEXT NOT NULL,
    text TEXT NOT NULL, leads_to TEXT NOT NULL, retired TEXT NOT NULL, terms TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS file_retired ON file (retired) WHERE retired != '';
CREATE TABLE IF NOT EXISTS meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
"""
VERSION = 2


class Manifest:
    """The files at a host."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        db.executescript(SCHEMA)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        self._db.close()

    @classmethod
    def load(cls, path: Path) -> Manifest:
        """Return a copy in memory of what a file has; an empty one without a sound file."""
        memory = sqlite3.connect(":memory:", isolation_level=None)
        if path.is_file():
            try:
                with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as kept:
                    if kept.execute("PRAGMA user_version").fetchone()[0] == VERSION:
                        kept.backup(memory)
                        memory.execute("SELECT count(*) FROM meta").fetchone()
            except sqlite3.DatabaseError:
                memory.close()
                memory = sqlite3.connect(":memory:", isolation_level=None)
        return cls(memory)

    def save(self, path: Path) -> None:
        """Write the copy to a file, in one step."""
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_suffix(".part")
        part.unlink(missing_ok=True)
        with closing(sqlite3.connect(part, isolation_level=None)) as kept:
            kept.execute("PRAGMA synchronous = OFF")
            self._db.execute(f"PRAGMA user_version = {VERSION}")
            self._db.backup(kept)
        part.replace(path)

    @property
    def token(self) -> str:
        """The token of the publication that this is; "" for none."""
        found = self._db.execute("SELECT value FROM meta WHERE key = 'token'").fetchone()
        return found[0] if found else ""

    def catch_up(
        self, publication: Publication | None, entry: Callable[[int], LedgerEntry]
    ) -> None:
        """Read the missing entries, so that the manifest has the files at the host."""
        if publication is None:
            self._clear()
            return
        if self.token == publication.token:
            return
        missing: list[LedgerEntry] = []
        found = entry(publication.number)
        while found.publication.token != self.token:
            missing.append(found)
            if found.publication.whole:
                self._clear()
                break
            found = entry(found.publication.before)
        for each in reversed(missing):
            self.apply(each)

    def apply(self, entry: LedgerEntry) -> None:
        """Change what an entry says has changed."""
        marks = ", ".join("?" * 12)
        self._db.execute("BEGIN")
        if entry.publication.whole:
            self._db.execute("DELETE FROM file")
        self._db.executemany(
            f"INSERT OR REPLACE INTO file VALUES ({marks})",  # noqa: S608 - marks only
            map(astuple, entry.files),
        )
        self._db.executemany("DELETE FROM file WHERE path = ?", ((path,) for path in entry.gone))
        token = entry.publication.token
        self._db.execute("INSERT OR REPLACE INTO meta VALUES ('token', ?)", (token,))
        self._db.execute("COMMIT")

    def find(self, path: str) -> File | None:
        """Return one file, or None where the host has none at this path."""
        return next(self._files("WHERE path = ?", path), None)

    def every(self) -> Iterator[File]:
        """Yield every file, sorted by path."""
        return self._files("ORDER BY path")

    def retired(self) -> Iterator[File]:
        """Yield the retired files, which stay at the host for a while, sorted by path."""
        return self._files("WHERE retired != '' ORDER BY path")

    def in_folder(self, folder: str) -> Iterator[File]:
        """Yield the files that lie in a folder itself; ``""`` is the site's own."""
        if not folder:
            return self._files("WHERE instr(path, '/') = 0 ORDER BY path")
        return self._files(
            "WHERE path > ? || '/' AND path < ? || '0' AND instr(substr(path, ?), '/') = 0 "
            "ORDER BY path",
            folder,
            folder,
            len(folder) + 2,
        )

    def _files(self, where: str, *values: object) -> Iterator[File]:
        return (File(*row) for row in self._db.execute(f"SELECT * FROM file {where}", values))  # noqa: S608 - fixed texts

    def _clear(self) -> None:
        self._db.executescript("DELETE FROM file; DELETE FROM meta;")
