"""Events that releases announce: the newest of a language, and the coming ones.

Which events are coming depends on the clock. The catalogue keeps the answer, as it does for
embargoes: each build updates the marks for its moment, and rewrites the pages that show a changed
one.
"""

import sqlite3
from datetime import UTC, datetime

from communique.catalogue.releases import Row

_JOINED = "FROM event JOIN public_release AS release ON release.id = event.release"
_FOUND = f"SELECT release.id, release.value {_JOINED}"
_ANNOUNCED = "release.state != 'withdrawn'"


def put_event(db: sqlite3.Connection, row: Row, now: datetime, old: Row | None) -> None:
    """Enter the event of a release, in place of the one that it announced before."""
    release = row.release
    if old is not None and old.release.starts is not None:
        db.execute("DELETE FROM event WHERE release = ?", (old.id,))
    if release.starts is None or release.over_at is None:
        return
    starts, over_at = (int(moment.timestamp()) for moment in (release.starts, release.over_at))
    coming = over_at > now.timestamp()
    db.execute(
        "INSERT OR REPLACE INTO event VALUES (?, ?, ?, ?, ?, ?)",
        (row.id, release.lang, starts, over_at, coming, release.url),
    )


def mark_coming(db: sqlite3.Connection, now: datetime) -> frozenset[str]:
    """Mark the events that are coming at a moment; return the languages in which marks changed."""
    moment = int(now.timestamp())
    found: set[str] = set()
    for was, compared in ((1, "<="), (0, ">")):
        ended = f"coming = {was} AND over_at {compared} ?"
        query = f"SELECT DISTINCT lang FROM event WHERE {ended}"  # noqa: S608 - fixed texts
        found |= {lang for (lang,) in db.execute(query, (moment,))}
        if found:
            db.execute(f"UPDATE event SET coming = {1 - was} WHERE {ended}", (moment,))  # noqa: S608 - fixed texts
    return frozenset(found)


def newest_events(db: sqlite3.Connection, lang: str, limit: int) -> list[Row]:
    """Return the public releases whose events begin last, the last first; withdrawn ones too."""
    query = f"{_FOUND} WHERE event.lang = ? ORDER BY event.starts DESC, event.sort DESC LIMIT ?"
    return [Row(*found) for found in db.execute(query, (lang, limit))]


def coming_events(db: sqlite3.Connection, lang: str, limit: int) -> list[Row]:
    """Return the releases whose events are still to come, the next first."""
    query = (
        f"{_FOUND} WHERE event.coming = 1 AND event.lang = ? AND {_ANNOUNCED} "
        "ORDER BY event.starts, event.sort LIMIT ?"
    )
    return [Row(*found) for found in db.execute(query, (lang, limit))]


def next_end(db: sqlite3.Connection, after: datetime) -> datetime | None:
    """Return the first end of a public event after a moment; None without one."""
    query = f"SELECT min(event.over_at) {_JOINED} WHERE event.over_at > ? AND {_ANNOUNCED}"
    found = db.execute(query, (int(after.timestamp()),)).fetchone()[0]
    return None if found is None else datetime.fromtimestamp(found, UTC)
