"""Readers who search: by words of any form, names of any time, kind, country and year."""

from __future__ import annotations

import gzip
import shutil
from collections.abc import Iterator
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Page, Response

from tests.browser.chromium import serve
from tests.browser.conftest import Desk
from tests.browser.test_accessibility import OPTIONS, violations
from tests.site.archives import slug_of
from tests.site.test_state import KINDS, STATE
from tests.sites import ROOT, Site

ANSWERED = """() => {
  const results = document.querySelector(".results");
  const said = results.querySelector("[role=status]").textContent;
  return said !== "" && said !== results.dataset.searching;
}"""

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

ARCHIVE = {
    # What a reader types, and words of the first result's title.
    "Karakalpakstan": "Karakalpakstan",
    "Waitangi": "New Zealand Waitangi Day",
    "Marshall Islands national day": "Republic of the Marshall Islands, National Day",
    "Duma elections observation": "Duma Elections",
    "Fulbright institutions": "Fulbright Top Producing",
    "Kyrgyz NGO law": "Kyrgyz Republic",
    "Blinken Croatian Plenkovic": "Croatian Prime Minister Plenkovic",
    "Romanian Aurescu call": "Aurescu",
    "trafficking in persons report 2021": "Trafficking in Persons",
    "Kerry Moscow": "Kerry",
    "Costa Rica Alvarado press availability": "Alvarado",
    "Eid al-Adha Sudan": "Eid al-Adha",
    "Indo-Pacific Business Forum": "Indo-Pacific Business Forum",
    "Blinken Panama travel": "Travel to Panama",
    "maritime agreement Israel Lebanon": "Maritime Agreement",
    "Taliban representatives delegation": "Taliban Representatives",
    "South Sudan national day": "South Sudan National Day",
    "Japan financial sanctions": "Financial Sanctions Against Russia",
    "Lenderking Gulf": "Lenderking",
    "clean energy advisory committee": "Clean Energy Resources Advisory Committee",
}


def search(page: Page, address: str, lang: str, **given: str) -> list[tuple[str, str]]:
    """Search as a link would, and return address below the site and title of each result."""
    page.goto(f"{address}/{lang}/search/?{urlencode(given)}")
    page.wait_for_function(ANSWERED)
    found = page.locator(".results li a")
    return [
        (str(link.get_attribute("href")).removeprefix(f"{address}/"), link.inner_text())
        for link in found.all()
    ]


@pytest.fixture(scope="module")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The repository's own newsroom, below a path."""
    root = tmp_path_factory.mktemp("search") / "site"
    site = Site(
        root,
        SEARCH=True,
        LANGUAGES=("en", "fr", "es", "ru", "kk", "ar", "zh"),
        VOCABULARY_PATH=str(ROOT / "vocabulary"),
        TIMEZONE="Asia/Almaty",
        SITEURL="",
        RELATIVE_URLS=True,
        WORKERS=0,
    )
    shutil.copytree(ROOT / "content", root / "content", dirs_exist_ok=True)
    site.built()
    with serve(site.output) as address:
        yield address


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Site, str]]:
    """Five hundred real releases."""
    if not STATE.is_dir():
        pytest.skip("the archive of 512 real releases is not beside the repository")
    root = tmp_path_factory.mktemp("archive") / "site"
    site = Site(
        root, SEARCH=True, LANGUAGES=("en",), SITEURL="", RELATIVE_URLS=True, STATIC_PATHS=[]
    )
    kinds = "".join(f'[{slug_of(kind)}]\nen = "{kind}"\n' for kind in KINDS)
    site.write("vocabulary/kinds.toml", kinds)
    site.delete("vocabulary/tags.toml")
    shutil.copytree(STATE, root / "content", dirs_exist_ok=True)
    site.built()
    with serve(site.output) as address:
        yield site, address


@pytest.mark.parametrize(("lang", "query"), DEMONSTRATION)
def test_a_release_is_found_first(demonstration: str, page: Page, lang: str, query: str) -> None:
    """By forms of its words that a reader types in their language."""
    found = search(page, demonstration, lang, q=query)
    assert found[0][0] == f"{lang}/{DEMONSTRATION[lang, query]}"


