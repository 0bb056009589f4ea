"""Listings and what changes do to them, against lists kept by hand."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.catalogue.changes import Change
from communique.catalogue.codec import dump
from communique.catalogue.effects import apply_changes
from communique.catalogue.listings import (
    entries,
    every_page,
    facets_of,
    find_listing,
    find_listings,
    neighbours,
    newest,
    rank,
)
from communique.catalogue.releases import (
    Row,
    bodies,
    delete_content,
    find_release,
    pack,
    public_members,
    put_release,
    unpack,
)
from communique.model.listing import ALL, FRONT, ListingKey, keys_of, page_count, ranks_of
from communique.model.order import sort_key
from communique.model.release import Release, Withdrawal
from communique.model.term import Facet
from tests.databases import memory
from tests.model.samples import READOUTS, STATEMENTS, release, tag

NOW = datetime(2020, 1, 1, tzinfo=UTC)

days = st.sampled_from(
    ["2019-06-05", "2019-06-05T23:00-04:00", "2019-06-06T03:00", "2019-06-06", "2018-12-31"]
)
drafts = st.builds(
    release,
    st.sampled_from(["a", "b", "c", "d", "e", "f"]),
    days,
    lang=st.sampled_from(["en", "ru"]),
    kind=st.sampled_from([STATEMENTS, READOUTS]),
    terms=st.lists(st.sampled_from([tag("g7", "G7"), tag("g77", "G77")])).map(tuple),
    withdrawn=st.none() | st.just(Withdrawal(date(2019, 7, 1), "Replaced.")),
)
archives = st.lists(drafts, max_size=12).map(lambda found: {each.path: each for each in found})


def _enter(db: sqlite3.Connection, changed: dict[str, Release | None]) -> list[Change]:
    """Store releases, or forget those that are None, and bring the listings up to date."""
    changes = []
    for path, after in changed.items():
        old = find_release(db, path)
        delete_content(db, path)
        new = put_release(db, after, b"", {}, NOW, None) if after is not None else None
        change = Change(old if old and old.visible else None, new if new and new.visible else None)
        if change.old or change.new:
            changes.append(change)
    apply_changes(db, changes, lambda _: None)
    return changes


def _by_hand(archive: dict[str, Release]) -> dict[ListingKey, list[str]]:
    """Return the paths of every listing, oldest first."""
    shown: dict[ListingKey, list[str]] = {}
    in_time = sorted(archive.values(), key=lambda each: (each.date.astimezone(UTC), each.url))
    for each in in_time:
        for key in keys_of(each):
            shown.setdefault(key, []).append(each.path)
    return shown


def _paths(rows: list[Row]) -> list[str]:
    return [row.release.path for row in rows]


def _unique(archive: dict[str, Release]) -> dict[str, Release]:
    """Leave out all but one of those that claim one address, as the checks would."""
    return {each.path: each for each in {each.url: each for each in archive.values()}.values()}


@given(archives.map(_unique), archives.map(_unique))
def test_listings_are_as_kept_by_hand(
    before: dict[str, Release], after: dict[str, Release]
) -> None:
    """From nothing to one archive, and from it to any other, every listing is the sorted one."""
    db = memory()
    _enter(db, dict(before))
    _enter(db, {path: after.get(path) for path in sorted(before.keys() | after.keys())})
    expected = _by_hand(after)
    listings = find_listings(db)
    assert sorted(expected) == [listing.key for listing in listings]
    for listing in listings:
        paths = expected[listing.key]
        everything = entries(db, listing, range(listing.count))
        assert paths == _paths(everything)
        assert paths[::-1][:3] == _paths(newest(db, listing, 3))
        assert list(range(len(paths))) == [
            rank(db, listing.key, sort_key(row.release)) for row in everything
        ]


@given(archives.map(_unique).filter(bool), st.data())
def test_any_ranks_can_be_asked_for(archive: dict[str, Release], data: st.DataObject) -> None:
    """A page's releases are found from whichever end of the listing is nearer."""
    db = memory()
    _enter(db, dict(archive))
    for key, paths in _by_hand(archive).items():
        start = data.draw(st.integers(0, len(paths)))
        stop = data.draw(st.integers(start, len(paths)))
        listing = find_listing(db, key)
        assert listing is not None
        assert paths[start:stop] == _paths(entries(db, listing, range(start, stop)))


@given(archives.map(_unique), st.integers(1, 4))
def test_every_page_is_found_once_and_in_time(archive: dict[str, Release], size: int) -> None:
    """Each number of each listing, the front among them, by the oldest release on it."""
    db = memory()
    _enter(db, dict(archive))
    shown = _by_hand(archive)
    pages = list(every_page(db, size))
    assert sorted((key, number) for _, key, number in pages) == sorted(
        (key, number)
        for key, paths in shown.items()
        for number in (FRONT, *range(1, page_count(len(paths), size) + 1))
    )
    first = [shown[key][ranks_of(number, len(shown[key]), size)[0]] for _, key, number in pages]
    moments = [sort_key(archive[path]) for path in first]
    assert moments == sorted(moments) == [sort for sort, _, _ in pages]


@given(archives.map(_unique), archives.map(_unique), st.integers(1, 4))
def test_pages_show_the_same_whether_their_beginnings_are_kept_or_not(
    before: dict[str, Release], after: dict[str, Release], size: int
) -> None:
    """Also once another archive stands in place of the one whose pages were all named."""
    db = memory()
    _enter(db, dict(before))
    for archive in (before, after):
        if archive is before:
            list(every_page(db, size))
        else:
            _enter(db, dict.fromkeys(before) | after)
        for key, paths in _by_hand(archive).items():
            listing = find_listing(db, key)
            assert listing is not None
            for number in (FRONT, *range(1, page_count(len(paths), size) + 1)):
                ranks = ranks_of(number, len(paths), size)
                shown = entries(db, listing, ranks)
                assert _paths(shown) == [paths[place] for place in ranks]


