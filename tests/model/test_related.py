"""Which earlier releases are related: the choice among windows, as values."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from communique.model.order import letters_of
from communique.model.related import SHOWN, WINDOW, Place, choose_related
from communique.model.term import Facet

HERE = f"{letters_of(datetime(2019, 6, 5, 10, tzinfo=UTC))}=visit/"


def _place(id_: int, day: str = "20190601") -> Place:
    at = datetime.fromisoformat(f"{day}T100000Z")
    return f"{letters_of(at)}=release-{id_}/", id_


def _full(first: int, last_day: str) -> list[Place]:
    """Return a whole window, newest first, that reaches back to a day."""
    newer = [_place(first + number, "20190604") for number in range(WINDOW - 1, 0, -1)]
    return [*newer, _place(first, last_day)]


@pytest.mark.parametrize(
    ("windows", "first"),
    [
        ([(Facet.TAG, [_place(1)]), (Facet.COUNTRY, [_place(2), _place(1)])], 1),
        ([(Facet.PERSON, [_place(1)]), (Facet.TAG, [_place(2)])], 1),
        ([(Facet.ORGANISATION, [_place(1)]), (Facet.PLACE, [_place(2)])], 1),
        ([(Facet.PERSON, _full(10, "20190603")), (Facet.TAG, _full(20, "20120603"))], 25),
        ([(Facet.TAG, _full(10, "20190603")), (Facet.TAG, [_place(1)])], 1),
        ([(Facet.TAG, [_place(2, "20190602"), _place(1, "20190601")])], 2),
        ([(Facet.TAG, [_place(2, "20190601"), _place(1, "20190601")])], 2),
    ],
    ids=[
        "two terms before one",
        "a person before a tag",
        "an organisation before a place",
        "a term that is seldom named before one of every week",
        "a term with few releases before one with many",
        "the later of two",
        "of one moment, by address",
    ],
)
def test_the_best_comes_first(windows: list[tuple[str, list[Place]]], first: int) -> None:
    """What is shared weighs by facet and rarity; where that is the same, the order is total."""
    assert choose_related(HERE, windows)[0] == first


def test_there_is_one_more_than_a_page_shows() -> None:
    """The release just before is linked on the page anyway, and may be among them."""
    assert choose_related(HERE, [(Facet.TAG, _full(0, "20190101"))]) == (5, 4, 3, 2)
    assert SHOWN == 3


@pytest.mark.parametrize(
    "windows",
    [
        [],
        [(Facet.TAG, [])],
        [(Facet.TAG, _full(0, "20190530")), (Facet.PERSON, _full(9, "20190601"))],
    ],
    ids=["no terms", "terms that are new", "terms of every day"],
)
def test_nothing_is_related_by_nothing(windows: list[tuple[str, list[Place]]]) -> None:
    """A term that six releases of the last week have does not make any of them related."""
    assert choose_related(HERE, windows) == ()
