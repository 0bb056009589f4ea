from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.model.listing import FRONT, ListingKey
from communique.outputs.press.pagination import NUM_PAGES, ArticlesPage, Paginator

KEY = ListingKey("en", "tags", "g7")


def _walk(paginator: Paginator, number: int) -> list[str]:
    """Return the addresses from a page to the oldest one."""
    found = []
    page: ArticlesPage | None = paginator.permanent(number)
    while page is not None:
        found.append(page.url)
        page = paginator.older(page.permanent_number or FRONT)
    return found


@given(st.integers(0, 30))
def test_from_the_front_every_page_is_reached(pages: int) -> None:
    """Older and older, down to page 1, each once."""
    expected = [KEY.url, *(KEY.page_url(number) for number in range(pages, 0, -1))]
    assert expected == _walk(Paginator(KEY, [], pages, set()), FRONT)


@given(st.integers(0, 30), st.data())
def test_newer_leads_back_from_older(pages: int, data: st.DataObject) -> None:
    """The two directions are one chain."""
    paginator = Paginator(KEY, [], pages, set())
    number = data.draw(st.integers(0, pages))
    older = paginator.older(number)
    if older is not None:
        newer = paginator.newer(older.permanent_number or FRONT)
        assert newer is not None
        assert KEY.page_url(number) == newer.url


@pytest.mark.parametrize(
    ("number", "previous", "following"), [(0, False, True), (1, True, False), (2, True, True)]
)
def test_pelicans_words_for_it(number: int, previous: bool, following: bool) -> None:  # noqa: FBT001 - a table's columns
    """Previous is newer, next is older, as in Pelican's themes."""
    page = Paginator(KEY, ["a", "b"], 2, set()).permanent(number)
    assert (previous, following) == (page.has_previous(), page.has_next())
    assert page.has_other_pages()
    assert page.object_list == ["a", "b"]
    assert f"{page.url}index.html" == page.save_as


def test_a_theme_that_counts_pages_is_noticed() -> None:
    """``num_pages`` is the state of the whole listing; ``permanent_number`` is the page's own."""
    observed: set[str] = set()
    paginator = Paginator(KEY, [], 7, observed)
    assert paginator.permanent(3).number == 3
    assert paginator.permanent(3).has_next()
    assert set() == observed
    assert paginator.permanent(FRONT).number == 8
    assert {NUM_PAGES} == observed


def test_pelicans_numbers_count_from_the_newest() -> None:
    """Page 1 of Pelican's theme is the listing's own address."""
    paginator = Paginator(KEY, [], 3, set())
    assert [
        KEY.url,
        *(KEY.page_url(number) for number in (3, 2, 1)),
    ] == [paginator.page(number).url for number in (1, 2, 3, 4)]
