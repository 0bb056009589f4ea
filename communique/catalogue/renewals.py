"""Renewals, which feeds show again: releases that changed after their Date, by listing."""

import sqlite3
from collections.abc import Iterable
from dataclasses import replace

from communique.catalogue.listings import LISTED
from communique.catalogue.releases import Row
from communique.model.listing import DATES, ListingKey, keys_of
from communique.model.release import Release


def is_renewed(release: Release) -> bool:
    """Decide whether it changed, or became public, after its Date."""
    return max(release.updated, release.visible_from) > release.date


def renewed_keys(release: Release) -> list[ListingKey]:
    """Return the listings whose feeds show it again: a withdrawn one in those that it was in."""
    return [key for key in keys_of(replace(release, withdrawn=None)) if key.facet != DATES]


def put_renewal(db: sqlite3.Connection, row: Row, old: Row | None) -> None:
    """Replace the record of a renewed release."""
    release = row.release
    if old is not None and is_renewed(old.release):
        db.execute("DELETE FROM renewal WHERE release = ?", (old.id,))
    if not is_renewed(release):
        return
    moment = int(max(release.updated, release.visible_from).timestamp())
    rows = ((key.lang, key.facet, key.slug, moment, row.id) for key in renewed_keys(release))
    db.executemany("INSERT OR IGNORE INTO renewal VALUES (?, ?, ?, ?, ?)", rows)


def renewed_releases(db: sqlite3.Connection, key: ListingKey, limit: int) -> list[Row]:
    """Return the public releases of a listing that were renewed last, the last first."""
    query = (
        "SELECT release.id, release.value FROM renewal "
        "JOIN public_release AS release ON release.id = renewal.release WHERE renewal.lang = ? "
        "AND facet = ? AND slug = ? ORDER BY moment DESC, sort DESC LIMIT ?"
    )
    found = db.execute(query, (key.lang, key.facet, key.slug, limit))
    return [Row(*columns) for columns in found]


def group_translations(
    db: sqlite3.Connection, groups: Iterable[str]
) -> dict[str, list[tuple[str, str]]]:
    """Return language and address of each public translation, by group; no withdrawn one."""
    wanted = sorted(set(groups))
    marks = ", ".join("?" * len(wanted))
    query = (
        "SELECT translation_group, lang, url FROM public_release "  # noqa: S608 - marks only
        f"WHERE translation_group IN ({marks}) AND state != 'withdrawn' "
        "ORDER BY translation_group, lang, path"
    )
    found: dict[str, list[tuple[str, str]]] = {}
    for group, lang, url in db.execute(query, wanted):
        found.setdefault(group, []).append((lang, url))
    return found


def is_among_newest(db: sqlite3.Connection, key: ListingKey, sort: str, count: int) -> bool:
    """Decide whether fewer than ``count`` releases of a listing are newer than ``sort``."""
    query = f"SELECT 1 FROM entry WHERE sort > ? AND {LISTED} LIMIT 1 OFFSET ?"  # noqa: S608 - a fixed text
    place = (sort, key.lang, key.facet, key.slug, count - 1)
    return db.execute(query, place).fetchone() is None
