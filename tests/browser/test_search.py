"""Readers who search: by words of any form, names of any time, kind, country and year."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page

from tests.browser.chromium import serve
from tests.browser.conftest import Desk
from tests.browser.searches import CASES
from tests.browser.searching import ANSWERED, search
from tests.browser.test_accessibility import OPTIONS, violations
from tests.sites import Site, differences

DEMONSTRATION = {
    # What a reader types, and the address of the first result.
    ("en", "observer mission prepares"): "2019/06/05/sco-observer-mission/",
    ("en", "candidate"): "2019/06/05/seven-candidates/",
    ("en", "enlargement"): "2019/06/06/astana-summit-2017/",
    ("en", "following Bishkek"): "2019/06/12/bishkek-summit-media-note/",
    ("en", "figures"): "2019/06/03/sco-in-figures/",
    ("fr", "observer les élections"): "2019/06/04/observation-electorale-ocs/",
    ("fr", "électorales"): "2019/06/04/observation-electorale-ocs/",
    ("es", "observaciones electorales"): "2019/06/04/observacion-electoral-ocs/",
    ("es", "Shanghai"): "2019/06/04/observacion-electoral-ocs/",
    ("ru", "кандидатами"): "2019/06/05/seven-candidates/",
    ("ru", "расширением"): "2019/06/06/astana-summit-2017/",
    ("ru", "генерального секретаря"): "2019/06/05/minister-meets-sco-secretary-general/",
    ("kk", "кандидаттардың"): "2019/06/05/seven-candidates/",
    ("kk", "саммиттен"): "2019/06/10/bishkek-summit/",
    ("kk", "сандарда"): "2019/06/03/sco-in-figures/",
    ("kk", "хатшыға"): "2019/06/05/minister-meets-sco-secretary-general/",
    ("kk", "құрамы"): "2019/06/06/mission-composition/",
    ("ar", "المراقبون"): "2019/06/04/mraqba-al-intkhabat/",
    ("zh", "选举观察"): "2019/06/04/shang-he-zu-zhi-xuan-ju-guan-cha/",
    ("zh", "上海合作组织 2004"): "2019/06/04/shang-he-zu-zhi-xuan-ju-guan-cha/",
}

WORDS = {
    "en": "observers",
    "fr": "observateurs",
    "es": "observadores",
    "ru": "наблюдатели",
    "kk": "бақылаушылар",
    "ar": "مراقبة",
    "zh": "选举",
}
"""A word of each language that is in some release of the demonstration."""


@pytest.mark.parametrize(("lang", "query"), DEMONSTRATION)
def test_a_release_is_found_first(demonstration: str, page: Page, lang: str, query: str) -> None:
    """By forms of its words that a reader types in their language."""
    found = search(page, demonstration, lang, q=query)
    assert found[0][0] == f"{lang}/{DEMONSTRATION[lang, query]}"


@pytest.mark.parametrize(
    ("lang", "names"),
    {
        "en": ("Astana", "Nur-Sultan", "Tselinograd"),
        "ru": ("Астана", "Нур-Султан", "Целиноград"),
        "kk": ("Астана", "Нұр-Сұлтан", "Ақмола"),
        "zh": ("阿斯塔纳", "努尔苏丹"),
    }.items(),
)
def test_all_names_of_a_place_find_the_same(
    demonstration: str, page: Page, lang: str, names: tuple[str, ...]
) -> None:
    """Whatever a release calls it that was issued there."""
    found = [{url for url, _ in search(page, demonstration, lang, q=name)} for name in names]
    issued = found[-1]
    assert issued
    assert all(issued <= each for each in found)


@pytest.mark.parametrize("lang", WORDS)
def test_kinds_and_years_share_out_what_is_found(demonstration: str, page: Page, lang: str) -> None:
    """In every language: each release that a search finds has one kind, and one year."""
    every = {url for url, _ in search(page, demonstration, lang, q=WORDS[lang])}
    assert every
    for name in ("kinds", "year"):
        options = page.locator(f"select[name={name}] option").all()
        values = [value for option in options if (value := option.get_attribute("value"))]
        values = values or [option.inner_text() for option in options[1:]]
        found = [search(page, demonstration, lang, q=WORDS[lang], **{name: v}) for v in values]
        assert sorted(every) == sorted(url for results in found for url, _ in results)


@pytest.mark.parametrize("lang", WORDS)
def test_a_search_has_no_violation(demonstration: str, page: Page, lang: str) -> None:
    """Before and after; nothing is said in the console, and nothing comes from elsewhere."""
    said: list[str] = []
    asked: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{demonstration}/{lang}/search/")
    assert violations(page, OPTIONS) == []
    page.keyboard.type(WORDS[lang])
    page.keyboard.press("Enter")
    page.wait_for_function(ANSWERED)
    assert violations(page, OPTIONS) == []
    host = demonstration.rsplit("/", 1)[0]
    assert [url for url in asked if not url.startswith(host)] == []
    assert [text for text in said if "icon" not in text] == []


def test_the_keyboard_searches(demonstration: str, page: Page) -> None:
    """From the masthead of any page to a result, and back to the search."""
    page.goto(f"{demonstration}/en/archive/")
    page.locator("header.masthead input").focus()
    page.keyboard.type("enlargement")
    page.keyboard.press("Enter")
    page.wait_for_function(ANSWERED)
    assert page.url == f"{demonstration}/en/search/?q=enlargement"
    assert page.get_by_role("status").inner_text().startswith("Releases found: ")
    page.locator(".results li a").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/astana-summit-2017/")
    page.go_back()
    page.wait_for_function(ANSWERED)
    assert page.locator("#q").input_value() == "enlargement"


def test_without_a_script_the_page_leads_into_the_archives(demonstration: str, desk: Desk) -> None:
    """No form is shown that would do nothing."""
    context = desk.browser.new_context(java_script_enabled=False)
    with context.new_page() as page:
        page.goto(f"{demonstration}/ru/search/?q=ШОС")
        assert not page.locator("main form").is_visible()
        page.locator("main").get_by_role("link", name="Архив").click()
        assert page.url == f"{demonstration}/ru/archive/"
    context.close()


def test_a_search_that_cannot_be_loaded_says_so(demonstration: str, page: Page) -> None:
    """The next search tries to load it again."""
    page.route("**/*.leaf*", lambda route: route.abort())
    page.goto(f"{demonstration}/en/search/?q=observers")
    page.wait_for_function(ANSWERED)
    assert "could not be loaded" in page.get_by_role("status").inner_text()
    page.unroute("**/*.leaf*")


def test_markup_in_a_title_stays_text(tmp_path_factory: pytest.TempPathFactory, page: Page) -> None:
    """What an editor writes never becomes part of the page's code."""
    site = Site(tmp_path_factory.mktemp("markup") / "site", SEARCH=True, LANGUAGES=("en",))
    with serve(site.output) as address:
        text = "Markers `<img src=x onerror=alert(1)>` and &lt;b&gt;."
        site.release("note", text, Title="<b>Bold</b> & so")
        site.built(SITEURL=address)
        found = search(page, address, "en", q="markers")
        assert found == [("en/2019/06/05/note/", "<b>Bold</b> & so")]
        assert "<img src=x onerror=alert(1)>" in page.locator(".excerpt").inner_text()
        assert page.locator(".excerpt img, .excerpt b").count() == 0


