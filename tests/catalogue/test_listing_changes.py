"""What changes of a listing, against brute force: its pages and feeds, before and after."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.catalogue.changes import Changed, Effects, ListingChange
from communique.model.listing import FRONT, ListingKey
from communique.outputs import listings, sitemaps, term_indexes
from tests.sites import make_settings

KEY = ListingKey("en", "tags", "g7")
Card = tuple[str, str]
Desk = dict[int, Card]
"""A listing's releases: card and text by their place in time."""


@dataclass(frozen=True)
class Edit:
    """A listing before and after, and its page size; the names are the listing's own."""

    before: Desk
    after: Desk
    renamed: bool = False

    @property
    def change(self) -> ListingChange:
        """What the catalogue says of the edit."""
        old, new = sorted(self.before), sorted(self.after)
        departed = tuple(rank for rank, place in enumerate(old) if place not in self.after)
        arrived, recarded, retexted = list[int](), list[int](), list[int]()
        for rank, place in enumerate(new):
            was, now = self.before.get(place), self.after[place]
            if was is None:
                arrived.append(rank)
            elif was[0] != now[0]:
                recarded.append(rank)
            elif was[1] != now[1]:
                retexted.append(rank)
        came, stayed = tuple(arrived), (tuple(recarded), tuple(retexted))
        counts = len(old), len(new)
        return ListingChange(KEY, *counts, departed, came, *stayed, renamed=self.renamed)


def _pages(desk: Desk, size: int, name: str) -> dict[int, object]:
    """Cut the oldest into full pages while at least ``size`` are left for the front."""
    cards = [(place, desk[place][0]) for place in sorted(desk)]
    numbered: list[object] = []
    while len(cards) >= 2 * size:
        numbered.append(cards[:size])
        cards = cards[size:]
    last = len(numbered)
    pages: dict[int, object] = {
        number: (name, shown, "front" if number == last else number + 1, number - 1)
        for number, shown in enumerate(numbered, 1)
    }
    return pages | ({FRONT: (name, cards, last)} if desk else {})


def _differing(edit: Edit, size: int) -> set[int]:
    before = _pages(edit.before, size, "old")
    after = _pages(edit.after, size, "new" if edit.renamed else "old")
    return {number for number in before | after if before.get(number) != after.get(number)}


def _feed(desk: Desk, items: int) -> list[tuple[int, Card]]:
    return [(place, desk[place]) for place in sorted(desk)][::-1][:items]


cards = st.tuples(st.sampled_from("abc"), st.sampled_from("xy"))
desks = st.dictionaries(st.integers(0, 60), cards, max_size=40)


@st.composite
def edits(draw: st.DrawFn) -> Edit:
    """Some releases go, some come, some change; now and then the term is renamed."""
    before = draw(desks)
    gone = draw(st.sets(st.sampled_from(sorted(before)), max_size=4)) if before else set()
    touched = draw(st.dictionaries(st.integers(0, 60), cards, max_size=4))
    after = {place: card for place, card in before.items() if place not in gone} | touched
    # As the catalogue does: a listing that goes counts as renamed.
    return Edit(before, after, renamed=draw(st.booleans()) or (bool(before) and not after))


@given(edits(), st.integers(1, 7))
def test_every_page_that_differs_is_planned(edit: Edit, size: int) -> None:
    """No edit leaves a page with other cards, other links, or another existence unplanned."""
    assert _differing(edit, size) <= edit.change.dirty_pages(size)


@given(desks, cards, st.integers(1, 7))
def test_a_new_release_plans_as_little_as_can_be(before: Desk, card: Card, size: int) -> None:
    """At the end of a listing it touches the front; once in ``size`` also a new page and its link.

    What is planned is exactly what differs.
    """
    edit = Edit(before, before | {61: card})
    expected = {FRONT}
    pages = max(0, len(edit.after) // size - 1)
    if pages > max(0, len(before) // size - 1):
        expected |= {pages, pages - 1} - {0}
    assert expected == edit.change.dirty_pages(size)
    assert expected == _differing(edit, size)


@given(desks, cards, st.integers(1, 7))
def test_a_change_in_place_plans_one_page(before: Desk, card: Card, size: int) -> None:
    """A new title of one release touches the one page that shows it; a new text touches none."""
    for place, was in before.items():
        edit = Edit(before, before | {place: (card[0], was[1])})
        assert _differing(edit, size) == edit.change.dirty_pages(size)
        assert Edit(before, before | {place: (was[0], "z")}).change.dirty_pages(size) == set()


@given(edits(), st.integers(1, 7))
def test_pages_before_the_change_are_left_alone(edit: Edit, size: int) -> None:
    """Nothing below the first release that came or went is planned, unless it changed itself.

    The page that gains or loses its follower is the one exception.
    """
    change = edit.change
    if change.renamed:
        return
    moved = [*change.departed, *change.arrived]
    pages = [max(0, count // size - 1) for count in (change.old_count, change.new_count)]
    first = min([*[rank // size + 1 for rank in moved], *pages])
    recarded = {rank // size + 1 for rank in change.recarded}
    planned = {number for number in change.dirty_pages(size) if number != FRONT}
    assert {number for number in planned if number < first} <= recarded


@given(edits(), st.integers(1, 12))
def test_feeds_are_planned_exactly_when_they_differ(edit: Edit, items: int) -> None:
    """A feed is made again if one of its newest releases came, went or changed, and only then."""
    differs = _feed(edit.before, items) != _feed(edit.after, items)
    assert (edit.renamed or differs) == edit.change.has_new_among(items)


@pytest.mark.parametrize(
    ("count", "expected"),
    [(0, {0}), (1, {0}), (18, {0}), (38, {0}), (39, {0, 1}), (40, {0}), (59, {0, 1, 2})],
)
def test_publishing_one_release(count: int, expected: set[int]) -> None:
    """With pages of 20, the 40th release makes page 1, the 60th page 2, which page 1 links to."""
    change = ListingChange(KEY, count, count + 1, arrived=(count,))
    assert expected == change.dirty_pages(20)


@pytest.mark.parametrize(
    ("before", "after", "renamed", "told"),
    [(0, 1, False, True), (1, 0, False, True), (5, 5, True, True), (5, 6, False, False)],
)
def test_other_languages_are_told_only_of_a_list_that_comes_or_goes(
    before: int,
    after: int,
    renamed: bool,  # noqa: FBT001 - a table's column
    told: bool,  # noqa: FBT001 - a table's column
) -> None:
    """Their fronts of the list, their indexes and maps; nothing for one release more in it."""
    settings = make_settings(LANGUAGES=("en", "ru", "ar"))
    change = ListingChange(KEY, before, after, arrived=(before,), renamed=renamed)
    changed = Changed(Effects([change], [], [], []))
    with closing(sqlite3.connect(":memory:")) as db:
        kinds = (listings.KIND, term_indexes.KIND, sitemaps.KIND)
        found = [kind.touched(db, settings, changed) for kind in kinds if kind.touched]
        planned = {output.path for outputs in found for output, _ in outputs}
    expected = {
        f"{lang}/{path}"
        for lang in ("ru", "ar")
        for path in ("tags/g7/index.html", "tags/index.html", "sitemap.xml")
    }
    assert {path for path in planned if not path.startswith("en/")} == (expected if told else set())
