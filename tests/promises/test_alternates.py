"""What says that a page stands in other languages changes with them, and nothing is left stale."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree
from lxml.html import document_fromstring

from tests.sites import Site, Tree, differences

LANGUAGES = ("en", "ru", "ar")
SITEURL = "https://newsroom.example"
SPACES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}


@pytest.fixture
def site(tmp_path: Path) -> Site:
    """A release in English, and another in Russian of another month."""
    site = Site(tmp_path / "site", LANGUAGES=LANGUAGES)
    site.release("visit.en", Tags="Climate; G7")
    site.release("talks.ru", Date="2018-01-01 09:00", Category="Заявления")
    site.write("content/pages/about.en.md", "Title: About\n\nText.\n")
    site.built()
    return site


def _hreflangs(tree: Tree, path: str) -> dict[str, str]:
    links = document_fromstring(tree[path]).iterfind("head/link[@rel='alternate'][@hreflang]")
    return {link.get("hreflang", ""): link.get("href", "").removeprefix(SITEURL) for link in links}


def _alternates(tree: Tree, path: str, url: str) -> dict[str, str]:
    """Return the languages that a sitemap gives an address."""
    for element in etree.fromstring(tree[path]).iterfind("s:url", SPACES):
        if element.findtext("s:loc", "", SPACES) == f"{SITEURL}{url}":
            links = element.iterfind("x:link[@rel='alternate']", SPACES)
            return {
                link.get("hreflang", ""): link.get("href", "").removeprefix(SITEURL)
                for link in links
            }
    raise AssertionError(f"{path} has no {url}")


def _words(root: etree._Element) -> str:
    return " ".join("".join(map(str, root.itertext())).split())


def _check(site: Site) -> Tree:
    site.built()
    assert differences(site.clean_tree(), site.tree()) == []
    return site.tree()


RELEASE = {
    "en": "/en/2019/06/05/visit/",
    "ru": "/ru/2020/02/02/visit/",
    "x-default": "/en/2019/06/05/visit/",
}
TAG = {"en": "/en/tags/climate/", "ru": "/ru/tags/climate/", "x-default": "/en/tags/climate/"}
TAGS = {"en": "/en/tags/", "ru": "/ru/tags/", "x-default": "/en/tags/"}


def test_a_release_gains_and_loses_a_translation(site: Site) -> None:
    """Its page, its lists, their indexes and both months' maps say so; then none does."""
    before = site.tree()
    assert _hreflangs(before, "en/2019/06/05/visit/index.html") == {}
    assert _hreflangs(before, "en/tags/climate/index.html") == {}

    site.release("visit.ru", Date="2020-02-02 10:00", Tags="климат", Category="Заявления")
    tree = _check(site)
    assert _hreflangs(tree, "en/2019/06/05/visit/index.html") == RELEASE
    assert _hreflangs(tree, "ru/2020/02/02/visit/index.html") == RELEASE
    assert _hreflangs(tree, "en/tags/climate/index.html") == TAG
    assert _hreflangs(tree, "ru/tags/climate/index.html") == TAG
    assert _hreflangs(tree, "en/tags/index.html") == TAGS
    assert _hreflangs(tree, "en/tags/g7/index.html") == {}
    assert _alternates(tree, "en/2019/06/sitemap.xml", RELEASE["en"]) == RELEASE
    assert _alternates(tree, "ru/2020/02/sitemap.xml", RELEASE["ru"]) == RELEASE
    assert _alternates(tree, "en/sitemap.xml", "/en/tags/climate/") == TAG
    assert _alternates(tree, "en/sitemap.xml", "/en/tags/g7/") == {}

    site.delete("content/visit.ru.md")
    assert differences(before, _check(site)) == []


@pytest.mark.parametrize("headers", [{"Status": "draft"}, {"Withdrawn": "2020-03-03 Replaced."}])
def test_a_translation_that_is_held_back_or_withdrawn_is_none(
    site: Site, headers: dict[str, str]
) -> None:
    """Nothing leads to it, in either direction."""
    site.release("visit.ru", Date="2020-02-02 10:00", Tags="климат", Category="Заявления")
    _check(site)
    site.release("visit.ru", Date="2020-02-02 10:00", Category="Заявления", **headers)
    tree = _check(site)
    assert _hreflangs(tree, "en/2019/06/05/visit/index.html") == {}
    assert _alternates(tree, "en/2019/06/sitemap.xml", RELEASE["en"]) == {}
    assert _hreflangs(tree, "en/tags/climate/index.html") == {}


