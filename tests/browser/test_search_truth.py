"""The answers of a search over real releases, held to a scan of the sources."""

from __future__ import annotations

import gzip
import random
import re
import unicodedata
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, Response

from tests.browser.conftest import Desk
from tests.browser.searching import ANSWERED, notes, search
from tests.sites import ROOT, Site, demonstrated

PACKED = (".text", ".rest", ".leaf")

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
    """Cut a text at all but letters and digits; accents go, but й is a letter."""
    apart = unicodedata.normalize("NFKD", text.casefold()).replace("и\u0306", "й")
    return re.findall(r"[^\W_]+", "".join(c for c in apart if not unicodedata.combining(c)))


ASK = """async ([queries, told]) => {
  const script = document.querySelector("script[type=module]").src;
  const { ask, findState, openText } = await import(script);
  await findState();
  const found = [];
  for (const text of queries) {
    const { numbers } = await ask({ text });
    found.push(await Promise.all(numbers.map(async (number) => (await openText(number))[told])));
  }
  return found;
}"""


def test_a_search_is_narrowed(archive: tuple[Site, str], page: Page) -> None:
    """Filters by kind, country and year each leave fewer results; so do all three together."""
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
    answers = page.evaluate(ASK, [[f'"{one}" "{other}"' for one, other in pairs], "url"])
    wrong = []
    for pair, answer in zip(pairs, answers, strict=True):
        expected = {url for url, words in said.items() if words.issuperset(pair)}
        if set(answer) != expected or len(answer) != len(expected):
            wrong.append((pair, sorted(expected - set(answer)), sorted(set(answer) - expected)))
    assert not wrong, wrong
    assert sum(map(bool, answers)) > 200
    assert not all(answers)


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
    """Shorter and longer words are not found; other forms are, and are named."""
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


@pytest.mark.parametrize("query", ARCHIVE)
def test_real_releases_are_found(archive: tuple[Site, str], page: Page, query: str) -> None:
    """The first result is the one that was meant."""
    found = search(page, archive[1], "en", q=query)
    assert ARCHIVE[query] in found[0][1]


MARKUP = re.compile(r"\]\([^)]*\)|\{:[^}]*\}|^\[[^\]]*\]:.*$|&\w+;", re.MULTILINE)
UNSPACED = re.compile("[\u4e00-\u9fff]+")


def read_demonstration(lang: str) -> dict[str, str]:
    """Return the title of each release of the demonstration in a language, with its text."""
    said = {}
    for path in sorted((ROOT / "content" / "releases").rglob(f"*.{lang}.md")):
        head, _, body = path.read_text("utf-8").partition("\n\n")
        headers = dict(line.split(": ", 1) for line in head.splitlines() if ": " in line)
        if "Withdrawn" not in headers and headers.get("Status") != "draft":
            title = " ".join(plain_words(headers["Title"]))
            said[title] = f"{headers['Title']} ; {MARKUP.sub(' ', body)}"
    return said


def words_to_ask(lang: str, said: dict[str, str]) -> list[str]:
    """Choose thirty words of texts, or runs of Chinese signs, that no name has; or all."""
    named = (ROOT / "vocabulary").glob("*.toml")
    names = set(plain_words(" ".join(path.read_text("utf-8") for path in named)))
    if lang == "zh":
        runs = [run for text in said.values() for run in UNSPACED.findall(text) if len(run) > 5]
        choice = random.Random(18)  # noqa: S311 - which words are tried
        parts = [(run, choice.randrange(len(run) - 4), choice.randint(2, 4)) for run in runs]
        words = {run[at : at + size] for run, at, size in parts}
        words -= {word for word in words if any(word in name for name in names)}
    else:
        words = {word for text in said.values() for word in plain_words(text)} - names
        words = {word for word in words if len(word) > 3 and word.isalpha()}
    return random.Random(lang).sample(sorted(words), min(30, len(words)))  # noqa: S311 - which words are tried


@pytest.mark.parametrize("lang", demonstrated())
def test_thirty_words_of_a_language_find_what_has_them(
    demonstration: str, page: Page, lang: str
) -> None:
    """The search finds the releases in whose sources a plain scan finds the words."""
    said = read_demonstration(lang)
    asked = words_to_ask(lang, said)
    page.goto(f"{demonstration}/{lang}/search/")
    answers = page.evaluate(ASK, [[f'"{word}"' for word in asked], "title"])
    wrong = {}
    for word, answer in zip(asked, answers, strict=True):
        expected = sorted(
            title
            for title, text in said.items()
            if word in (text if lang == "zh" else plain_words(text))
        )
        found = sorted(" ".join(plain_words(title)) for title in answer)
        if found != expected:
            wrong[word] = (found, expected)
    assert wrong == {}
