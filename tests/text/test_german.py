"""German: its marks, its addresses, its sentences and its headings, in sentences of offices."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.importers.dateline import take_dateline
from communique.sources.held.headers import find_misplaced
from communique.sources.held.lines import find_mark, find_title_mark
from communique.text.date_guesses import suggest_date
from communique.text.dates import format_date, format_month, parse_date
from communique.text.sections import is_note_heading
from communique.text.slugs import slugify
from communique.text.summaries import collapse, cut_line
from communique.text.typography import typeset


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"Das ist ein Anfang", sagte sie.', "„Das ist ein Anfang“, sagte sie."),
        ('Er sagte: "Das Wort "Krise" passt."', "Er sagte: „Das Wort ‚Krise‘ passt.“"),
        ('„Wort" und "Wort“', "„Wort“ und „Wort“"),
        ("Er sagte: 'Ja, sofort.'", "Er sagte: ‚Ja, sofort.‘"),
        ("\"Ich nenne das 'mutig'\", sagte sie.", "„Ich nenne das ‚mutig‘“, sagte sie."),
        ("Die 'Charta' und die 'Agenda 2030'.", "Die ‚Charta‘ und die ‚Agenda 2030‘."),
        ("So geht's, gibt's, war's.", "So geht’s, gibt’s, war’s."),
        ("Grimm'sche Märchen, Hans' Rede", "Grimm’sche Märchen, Hans’ Rede"),
        ("'s war 'ne gute Runde", "’s war ’ne gute Runde"),
        ("Jean d'Arc, L'Oréal, O'Brien", "Jean d’Arc, L’Oréal, O’Brien"),
        ("Das Treffen -- das dritte -- endet", "Das Treffen – das dritte – endet"),
        ("Und dann... [...]", "Und dann… […]"),
        ('("ja") - 12" breit', '(„ja“) - 12" breit'),
    ],
)
def test_german_marks_are_set(text: str, expected: str) -> None:
    """Quotation marks open below and close above; apostrophes, dashes and ellipses are set."""
    assert expected == typeset(text, "de")
    assert expected == typeset(text, "de-AT")


@pytest.mark.parametrize(
    "text",
    [
        "»Wort« und ›Wort‹, z. B. in A/RES/1325",
        "O'zbekiston, Farg'ona, so'm, Qur'an, Sana'a, 'Abd al-Rahman",
        "'Hans' Rede' war gut",
        "Die Ziele des 'Bündnisses' Rede",
        "a--b 2019--2020 --force KZ--01 ....",
        "https://example.org/it's--a...b?q='x' o'neil@example.org",
        "rock 'n' roll, 6'2",
    ],
)
def test_what_may_be_something_else_stays_as_typed(text: str) -> None:
    """Names, codes and addresses, and single marks that may be apostrophes."""
    assert text == typeset(text, "de")


@given(st.text(alphabet="\"'-.aHsß1 /„“‚‘»«(\n\x00") | st.text())
def test_only_marks_change_in_german(text: str) -> None:
    """Letters, digits, spaces and separators are kept, and separators change no mark."""
    done = typeset(text, "de")

    def kept(of: str) -> list[str]:
        return [c for c in of if c.isalnum() or c.isspace() or c == "\x00"]

    assert kept(text) == kept(done)
    assert typeset(text.replace("\x00", ""), "de") == done.replace("\x00", "")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Außenministerin trifft Präsidenten in Köln",
            "aussenministerin-trifft-praesidenten-in-koeln",
        ),
        ("GESPRÄCHE ÜBER GRÖSSE, STRAẞE", "gespraeche-ueber-groesse-strasse"),
        ("„Frieden“ für Sana'a – Türkei", "frieden-fuer-sanaa-tuerkei"),
        ("Alma-Ata und Łódź", "alma-ata-und-lodz"),
        ("Mu\u0308nchen", "muenchen"),
    ],
)
def test_umlauts_are_two_letters_in_addresses(text: str, expected: str) -> None:
    """German readers write them so where there is no umlaut."""
    assert expected == slugify(text, "de")
    assert expected == slugify(text, "de-CH")


def test_umlauts_of_other_languages_are_one_letter() -> None:
    """The rule is German's alone."""
    assert (slugify("Tärnö", "sv"), slugify("Türkiye", "tr")) == ("tarno", "turkiye")


@pytest.mark.parametrize(
    ("paragraph", "limit", "expected"),
    [
        (
            "Sie traf am 5. Juni Dr. Weiß. Danach reiste sie ab.",
            40,
            "Sie traf am 5. Juni Dr. Weiß.",
        ),
        (
            "Das gilt z. B. für Obst, d. h. Äpfel. Mehr nicht.",
            40,
            "Das gilt z. B. für Obst, d. h. Äpfel.",
        ),
        ("Es war 2019. Danach kam nichts.", 20, "Es war 2019."),
        (
            "Die 3. Sitzung kostete ca. 5 Mio. Euro. Ende.",
            42,
            "Die 3. Sitzung kostete ca. 5 Mio. Euro.",
        ),
        ("Er sagte: „Ja.“ Dann schwieg er lange.", 20, "Er sagte: „Ja.“"),
        ("Am 21. Dezember endet die Frist.", 12, "Am 21…"),
    ],
)
def test_a_german_sentence_does_not_end_in_an_abbreviation(
    paragraph: str, limit: int, expected: str
) -> None:
    """It does not end after an ordinal: a day has a full stop; a year ends a sentence."""
    assert expected == cut_line(collapse(paragraph), "de", limit)


