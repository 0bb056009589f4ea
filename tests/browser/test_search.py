"""Readers who search: by words of any form, names of any time, kind, country and year."""

from __future__ import annotations

import gzip
import random
import re
import shutil
import unicodedata
from collections.abc import Iterator
from urllib.parse import urlencode, urlsplit

import pytest
from playwright.sync_api import Page, Response

from tests.browser.chromium import serve
from tests.browser.conftest import Desk
from tests.browser.searches import CASES
from tests.browser.test_accessibility import OPTIONS, violations
from tests.site.archives import slug_of
from tests.site.test_state import KINDS, STATE
from tests.sites import ROOT, Site, differences

PACKED = (".text", ".rest", ".words")

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
        texts = [gzip.decompress(p.read_bytes()).decode() for p in site.output.rglob("*.text")]
        assert texts
        assert [text for text in texts if any(title in text for title in gone)] == []


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
    page.route("**/*.words*", lambda route: route.abort())
    page.goto(f"{demonstration}/en/search/?q=observers")
    page.wait_for_function(ANSWERED)
    assert "could not be loaded" in page.get_by_role("status").inner_text()
    page.unroute("**/*.words*")


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


@pytest.mark.parametrize(
    "words", ["ceasefire", "the minister of foreign", '"foreign affairs"', "Nagorno-Karabakh talks"]
)
def test_a_first_search_costs_a_reader_little(
    archive: tuple[Site, str], desk: Desk, words: str
) -> None:
    """Page, script, words and ten results: under 300 KB, as a host sends them."""
    # A browser that has been nowhere: another keeps what it fetched.
    with desk.browser.new_page() as page:
        answers: list[Response] = []
        page.on("response", lambda answer: answers.append(answer))  # noqa: PLW0108 - must be a function
        search(page, archive[1], "en", q=words)
        page.wait_for_load_state("networkidle")
        sizes = [
            len(body if urlsplit(answer.url).path.endswith(PACKED) else gzip.compress(body))
            for answer in answers
            if answer.ok and (body := answer.body())
        ]
    assert 20_000 < sum(sizes) < 300_000


PICTURE = re.compile(r"!\[[^\]\[]*\]\([^)]*\)")
LINK = re.compile(r"\[([^\]\[]*)\]\([^)]*\)")
HEADERS = ("Title", "Category", "Tags", "Countries", "Authors")


def scan(site: Site) -> dict[str, str]:
    """Read the sources with no line of ours: each release's address with what it says."""
    said = {}
    for path in sorted((site.root / "content").rglob("*.md")):
        head, _, body = path.read_text("utf-8").partition("\n\n")
        headers = dict(line.split(": ", 1) for line in head.splitlines() if ": " in line)
        if "Withdrawn" not in headers and headers.get("Status") != "draft":
            day = headers["Date"][:10].replace("-", "/")
            slug = re.sub("%..", "", headers["Slug"])
            said[f"en/{day}/{slug}/"] = " ; ".join(
                [
                    *(headers.get(name, "") for name in HEADERS),
                    LINK.sub(r"\1", PICTURE.sub("", body)).replace("*", ""),
                ]
            )
    return said


