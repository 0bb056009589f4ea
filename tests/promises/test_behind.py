"""A translation that was made from an earlier edition says so, until it is brought up to date."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml.html import document_fromstring

from tests.sites import Site, differences

PAGE = "ru/2019/06/05/talks/index.html"
FIRST = "en; 2019-06-05 10:00; edition 1"
ONCE = "2019-06-05; correction; It was six."
"""On the day of the release: no date of its moves."""


def _label(site: Site, page: str = PAGE) -> str:
    """Build; return what the page says of its original, and hold it against a clean build."""
    site.built()
    assert differences(site.clean_tree(), site.tree()) == []
    root = document_fromstring(site.tree()[page])
    found = root.find(".//section[@aria-labelledby='not-up-to-date']")
    return "" if found is None else " ".join("".join(map(str, found.itertext())).split())


@pytest.fixture
def site(tmp_path: Path) -> Site:
    """A release in English, and its translation into Russian."""
    site = Site(tmp_path / "site")
    site.release("talks.en", "They met. It was seven.")
    site.release("talks.ru", "Они встретились.", Category="Заявления", Original=FIRST)
    assert _label(site) == ""
    return site


@pytest.mark.parametrize(
    ("headers", "confirmed", "day"),
    [
        ({"Correction": ONCE}, "en; 2019-06-05 10:00; edition 2", "5 июня 2019"),
        (
            {"Correction": "2019-06-07 14:00; update; Six."},
            "en; 2019-06-07 14:00; edition 2",
            "7 июня",
        ),
        ({"Modified": "2019-06-08 09:00"}, "en; 2019-06-08 09:00", "8 июня"),
        ({"Modified": "2019-06-08T09:00+06:00"}, "en; 2019-06-08 03:00Z", "8 июня"),
        (
            {"Correction": f"{ONCE}\nCorrection: {ONCE}"},
            "en; 2019-06-05 10:00; edition 3",
            "5 июня",
        ),
    ],
    ids=["day", "moment", "Modified", "offset", "twice a day"],
)
def test_it_says_so_until_it_is_confirmed(
    site: Site, headers: dict[str, str], confirmed: str, day: str
) -> None:
    """In its own language, with the day and a link; its other translations say nothing."""
    site.release("talks.en", "They met. It was six.", **headers)
    said = _label(site)
    assert said.startswith("Этот перевод не обновлён Он сделан с прежней редакции оригинала")
    assert day in said
    assert said.endswith("Оригинал")
    assert _label(site, "en/2019/06/05/talks/index.html") == ""
    site.release("talks.ru", "Шесть.", Category="Заявления", Original=confirmed)
    assert _label(site) == ""


@pytest.mark.parametrize("headers", [{"Status": "draft"}, {"Embargo": "2031-01-01 10:00Z"}])
def test_an_original_that_is_held_back_is_not_spoken_of(
    site: Site, headers: dict[str, str]
) -> None:
    """Nor is what changed in it."""
    site.release("talks.en", "They met.", Modified="2019-06-08 09:00", **headers)
    assert _label(site) == ""


def test_an_original_that_is_not_there_is_told(site: Site) -> None:
    """A translation of nothing is a warning, and has no label."""
    site.delete("content/talks.en.md")
    said = site.build(LOAD_CONTENT_CACHE=False).err
    rule = "a translation should have its original beside it, got none in en"
    assert f"talks.ru.md: warning: {rule}" in said
    assert _label(site) == ""