@given(archives.map(_unique))
def test_neighbours_are_the_ones_before_and_after(archive: dict[str, Release]) -> None:
    """Among everything public in one language; none beyond the ends."""
    db = memory()
    _enter(db, dict(archive))
    for lang in ("en", "ru"):
        paths = _by_hand(archive).get(ListingKey(lang, ALL, ""), [])
        for place, path in enumerate(paths):
            found = neighbours(db, lang, sort_key(archive[path]))
            expected = [
                paths[place - 1] if place else None,
                paths[place + 1] if place + 1 < len(paths) else None,
            ]
            assert expected == [row and row.release.path for row in found]


@given(archives.map(_unique), archives.map(_unique))
def test_a_release_whose_neighbour_changes_is_named(
    before: dict[str, Release], after: dict[str, Release]
) -> None:
    """Every unchanged release with another release before or after it is in the effects."""
    db = memory()
    _enter(db, dict(before))
    changes = []
    for path in sorted(before.keys() | after.keys()):
        old, now = find_release(db, path), after.get(path)
        # Written, as two offsets of one moment are equal otherwise.
        if old and now and old.text == dump(now):
            continue
        delete_content(db, path)
        new = put_release(db, now, b"", {}, NOW, None) if now else None
        changes.append(Change(old, new))
    effects = apply_changes(db, changes, lambda _: None)

    def beside(archive: dict[str, Release]) -> dict[str, tuple[str, ...]]:
        found = {}
        for lang in ("en", "ru"):
            paths = ["", *_by_hand(archive).get(ListingKey(lang, ALL, ""), []), ""]
            for place, path in enumerate(paths[1:-1], 1):
                found[path] = tuple(
                    repr((archive[other].url, archive[other].title)) if other else ""
                    for other in (paths[place - 1], paths[place + 1])
                )
        return found

    was, now_ = beside(before), beside(after)
    touched = {change.path for change in changes}
    differing = {p for p in was.keys() & now_.keys() if was[p] != now_[p]} - touched
    assert differing <= {each.path for each in effects.neighbours}


def test_a_release_is_found_by_its_source() -> None:
    """With its visibility and without its body, which has a place of its own."""
    db = memory()
    stored = release()
    row = put_release(db, stored, pack(stored.body), {}, NOW, None)
    found = find_release(db, stored.path)
    assert found is not None
    assert (row.id, True) == (found.id, found.visible)
    assert replace(stored, body="") == found.release
    assert stored.body == unpack(bodies(db, [row.id])[row.id])
    assert find_release(db, "nowhere.md") is None


def test_a_release_is_replaced_and_forgotten() -> None:
    """A second put keeps its place; after a delete nothing of it is left."""
    db = memory()
    first = put_release(db, release(), b"", {}, NOW, None)
    second = put_release(db, release(title="Another"), b"", {}, NOW, first)
    assert first.id == second.id
    found = find_release(db, release().path)
    assert found is not None
    assert found.release.title == "Another"
    delete_content(db, release().path)
    assert find_release(db, release().path) is None
    assert bodies(db, [first.id]) == {}
    for table in ("release", "body", "claim", "need"):
        assert db.execute(f"SELECT * FROM {table}").fetchall() == []  # noqa: S608


def test_translations_are_found_together() -> None:
    """Those that are public, sorted by path."""
    db = memory()
    put_release(db, release(lang="ru", embargo=NOW + timedelta(days=1)), b"", {}, NOW, None)
    put_release(db, release(lang="fr"), b"", {}, NOW, None)
    put_release(db, release(lang="en"), b"", {}, NOW, None)
    put_release(db, release("other"), b"", {}, NOW, None)
    members = public_members(db, "releases/visit")
    assert [member.release.lang for member in members] == ["en", "fr"]


def test_a_term_without_an_entry_is_named_by_the_first_of_its_spellings() -> None:
    """No order of reading shows in the name of a listing."""
    for order in (("a", "b"), ("b", "a")):
        db = memory()
        names = {"a": "g7", "b": "G7"}
        for slug in order:
            _enter(db, {slug: release(slug, terms=(tag("g7", names[slug]),))})
        listing = find_listing(db, ListingKey("en", "tags", "g7"))
        assert listing is not None
        assert listing.name == "G7"


def test_facets_come_in_the_order_of_the_house() -> None:
    """Those that a language has releases in."""
    db = memory()
    _enter(db, {"a": release("a", terms=(tag("g7"),))})
    assert facets_of(db, "en") == (Facet.KIND, Facet.TAG)
    assert facets_of(db, "ru") == ()


@pytest.mark.parametrize(
    ("older", "newer"),
    [
        (release("a", "2019-06-05"), release("a", "2019-06-06")),
        (release("a", "2019-06-05T23:30+03:00"), release("a", "2019-06-05T21:00+00:00")),
        (release("a", "2019-06-05"), release("b", "2019-06-05")),
    ],
)
def test_releases_are_sorted_by_moment_then_address(older: Release, newer: Release) -> None:
    """The moment is compared in UTC; two of one moment by their address, so the order is total."""
    assert sort_key(older) < sort_key(newer)