def test_a_result_says_that_it_was_corrected(
    tmp_path_factory: pytest.TempPathFactory, page: Page
) -> None:
    """In the words of the list, by the gravest kind; what was withdrawn is found no more."""
    site = Site(tmp_path_factory.mktemp("marks") / "site", SEARCH=True)
    site.settings |= {"SITEURL": "", "RELATIVE_URLS": True}
    day = "2019-06-06; {}; It was six."
    marks = {"Plain": "", "Correction": "Corrected", "Clarification": "Clarified"}
    marks["Update"] = "Updated"
    for title in marks:
        correction = {} if title == "Plain" else {"Correction": day.format(title.lower())}
        site.release(f"{title.lower()}.en", "A quokka.", Title=title, **correction)
    site.release("gone.en", "A quokka.", Withdrawn="2019-06-06; withdrawn; Old.")
    correction = {"Correction": day.format("correction")}
    site.release("talks.ru", "Квокка.", Title="Talks", Category="Заявления", **correction)
    site.built()
    with serve(site.output) as address:
        search(page, address, "en", q="quokka")
        shown = {
            card.locator("h2").inner_text(): card.locator(".of-mark").text_content()
            for card in page.locator(".results li").all()
        }
        assert shown == marks
        search(page, address, "ru", q="квокка")
        assert page.locator(".results .of-mark").text_content() == "Исправлено"


