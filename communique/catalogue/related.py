"""Related releases: those that a page shows, and the pages that may show a release."""

import json
import sqlite3
from collections import defaultdict, deque
from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import itemgetter

from communique.catalogue.listings import LISTED
from communique.catalogue.releases import Row, public_row
from communique.model.order import sort_key
from communique.model.related import SHOWN, WEIGHTS, WINDOW, Place, choose_related
from communique.model.release import Release

_BEFORE = (
    "SELECT * FROM (SELECT ? AS number, sort, release FROM entry "  # noqa: S608 - fixed texts
    f"WHERE {LISTED} AND sort < ? ORDER BY sort DESC LIMIT ?)"
)
_AFTER = (
    "SELECT release.id, release.value FROM "  # noqa: S608 - fixed texts
    f"(SELECT release FROM entry WHERE {LISTED} AND sort > ? ORDER BY sort LIMIT ?) AS entry "
    "JOIN release ON release.id = entry.release"
)
TOGETHER = 50
"""How many terms one query names; SQLite joins no more than 500."""


def _terms(release: Release) -> list[tuple[str, str]]:
    """Return the facet and slug of each term that says what a release is about, once."""
    terms = ((term.facet.value, term.slug) for term in release.terms if term.facet in WEIGHTS)
    return list(dict.fromkeys(terms))


def rank_related(db: sqlite3.Connection, release: Release) -> tuple[int, ...]:
    """Return the ids of the earlier releases most related to one, as ``choose_related`` does."""
    sort, lang, terms = sort_key(release), release.lang, _terms(release)
    windows: list[tuple[str, list[Place]]] = []
    for start in range(0, len(terms), TOGETHER):
        values: list[str | int] = []
        asked = terms[start : start + TOGETHER]
        for number, (facet, slug) in enumerate(asked, len(windows)):
            values += (number, lang, facet, slug, sort, WINDOW)
            windows.append((facet, []))
        # One query for all: a quarter of the time that one a term takes.
        for number, found, id_ in db.execute(" UNION ALL ".join([_BEFORE] * len(asked)), values):
            windows[number][1].append((found, id_))
    return choose_related(sort, windows)


def rank_all(db: sqlite3.Connection) -> None:
    """Keep what ``rank_related`` returns for each release, in a quarter of its time."""
    db.execute("DELETE FROM ranked")
    query = (
        "SELECT sort, release, listing, facet FROM listing CROSS JOIN entry ON listing = id "  # noqa: S608 - marks only
        f"WHERE facet IN ({', '.join('?' * len(WEIGHTS))}) ORDER BY sort, release"
    )
    windows: dict[int, deque[Place]] = defaultdict(lambda: deque(maxlen=WINDOW))

    def rank() -> Iterator[tuple[int, str]]:
        rows = db.execute(query, [str(facet) for facet in WEIGHTS])
        for place, named in groupby(rows, key=itemgetter(0, 1)):
            mine = [(facet, windows[listing]) for _, _, listing, facet in named]
            yield place[1], json.dumps(choose_related(place[0], mine))
            for _, window in mine:
                window.append(place)

    db.executemany("INSERT INTO ranked VALUES (?, ?)", rank())


def find_related(db: sqlite3.Connection, row: Row, older: Row | None) -> tuple[Row, ...]:
    """Return the related releases that a page shows; ``older`` is linked there anyway."""
    kept = db.execute("SELECT ids FROM ranked WHERE release = ?", (row.id,)).fetchone()
    ranked = json.loads(kept[0]) if kept else rank_related(db, row.release)
    shown = [id_ for id_ in ranked if older is None or id_ != older.id][:SHOWN]
    query = f"SELECT id, value FROM public_release WHERE id IN ({', '.join('?' * len(shown))})"  # noqa: S608 - marks only
    found = db.execute(query, shown) if shown else ()
    rows = {id_: public_row(id_, text) for id_, text in found}
    return tuple(rows[id_] for id_ in shown if id_ in rows)


def find_followers(db: sqlite3.Connection, releases: Iterable[Release]) -> dict[int, Row]:
    """Return, by id, the releases whose windows include a place of one of these."""
    found: dict[int, Row] = {}
    for release in releases:
        sort = sort_key(release)
        for facet, slug in _terms(release):
            values = (release.lang, facet, slug, sort, WINDOW)
            found |= {id_: Row(id_, text) for id_, text in db.execute(_AFTER, values)}
    return found
