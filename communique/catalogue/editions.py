"""Earlier editions: texts that were public until a correction replaced them, as git has them."""

import sqlite3
from collections.abc import Iterable

from communique.catalogue.releases import Row, pack, public_row, unpack
from communique.model.release import Release
from communique.values import dataclass


@dataclass(frozen=True, slots=True)
class Edition:
    """A replaced text as HTML: its number among its release's editions, from 1, and git's blob."""

    number: int
    blob: str
    title: str
    body: str


def amended_sources(db: sqlite3.Connection, paths: Iterable[str] | None = None) -> list[str]:
    """Return the sources of public releases that were corrected or withdrawn, or of some paths."""
    if paths is None:
        query = "SELECT path FROM public_amended WHERE held = 0 ORDER BY path"
        return [path for (path,) in db.execute(query)]
    query = "SELECT 1 FROM public_release WHERE held = 0 AND state != 'plain' AND path = ?"
    return [path for path in sorted(set(paths)) if db.execute(query, (path,)).fetchone()]


def amended_releases(db: sqlite3.Connection, lang: str) -> list[Row]:
    """Return the public releases of a language that were corrected or withdrawn, by address."""
    query = "SELECT id, value FROM public_release WHERE lang = ? AND state != 'plain' ORDER BY url"
    return [public_row(*found) for found in db.execute(query, (lang,))]


def find_editions(db: sqlite3.Connection, path: str) -> list[Edition]:
    """Return the earlier editions that are known of a source, the first one first."""
    query = "SELECT number, blob, title, html FROM edition WHERE path = ? ORDER BY number"
    found = db.execute(query, (path,))
    return [Edition(number, blob, title, unpack(html)) for number, blob, title, html in found]


def put_editions(db: sqlite3.Connection, path: str, editions: Iterable[Edition]) -> None:
    """Keep the earlier editions of a source in place of those that were known."""
    db.execute("DELETE FROM edition WHERE path = ?", (path,))
    rows = [(path, each.number, each.blob, each.title, pack(each.body)) for each in editions]
    db.executemany("INSERT INTO edition VALUES (?, ?, ?, ?, ?)", rows)


def edition_numbers(db: sqlite3.Connection, release: Release) -> tuple[int, ...]:
    """Return the numbers of the earlier editions that a public release shows, sorted."""
    if not release.corrections or release.is_gone or release.held:
        return ()
    query = "SELECT number FROM edition WHERE path = ? AND number <= ? ORDER BY number"
    found = db.execute(query, (release.path, len(release.corrections)))
    return tuple(number for (number,) in found)


def sources_with_editions(db: sqlite3.Connection) -> list[str]:
    """Return the sources with known earlier editions, sorted."""
    query = "SELECT DISTINCT path FROM edition ORDER BY path"
    return [path for (path,) in db.execute(query)]