def plain_words(text: str) -> list[str]:
    """Cut a text at all but letters and digits; accents go."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    return re.findall(r"[^\W_]+", "".join(c for c in apart if not unicodedata.combining(c)))


ASK = """async (queries) => {
  const script = document.querySelector("script[type=module]").src;
  const { ask, findState, openText } = await import(script);
  await findState();
  const found = [];
  for (const text of queries) {
    const { numbers } = await ask({ text });
    found.push(await Promise.all(numbers.map(async (number) => (await openText(number)).url)));
  }
  return found;
}"""


def test_random_pairs_of_words_find_what_has_both(archive: tuple[Site, str], page: Page) -> None:
    """Five hundred pairs of words as written: the releases that a scan of the sources finds.

    Of three letters or more: "a.m." is found as "am" too.
    """
    site, address = archive
    said = {url: set(plain_words(text)) for url, text in scan(site).items()}
    choice = random.Random(17)  # noqa: S311 - which words are tried
    pairs: list[tuple[str, str]] = []
    while len(pairs) < 500:
        has = sorted(choice.choice(sorted(said.items()))[1])
        other = sorted(choice.choice(sorted(said.items()))[1])
        pair = choice.choice(has), choice.choice(has if len(pairs) % 2 else other)
        if all(word.isalpha() and word.isascii() and len(word) > 2 for word in pair):
            pairs.append(pair)
    page.goto(f"{address}/en/search/")
    answers = page.evaluate(ASK, [f'"{one}" "{other}"' for one, other in pairs])
    wrong = []
    for pair, answer in zip(pairs, answers, strict=True):
        expected = {url for url, words in said.items() if words.issuperset(pair)}
        if set(answer) != expected or len(answer) != len(expected):
            wrong.append((pair, sorted(expected - set(answer)), sorted(set(answer) - expected)))
    assert not wrong, wrong
    assert sum(map(bool, answers)) > 200
    assert not all(answers)


def notes(page: Page) -> list[str]:
    """Return what the page says besides the count."""
    return [line.inner_text() for line in page.locator(".notes p").all()]


def test_what_no_release_has_is_said(archive: tuple[Site, str], page: Page) -> None:
    """Which word it is, and how many releases there are without it; a link leads to them."""
    site, address = archive
    having = sum("ukraine" in plain_words(text) for text in scan(site).values())
    assert search(page, address, "en", q="Ukraine zebra") == []
    assert page.get_by_role("status").inner_text() == "No release has all words."
    assert notes(page)[0] == f"Without “zebra”: {having}"
    page.locator(".notes a").first.click()
    page.wait_for_url("**/?q=Ukraine")
    page.wait_for_function(ANSWERED)
    assert page.get_by_role("status").inner_text() == f"Releases found: {having}"
    assert page.title().startswith("Ukraine · Search")


def test_words_that_are_never_together_are_told_apart(
    archive: tuple[Site, str], page: Page
) -> None:
    """Each is counted without the other."""
    _, address = archive
    assert search(page, address, "en", q="Nagorno-Karabakh ceasefire") == []
    assert notes(page)[:2] == ["Without “Nagorno-Karabakh”: 27", "Without “ceasefire”: 2"]


@pytest.mark.parametrize(
    ("typed", "meant"),
    {
        "Ukrane": "ukraine",
        "Blinkin": "blinken",
        "Kazahkstan": "kazakhstan",
        "Krygyz": "kyrgyz",
        "goverment": "government",
    }.items(),
)
def test_a_misspelling_is_offered_and_not_taken(
    archive: tuple[Site, str], page: Page, typed: str, meant: str
) -> None:
    """Nothing is found for it; one step leads to what was meant."""
    _, address = archive
    assert search(page, address, "en", q=typed) == []
    page.get_by_role("link", name=f"Did you mean “{meant}”?").click()
    page.wait_for_url(f"**/?q={meant}")
    page.wait_for_function(ANSWERED)
    assert page.locator(".results li").count() > 0


def test_the_beginning_of_a_word_is_not_the_word(archive: tuple[Site, str], page: Page) -> None:
    """Neither shorter words are found nor longer ones; other forms are, and are named."""
    site, address = archive
    assert search(page, address, "en", q="Ukrain") == []
    said = {url: set(plain_words(text)) for url, text in scan(site).items()}
    search(page, address, "en", q="minister")
    assert notes(page) == ["Other forms of “minister” were found too: minister's, ministers"]
    having = sum(bool({"minister", "ministers"} & words) for words in said.values())
    assert page.get_by_role("status").inner_text() == f"Releases found: {having}"
    search(page, address, "en", q='"minister"')
    assert notes(page) == []
    having = sum("minister" in words for words in said.values())
    assert page.get_by_role("status").inner_text() == f"Releases found: {having}"


def test_a_phrase_stands_as_it_is_written(archive: tuple[Site, str], page: Page) -> None:
    """Word behind word, whatever signs are between them; all results are looked at."""
    site, address = archive
    said = {url: f" {' '.join(plain_words(text))} " for url, text in scan(site).items()}
    for phrase in (
        "territorial integrity",
        "Human Rights Council",
        "two-state solution",
        "COVID-19 pandemic",
    ):
        expected = {
            url for url, text in said.items() if f" {' '.join(plain_words(phrase))} " in text
        }
        assert expected
        found = {url for url, _ in search(page, address, "en", q=f'"{phrase}"')}
        while page.locator(".results > button").is_visible():
            before = page.locator(".results li").count()
            page.locator(".results > button").click()
            page.wait_for_function(
                "(n) => document.querySelectorAll('.results li').length > n"
                " || document.querySelector('.results > button').hidden",
                arg=before,
            )
            links = page.locator(".results li a").all()
            found = {str(each.get_attribute("href")).removeprefix(f"{address}/") for each in links}
        assert found == expected, phrase


def test_filters_alone_list_the_newest(archive: tuple[Site, str], page: Page) -> None:
    """All that they leave, counted; what the address says, the form and the title say too."""
    site, address = archive
    years = [url for url in scan(site) if url.startswith("en/2021/")]
    found = search(page, address, "en", year="2021")
    assert page.get_by_role("status").inner_text() == f"Releases found: {len(years)}"
    assert [url[:13] for url, _ in found] == sorted((url[:13] for url in years), reverse=True)[:10]
    assert page.title().startswith("2021 · Search")
    readouts = search(page, address, "en", kinds="readouts", countries="japan")
    assert 0 < len(readouts) < 10
    assert page.locator("select[name=kinds]").input_value() == "readouts"
    assert page.title().startswith("Readouts · Japan · Search")


def test_the_newest_come_first_where_that_is_asked(archive: tuple[Site, str], page: Page) -> None:
    """Else those that have the words in their titles."""
    site, address = archive
    having = [url for url, text in scan(site).items() if "ceasefire" in plain_words(text)]
    found = search(page, address, "en", q="ceasefire", order="newest")
    assert [url[:13] for url, _ in found] == sorted((url[:13] for url in having), reverse=True)[:10]
    titles = [title for _, title in search(page, address, "en", q="Kazakhstan")]
    assert "Kazakhstan" in titles[0]


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
