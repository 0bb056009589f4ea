"""Listings in the catalogue: which releases each shows, and at which rank."""

import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from communique.catalogue.releases import Row, public_row
from communique.model.listing import ALL, DATES, ListingKey, keys_of, page_count, page_of
from communique.model.order import sort_key
from communique.model.release import Release
from communique.model.term import Facet
from communique.values import dataclass

NAMED = frozenset(facet.value for facet in Facet)
"""The facets whose listings show the releases of a term."""

LISTED = "listing = (SELECT id FROM listing WHERE lang = ? AND facet = ? AND slug = ?)"
"""The condition for the entries of one listing."""


@dataclass(frozen=True, slots=True)
class Listing:
    """A listing that shows at least one release; ``name`` is the term's, "" for the others."""

    id: int
    key: ListingKey
    name: str
    count: int


def add_entries(
    db: sqlite3.Connection, rows: Iterable[Row], ids: dict[ListingKey, int] | None = None
) -> None:
    """Enter public releases in every listing that shows them; call ``refresh`` afterwards.

    ``ids`` keeps the listings' numbers from call to call.
    """
    ids = {} if ids is None else ids
    _forget_worked_out(db)
    spelt: Counter[tuple[int, str]] = Counter()
    for row in rows:
        sort = sort_key(row.release)
        places = []
        for key, name in _names(row.release):
            if key not in ids:
                ids[key] = _listing_id(db, key)
            places.append((ids[key], sort, row.id))
            if name:
                spelt[ids[key], name] += 1
        # Two sources may claim one address; a first build finds that out only later.
        db.executemany("INSERT OR IGNORE INTO entry VALUES (?, ?, ?)", places)
    _count_spellings(db, spelt)


def _names(release: Release) -> Iterator[tuple[ListingKey, str]]:
    """Yield the listings of a release, each with its name as the release writes it; "" without."""
    names = {(term.facet.value, term.slug): term.name for term in release.terms}
    for key in keys_of(release):
        if key.is_filter:
            parts = (names.get((each.facet, each.slug), each.slug) for each in key.parts)
            yield key, filter_name(parts)
        else:
            yield key, names.get((key.facet, key.slug), "")


def _count_spellings(db: sqlite3.Connection, spelt: Mapping[tuple[int, str], int]) -> None:
    """Add to how many releases write the name of a listing in which way."""
    query = (
        "INSERT INTO spelling VALUES (?, ?, ?) "
        "ON CONFLICT DO UPDATE SET releases = releases + excluded.releases"
    )
    db.executemany(query, ((*spelling, count) for spelling, count in spelt.items()))


def filter_name(names: Iterable[str]) -> str:
    """Return the name of a filter, of the names of its listings."""
    return " · ".join(names)


def _forget_worked_out(db: sqlite3.Connection) -> None:
    db.execute("DELETE FROM page_start")
    db.execute("DELETE FROM ranked")


def _listing_id(db: sqlite3.Connection, key: ListingKey) -> int:
    db.execute(
        "INSERT OR IGNORE INTO listing (lang, facet, slug, name, count) VALUES (?, ?, ?, '', 0)",
        (key.lang, key.facet, key.slug),
    )
    query = "SELECT id FROM listing WHERE lang = ? AND facet = ? AND slug = ?"
    return int(db.execute(query, (key.lang, key.facet, key.slug)).fetchone()[0])


def remove_entries(db: sqlite3.Connection, release: Release) -> None:
    """Take a release, as it was, out of its listings; call ``refresh`` afterwards."""
    _forget_worked_out(db)
    sort = sort_key(release)
    for key, name in _names(release):
        listing = find_listing(db, key)
        if listing is None:
            continue
        query = "DELETE FROM entry WHERE listing = ? AND sort = ?"
        if db.execute(query, (listing.id, sort)).rowcount and name:
            _count_spellings(db, {(listing.id, name): -1})


