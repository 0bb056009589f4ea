"""Pinned releases, each the first on its front page until a time; a build updates their marks."""

import sqlite3
from datetime import UTC, datetime

from communique.catalogue.releases import Row

_ANNOUNCED = "release.state != 'withdrawn'"
_SHOWN = f"pin.live = 1 AND {_ANNOUNCED}"


def put_pin(db: sqlite3.Connection, row: Row, now: datetime, old: Row | None) -> None:
    """Enter until when a release is pinned, in place of what was entered before."""
    release = row.release
    if old is not None and old.release.pinned is not None:
        db.execute("DELETE FROM pin WHERE release = ?", (old.id,))
    if release.pinned is None:
        return
    until = int(release.pinned.timestamp())
    values = (row.id, release.lang, until, until > now.timestamp())
    db.execute("INSERT OR REPLACE INTO pin VALUES (?, ?, ?, ?)", values)


def mark_pins(db: sqlite3.Connection, now: datetime) -> frozenset[str]:
    """Mark the pins that hold at a moment; return the languages in which marks changed."""
    moment = int(now.timestamp())
    query = "SELECT DISTINCT lang FROM pin WHERE live != (until > ?)"
    found = frozenset(lang for (lang,) in db.execute(query, (moment,)))
    if found:
        db.execute("UPDATE pin SET live = (until > ?)", (moment,))
    return found


def find_pinned(db: sqlite3.Connection, lang: str) -> Row | None:
    """Return the public release that is pinned in a language, the newest of several."""
    query = (
        "SELECT release.id, release.value FROM pin "  # noqa: S608 - a fixed text
        "CROSS JOIN public_release AS release ON release.id = pin.release "
        f"WHERE pin.lang = ? AND {_SHOWN} ORDER BY release.sort DESC LIMIT 1"
    )
    found = db.execute(query, (lang,)).fetchone()
    return None if found is None else Row(*found)


def next_unpinning(db: sqlite3.Connection, after: datetime) -> datetime | None:
    """Return the first moment after another at which a pin ends; None if no pin ends."""
    query = (
        "SELECT min(pin.until) FROM pin "  # noqa: S608 - a fixed text
        "CROSS JOIN public_release AS release ON release.id = pin.release "
        f"WHERE pin.until > ? AND {_ANNOUNCED}"
    )
    found = db.execute(query, (int(after.timestamp()),)).fetchone()[0]
    return None if found is None else datetime.fromtimestamp(found, UTC)