def test_the_end_of_a_long_text_is_found(
    tmp_path_factory: pytest.TempPathFactory, page: Page
) -> None:
    """Its words are quoted, phrases are looked up there; a text that got short has one file."""
    site = Site(tmp_path_factory.mktemp("long") / "site", SEARCH=True, LANGUAGES=("en",))
    site.settings |= {"SITEURL": "", "RELATIVE_URLS": True}
    long = "\n\n".join(f"Question {number} was put about many things." for number in range(300))
    site.release("briefing", f"{long}\n\nThe last answer was a quokka.", Title="A briefing")
    site.built()
    assert len(list(site.output.rglob("*.rest"))) == 1
    one = [("en/2019/06/05/briefing/", "A briefing")]
    with serve(site.output) as address:
        assert search(page, address, "en", q="quokka") == one
        assert "The last answer was a quokka." in page.locator(".excerpt").inner_text()
        assert search(page, address, "en", q='"last answer"') == one
        assert search(page, address, "en", q='"answer last"') == []
    site.release("briefing", "The last answer was a quokka.", Title="A briefing")
    site.built()
    assert list(site.output.rglob("*.rest")) == []
    assert differences(site.clean_tree(), site.tree()) == []


def test_a_foreign_theme_has_a_search(tmp_path_factory: pytest.TempPathFactory, page: Page) -> None:
    """Pelican's own knows nothing of it, and gets the package's page."""
    site = Site(
        tmp_path_factory.mktemp("foreign") / "site", SEARCH=True, LANGUAGES=("en",), THEME="simple"
    )
    site.release("note", "Negotiations resumed.", Title="A note")
    with serve(site.output) as address:
        site.built(SITEURL=address)
        assert search(page, address, "en", q="negotiation") == [("en/2019/06/05/note/", "A note")]


@pytest.fixture(scope="module")
def languages(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Two releases in each language, one of them with all that is asked for."""
    site = Site(tmp_path_factory.mktemp("cases") / "site", SEARCH=True, LANGUAGES=tuple(CASES))
    site.settings |= {"SITEURL": "", "RELATIVE_URLS": True}
    for lang, (text, _, _) in CASES.items():
        site.release(f"one.{lang}", text, Title="1")
        site.release(f"two.{lang}", "…", Title="2")
    site.built()
    with serve(site.output) as address:
        yield address


@pytest.mark.parametrize("lang", CASES)
def test_what_readers_of_a_language_type(languages: str, page: Page, lang: str) -> None:
    """Finds what they expect, and nothing else."""
    finding, missing = (typed.split("; ") for typed in CASES[lang][1:])
    page.goto(f"{languages}/{lang}/search/")
    one = [f"{lang}/2019/06/05/one/"]
    wrong = {}
    for typed in (*finding, *missing):
        found = [url for url, _ in search(page, languages, lang, q=typed)]
        if found != (one if typed in finding else []):
            wrong[typed] = found
    assert wrong == {}