def refresh(db: sqlite3.Connection, key: ListingKey, known_name: str | None) -> bool:
    """Count a listing again and name it; an empty one is forgotten. Return if the name changed.

    The name is the vocabulary's, ``known_name``; of a term that it does not know, the first of its
    spellings in the alphabet, so that the order of reading does not matter.
    """
    found = find_listing(db, key)
    if found is None:
        return False
    count = db.execute("SELECT count(*) FROM entry WHERE listing = ?", (found.id,)).fetchone()[0]
    if not count:
        db.execute("DELETE FROM listing WHERE id = ?", (found.id,))
        db.execute("DELETE FROM spelling WHERE listing = ?", (found.id,))
        return True
    name = known_name or ""
    if not name and (key.facet in NAMED or key.is_filter):
        first = "SELECT min(name) FROM spelling WHERE listing = ? AND releases > 0"
        name = db.execute(first, (found.id,)).fetchone()[0]
    db.execute("UPDATE listing SET count = ?, name = ? WHERE id = ?", (count, name, found.id))
    return bool(name != found.name)


_LISTING = "SELECT id, lang, facet, slug, name, count FROM listing"


def _listing(row: tuple[int, str, str, str, str, int]) -> Listing:
    return Listing(row[0], ListingKey(row[1], row[2], row[3]), row[4], row[5])


def find_listing(db: sqlite3.Connection, key: ListingKey) -> Listing | None:
    """Return a listing, or None where no public release belongs to it."""
    query = f"{_LISTING} WHERE lang = ? AND facet = ? AND slug = ?"
    found = db.execute(query, (key.lang, key.facet, key.slug)).fetchone()
    return _listing(found) if found else None


def find_in_languages(
    db: sqlite3.Connection, key: ListingKey, languages: Iterable[str]
) -> list[Listing]:
    """Return the listing of a facet and slug in each language that has it, in their order."""
    found = (find_listing(db, replace(key, lang=lang)) for lang in languages)
    return [listing for listing in found if listing is not None]


def find_listings(db: sqlite3.Connection, lang: str = "", facet: str = "") -> list[Listing]:
    """Return the listings of a language and facet, or of all of them, sorted by key."""
    query = (
        f"{_LISTING} WHERE (? = '' OR lang = ?) AND (? = '' OR facet = ?) "
        "ORDER BY lang, facet, slug"
    )
    return [_listing(row) for row in db.execute(query, (lang, lang, facet, facet))]


def find_periods(db: sqlite3.Connection, lang: str) -> list[Listing]:
    """Return the listings of a language's years and months, sorted; not those of its days."""
    query = f"{_LISTING} WHERE lang = ? AND facet = ? AND length(slug) <= 7 ORDER BY slug"
    return [_listing(row) for row in db.execute(query, (lang, DATES))]


def filters_of(db: sqlite3.Connection, key: ListingKey, facet: str) -> list[ListingKey]:
    """Return the filters of a term's listing by another facet, sorted by key."""
    query = (
        "SELECT slug FROM listing WHERE lang = ? AND facet = ? AND slug >= ? AND slug < ? "
        "ORDER BY slug"
    )
    within = (f"{key.slug}/", f"{key.slug}0")  # in the order of characters 0 follows the slash
    found = db.execute(query, (key.lang, f"{key.facet}/{facet}", *within))
    return [ListingKey(key.lang, f"{key.facet}/{facet}", slug) for (slug,) in found]


def every_page(db: sqlite3.Connection, size: int) -> Iterator[tuple[str, ListingKey, int]]:
    """Yield each page of each listing, FRONT among its numbers, oldest releases first.

    Before it comes what the oldest release on it is sorted by. Where each begins is kept, as
    ``entries`` would otherwise count its way there, page for page.
    """
    query = """
        SELECT listing.id, sort, lang, facet, slug, count, place FROM (
            SELECT listing, sort, row_number() OVER mine - 1 AS place FROM entry
            WINDOW mine AS (PARTITION BY listing ORDER BY sort)
        ) JOIN listing ON listing.id = listing
        WHERE place % ? = 0 ORDER BY sort, facet, slug
    """
    for id_, sort, lang, facet, slug, count, place in db.execute(query, (size,)):
        db.execute("INSERT OR IGNORE INTO page_start VALUES (?, ?, ?)", (id_, place, sort))
        if place <= page_count(count, size) * size:  # the front has up to twice as many
            yield sort, ListingKey(lang, facet, slug), page_of(place, count, size)


