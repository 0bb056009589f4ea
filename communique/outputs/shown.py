"""The sources that an output shows, for ``inv explain``."""

import sqlite3
from collections.abc import Iterable, Iterator

from communique.catalogue.listings import filed_releases
from communique.catalogue.releases import Row
from communique.model.listing import ALL
from communique.model.output import Output
from communique.settings import Settings
from communique.values import dataclass

LIMIT = 20
"""How many sources of one role are named."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What an output shows, in words, and its ``count`` sources; none is a state of the site."""

    what: str
    paths: tuple[str, ...] = ()
    count: int = 0


def show(what: str, paths: Iterable[str]) -> Iterator[Shown]:
    """Yield the sources that an output shows."""
    every = tuple(paths)
    if every:
        yield Shown(what, every[:LIMIT], len(every))


def paths_of(rows: Iterable[Row | None]) -> list[str]:
    """Return the sources of releases."""
    return [row.release.path for row in rows if row is not None]


def show_source(_db: sqlite3.Connection, _settings: Settings, output: Output) -> Iterator[Shown]:
    """Yield the one source of an output whose ``ref`` is its path."""
    return show("its source", [output.ref])


def filed(db: sqlite3.Connection, what: str, lang: str, facet: str = ALL) -> Iterator[Shown]:
    """Yield the newest releases that are in some listing of a facet."""
    count, paths = filed_releases(db, lang, facet, LIMIT)
    yield Shown(what, paths, count)