def test_a_translation_that_moves_is_followed(site: Site) -> None:
    """To its other day, in pages and maps."""
    site.release("visit.ru", Date="2020-02-02 10:00", Category="Заявления")
    _check(site)
    site.release("visit.ru", Date="2020-05-05 10:00", Category="Заявления")
    tree = _check(site)
    moved = "/ru/2020/05/05/visit/"
    assert _hreflangs(tree, "en/2019/06/05/visit/index.html")["ru"] == moved
    assert _alternates(tree, "en/2019/06/sitemap.xml", RELEASE["en"])["ru"] == moved


def test_a_day_in_two_languages_names_both(site: Site) -> None:
    """Years, months and days too; a numbered page names none, nor does a day of one language."""
    site.release("note.ru", Category="Заявления")
    tree = _check(site)
    for slug in ("2019", "2019/06", "2019/06/05"):
        expected = {"en": f"/en/{slug}/", "ru": f"/ru/{slug}/", "x-default": f"/en/{slug}/"}
        assert _hreflangs(tree, f"ru/{slug}/index.html") == expected
    assert _hreflangs(tree, "ru/2018/index.html") == {}


def test_a_page_gains_and_loses_a_translation(site: Site) -> None:
    """The pages and the maps of what stays."""
    site.write("content/pages/about.ru.md", "Title: О нас\n\nТекст.\n")
    tree = _check(site)
    expected = {"en": "/en/about/", "ru": "/ru/about/", "x-default": "/en/about/"}
    assert _hreflangs(tree, "en/about/index.html") == expected
    assert _alternates(tree, "en/sitemap.xml", "/en/about/") == expected
    site.delete("content/pages/about.ru.md")
    assert _alternates(_check(site), "en/sitemap.xml", "/en/about/") == {}


def test_what_every_language_has_names_all(site: Site) -> None:
    """The fronts, the archive overviews, the subscribe pages, and the map of the fronts."""
    tree = site.tree()
    for folder in ("", "archive/", "subscribe/"):
        expected = {lang: f"/{lang}/{folder}" for lang in LANGUAGES}
        expected["x-default"] = f"/en/{folder}"
        assert _hreflangs(tree, f"ar/{folder}index.html") == expected
    assert set(_alternates(tree, "ar/sitemap.xml", "/ar/")) == {*LANGUAGES, "x-default"}


def test_a_page_that_a_language_lacks_says_so(site: Site) -> None:
    """On the page in words, in the switcher in the language that is missing."""
    site.release("visit.ru", Category="Заявления")
    root = document_fromstring(_check(site)["en/2019/06/05/visit/index.html"])
    links = root.iterfind(".//nav[@class='languages']//a")
    titles = {link.get("lang"): link.get("title") for link in links}
    assert titles == {"en": None, "ru": None, "ar": "غير متاح بالعربية: إلى الصفحة الرئيسية"}
    assert "In this language only" not in _words(root)
    there = {
        link.get("lang"): link.get("href")
        for link in root.iterfind(".//nav[@class='languages']//a")
    }
    assert there["ar"] == "https://newsroom.example/ar/#not-there"
    assert there["ru"] == "https://newsroom.example/ru/2019/06/05/visit/"
    alone = document_fromstring(site.tree()["ru/2018/01/01/talks/index.html"])
    assert "Только на этом языке" in _words(alone)
    front = document_fromstring(site.tree()["ar/index.html"])
    assert "لا توجد مواد حتى الآن." in _words(front)
    (arrived,) = front.iterfind(".//p[@id='not-there']")
    assert arrived.text == "الصفحة التي أتيت منها غير متاحة بالعربية."
    door = document_fromstring(site.tree()["index.html"])
    assert "لا توجد مواد حتى الآن." in _words(door)
