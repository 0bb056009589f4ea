from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.model.listing import (
    ALL,
    DATES,
    FRONT,
    ListingKey,
    date_slugs,
    keys_of,
    page_count,
    page_of,
    ranks_of,
)
from communique.model.output import listing_ref, page_file, parse_listing_ref
from communique.model.release import Withdrawal
from communique.model.term import Facet, Term
from tests.model.samples import READOUTS, release, slugs, tag

COUNTS = st.integers(0, 400)
SIZES = st.integers(1, 40)


def _pages(count: int, size: int) -> dict[int, list[int]]:
    numbers = [FRONT, *range(1, page_count(count, size) + 1)]
    return {number: list(ranks_of(number, count, size)) for number in numbers}


@given(COUNTS, SIZES)
def test_pages_and_front_share_out_every_release_once(count: int, size: int) -> None:
    """Page 1, page 2 and so on, then the front, hold the ranks in order, each exactly once."""
    pages = _pages(count, size)
    oldest_first = [rank for number in sorted(pages)[1:] for rank in pages[number]]
    assert list(range(count)) == oldest_first + pages[FRONT]


@given(COUNTS, SIZES)
def test_every_numbered_page_is_full(count: int, size: int) -> None:
    """A numbered page has exactly ``size`` releases; it is only made when it is complete."""
    pages = _pages(count, size)
    assert all(size == len(pages[number]) for number in pages if number != FRONT)


@given(COUNTS, SIZES)
def test_the_front_is_never_thin(count: int, size: int) -> None:
    """The front has the newest ``size`` to ``2 * size - 1``, or all where there are fewer."""
    front = len(ranks_of(FRONT, count, size))
    assert front == count if count < size else size <= front <= 2 * size - 1


@given(COUNTS, SIZES)
def test_a_new_release_moves_no_numbered_page(count: int, size: int) -> None:
    """One release more at the end leaves every numbered page as it is, and makes one at most."""
    before, after = _pages(count, size), _pages(count + 1, size)
    assert {n: ranks for n, ranks in before.items() if n != FRONT} == {
        n: after[n] for n in before if n != FRONT
    }
    assert len(after) - len(before) in (0, 1)


@given(COUNTS.filter(bool), SIZES, st.data())
def test_page_of_and_ranks_of_agree(count: int, size: int, data: st.DataObject) -> None:
    """The page that is said to show a rank does show it."""
    rank = data.draw(st.integers(0, count - 1))
    assert rank in ranks_of(page_of(rank, count, size), count, size)


@pytest.mark.parametrize(
    ("key", "number", "expected"),
    [
        (ListingKey("en", ALL, ""), FRONT, "en/"),
        (ListingKey("en", ALL, ""), 7, "en/page/7/"),
        (ListingKey("ru", DATES, "2019/06"), FRONT, "ru/2019/06/"),
        (ListingKey("en", "tags", "g7"), 7, "en/tags/g7/page/7/"),
        (ListingKey("en", "tags", "g77"), FRONT, "en/tags/g77/"),
    ],
)
def test_a_listing_has_an_address(key: ListingKey, number: int, expected: str) -> None:
    """Every page is a folder of its own below its listing's."""
    assert expected == key.page_url(number)
    assert f"{expected}index.html" == page_file(key.page_url(number))


@given(slugs, slugs, st.integers(0, 30), st.integers(0, 30))
def test_no_two_pages_share_an_address(one: str, other: str, first: int, second: int) -> None:
    """Page 7 of the tag G7 and tag G77 are two files (decision 31, trap 4)."""
    here, there = ListingKey("en", "tags", one), ListingKey("en", "tags", other)
    same = (one, first) == (other, second)
    assert same == (here.page_url(first) == there.page_url(second))


def test_a_release_is_in_everything_its_dates_and_its_terms() -> None:
    """Each listing is named once, in the house's order."""
    shown = release("visit", "2019-06-05", kind=READOUTS, terms=(tag("g7", "G7"), tag("g7", "g7")))
    expected = ["en/", "en/2019/", "en/2019/06/", "en/2019/06/05/", "en/kinds/readouts/"]
    assert [*expected, "en/tags/g7/"] == [key.url for key in keys_of(shown)]


def test_a_withdrawn_release_is_in_no_listing() -> None:
    """Its address stays, its announcements go."""
    assert keys_of(release(withdrawn=Withdrawal(date(2019, 6, 7), "Replaced."))) == ()


def test_a_release_is_listed_under_the_day_it_was_written_with() -> None:
    """The day in its own offset, not in UTC: it is the day in its address."""
    early = release("visit", "2019-06-05T01:00+06:00")
    assert date_slugs(early.date) == ("2019", "2019/06", "2019/06/05")
    assert early.url == "en/2019/06/05/visit/"


@given(st.sampled_from([ALL, DATES, *Facet]), slugs, st.sampled_from(["0", "12", "rss.xml"]))
def test_a_listing_ref_is_read_back(facet: str, slug: str, part: str) -> None:
    """What an output's ref says of a listing survives the catalogue."""
    key = ListingKey("en", str(facet), slug)
    assert (key, part) == parse_listing_ref(listing_ref(key, part))


@pytest.mark.parametrize("facet", list(Facet))
def test_a_term_has_an_address_in_each_language(facet: Facet) -> None:
    """A listing of a term is at the term's own path below the language."""
    term = Term(facet, "g7", "G7")
    keys = keys_of(release(kind=READOUTS, terms=(term,), lang="ru"))
    assert f"ru/{term.path}" in {key.url for key in keys}
