"""Enters changes in the listings, and returns what moved in them."""

import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from itertools import chain

from communique.catalogue.changes import Change, Effects, ListingChange
from communique.catalogue.listings import (
    add_entries,
    find_listing,
    find_listings,
    neighbours,
    rank,
    refresh,
    remove_entries,
)
from communique.catalogue.related import find_followers, rank_related
from communique.catalogue.releases import Row, public_members
from communique.model.listing import ListingKey, keys_of
from communique.model.order import sort_key
from communique.model.release import Release

KnownName = Callable[[ListingKey], str | None]
"""Says what name the vocabulary has for a listing."""

_Place = tuple[ListingKey, str]
"""A listing, and what a release is sorted by in it."""

_Related = dict[int, tuple[Row, tuple[int, ...]]]
"""Releases by number, each with the numbers of those that it has shown as related."""


def apply_changes(
    db: sqlite3.Connection, changes: Sequence[Change], known_name: KnownName
) -> Effects:
    """Bring the listings up to date and say what moved.

    The work grows with the changes and their places in the listings; for more than a
    few hundred of them ``enter_changes`` and making everything again is less.
    """
    related = _note_related(db, changes)
    places = [(_places(change.old), _places(change.new), change.carded) for change in changes]
    keys = sorted({key for old, new, _ in places for key, _ in old | new})
    counts = {key: _count(db, key) for key in keys}
    departed = _rank_all(db, (old - new for old, new, _ in places))
    _enter(db, changes)
    arrived = _rank_all(db, (new - old for old, new, _ in places))
    recarded = _rank_all(db, (old & new for old, new, carded in places if carded))
    retexted = _rank_all(db, (old & new for old, new, carded in places if not carded))
    renamed = {key: refresh(db, key, known_name(key)) for key in keys}
    return Effects(
        [
            ListingChange(
                *(key, counts[key], _count(db, key)),
                *(tuple(departed[key]), tuple(arrived[key])),
                *(tuple(recarded[key]), tuple(retexted[key])),
                renamed=renamed[key],
            )
            for key in keys
        ],
        _find_beside(changes, lambda each: neighbours(db, each.lang, sort_key(each))),
        _find_beside(changes, lambda each: public_members(db, each.group)),
        _find_related(db, changes, related),
    )


def enter_changes(
    db: sqlite3.Connection, changes: Sequence[Change], known_name: KnownName
) -> set[ListingKey]:
    """Bring the listings up to date without saying what moved; return the new terms' listings."""
    before = {listing.key for listing in find_listings(db)}
    _enter(db, changes)
    after = count_listings(db, known_name)
    return {key for key in after - before if find_listing(db, key) is not None}


def count_listings(db: sqlite3.Connection, known_name: KnownName) -> set[ListingKey]:
    """Count and name listings into which releases were just entered; return listings of terms."""
    listings = find_listings(db)
    for listing in listings:
        refresh(db, listing.key, known_name(listing.key))
    return {listing.key for listing in listings if listing.key.is_term}


def _enter(db: sqlite3.Connection, changes: Sequence[Change]) -> None:
    for change in changes:
        if change.old is not None:
            remove_entries(db, change.old.release)
    add_entries(db, [change.new for change in changes if change.new is not None])


def _places(row: Row | None) -> set[_Place]:
    """Return the places of a release in its listings."""
    if row is None:
        return set()
    sort = sort_key(row.release)
    return {(key, sort) for key in keys_of(row.release)}


def _count(db: sqlite3.Connection, key: ListingKey) -> int:
    listing = find_listing(db, key)
    return listing.count if listing else 0


def _rank_all(
    db: sqlite3.Connection, places: Iterable[set[_Place]]
) -> defaultdict[ListingKey, list[int]]:
    """Return the ranks of what is at these places, by listing."""
    found: defaultdict[ListingKey, list[int]] = defaultdict(list)
    for key, sort in chain.from_iterable(places):
        found[key].append(rank(db, key, sort))
    return found


def _note_related(db: sqlite3.Connection, changes: Sequence[Change]) -> _Related:
    """Return the releases that may show a changed one as related, with what each has shown.

    It is called before the listings change, for all old places and all new ones. So it finds every
    release whose window changes: one that loses a release follows that one's old place; one that
    only gains a release follows the new place.
    """
    changed = {row.id for change in changes for row in (change.old, change.new) if row is not None}
    places = [release for change in changes if change.carded for release in change.sides]
    return {
        id_: (row, rank_related(db, row.release))
        for id_, row in find_followers(db, places).items()
        if id_ not in changed
    }


def _find_related(
    db: sqlite3.Connection, changes: Sequence[Change], noted: _Related
) -> list[Release]:
    """Return the noted releases with new related releases, or with one that looks different now."""
    carded = {change.new.id for change in changes if change.carded and change.new is not None}
    found = [
        row.release
        for row, before in noted.values()
        if (after := rank_related(db, row.release)) != before or not carded.isdisjoint(after)
    ]
    return sorted(found, key=lambda release: release.path)


def _find_beside(
    changes: Sequence[Change], find: Callable[[Release], Iterable[Row | None]]
) -> list[Release]:
    """Return the unchanged releases that ``find`` gives for a release before or after a change."""
    sides = [side for change in changes if change.carded for side in change.sides]
    found = {row.release.path: row.release for side in sides for row in find(side) if row}
    return [found[path] for path in sorted(found.keys() - {change.path for change in changes})]
