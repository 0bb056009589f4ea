"""What time changes besides embargoes: which events are to come, which pins hold."""

import sqlite3
from datetime import datetime

from communique.catalogue.releases import Row

_EVENT = "FROM event JOIN public_release AS release ON release.id = event.release"
_PIN = "FROM pin CROSS JOIN public_release AS release ON release.id = pin.release"
_ANNOUNCED = "release.state != 'withdrawn'"


def put_times(db: sqlite3.Connection, row: Row, now: datetime, old: Row | None) -> None:
    """Enter a release's event, and until when it is pinned, in place of what it had before."""
    release, moment = row.release, now.timestamp()
    if old is not None and old.release.starts is not None:
        db.execute("DELETE FROM event WHERE release = ?", (old.id,))
    if old is not None and old.release.pinned is not None:
        db.execute("DELETE FROM pin WHERE release = ?", (old.id,))
    if release.starts is not None and release.over_at is not None:
        starts, over_at = int(release.starts.timestamp()), int(release.over_at.timestamp())
        event = (row.id, release.lang, starts, over_at, over_at > moment, release.url)
        db.execute("INSERT OR REPLACE INTO event VALUES (?, ?, ?, ?, ?, ?)", event)
    if release.pinned is not None:
        until = int(release.pinned.timestamp())
        pin = (row.id, release.lang, until, until > moment)
        db.execute("INSERT OR REPLACE INTO pin VALUES (?, ?, ?, ?)", pin)


def mark_times(db: sqlite3.Connection, now: datetime) -> frozenset[str]:
    """Mark what is to come, or holds, at a moment; return the languages in which marks changed."""
    moment = int(now.timestamp())
    found: set[str] = set()
    for table, mark, until in (("event", "coming", "over_at"), ("pin", "live", "until")):
        for was, compared in ((1, "<="), (0, ">")):
            where = f"{mark} = {was} AND {until} {compared} ?"
            query = f"SELECT DISTINCT lang FROM {table} WHERE {where}"  # noqa: S608 - fixed texts
            if langs := {lang for (lang,) in db.execute(query, (moment,))}:
                db.execute(f"UPDATE {table} SET {mark} = {1 - was} WHERE {where}", (moment,))  # noqa: S608
                found |= langs
    return frozenset(found)


def newest_events(db: sqlite3.Connection, lang: str, limit: int) -> list[Row]:
    """Return the public releases whose events begin last, the last first; withdrawn ones too."""
    rest = f"{_EVENT} WHERE event.lang = ? ORDER BY event.starts DESC, event.sort DESC"
    return _find(db, rest, lang, limit)


def coming_events(db: sqlite3.Connection, lang: str, limit: int) -> list[Row]:
    """Return the releases whose events are still to come, the next first."""
    where = f"event.coming = 1 AND event.lang = ? AND {_ANNOUNCED}"
    return _find(db, f"{_EVENT} WHERE {where} ORDER BY event.starts, event.sort", lang, limit)


def find_pinned(db: sqlite3.Connection, lang: str) -> Row | None:
    """Return the public release that is pinned in a language, the newest of several."""
    where = f"pin.lang = ? AND pin.live = 1 AND {_ANNOUNCED}"
    return next(iter(_find(db, f"{_PIN} WHERE {where} ORDER BY release.sort DESC", lang, 1)), None)


def _find(db: sqlite3.Connection, rest: str, lang: str, limit: int) -> list[Row]:
    query = f"SELECT release.id, release.value {rest} LIMIT ?"
    return [Row(*found) for found in db.execute(query, (lang, limit))]