def had_numbered_pages(db: sqlite3.Connection) -> bool:
    """Whether the last build made a numbered page of some listing."""
    query = "SELECT 1 FROM output WHERE path LIKE '%/page/1/index.html' LIMIT 1"
    return db.execute(query).fetchone() is not None


def has_terms(db: sqlite3.Connection, lang: str, facet: str) -> bool:
    """Decide whether a facet has any listing in a language."""
    query = "SELECT 1 FROM listing WHERE lang = ? AND facet = ? LIMIT 1"
    return db.execute(query, (lang, facet)).fetchone() is not None


def rank(db: sqlite3.Connection, key: ListingKey, sort: str) -> int:
    """Return how many releases of the listing are older than ``sort``."""
    query = f"SELECT count(*) FROM entry WHERE sort < ? AND {LISTED}"  # noqa: S608 - a fixed text
    return int(db.execute(query, (sort, key.lang, key.facet, key.slug)).fetchone()[0])


def entries(db: sqlite3.Connection, listing: Listing, ranks: range) -> list[Row]:
    """Return the releases of a listing at these ranks, oldest first, without their bodies."""
    from_end = listing.count - ranks.stop
    newest_first = from_end < ranks.start
    order, skip = ("DESC", from_end) if newest_first else ("ASC", ranks.start)
    start = "SELECT sort FROM page_start WHERE listing = ? AND place = ?"
    begins = ""
    if found := db.execute(start, (listing.id, ranks.start)).fetchone():
        newest_first, order, skip, begins = False, "ASC", 0, found[0]
    # The inner query keeps SQLite from looking up each release that it skips.
    query = (
        "SELECT release.id, release.value FROM "  # noqa: S608 - one of two fixed words
        f"(SELECT sort, release FROM entry WHERE listing = ? AND sort >= ? ORDER BY sort {order} "
        "LIMIT ? OFFSET ?) AS entry "
        f"JOIN public_release AS release ON release.id = entry.release ORDER BY entry.sort {order}"
    )
    rows = db.execute(query, (listing.id, begins, len(ranks), skip)).fetchall()
    ordered = reversed(rows) if newest_first else iter(rows)
    return [public_row(id_, value) for id_, value in ordered]


def newest(db: sqlite3.Connection, listing: Listing, limit: int) -> list[Row]:
    """Return the newest releases of a listing, newest first, without their bodies."""
    start = max(0, listing.count - limit)
    return entries(db, listing, range(start, listing.count))[::-1]


def neighbours(db: sqlite3.Connection, lang: str, sort: str) -> tuple[Row | None, Row | None]:
    """Return the releases just before and just after a place among everything in a language."""
    values = (lang, ALL, "", sort)
    found = (db.execute(query, values).fetchone() for query in (_BEFORE, _AFTER))
    before, after = (row and public_row(*row) for row in found)
    return before, after


_NEXT = f"""
    SELECT release.id, release.value FROM entry
    JOIN public_release AS release ON release.id = entry.release
    WHERE {LISTED} AND entry.sort"""  # noqa: S608 - a fixed text
_BEFORE = f"{_NEXT} < ? ORDER BY entry.sort DESC LIMIT 1"
_AFTER = f"{_NEXT} > ? ORDER BY entry.sort LIMIT 1"


def facets_of(db: sqlite3.Connection, lang: str) -> tuple[Facet, ...]:
    """Return the facets in which a language has listings, in the house's order."""
    query = "SELECT DISTINCT facet FROM listing WHERE lang = ?"
    found = {facet for (facet,) in db.execute(query, (lang,))}
    return tuple(facet for facet in Facet if facet.value in found)


def filed_releases(
    db: sqlite3.Connection, lang: str, facet: str, limit: int
) -> tuple[int, tuple[str, ...]]:
    """Return how many public releases some listing of a facet has, and the newest sources."""
    clause = (
        "id IN (SELECT entry.release FROM entry JOIN listing "
        "ON listing.id = entry.listing WHERE listing.lang = ? AND listing.facet = ?)"
    )
    query = f"SELECT path FROM public_release WHERE {clause} ORDER BY sort DESC"  # noqa: S608 - a fixed text
    found = [path for (path,) in db.execute(query, (lang, facet))]
    return len(found), tuple(found[:limit])
