from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from hypothesis import given

from communique.catalogue.codec import dump, load_page, load_release
from communique.model.release import Page, Release
from tests.model.samples import release, releases


@given(releases)
def test_a_release_comes_back_as_it_went(stored: Release) -> None:
    """Every field but the body, which is kept apart, in any script and offset."""
    assert stored == load_release(dump(stored), stored.body)


@given(releases)
def test_an_offset_survives(stored: Release) -> None:
    """The day in the address is that of the date's own offset, so the offset is kept."""
    loaded = load_release(dump(stored))
    assert stored.date.utcoffset() == loaded.date.utcoffset()
    assert stored.url == loaded.url


@given(releases)
def test_equal_releases_are_equal_texts(stored: Release) -> None:
    """What is loaded is written as it was, and the body is no part of it."""
    assert dump(stored) == dump(load_release(dump(stored)))
    assert dump(stored) == dump(replace(stored, body="another"))


def test_a_page_comes_back_as_it_went() -> None:
    """Its optional values may be there or not."""
    page = Page("pages/about.md", "pages/about", "en", "About", "about")
    full = replace(
        page,
        summary="Who we are",
        body="<p>We are.</p>",
        modified=datetime(2019, 6, 5, 10, tzinfo=UTC),
        aliases=("old/",),
        links=("pages/staff.md",),
    )
    assert page == load_page(dump(page))
    assert full == load_page(dump(full), full.body)


def test_what_is_empty_is_not_written() -> None:
    """A hundred thousand releases do not each say what they lack."""
    text = dump(release())
    assert "embargo" not in text
    assert "attachments" not in text
    assert "Text of visit" not in text
