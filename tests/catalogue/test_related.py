"""Related releases in the catalogue, against windows kept by hand."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.catalogue import related
from communique.catalogue.changes import Change
from communique.catalogue.codec import dump
from communique.catalogue.effects import apply_changes
from communique.catalogue.related import find_related, rank_all, rank_related
from communique.catalogue.releases import delete_content, find_release, put_release
from communique.model import related as model
from communique.model.order import sort_key
from communique.model.related import WINDOW, choose_related
from communique.model.release import Release, Withdrawal
from communique.model.term import Facet, Term
from tests.databases import memory
from tests.model.samples import release, tag

NOW = datetime(2020, 1, 1, tzinfo=UTC)
FIRST = datetime(2019, 1, 1, tzinfo=UTC)
WITHDRAWN = Withdrawal(date(2019, 7, 1), "Replaced.")
SUBJECTS = [tag("g7"), tag("g77"), tag("g7", "G 7"), Term(Facet.PLACE, "paris", "Paris")]
NAMES = "abcdefghijklmn"
Archive = dict[str, Release]

drafts = st.builds(
    release,
    st.sampled_from(NAMES),
    st.integers(0, 400).map(lambda days: (FIRST + timedelta(days=days)).isoformat()),
    lang=st.sampled_from(["en", "en", "en", "ru"]),
    terms=st.lists(st.sampled_from(SUBJECTS), max_size=3).map(tuple),
    title=st.sampled_from(["One", "Two"]),
    withdrawn=st.sampled_from([None, None, None, WITHDRAWN]),
)


def _unique(found: Iterable[Release]) -> Archive:
    """Leave out all but the last of those that claim one address, as the checks would."""
    by_url = {each.url: each for each in found}
    return {each.path: each for each in by_url.values()}


def _edit(before: Archive, edited: list[Release], gone: set[str]) -> Archive:
    kept = {path: each for path, each in before.items() if each.slug not in gone}
    retitled = [replace(kept[each.path], title="Three") for each in edited[:1] if each.path in kept]
    edits = {each.path: each for each in (*edited[1:], *retitled)}
    return _unique((kept | edits).values())


archives = st.lists(drafts, max_size=14).map(_unique)
edits = st.builds(
    _edit,
    st.shared(archives, key="before"),
    st.lists(drafts, max_size=4),
    st.sets(st.sampled_from(NAMES), max_size=2),
)
"""What a few edits make of an archive."""


@pytest.fixture(params=[2, WINDOW], autouse=True, scope="module")
def window(request: pytest.FixtureRequest) -> Iterator[int]:
    """As far as a page looks back, and so little that a small archive is beyond it."""
    with pytest.MonkeyPatch.context() as patch:
        for module in (related, model):
            patch.setattr(module, "WINDOW", request.param)
        yield request.param


def _by_hand(archive: Archive, window: int) -> dict[str, tuple[str, ...]]:
    """Return what is related to each release that is not withdrawn, by path, the best first."""
    listed = sorted((each for each in archive.values() if not each.withdrawn), key=sort_key)
    chosen = {}
    for place, each in enumerate(listed):
        before = [other for other in reversed(listed[:place]) if other.lang == each.lang]
        windows = []
        for facet, slug in {(t.facet, t.slug) for t in each.terms if t.facet is not Facet.KIND}:
            naming = [o for o in before if (facet, slug) in {(t.facet, t.slug) for t in o.terms}]
            windows.append((facet, [(sort_key(o), listed.index(o)) for o in naming[:window]]))
        found = choose_related(sort_key(each), windows)
        chosen[each.path] = tuple(listed[number].path for number in found)
    return chosen


def _ranks(each: Release) -> bool:
    return not each.withdrawn and any(term.facet is not Facet.KIND for term in each.terms)


@given(st.shared(archives, key="before"), edits)
def test_a_page_that_shows_other_related_releases_is_named(
    window: int, before: Archive, after: Archive
) -> None:
    """Exactly those unchanged releases that show others, or one that looks different, are."""
    db = memory()
    changes: list[Change] = []
    for archive in ({}, before, after):
        changes = []
        paths = {path for (path,) in db.execute("SELECT path FROM release")} | archive.keys()
        for path in sorted(paths):
            old, now = find_release(db, path), archive.get(path)
            if old and now and old.text == dump(now):
                continue
            delete_content(db, path)
            new = put_release(db, now, b"", {}, NOW, old) if now else None
            changes.append(Change(old, new))
        effects = apply_changes(db, changes, lambda _: None)
    was, now_ = _by_hand(before, window), _by_hand(after, window)
    for path, expected in now_.items():
        ranked = rank_related(db, after[path])
        paths_of = dict(db.execute("SELECT id, path FROM release"))
        assert expected == tuple(paths_of[id_] for id_ in ranked)
    rank_all(db)
    assert dict(db.execute("SELECT path, ids FROM ranked JOIN release ON id = release")) == {
        path: json.dumps(rank_related(db, each)) for path, each in after.items() if _ranks(each)
    }
    changed = {change.path for change in changes}
    other = {
        path
        for path in (was.keys() & now_.keys()) - changed
        if was[path] != now_[path] or not changed.isdisjoint(now_[path])
    }
    assert other == {each.path for each in effects.related}


def test_the_release_just_before_is_left_out() -> None:
    """It is linked as such; a third takes its place."""
    db = memory()
    days = [
        release(slug, f"2019-0{month}-05", terms=(tag("g7"),))
        for month, slug in enumerate("abc", 1)
    ]
    rows = [put_release(db, each, b"", {}, NOW, None) for each in days]
    apply_changes(db, [Change(None, row) for row in rows], lambda _: None)
    found = find_related(db, rows[2], rows[1])
    assert [row.release.slug for row in found] == ["a"]
    assert [row.release.slug for row in find_related(db, rows[2], None)] == ["b", "a"]
