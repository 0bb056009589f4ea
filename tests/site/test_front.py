"""A language's front page: what leads it, what stands beside, below, and for want of more."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml.html import HtmlElement, document_fromstring

from tests.sites import Site, differences

UNTIL = 1_560_168_000
"""2019-06-10 12:00 UTC."""


def _front(site: Site, lang: str = "en") -> HtmlElement:
    return document_fromstring((site.output / lang / "index.html").read_bytes())


def _titles(page: HtmlElement, part: str) -> list[str]:
    found = page.xpath(f"//main//*[contains(@class, '{part}')]//a[@href and not(@type)]")
    return [" ".join(link.text_content().split()).partition(".")[0] for link in found]


def _equal(site: Site) -> bool:
    return differences(site.clean_tree(), site.tree()) == []


def test_the_newest_of_a_chosen_kind_leads_and_five_stand_beside(tmp_path: Path) -> None:
    """Another kind does not, though it is newer; nothing is shown twice above the kinds."""
    site = Site(tmp_path / "site", FRONT_KINDS=["readouts"])
    site.release("statement.en", Date="2019-06-02")
    for day in range(3, 12):
        site.release(f"readout-{day}.en", Category="Readouts", Date=f"2019-06-{day:02}")
    site.built()
    page = _front(site)
    assert _titles(page, "lead-story") == ["statement"]
    assert _titles(page, "beside") == [f"readout-{day}" for day in range(11, 6, -1)]
    assert _titles(page, "cards") == [f"readout-{day}" for day in range(6, 2, -1)]
    assert _titles(page, "sections") == ["Readouts", "readout-11", "readout-10", "readout-9"]
    assert [kind.text for kind in page.xpath("//*[@class='lead-story']/p[@class='kind']")] == [
        "Statements"
    ]
    site.built(LEAD_KINDS=["readouts"])
    assert _titles(_front(site), "lead-story") == ["readout-11"]


def test_a_kind_is_shown_with_what_changes_in_it(tmp_path: Path) -> None:
    """Also where the change is too old for the newest of all; one that is older still is none."""
    site = Site(tmp_path / "site", FRONT_KINDS=["statements"], DEFAULT_PAGINATION=2)
    for day in range(1, 6):
        site.release(f"statement-{day}.en", Date=f"2019-05-{day:02}")
    for day in range(1, 9):
        site.release(f"readout-{day}.en", Category="Readouts", Date=f"2019-06-{day:02}")
    site.built()
    assert _titles(_front(site), "sections")[1:] == ["statement-5", "statement-4", "statement-3"]
    site.release("statement-3.en", Title="Another title", Date="2019-05-03")
    site.built()
    assert _titles(_front(site), "sections")[-1] == "Another title"
    assert _equal(site)
    before = site.stamps()["en/index.html"]
    site.release("statement-1.en", Title="Older", Date="2019-05-01")
    site.built()
    assert site.stamps()["en/index.html"] == before
    site.delete("content/statement-4.en.md")
    site.built()
    assert _titles(_front(site), "sections")[-1] == "statement-2"
    assert _equal(site)


def test_what_is_pinned_leads_until_its_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By the moment of the build, as events do; of two the newer, and none before its embargo."""
    site = Site(tmp_path / "site")
    site.release("old.en", Date="2019-01-01", Category="Readouts", Pinned="2019-06-10 12:00Z")
    site.release("new.en", Date="2019-06-01")
    held = {"Date": "2019-06-01 09:00Z", "Embargo": "2019-06-08 12:00Z"}
    site.release("held.en", **held, Pinned="2019-06-09 12:00Z")
    day = 86_400
    for moment, lead in (
        (UNTIL - 3 * day, "old"),
        (UNTIL - 2 * day, "held"),
        (UNTIL - day - 1, "held"),
        (UNTIL - day, "old"),
        (UNTIL - 1, "old"),
        (UNTIL, "held"),
        (UNTIL - 1, "old"),
    ):
        monkeypatch.setenv("SOURCE_DATE_EPOCH", str(moment))
        site.built()
        assert _titles(_front(site), "lead-story") == [lead], moment
        assert _equal(site)
    site.release("old.en", Date="2019-01-01", Category="Readouts")
    site.built()
    assert _titles(_front(site), "lead-story") == ["held"]
    site.release("new.en", Date="2019-06-01", Pinned="2019-06-11 12:00Z")
    site.built()
    assert _titles(_front(site), "lead-story") == ["new"]
    assert _equal(site)


def test_a_language_with_few_releases_offers_others(tmp_path: Path) -> None:
    """In the first language that has each, marked with it; none that it has itself."""
    site = Site(tmp_path / "site", LANGUAGES=("en", "ru", "ar"))
    for number in range(1, 9):
        site.release(f"n{number}.en", Date=f"2019-06-0{number}")
    site.release("n8.ru", Date="2019-06-08", Category="Заявления")
    site.release("own.ru", Date="2019-06-09", Category="Заявления")
    site.release("n8.ar", Date="2019-06-08")
    site.built()
    page = _front(site, "ar")
    assert _titles(page, "lead-story") == ["n8"]
    assert _titles(page, "beside") == ["own", "n7", "n6", "n5", "n4", "n3"]
    links = page.xpath("//*[contains(@class, 'beside')]//a")
    assert {(link.get("lang"), link.get("dir")) for link in links} == {("ru", "ltr"), ("en", "ltr")}
    assert _titles(_front(site, "en"), "elsewhere-news") == []
    site.release("n7.en", Title="Another title", Date="2019-06-07")
    site.release("n6.ar", Date="2019-06-06")
    site.built()
    assert _titles(_front(site, "ar"), "elsewhere-news") == [
        *("own", "Another title", "n5", "n4", "n3", "n2"),
    ]
    assert _equal(site)


def test_a_kind_that_there_is_not_is_an_error(tmp_path: Path) -> None:
    """With the kind that was meant."""
    site = Site(tmp_path / "site", FRONT_KINDS=["statement"], LEAD_KINDS=["readout"])
    said = site.build().err
    for name, wrong, meant in (
        ("FRONT_KINDS", "statement", "statements"),
        ("LEAD_KINDS", "readout", "readouts"),
    ):
        rule = f"{name} must name kinds of vocabulary/kinds.toml"
        assert f'{rule}, got "{wrong}"; did you mean "{meant}"?' in said
