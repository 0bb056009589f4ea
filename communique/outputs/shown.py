"""Which sources an output shows, and as what, for ``inv explain``."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from communique.catalogue.releases import Row

LIMIT = 20
"""How many sources of one role are named."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What an output shows: in words, and its sources, ``count`` of them in all.

    One without sources is a state of the site, such as which months it has.
    """

    what: str
    paths: tuple[str, ...] = ()
    count: int = 0


def show(what: str, paths: Iterable[str]) -> Iterator[Shown]:
    """Yield sources as shown; nothing where there are none."""
    every = tuple(paths)
    if every:
        yield Shown(what, every[:LIMIT], len(every))


def paths_of(rows: Iterable[Row | None]) -> list[str]:
    """Return the sources of releases."""
    return [row.release.path for row in rows if row is not None]


def filed(db: sqlite3.Connection, what: str, lang: str, facet: str) -> Shown:
    """Return the newest releases that are in some listing of a facet."""
    clause = (
        "release.visible = 1 AND release.id IN (SELECT entry.release FROM entry JOIN listing "
        "ON listing.id = entry.listing WHERE listing.lang = ? AND listing.facet = ?)"
    )
    return found(db, what, clause, (lang, facet))


def found(db: sqlite3.Connection, what: str, clause: str, values: tuple[str, ...]) -> Shown:
    """Return the newest releases for which a clause of SQL holds."""
    count = db.execute(f"SELECT count(*) FROM release WHERE {clause}", values).fetchone()[0]  # noqa: S608 - fixed texts
    query = f"SELECT path FROM release WHERE {clause} ORDER BY sort DESC LIMIT {LIMIT}"  # noqa: S608 - fixed texts
    return Shown(what, tuple(path for (path,) in db.execute(query, values)), count)
