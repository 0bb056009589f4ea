"""Headers of a source: each mistake has its message, each value reaches the release."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from communique.errors import Severity
from communique.model.media import Media
from communique.model.release import Correction, Release, Status
from communique.model.term import Facet
from tests.sources.stylebooks import VISIT, read, read_release, sound


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        (
            {"Title": ""},
            (
                f"{VISIT}:1: Title must be given, found none; "
                "add a line like Title: Observer mission arrives in Nur-Sultan"
            ),
        ),
        (
            {"Date": ""},
            f"{VISIT}:1: Date must be given, found none; add a line like Date: 2019-06-05 10:00",
        ),
        (
            {"Category": ""},
            (
                f"{VISIT}:1: Category must be given, found none; "
                "add a line like Category: Press releases"
            ),
        ),
        (
            {"Title": " "},
            f'{VISIT}:1: Title must not be empty, got ""; give a value, or delete the line',
        ),
        (
            {"Date": "5.06.2019"},
            f'{VISIT}:2: Date must be an ISO 8601 date, got "5.06.2019"; write 2019-06-05',
        ),
        (
            {"Date": "June 2019"},
            f'{VISIT}:2: Date must be an ISO 8601 date, got "June 2019"; write 2019-06-DD',
        ),
        (
            {"Date": "5 June 2019 10:00"},
            (
                f'{VISIT}:2: Date must be an ISO 8601 date, got "5 June 2019 10:00"; '
                "write 2019-06-05 10:00"
            ),
        ),
        (
            {"Date": "05/06/2019"},
            (
                f'{VISIT}:2: Date must be an ISO 8601 date, got "05/06/2019"; '
                "write 2019-05-06 or 2019-06-05"
            ),
        ),
        (
            {"Date": "2019-02-30"},
            (
                f'{VISIT}:2: Date must be an ISO 8601 date, got "2019-02-30"; '
                "February 2019 has 28 days"
            ),
        ),
        (
            {"Modified": "yesterday"},
            (
                f'{VISIT}:4: Modified must be an ISO 8601 date, got "yesterday"; '
                "write it like 2019-06-05 10:00"
            ),
        ),
        (
            {"Embargo": "12:00"},
            (
                f'{VISIT}:4: Embargo must have a date, a time and a zone, got "12:00"; '
                "write it like 2031-01-01 10:00+06:00, or 2031-01-01 10:00 Asia/Tashkent"
            ),
        ),
        (
            {"Category": "Statments"},
            (
                f'{VISIT}:3: Category must be in the vocabulary, got "Statments"; '
                'did you mean "Statements"? or add it to vocabulary/kinds.toml'
            ),
        ),
        (
            {"Category": "Zzzz"},
            (
                f'{VISIT}:3: Category must be in the vocabulary, got "Zzzz"; '
                "add it to vocabulary/kinds.toml"
            ),
        ),
        (
            {"Countries": "Kazakhstan; Kazakstan"},
            (
                f'{VISIT}:4: Countries must be in the vocabulary, got "Kazakstan"; '
                'did you mean "Kazakhstan"? or write a country\'s name, or its code of ISO 3166-1'
            ),
        ),
        (
            {"Countries": "England"},
            (
                f'{VISIT}:4: Countries must be in the vocabulary, got "England"; '
                'did you mean "United Kingdom"? '
                "or write a country's name, or its code of ISO 3166-1"
            ),
        ),
        *(
            (
                {"Countries": name},
                (
                    f'{VISIT}:4: Countries must be in the vocabulary, got "{name}"; '
                    f"{meant}write a country's name, or its code of ISO 3166-1"
                ),
            )
            for name, meant in (
                ("Somaliland", ""),
                ("Puntland", ""),
                ("Czechoslovakia", ""),
                ("Конго", 'did you mean "Congo - Brazzaville" or "Congo - Kinshasa"? or '),
                ("Korea", 'did you mean "South Korea" or "North Korea"? or '),
            )
        ),
        (
            {"Countries": "Estados Unidos"},
            (
                f'{VISIT}:4: Countries must be in the vocabulary, got "Estados Unidos"; '
                'did you mean "United States"? '
                "or write a country's name, or its code of ISO 3166-1"
            ),
        ),
        (
            {"Countries": "Казахстн"},
            (
                f'{VISIT}:4: Countries must be in the vocabulary, got "Казахстн"; '
                'did you mean "Казахстан"? '
                "or write a country's name, or its code of ISO 3166-1"
            ),
        ),
        (
            {"Catgory": "Statements"},
            (
                f'{VISIT}:4: a header must be one of the manual\'s, got "Catgory"; '
                'did you mean "Category"?'
            ),
        ),
        (
            {"Xyzzy": "1"},
            (
                f'{VISIT}:4: a header must be one of the manual\'s, got "Xyzzy"; '
                "see the page Editing of the manual, or leave an empty line before the text"
            ),
        ),
        (
            {"title": "Again"},
            f'{VISIT}:4: title must be given once, got "Again"; merge the two lines',
        ),
        (
            {"Lang": "fr"},
            (
                f'{VISIT}:4: Lang must be one of en, ru, kk, got "fr"; '
                "add the language to LANGUAGES, or correct it"
            ),
        ),
        (
            {"Slug": "Visit to Astana"},
            (
                f"{VISIT}:4: Slug must be lower case ASCII letters, digits and single hyphens, got "
                '"Visit to Astana"; write visit-to-astana'
            ),
        ),
        (
            {"Id": "№ 1/2"},
            (
                f"{VISIT}:4: Id must be lower case ASCII letters, digits and single hyphens, got "
                '"№ 1/2"; write no-1-2'
            ),
        ),
        (
            {"Status": "drfat"},
            f'{VISIT}:4: Status must be published or draft, got "drfat"; did you mean "draft"?',
        ),
        (
            {"Tags": "g7; !!!"},
            f'{VISIT}:4: Tags must have a letter or a digit to make an address of, got "!!!"',
        ),
        (
            {"Attachments": "a.pdf | A | B | C | D | E"},
            (
                f"{VISIT}:4: Attachments must be: file | alt text or title | caption | credit | "
                'licence, got "a.pdf | A | B | C | D | E"; put ; before the next file'
            ),
        ),
        (
            {"Aliases": "https://old.example/visit/"},
            (
                f"{VISIT}:4: Aliases must be a path of this site, "
                'got "https://old.example/visit/"; '
                "write /visit/"
            ),
        ),
        *(
            (
                {"Aliases": address},
                (
                    f"{VISIT}:4: Aliases must be an address that a browser can read, "
                    f'got "{address}"; write %25 for a percent sign'
                ),
            )
            for address in ("/en/%/", "/en/100%/", "/en/%zz/old/")
        ),
        *(
            (
                {"Aliases": address},
                (
                    f'{VISIT}:4: Aliases must be a path of this site, got "{address}"; '
                    "write it like /en/2018/old-address/"
                ),
            )
            for address in ("/en/../../etc/passwd", "/en/old/*")
        ),
        (
            {"Correction": "The name was corrected."},
            (
                f'{VISIT}:4: Correction must be an ISO 8601 date, got "The name was corrected."; '
                "write it like 2019-06-05 10:00"
            ),
        ),
        (
            {"Withdrawn": "2019-06-07"},
            (
                f'{VISIT}:4: Withdrawn must be an ISO 8601 day and a sentence, got "2019-06-07"; '
                "write it like 2019-06-06 Why."
            ),
        ),
        (
            {"Modified": "2019-06-04"},
            (
                f"{VISIT}:4: Modified must not be before Date 2019-06-05 10:00+05:00, "
                "got 2019-06-04 00:00+05:00; correct one of the two"
            ),
        ),
        (
            {"Image": "a.jpg"},
            (
                f"{VISIT}:4: Image must have an alt text for people who cannot see it, "
                'got "a.jpg" alone; write Image: file | what it shows'
            ),
        ),
        (
            {"Attachments": "one/a.pdf | One; two/a.pdf | Two"},
            (
                f'{VISIT}:4: files of a release must have names of their own, got "a.pdf" twice, '
                "releases/two/a.pdf and releases/one/a.pdf; rename one"
            ),
        ),
        (
            {"Attachments": "index.html | The page"},
            (
                f'{VISIT}:4: files of a release must have names of their own, got "index.html" '
                "twice, releases/index.html and the page itself; rename one"
            ),
        ),
    ],
)
def test_each_mistake_has_its_message(headers: dict[str, str], expected: str) -> None:
    """Path and line, what must hold, what was found, the likely fix: all of it, and alone."""
    assert [expected] == [str(problem) for problem in read(sound(**headers)).problems]


def test_all_mistakes_are_told_at_once() -> None:
    """Nothing stops at the first problem."""
    reading = read(
        "Titel: Visit\nDate: 5.06.2019\nCategory: Speach\nCountries: Kazakstan; Narnia\n\nText.\n"
    )
    assert reading.content is None
    assert sorted(
        {(problem.line, problem.rule.split(" must")[0]) for problem in reading.problems},
        key=lambda found: (found[0], found[1] != "a header"),
    ) == [
        (1, "a header"),
        (1, "Title"),
        (2, "Date"),
        (3, "Category"),
        (4, "Countries"),
    ]
    assert len(reading.problems) == 6


def test_a_slug_from_an_address_is_taken_with_a_warning() -> None:
    """Percent signs are read as what they stand for."""
    reading = read(sound(Slug="%D0%B2%D0%B8%D0%B7%D0%B8%D1%82", Lang="ru"))
    assert isinstance(reading.content, Release)
    assert reading.content.slug == "vizit"
    assert [problem.severity for problem in reading.problems] == [Severity.WARNING]


@pytest.mark.parametrize(
    ("lang", "header", "written", "slug", "name"),
    [
        ("en", "Category", "statement", "statements", "Statements"),
        ("ru", "Category", "Statement", "statements", "Заявления"),
        ("en", "Organisations", "ШОС", "sco", "Shanghai Cooperation Organization"),
        ("ru", "Organisations", "sco", "sco", "Шанхайская организация сотрудничества"),
        ("en", "Place", "nur-sultan", "astana", "nur-sultan"),
        ("ru", "Place", "Астана", "astana", "Астана"),
        ("kk", "Place", "Астана", "astana", "Astana"),
        ("en", "Countries", "KZ", "kazakhstan", "Kazakhstan"),
        ("en", "Countries", "Казахстан", "kazakhstan", "Kazakhstan"),
        ("ru", "Countries", "Қазақстан", "kazakhstan", "Казахстан"),
        ("en", "Countries", "côte d'ivoire", "cote-divoire", "Côte d’Ivoire"),
        ("en", "Countries", "Turkey", "turkiye", "Turkey"),
        ("en", "Countries", "tr", "turkiye", "Türkiye"),
        ("en", "Tags", "Observer  missions", "observer-missions", "Observer  missions"),
    ],
)
def test_a_term_is_known_by_many_words(
    lang: str, header: str, written: str, slug: str, name: str
) -> None:
    """Any spelling, any language of the site, any code; a former name is shown as written."""
    found = read_release(sound(**{header: written, "Lang": lang}))
    facet = {"Category": Facet.KIND, "Place": Facet.PLACE}.get(header) or Facet(header.lower())
    assert [(slug, name)] == [(term.slug, term.name) for term in found.terms_of(facet)]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("elections; observer missions", ["elections", "observer missions"]),
        ("elections, observer missions", ["elections", "observer missions"]),
        ("Washington, D.C.; elections", ["Washington, D.C.", "elections"]),
        (" ; elections ;; elections ; ", ["elections"]),
    ],
)
def test_lists_are_split_as_in_pelican(value: str, expected: list[str]) -> None:
    """At semicolons, or at commas where there is none; empty and repeated parts are dropped."""
    assert expected == [term.name for term in read_release(sound(Tags=value)).terms_of(Facet.TAG)]


def test_every_header_reaches_the_release() -> None:
    """One release with all of them."""
    found = read_release(
        "Title: Visit\nDate: 2019-06-05 10:00\nCategory: Statements\nModified: 2019-06-06\n"
        "Lang: en\nSlug: the-visit\nId: visit-1\nSummary: In short.\nAuthors: Press Office\n"
        "Tags: elections\nCountries: KZ\nOrganisations: SCO\nPeople: Vladimir Norov\n"
        "Place: Astana\nImage: ../media/a.jpg | Two people | At work | Press Office\n"
        "Attachments: b.pdf | Full text\nEmbargo: 2019-06-05 12:00+00:00\nStatus: Draft\n"
        "Correction: 2019-06-06 A name.\nCorrection: 2019-06-07 A date.\n"
        "Aliases: /old/, /older.html\n\nText with [a link]({filename}other.md).\n"
    )
    assert (
        found.slug,
        found.stable_id,
        found.summary,
        found.title,
    ) == ("the-visit", "visit-1", "In short.", "Visit")
    assert datetime.fromisoformat("2019-06-05T10:00+05:00") == found.date
    assert datetime.fromisoformat("2019-06-07T00:00+05:00") == found.updated
    assert datetime.fromisoformat("2019-06-05T12:00+00:00") == found.visible_from
    assert Status.DRAFT is found.status
    assert Media("media/a.jpg", "a.jpg", "Two people", "At work", "Press Office") == found.image
    assert (Media("releases/b.pdf", "b.pdf", "Full text"),) == found.attachments
    assert (
        Correction(date(2019, 6, 6), "A name."),
        Correction(date(2019, 6, 7), "A date."),
    ) == found.corrections
    assert found.aliases == ("old/", "older.html")
    assert found.links == ("releases/other.md",)
    assert {
        "kinds/statements/",
        "countries/kazakhstan/",
        "organisations/sco/",
        "people/vladimir-norov/",
        "tags/elections/",
        "authors/press-office/",
        "places/astana/",
    } == {term.path for term in found.terms}


@pytest.mark.parametrize(
    ("line", "hint"),
    [
        ("**Title:** L", "write Title: L, without the asterisks"),
        ("**Title: L**", "write Title: L, without the asterisks"),
        ("- Title: L", "write Title: L, without the marks"),
        ("__Title__: L", "write Title: L, without the marks"),
    ],
)
def test_headers_in_bold_or_in_a_list_are_all_told_at_once(line: str, hint: str) -> None:
    """Each with what to write; nothing is called missing."""
    text = f"{line}\n{line.replace('Title', 'Date').replace('L', '2019-06-05')}\n"
    told = [str(each) for each in read(f"{text}Category: Statements\n\nText.\n").problems]
    assert len(told) == 2
    assert told[0].endswith(hint)
    assert told[1].startswith(f"{VISIT}:2: headers must be Name: value")


@pytest.mark.parametrize(
    ("headers", "hint"),
    [
        ({"draft": "true"}, "write Status: draft"),
        ({"published": "false"}, "write Status: draft"),
        ({"draft": "false"}, "delete the line"),
        ({"is_draft": "true"}, "write Status: draft"),
        ({"noindex": "true"}, "write Status: draft"),
        ({"publish_date": "2031-01-01"}, "write Date, or Embargo if it waits until then"),
        ({"visibility": "private"}, "write Status: draft if it is not public"),
        ({"Keywords": "a"}, "write Tags"),
        ({"Lang": "english"}, "write en"),
        ({"Lang": "русский"}, "write ru"),
        ({"Countries": "Atlantis"}, "write a country's name, or its code of ISO 3166-1"),
    ],
)
def test_a_hint_says_what_is_meant(headers: dict[str, str], hint: str) -> None:
    """Words of other programs, names of languages; no country is guessed from afar."""
    told = [str(each) for each in read(sound(**headers)).problems]
    assert told[0].endswith(f"; {hint}")
