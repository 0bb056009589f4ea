"""``inv new``: a file that passes the check."""

from __future__ import annotations

import pytest

from communique.sources.held.blanks import blank_of
from tests.cli.newsroom import Newsroom

FIRST = "releases/2019/06/04-first.en.md"
TITLE = "Talks on climate in Nur-Sultan"


def test_new_release_passes_the_check(newsroom: Newsroom) -> None:
    """It has the headers that are known, is a draft, and stands where its date says."""
    said = newsroom.inv_in_shell("new", TITLE, "--kind", "statement", "--place", "Almaty")
    path = "content/releases/2019/06/05-talks-on-climate-in-nur-sultan.en.md"
    assert (said.status, said.out, said.err) == (0, f"{path}\n", "")
    head, _, body = newsroom.read(path).partition("\n\n")
    assert head.splitlines() == [
        f"Title: {TITLE}",
        "Date: 2019-06-05 11:30",
        "Category: Statements",
        "Lang: en",
        "Place: Almaty",
        "Status: draft",
    ]
    assert "Status: draft" in body
    checked = newsroom.inv("check")
    told = checked.out.splitlines()
    assert (checked.status, told[-1]) == (0, "2 sources checked, no problems")
    assert told[0] == f"{path}: not written yet"


def test_new_release_in_another_language(newsroom: Newsroom) -> None:
    """Its kind is named in its language, its address in ASCII; the date is the one given."""
    words = ("--kind", "readouts", "--lang", "ru", "--date", "2019-07-01 09:00")
    said = newsroom.inv("new", "Переговоры  по климату", *words)
    path = "content/releases/2019/07/01-peregovory-po-klimatu.ru.md"
    assert said.out == f"{path}\n"
    assert newsroom.read(path).startswith(
        "Title: Переговоры по климату\nDate: 2019-07-01 09:00\nCategory: Отчёты\nLang: ru\n"
    )
    assert newsroom.inv("check").status == 0


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (
            ("A", "--kind", "statment"),
            'Category must be a kind of the vocabulary, got "statment"; did you mean "Statements"?',
        ),
        (
            ("A",),
            "--kind must name a kind of the vocabulary, got none; there are Statements, Readouts",
        ),
        (
            ("A", "--kind", "readouts", "--lang", "eng"),
            'Lang must be a language of the site, got "eng"; did you mean "en"?',
        ),
        (
            ("A", "--kind", "readouts", "--date", "25.06.2019"),
            'Date must be an ISO 8601 date, got "25.06.2019"; write 2019-06-25',
        ),
        (
            ("!?", "--kind", "readouts"),
            'Title must have a letter or a digit to make an address of, got "!?"',
        ),
        (
            ("First", "--kind", "readouts", "--date", "2019-06-04"),
            f"{FIRST} is there already; edit it, or choose another title or date",
        ),
    ],
    ids=["kind", "no kind", "language", "date", "title", "file"],
)
def test_new_release_refused(newsroom: Newsroom, words: tuple[str, ...], message: str) -> None:
    """What cannot be is said with the likely fix, and no file is written or changed."""
    before = newsroom.files()
    said = newsroom.inv("new", *words)
    assert (said.status, said.out, said.err) == (1, "", f"{message}\n")
    assert newsroom.files() == before


KINDS = """
[advisories]
en = "Advisories"
ru = "Анонсы"
[speeches]
en = "Speeches"
ru = "Речи"
[briefings]
en = "Briefings"
ru = "Брифинги"
"""
ANSWERS = {
    "advisories": {
        "Starts": "2019-06-10 10:00 Asia/Almaty",
        "Venue": "Press centre",
        "Accreditation": "By mail",
    },
    "speeches": {"Speaker": "Beibut Atamkulov", "Delivery": "as delivered"},
    "briefings": {},
}


@pytest.mark.parametrize("kind", ANSWERS)
@pytest.mark.parametrize("lang", ["en", "ru"])
def test_a_blank_asks_for_what_its_kind_needs(newsroom: Newsroom, kind: str, lang: str) -> None:
    """A draft passes with the questions in it; no release is published before they are answered."""
    newsroom.write("vocabulary/kinds.toml", newsroom.read("vocabulary/kinds.toml") + KINDS)
    said = newsroom.inv("new", "Talks", "--kind", kind, "--lang", lang)
    path, text = said.out.strip(), newsroom.read(said.out.strip())
    assert [
        name for name in ANSWERS["advisories"] | ANSWERS["speeches"] if f"[{name}? " in text
    ] == [*ANSWERS[kind]]
    blank = blank_of(lang)
    assert text.endswith(f"{blank.briefing if kind == 'briefings' else blank.text}")
    for example in ("Starts: 2019-06-05 10:00 Asia/Almaty,", "Until 2019-06-05, 18:00, at press@"):
        assert (example in text) == (kind == "advisories")
    assert ".," not in text
    assert newsroom.inv("check").status == 0
    newsroom.write(path, text.replace("Status: draft\n", "", 1))
    told = newsroom.inv("check")
    assert told.status == 1
    assert "a text that is not a draft must be complete" in told.err
    for name in ANSWERS[kind]:
        assert f"got a question about {name}" in told.err
    head, _, _ = text.replace("Status: draft\n", "", 1).partition("\n\n")
    lines = [f"{name}: {value}" for name, value in ANSWERS[kind].items()]
    newsroom.write(path, "\n".join([head, *lines, "", "SPOKESPERSON: The text.", ""]))
    assert newsroom.inv("check").status == 0


@pytest.mark.parametrize(
    ("title", "lang", "slug"),
    [
        ("L'accord d’Astana, aujourd'hui", "fr", "l-accord-d-astana-aujourd-hui"),
        ("Dell'Unione", "it", "dell-unione"),
        ("Kazakhstan's path to Côte d’Ivoire", "en", "kazakhstans-path-to-cote-divoire"),
        ("Здоров'я", "uk", "zdorovia"),
    ],
)
def test_an_apostrophe_parts_words_where_it_does_in_the_language(
    newsroom: Newsroom, title: str, lang: str, slug: str
) -> None:
    """In the address of a new release; elsewhere it vanishes."""
    conf = newsroom.read("pelicanconf.py").replace('("en", "ru")', '("en", "fr", "it", "uk")')
    newsroom.write("pelicanconf.py", conf)
    newsroom.write("vocabulary/kinds.toml", '[notes]\nen = "Notes"\n')
    said = newsroom.inv("new", title, "--kind", "notes", "--lang", lang)
    assert said.out == f"content/releases/2019/06/05-{slug}.{lang}.md\n", said.err
