"""A built site without the build: a folder of files, and the record of them as builds leave it."""

from __future__ import annotations

import secrets
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Any

from communique.publish.record import Record
from tests.sites import Tree, read_tree

SCHEMA = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE record (
    path TEXT PRIMARY KEY, size INTEGER, sha256 TEXT, media_type TEXT, kind TEXT, ref TEXT,
    generation INTEGER, title TEXT, lang TEXT, state TEXT, text TEXT, leads_to TEXT,
    terms TEXT
);
CREATE TABLE record_gone (path TEXT PRIMARY KEY, generation INTEGER);
CREATE TABLE record_build (generation INTEGER PRIMARY KEY, token TEXT);
CREATE TABLE record_held (path TEXT PRIMARY KEY);
CREATE TABLE record_ended (path TEXT PRIMARY KEY);
"""

TYPES = {"html": "text/html", "xml": "application/xml", "css": "text/css", "js": "text/javascript"}


class Built:
    """A site below ``root``: what stands in ``public/``, and ``record.sqlite3``."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.output = root / "public"
        self.output.mkdir(parents=True)
        self.file = root / "record.sqlite3"
        self.generation = 0
        self.start_record()

    def start_record(self) -> None:
        """Begin a record anew, as on a machine that has none."""
        self.file.unlink(missing_ok=True)
        with self._db() as db:
            db.executescript(SCHEMA)
            db.execute("INSERT INTO meta VALUES ('record id', ?)", (secrets.token_hex(4),))
            db.execute("INSERT INTO meta VALUES ('record generation', '0')")
        self.generation = 0
        self.build(**{path: data.decode() for path, data in self.tree().items()})

    @contextmanager
    def _db(self) -> Iterator[sqlite3.Connection]:
        with closing(sqlite3.connect(self.file)) as db, db:
            yield db

    def build(self, *gone: str, kind: str = "", **files: str) -> None:
        """Build: write some files, by path, and take others away."""
        self.generation += 1
        with self._db() as db:
            for path, text in files.items():
                self._write(db, path, text.encode(), kind)
            for path in gone:
                (self.output / path).unlink()
                db.execute("DELETE FROM record WHERE path = ?", (path,))
                row = path, self.generation
                db.execute("INSERT OR REPLACE INTO record_gone VALUES (?, ?)", row)
            number = str(self.generation)
            db.execute("UPDATE meta SET value = ? WHERE key = 'record generation'", (number,))
            values = self.generation, secrets.token_hex(4)
            db.execute("INSERT INTO record_build VALUES (?, ?)", values)

    def _write(self, db: sqlite3.Connection, path: str, data: bytes, kind: str) -> None:
        target = self.output / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
        kind = kind or kind_of(path)
        release = kind == "release"
        row: tuple[Any, ...] = (
            *(path, len(data), sha256(data).hexdigest()),
            *(TYPES.get(path.rpartition(".")[2], "application/octet-stream"), kind),
            *("!theme/" if path.startswith("theme/") else "", self.generation),
            *(f"Title of {path}" if release else "", "en" if release else ""),
            *("plain" if release else "", sha256(data).hexdigest() if release else "", "", ""),
        )
        marks = ", ".join("?" * 13)
        db.execute(f"INSERT OR REPLACE INTO record VALUES ({marks})", row)  # noqa: S608
        db.execute("DELETE FROM record_gone WHERE path = ?", (path,))

    def mark(self, path: str, **columns: str) -> None:
        """Change what the record says of a file besides its bytes."""
        with self._db() as db:
            for column, value in columns.items():
                db.execute(f"UPDATE record SET {column} = ? WHERE path = ?", (value, path))  # noqa: S608

    def end(self, path: str) -> None:
        """Record that what was at a path is gone for good."""
        with self._db() as db:
            db.execute("INSERT INTO record_ended VALUES (?)", (path,))

    def hold_back(self, path: str) -> None:
        """Record that a release which is not public yet will stand at a path."""
        with self._db() as db:
            db.execute("INSERT INTO record_held VALUES (?)", (path,))

    @contextmanager
    def record(self) -> Iterator[Record]:
        """Open the record as ``inv publish`` does."""
        with closing(sqlite3.connect(f"{self.file.as_uri()}?mode=ro", uri=True)) as db:
            yield Record(db, self.output)

    def tree(self) -> Tree:
        """Return the output's files and their bytes."""
        return read_tree(self.output)


def kind_of(path: str) -> str:
    """Return the kind that an output of such a path would have."""
    if path.startswith("theme/"):
        return "static"
    if path.endswith("sitemap.xml"):
        return "sitemap"
    if path.endswith(".xml"):
        return "feed"
    if not path.endswith(".html"):
        return "media"
    return "release" if path.startswith("en/2019/") else "listing"


NEWSROOM = {
    "index.html": '<a href="/en/">en</a>',
    "en/index.html": '<link href="/theme/main.0123abcd.css"><a href="/en/2019/first/">First</a>',
    "en/2019/first/index.html": '<link href="/theme/main.0123abcd.css"><a href="photo.jpg">',
    "en/2019/first/photo.jpg": "a picture",
    "en/rss.xml": "<rss/>",
    "sitemap.xml": "<sitemap/>",
    "theme/main.0123abcd.css": "body {}",
}
"""A site of one release."""
