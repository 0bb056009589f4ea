"""What a reader is told on a page: hours, corrections, other languages, words in English."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest
from lxml.html import HtmlElement, document_fromstring

from communique.text.dates import format_time
from tests.sites import Site


def _page(site: Site, path: str) -> HtmlElement:
    return document_fromstring(site.tree()[f"{path}index.html"])


def _text(element: HtmlElement) -> str:
    return " ".join(element.text_content().split())


HOURS = [
    ("2019-06-05 10:30", "en", "June 5, 2019 10:30\u202fAM GMT+5"),
    ("2019-06-05", "en", "June 5, 2019"),
    ("2019-06-05 10:30+01:00", "en", "June 5, 2019 2:30\u202fPM GMT+5"),
    ("2019-06-05 22:30+00:00", "en", "June 5, 2019 10:30\u202fPM GMT"),
    ("2019-06-05 10:30", "ru", "5 июня 2019 г. 10:30 GMT+5"),
    ("2019-06-05 10:30", "ar", "5 يونيو 2019 10:30 ص غرينتش+5"),
    ("2019-06-05 10:30", "zh", "2019年6月5日 10:30 GMT+5"),
]


def test_the_time_of_day_is_shown_where_there_is_one(tmp_path: Path) -> None:
    """In the newsroom's zone, or as written where another day has begun there; of Modified too."""
    site = Site(tmp_path / "site", TIMEZONE="Asia/Tashkent", LANGUAGES=("en", "ru", "ar", "zh"))
    for number, (date, lang, _) in enumerate(HOURS):
        site.release(f"visit-{number}.{lang}", Date=date)
    site.built()
    for number, (_, lang, shown) in enumerate(HOURS):
        page = _page(site, f"{lang}/2019/06/05/visit-{number}/")
        (time,) = page.iterfind(".//p[@class='dated']/time")
        assert _text(time).replace(" AM", "\u202fAM").replace(" PM", "\u202fPM") == shown
    for number, (date, lang, _) in enumerate(HOURS):
        changed = {"Modified": date.replace("2019", "2020")}
        site.release(f"visit-{number}.{lang}", Date="2019-06-05", **changed)
    site.built()
    for number, (_, lang, shown) in enumerate(HOURS):
        page = _page(site, f"{lang}/2019/06/05/visit-{number}/")
        (time,) = page.xpath("//*[@class='dateline']/p[not(@class)]/time")
        then = shown.replace("2019", "2020")
        assert _text(time).replace(" AM", "\u202fAM").replace(" PM", "\u202fPM") == then


@pytest.mark.parametrize(
    ("iso", "shown"), [("+05:30", "GMT+05:30"), ("-03:00", "GMT-3"), ("+12:00", "GMT+12")]
)
def test_an_offset_is_short(iso: str, shown: str) -> None:
    """A whole hour has no minutes."""
    moment = datetime.fromisoformat(f"2019-06-05T10:00{iso}")
    assert format_time(moment, "en").endswith(shown)


def test_a_correction_is_marked_in_lists(tmp_path: Path) -> None:
    """In listings, among related releases and at the front door, when it comes and when it goes."""
    site = Site(tmp_path / "site")
    site.release("visit.ru", Category="Заявления", Tags="климат")
    site.release("between.ru", Category="Заявления", Date="2019-06-06")
    site.release("later.ru", Category="Заявления", Tags="климат", Date="2019-06-07")
    site.built()
    lists = ("ru/", "ru/tags/climate/", "ru/2019/06/07/later/", "")
    before = site.tree()
    assert not any(b"corrected" in before[f"{path}index.html"] for path in lists)
    site.release("visit.ru", Category="Заявления", Tags="климат", Correction="2019-06-06 A name.")
    site.built()
    for path in lists:
        marks = _page(site, path).xpath("//*[@class='corrected']")
        assert [_text(mark) for mark in marks] == ["Исправлено"]
    assert site.clean_tree() == site.tree()
    site.release("visit.ru", Category="Заявления", Tags="климат")
    site.built()
    assert site.tree() == before