@pytest.mark.parametrize("query", ARCHIVE)
def test_real_releases_are_found(archive: tuple[Site, str], page: Page, query: str) -> None:
    """The first result is the one that was meant."""
    found = search(page, archive[1], "en", q=query)
    assert ARCHIVE[query] in found[0][1]


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


def test_a_search_is_narrowed(archive: tuple[Site, str], page: Page) -> None:
    """By kind, by country and by year, each of which leaves fewer, and all of them together."""
    _, address = archive

    def count(**filters: str) -> int:
        search(page, address, "en", q="Blinken", **filters)
        said = page.locator(".results [role=status]").inner_text()
        return int("".join(filter(str.isdigit, said)) or 0)

    every = count()
    years = [count(year=year) for year in ("2021", "2022")]
    assert sum(years) == every
    readouts = count(kinds="readouts")
    assert 0 < readouts < every
    assert 0 < count(kinds="readouts", year="2021") < readouts
    japan = count(countries="japan")
    assert 0 < japan < every
    assert 0 <= count(countries="japan", kinds="readouts") < japan


def test_what_leaves_the_site_leaves_the_index(archive: tuple[Site, str], page: Page) -> None:
    """A withdrawn release is found no more, nor is one that is a draft again."""
    site, address = archive
    for words, header in (
        ("Jordanian Foreign Minister Safadi", "Withdrawn: 2022-07-05 It was sent in error."),
        ("Nigerien Foreign Minister Hassoumi", "Status: draft"),
    ):
        files = [
            path
            for path in sorted((site.root / "content").rglob("*.md"))
            if words in path.read_text("utf-8").split("\n", 1)[0]
        ]
        titles = {title for _, title in search(page, address, "en", q=words)}
        gone = {file.read_text("utf-8").split("\n", 1)[0].removeprefix("Title: ") for file in files}
        assert gone <= titles
        for file in files:
            file.write_text(f"{header}\n{file.read_text('utf-8')}", "utf-8")
        site.built()
        assert gone.isdisjoint(title for _, title in search(page, address, "en", q=words))
        fragments = [
            gzip.decompress(p.read_bytes()).decode() for p in site.output.rglob("*.pf_fragment")
        ]
        assert fragments
        assert [text for text in fragments if any(title in text for title in gone)] == []


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
    """And the next one tries again."""
    page.route("**/*.pagefind", lambda route: route.abort())
    page.goto(f"{demonstration}/en/search/?q=observers")
    page.wait_for_function(ANSWERED)
    assert "could not be loaded" in page.get_by_role("status").inner_text()
    page.unroute("**/*.pagefind")


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


def test_a_foreign_theme_has_a_search(tmp_path_factory: pytest.TempPathFactory, page: Page) -> None:
    """Pelican's own knows nothing of it, and gets the package's page."""
    site = Site(
        tmp_path_factory.mktemp("foreign") / "site", SEARCH=True, LANGUAGES=("en",), THEME="simple"
    )
    site.release("note", "Negotiations resumed.", Title="A note")
    with serve(site.output) as address:
        site.built(SITEURL=address)
        assert search(page, address, "en", q="negotiation") == [("en/2019/06/05/note/", "A note")]


def test_a_first_search_costs_a_reader_little(archive: tuple[Site, str], desk: Desk) -> None:
    """Program, lists of the parts, words and ten results: under 300 KB, as a host sends them."""
    # A browser that has been nowhere: another keeps what it fetched.
    with desk.browser.new_page() as page:
        page.goto(f"{archive[1]}/en/search/", wait_until="networkidle")
        answers: list[Response] = []
        page.on("response", lambda answer: answers.append(answer))  # noqa: PLW0108 - must be a function
        page.fill("#q", "ceasefire")
        page.press("#q", "Enter")
        page.wait_for_function(ANSWERED)
        page.wait_for_load_state("networkidle")
        sizes = [
            len(gzip.compress(answer.body()) if answer.url.endswith(".js") else answer.body())
            for answer in answers
        ]
    assert 100_000 < sum(sizes) < 300_000
