"""Days that cannot be: in the future, before the release, in a file's name but not in its Date."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.sites import Site

FUTURE = [
    ({"Modified": "2035-01-01"}, "Modified must not be in the future, got 2035-01-01 00:00"),
    ({"Correction": "2035-01-01 A name."}, "Correction must not be in the future, got 2035-01-01"),
    ({"Withdrawn": "2035-01-01 Untrue."}, "Withdrawn must not be in the future, got 2035-01-01"),
    ({"Correction": "2019-06-04 A name."}, "Correction must not be before Date, 2019-06-05, got"),
    ({"Withdrawn": "2018-01-01 Untrue."}, "Withdrawn must not be before Date, 2019-06-05, got"),
    ({"Modified": "2019-06-04"}, "Modified must not be before Date 2019-06-05 10:00"),
]


def test_what_has_not_happened_is_told(tmp_path: Path) -> None:
    """Feeds lie neither in the future nor before the release; a page's Modified is asked too."""
    site = Site(tmp_path / "site")
    for number, (headers, _) in enumerate(FUTURE):
        site.release(f"a-{number}", **headers)
    site.write("content/pages/about.md", "Title: About\nModified: 2035-01-01\n\nWords.\n")
    told = site.build()
    assert told.status == 1
    for number, (_, expected) in enumerate(FUTURE):
        assert f"a-{number}.md:4: {expected}" in told.err
    assert "pages/about.md:2: Modified must not be in the future" in told.err


@pytest.mark.parametrize(
    "headers",
    [
        {"Modified": "2019-06-05 10:00"},
        {"Correction": "2019-06-05 A name."},
        {"Date": "2019-06-05 23:00-08:00", "Correction": "2019-06-05 A name."},
        {"Date": "2035-01-01", "Embargo": "2035-01-01 00:00+00:00", "Modified": "2035-01-01"},
    ],
)
def test_what_has_happened_by_then_is_right(tmp_path: Path, headers: dict[str, str]) -> None:
    """On the day of the release, in its own offset; of one that waits, by the time it is public."""
    site = Site(tmp_path / "site")
    site.release("a", **headers)
    site.built()


@pytest.mark.parametrize(
    "headers",
    [{"Modified": "2024-05-20"}, {"Correction": "2024-05-20 A name."}, {"Date": "2024-05-20"}]
    + [
        {"Withdrawn": f"2024-05-20; {words}"}
        for words in ("withdrawn; Old.", "published in error; Untrue.")
    ],
)
def test_a_clock_that_is_set_back_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, headers: dict[str, str]
) -> None:
    """What had happened lies in the future again: a build says so, as one from nothing does."""
    site = Site(tmp_path / "site")
    site.release("a", **headers)
    site.write("content/pages/about.md", "Title: About\nModified: 2024-05-20\n\nWords.\n")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1717200000")  # 2024-06-01
    site.built()
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1714521600")  # 2024-05-01
    told = site.build()
    assert told.status == 1
    assert told.err == site.build(LOAD_CONTENT_CACHE=False).err
    assert f"{next(iter(headers))} must not be in the future" in told.err
    assert "about.md:2: Modified must not be" in told.err
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1717286400")  # 2024-06-02
    site.built()


@pytest.mark.parametrize(
    ("name", "date", "new", "slug"),
    [
        ("releases/2019/06/05-visit.en", "2019-06-08", "releases/2019/06/08-visit.en", "visit"),
        ("releases/2019/06/05-visit.en", "2019-07-05", "releases/2019/07/05-visit.en", "visit"),
        ("2019/06/05_visit", "2020-01-01", "2020/01/01_visit", "visit"),
        ("2019-06-05-visit", "2019-06-08", "2019-06-08-visit", "visit"),
        ("05-visit.en", "2019-06-08", "08-visit.en", "05-visit"),
    ],
)
def test_a_release_that_is_postponed_keeps_its_address_but_for_the_day(
    tmp_path: Path, name: str, date: str, new: str, slug: str
) -> None:
    """A warning has the file's new name; once it is so named, nothing of the site changes."""
    site = Site(tmp_path / "site")
    site.release(name)
    site.built()
    site.release(name, Date=date)
    told = site.built().err
    assert f"{name}.md: warning: the day in a file's name must be that of Date, got" in told
    assert f"rename it to {new}.md, or add Slug: " in told
    address = f"en/{date.replace('-', '/')}/{slug}/index.html"
    assert address in site.tree()
    site.delete(f"content/{name}.md")
    site.release(new, Date=date)
    assert "the day in a file's name" not in site.built().err
    assert address.replace("05-visit", "visit") in site.tree()


@pytest.mark.parametrize(
    ("name", "slug"), [("31-points", "31-points"), ("2019/06/31-points", "31-points"), ("g7", "g7")]
)
def test_a_number_that_is_the_day_or_none_is_no_matter(
    tmp_path: Path, name: str, slug: str
) -> None:
    """The 31st of June is a number; so is what no folder has a month for."""
    site = Site(tmp_path / "site")
    site.release(name)
    assert site.built().err == ""
    assert f"en/2019/06/05/{slug}/index.html" in site.tree()


@pytest.mark.parametrize(
    ("name", "new"), [("05 visit.en", "05-visit.en"), ("20190605-visit", "2019-06-05-visit")]
)
def test_a_day_without_hyphens_becomes_a_part_of_the_address(
    tmp_path: Path, name: str, new: str
) -> None:
    """It stays there, but a warning says so; a day of another month is a number."""
    site = Site(tmp_path / "site")
    site.release(name)
    told = f"{name}.md: warning: the day in a file's name should have hyphens, got "
    assert told in site.built().err
    assert f"; rename it to {new}.md, or add Slug: " in site.built(LOAD_CONTENT_CACHE=False).err
    site.release(name, Date="2019-06-08")
    assert "hyphens" not in site.built().err