def test_a_headline_is_smaller_where_it_is_long(tmp_path: Path) -> None:
    """In two steps; a Chinese one sooner, as its signs are wide."""
    site = Site(tmp_path / "site", LANGUAGES=("en", "zh"))
    lengths = {"en": (120, 121, 441), "zh": (60, 61, 130)}
    for lang, numbers in lengths.items():
        for number in numbers:
            site.release(f"n{number}.{lang}", Title=("会" if lang == "zh" else "a") * number)
    site.built()
    for lang, numbers in lengths.items():
        pages = [_page(site, f"{lang}/2019/06/05/n{number}/") for number in numbers]
        assert [page.find(".//h1").get("class") for page in pages] == [None, "long", "longest"]


def test_a_missing_page_is_told_in_every_language(tmp_path: Path) -> None:
    """At the root; a language's own page speaks that language."""
    site = Site(tmp_path / "site", LANGUAGES=("en", "ru", "ar", "fa"))
    site.built()
    page = document_fromstring(site.tree()["404.html"])
    said = {li.get("lang"): (li.get("dir"), _text(li)) for li in page.iterfind(".//main//li")}
    assert said["en"] == ("ltr", "English")
    assert said["ru"][1].startswith("Русский Возможно, страница")
    assert said["ar"][0] == "rtl"
    assert "ربما" in said["ar"][1]
    assert said["fa"] == ("rtl", "فارسی")
    own = document_fromstring(site.tree()["ru/404.html"])
    assert _text(own.find(".//h1")) == "Страница не найдена"


def test_parts_of_a_right_to_left_page_are_isolated(tmp_path: Path) -> None:
    """What is said of a document; its address in print runs from left to right."""
    site = Site(tmp_path / "site", LANGUAGES=("en", "ar"))
    site.write("content/map.ru.pdf", b"%PDF-1.4\n")
    site.release("visit.ar", Attachments="map.ru.pdf | Map")
    site.built()
    page = _page(site, "ar/2019/06/05/visit/")
    parts = page.xpath("//ul[@class='files']//small/bdi")
    assert [_text(part) for part in parts] == ["PDF", "1\u00a0كيلوبايت", "الروسية"] or len(
        parts
    ) == 3
    (address,) = page.xpath("//p[@class='print-only']")
    assert address.get("dir") == "ltr"


def test_an_interface_that_is_not_translated_is_marked_as_english(tmp_path: Path) -> None:
    """There is a warning; a nearest language's words are taken, and en-GB has the English ones."""
    site = Site(tmp_path / "site", LANGUAGES=("en", "fa", "ru-KZ", "en-GB", "it", "pt"))
    head = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n'
    for lang, word in (("it", ""), ("pt", "Arquivo")):
        text = f'{head}\nmsgid "Archive"\nmsgstr "{word}"\n\nmsgid "Tags"\nmsgstr ""\n'
        site.write(f"theme/translations/{lang}/LC_MESSAGES/messages.po", text)
    site.release("talks.en-GB")
    site.release("visit.fa", Correction="2019-06-06 A name.")
    site.write("content/pages/about.fa.md", "Title: درباره\n\nText.\n")
    said = site.built().err
    assert said.count("warning: the interface must be in each language of LANGUAGES") == 2
    assert 'got no words for "it"' in said
    assert "pt/LC_MESSAGES/messages.po:7: warning: a translation must have every word" in said
    assert "got 1 without one, which readers see in English" in said
    assert "theme/translations/fa/LC_MESSAGES/messages.po: warning: " in said
    assert 'got no words for "fa", so that its pages show English ones' in said
    page = _page(site, "fa/2019/06/05/visit/")
    words = ("Skip to content", "Archive", "Corrections", "In this language only", "Releases")
    for word in words:
        (found, *_) = page.xpath(f"//body//*[normalize-space(text())='{word}']")
        ways = [found, *found.iterancestors()]
        marked = next(each for each in ways if each.get("lang"))
        assert (marked.get("lang"), marked.get("dir")) == ("en", "ltr"), word
    (own,) = page.xpath("//nav[@class='menu']//a[text()='درباره']")
    assert (own.get("lang"), own.get("dir")) == ("fa", "rtl")
    for lang, word in (("ru-KZ", "Архив"), ("en-GB", "Archive")):
        front = _page(site, f"{lang}/")
        assert front.xpath(f"//nav[@class='menu']//a[text()='{word}']")
        assert not front.xpath("//main//*[@lang='en']")
    assert _page(site, "en-GB/2019/06/05/talks/").xpath("//time[starts-with(., '5 June 2019')]")
