"""The releases that two listings share."""

import sqlite3
from collections.abc import Iterator

from communique.catalogue.listings import find_listing
from communique.catalogue.releases import Row
from communique.catalogue.renewals import renewed_releases
from communique.model.listing import ListingKey

Pair = tuple[ListingKey, ListingKey]


def find_pairs(db: sqlite3.Connection, lang: str, facets: tuple[str, str]) -> Iterator[Pair]:
    """Yield each two terms of two facets that a public release of a language has, sorted."""
    query = (
        "SELECT DISTINCT one.slug, other.slug FROM listing AS one "
        "JOIN entry AS first ON first.listing = one.id "
        "JOIN listing AS other ON other.lang = one.lang AND other.facet = ? "
        "JOIN entry AS second ON second.listing = other.id AND second.sort = first.sort "
        "WHERE one.lang = ? AND one.facet = ? ORDER BY 1, 2"
    )
    for one, other in db.execute(query, (facets[1], lang, facets[0])):
        yield ListingKey(lang, facets[0], one), ListingKey(lang, facets[1], other)


def newest_of_both(db: sqlite3.Connection, pair: Pair, limit: int) -> list[Row]:
    """Return the newest releases that two listings share, the newest first."""
    listings = [find_listing(db, key) for key in pair]
    found = sorted((each.count, each.id) for each in listings if each is not None)
    if len(found) < len(pair):
        return []
    query = (
        "SELECT release.id, release.value FROM entry AS few JOIN entry AS many "
        "ON many.listing = ? AND many.sort = few.sort "
        "JOIN public_release AS release ON release.id = few.release "
        "WHERE few.listing = ? ORDER BY few.sort DESC LIMIT ?"
    )
    return [Row(*row) for row in db.execute(query, (found[1][1], found[0][1], limit))]


def renewed_of_both(db: sqlite3.Connection, pair: Pair, limit: int) -> list[Row]:
    """Return the renewed releases of both listings, the last first."""
    others = {row.id for row in renewed_releases(db, pair[1], limit)}
    return [row for row in renewed_releases(db, pair[0], limit) if row.id in others]
