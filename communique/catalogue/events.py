"""What time changes besides embargoes: which events are to come, which pins hold.

Both are told by the build's moment, in the table ``moment``.
"""

import sqlite3

from communique.catalogue.releases import Row

_EVENT = "FROM event JOIN public_release AS release ON release.id = event.release"
_PIN = "FROM pin CROSS JOIN public_release AS release ON release.id = pin.release"
_NOW = "(SELECT at FROM moment)"
_ANNOUNCED = "release.state != 'withdrawn'"


def put_times(db: sqlite3.Connection, row: Row, old: Row | None) -> None:
    """Enter a release's event, and until when it is pinned, in place of what it had before."""
    release = row.release
    if old is not None and old.release.starts is not None:
        db.execute("DELETE FROM event WHERE release = ?", (old.id,))
    if old is not None and old.release.pinned is not None:
        db.execute("DELETE FROM pin WHERE release = ?", (old.id,))
    if release.starts is not None and release.over_at is not None:
        starts, over_at = int(release.starts.timestamp()), int(release.over_at.timestamp())
        event = (row.id, release.lang, starts, over_at, release.url)
        db.execute("INSERT OR REPLACE INTO event VALUES (?, ?, ?, ?, ?)", event)
    if release.pinned is not None:
        pin = (row.id, release.lang, int(release.pinned.timestamp()))
        db.execute("INSERT OR REPLACE INTO pin VALUES (?, ?, ?)", pin)


def find_ended(db: sqlite3.Connection) -> frozenset[str]:
    """Return the languages in which an event or a pin ended between the last build and this one.

    The clock may have been set back in between.
    """
    query = """
        WITH span AS (SELECT min(at, before) + 1 AS low, max(at, before) AS high FROM moment)
        SELECT lang FROM span JOIN event ON over_at BETWEEN low AND high
        UNION SELECT lang FROM span JOIN pin ON until BETWEEN low AND high
    """
    return frozenset(lang for (lang,) in db.execute(query))


def newest_events(db: sqlite3.Connection, lang: str, limit: int) -> list[Row]:
    """Return the public releases whose events begin last, the last first; withdrawn ones too."""
    rest = f"{_EVENT} WHERE event.lang = ? ORDER BY event.starts DESC, event.sort DESC"
    return _find(db, rest, lang, limit)


def coming_events(db: sqlite3.Connection, lang: str, limit: int) -> list[Row]:
    """Return the releases whose events are still to come, the next first."""
    # A plus keeps SQLite from going through all events of the language.
    where = f"event.over_at > {_NOW} AND +event.lang = ? AND {_ANNOUNCED}"
    return _find(db, f"{_EVENT} WHERE {where} ORDER BY event.starts, event.sort", lang, limit)


def find_pinned(db: sqlite3.Connection, lang: str) -> Row | None:
    """Return the public release that is pinned in a language, the newest of several."""
    where = f"pin.lang = ? AND pin.until > {_NOW} AND {_ANNOUNCED}"
    return next(iter(_find(db, f"{_PIN} WHERE {where} ORDER BY release.sort DESC", lang, 1)), None)


def _find(db: sqlite3.Connection, rest: str, lang: str, limit: int) -> list[Row]:
    query = f"SELECT release.id, release.value {rest} LIMIT ?"
    return [Row(*found) for found in db.execute(query, (lang, limit))]