@pytest.mark.parametrize(
    "heading",
    ["Hinweis für die Redaktion", "HINWEISE AN DIE REDAKTIONEN:", "Redaktioneller Hinweis"],
)
def test_a_german_note_to_editors_is_one(heading: str) -> None:
    """In any capitals, with a colon or without."""
    assert is_note_heading(heading)
    assert not is_note_heading("Hinweis für Reisende")


@pytest.mark.parametrize(
    "line", ["Status: Entwurf", "Sperrfrist: 2030-06-07", "**Status:** Entwurf"]
)
def test_a_german_header_in_a_text_is_misplaced(line: str) -> None:
    """It is told where it would hold the text back among the headers; a sentence is not."""
    assert [found.holds for found in find_misplaced(f"Ein Text.\n\nNoch einer.\n{line}\n")] == [
        True
    ]
    assert list(find_misplaced("Ein Text.\n\nSperrfrist: eine Regel der Presse.\n")) == []


def test_german_dates() -> None:
    """They are CLDR's; a date in German words is understood in a text of any language."""
    day = parse_date("2019-03-05", ZoneInfo("UTC"))
    assert format_date(day, "de") == "5. März 2019"
    assert format_month(2019, 3, "de") == "März 2019"
    assert (
        suggest_date("5. März 2019", "de") == suggest_date("5. März 2019", "en") == ("2019-03-05",)
    )


@pytest.mark.parametrize(
    ("paragraph", "place", "rest"),
    [
        ("BERLIN, den 5. Juni 2019 – Die Ministerin", "Berlin", "Die Ministerin"),
        ("Frankfurt am Main, 5. Juni 2019 – Heute", "Frankfurt am Main", "Heute"),
        ("WIEN, Mittwoch, 5. Juni 2019 -- Heute", "Wien", "Heute"),
    ],
)
def test_a_german_dateline_is_taken(paragraph: str, place: str, rest: str) -> None:
    """Words around the date are no part of it."""
    dateline, text = take_dateline(paragraph, "de")
    assert dateline is not None
    assert (dateline.place, dateline.date.isoformat(), text) == (place, "2019-06-05", rest)


@pytest.mark.parametrize(
    ("line", "moment", "likely"),
    [
        ("SPERRFRIST: 7. Juni 2030, 10:00 Uhr MESZ", "2030-06-07 10:00+02:00", ()),
        ("Sperrfrist bis Freitag, 7. Januar 2031, 10.30 Uhr MEZ", "2031-01-07 10:30+01:00", ()),
        ("Gesperrt bis 7. Juni 2030, 10:00 Uhr GMT", "2030-06-07 10:00Z", ()),
        ("Bitte Sperrfrist beachten: 7. Juni 2030", "", ("2030-06-07",)),
        ("Nicht vor dem 7. Juni 2030 veröffentlichen", "", ("2030-06-07",)),
        ("Frei zur Veröffentlichung ab 7. Juni 2030, 10 Uhr", "", ("2030-06-07 10:00",)),
    ],
)
def test_a_german_embargo_is_seen(line: str, moment: str, likely: tuple[str, ...]) -> None:
    """Its moment is read where day, hour and zone are certain: MEZ is one zone, MESZ another."""
    for lang in ("de", "en"):
        mark = find_mark(line, lang)
        assert mark is not None
        assert (mark.kind, mark.moment, mark.likely) == ("embargo", moment, likely)


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("ENTWURF", "draft"),
        ("Entwurf, Fassung 2", "draft"),
        ("Nicht zur Veröffentlichung bestimmt", "draft"),
        ("Noch nicht freigegeben durch die Ministerin", "draft"),
        ("Nur für den Dienstgebrauch", "draft"),
        ("Es gilt das gesprochene Wort", "delivery"),
    ],
)
def test_other_german_marks_are_told_apart(line: str, kind: str) -> None:
    """Of a draft, and of a speech as it was written."""
    mark = find_mark(line, "de")
    assert mark is not None
    assert mark.kind == kind


@pytest.mark.parametrize(
    "line",
    [
        "Das Embargo gegen Waffenlieferungen gilt bis 2030 weiter und wird verlängert",
        "Die Straße bleibt bis 7. Juni 2030 gesperrt",
        "Nicht vor dem Gipfel, sondern danach treffen sich die Minister",
        "Vertrauliche Gespräche in Genf",
        "Veröffentlichung nach dem Gesetz",
        "Entwurf einer Resolution angenommen",
    ],
)
def test_a_german_sentence_is_no_mark(line: str) -> None:
    """It has more to say."""
    assert find_title_mark(line, "de") is None
