"""A legacy plain text becomes a draft that keeps every word and guesses nothing."""

from __future__ import annotations

import unicodedata
from datetime import date as Date  # noqa: N812 - ``date`` is an argument below
from datetime import datetime, timedelta, timezone
from pathlib import PurePath

import pytest
from bs4 import BeautifulSoup
from hypothesis import example, given, settings
from hypothesis import strategies as st

from communique.errors import ProblemsFound, Severity
from communique.importers.dateline import title_place
from communique.importers.draft import Draft, Question, render
from communique.importers.plaintext import read
from communique.importers.registry import import_file
from communique.signs import UNFIT, UNSEEN
from communique.sources.header import parse_source
from communique.text.letters import WINDOWS, compose
from communique.text.markdown import Renderer
from tests.sites import SHARED

EXTRA = Renderer({"extensions": ["extra"], "output_format": "html5"})

CORPUS = SHARED / "corpus" / "sco-observer-mission-2019.txt"

RELEASE = """\
Harbour Talks Open in Port Example

PORT-EXAMPLE, June 5, 2019 – Two delegations met at the harbour.

The chair said: “We have begun, and we shall go on.”

Note to editors: The talks were founded in 2004.

They take place every second year.

Created at : 5.06.2019, 10:00, Updated at : 7.06.2019, 18:30
"""


def draft(
    text: str | bytes, *, lang: str = "en", kind: str = "", date: Date | None = None
) -> Draft:
    """Import a text as if it stood in old.txt."""
    data = text if isinstance(text, bytes) else text.encode()
    return read(PurePath("old.txt"), data, lang=lang, kind=kind, date=date)


def with_dates(dateline: str = "", footer: str = "") -> Draft:
    """Import a small release with this dateline and this footer, of a known kind."""
    return draft(f"A title\n\n{dateline}The text.\n\n{footer}", kind="Statements")


def words_shown(markdown: str) -> list[str]:
    """Return the words that a reader sees of a Markdown text."""
    html = EXTRA.render(markdown, "uz").html  # a language without typography
    return BeautifulSoup(html, "html.parser").get_text().split()


def words_meant(text: str) -> list[str]:
    """Return the words of a plain text, what is no character left out.

    Of the controls U+0080 to U+009F those that Windows-1252 has letters for are these.
    """
    spaced = compose(" ".join(text.translate(WINDOWS).split()))
    letters = UNSEEN.sub("", UNFIT.sub("", spaced))
    return "".join(letter for letter in letters if unicodedata.category(letter) != "Cc").split()


def corpus() -> str:
    """Return the legacy release that the importer was made for."""
    if not CORPUS.exists():
        pytest.skip("the corpus of legacy releases is not beside this repository")
    return CORPUS.read_text(encoding="utf-8")


# The corpus


def test_corpus_headers_are_proven_by_the_text() -> None:
    """Title, dates and place come from the text, day first; only the kind is asked for."""
    text = corpus()
    imported = import_file(CORPUS)
    assert imported.fields == (
        ("Title", text.splitlines()[0]),
        ("Date", "2019-06-05 10:00"),
        ("Modified", "2019-06-05 10:00"),
        ("Place", "Nur-Sultan"),
        ("Lang", "en"),
    )
    assert [question.header for question in imported.questions] == ["Category"]


def test_corpus_keeps_every_word_in_its_order() -> None:
    """The body's words are the text's, without title, dateline and footer."""
    text = corpus()
    start = text.index("– ") + len("– ")
    expected = text[start : text.index("Created at")].replace("editors:", "editors").split()
    body = import_file(CORPUS).body
    assert words_shown(body) == expected
    assert body.replace("## ", "").split() == expected  # nothing in it needs an escape


def test_corpus_keeps_the_quotation_exactly() -> None:
    """What stands in curly quotes is the same to the letter."""
    text = corpus()
    quotation = text[text.index("“") : text.index("”") + 1]
    assert quotation in import_file(CORPUS).body


def test_corpus_sets_the_note_apart() -> None:
    """The note to editors is a section of the four paragraphs at the end."""
    corpus()
    body = import_file(CORPUS).body
    assert body.count("\n\n## Note to editors\n\nThe SCO Secretariat has been monitoring") == 1
    assert len(body.partition("## Note to editors\n\n")[2].split("\n\n")) == 4


def test_corpus_reads_back_as_a_source() -> None:
    """The rendered draft is a source whose header and body are the draft's."""
    corpus()
    imported = import_file(CORPUS, kind="Press releases")
    source, problems = parse_source("a.md", render(imported).encode())
    assert not problems
    assert [(header.name, header.value) for header in source.headers] == list(imported.fields)
    assert source.body.strip() == imported.body
    assert not imported.questions


# The parts of a release


def test_release_becomes_a_source() -> None:
    """Title, dateline, note and footer of a legacy text all find their places."""
    assert render(draft(RELEASE, kind="Press releases")) == (
        "Title: Harbour Talks Open in Port Example\n"
        "Date: 2019-06-05 10:00\n"
        "Modified: 2019-06-07 18:30\n"
        "Category: Press releases\n"
        "Place: Port-Example\n"
        "Lang: en\n"
        "\n"
        "Two delegations met at the harbour.\n"
        "\n"
        "The chair said: “We have begun, and we shall go on.”\n"
        "\n"
        "## Note to editors\n"
        "\n"
        "The talks were founded in 2004.\n"
        "\n"
        "They take place every second year.\n"
    )


def test_odd_capitals_of_a_title_stay() -> None:
    """A title is words to be compared, and is kept as it is."""
    assert draft("Un mission Of FOUR\n\nText.").fields[0] == ("Title", "Un mission Of FOUR")


@pytest.mark.parametrize(
    "data",
    [
        RELEASE.replace("\n", "\r\n").encode(),
        RELEASE.replace("\n", "\r").encode(),
        b"\xef\xbb\xbf" + RELEASE.encode(),
        RELEASE.replace("\n", "  \t\n").encode(),
        b"\n \n" + RELEASE.encode() + b"\n\n",
    ],
    ids=["CRLF", "CR", "BOM", "trailing spaces", "empty lines around"],
)
def test_form_of_the_file_does_not_matter(data: bytes) -> None:
    """Line endings, a byte order mark and spaces at line ends change nothing."""
    assert draft(data) == draft(RELEASE)


@pytest.mark.parametrize("label", ["Note to editors", "Notes to editors:", "NOTE TO THE EDITORS"])
def test_label_of_the_note_may_stand_alone(label: str) -> None:
    """A paragraph that is only the label is the heading, in its own words."""
    body = draft(f"A title\n\nText.\n\n{label}\n\nMore.").body
    assert body == f"Text.\n\n## {label.rstrip(':')}\n\nMore."


def test_sentence_about_editors_is_no_heading() -> None:
    """Words that only begin like the label stay a paragraph."""
    text = "Note to editors was the name of the exhibition."
    assert draft(f"A title\n\n{text}").body == text


# Datelines


@pytest.mark.parametrize(
    ("dateline", "lang", "place"),
    [
        ("NUR-SULTAN, June 5, 2019 – ", "en", "Nur-Sultan"),
        ("Nur-Sultan, 5 June 2019 — ", "en", "Nur-Sultan"),
        ("RIO DE JANEIRO, Jun. 5th, 2019 -- ", "en", "Rio de Janeiro"),
        ("RIO DE JANEIRO, 5 de junho de 2019 – ", "pt", "Rio de Janeiro"),
        ("GENEVA (Wednesday, 5 June 2019) - ", "en", "Geneva"),
        ("ALMATY, Kazakhstan, June 5,\n2019 – ", "en", "Almaty, Kazakhstan"),
        ("АЛМА-АТА, 5 июня 2019 г. – ", "ru", "Алма-Ата"),
        ("АЛМА-АТА, June 5, 2019 – ", "ru", "Алма-Ата"),
        ("АЛМАТЫ, 2019 жылғы 5 маусым – ", "kk", "Алматы"),
        ("DİYARBAKIR, 5 Haziran 2019 – ", "tr", "Diyarbakır"),
    ],
)
def test_dateline_moves_into_the_header(dateline: str, lang: str, place: str) -> None:
    """Months are understood in English and in the release's language, in any order."""
    imported = draft(f"A title\n\n{dateline}The text.", lang=lang)
    assert dict(imported.fields) | {"Title": ""} == {
        "Title": "",
        "Date": "2019-06-05",
        "Place": place,
        "Lang": lang,
    }
    assert imported.body == "The text."


@pytest.mark.parametrize(
    "opening",
    [
        "The Minister met the envoy - a first since 2004.",
        "A meeting in Bishkek (May 22, 2019) – the third – was held.",
        "On Wednesday, June 5, 2019 – a holiday – no one worked.",
        "NUR-SULTAN, June 31, 2019 – There is no such day.",
        "NUR-SULTAN, June 5 – There is no year.",
        "NUR-SULTAN, 5.06.2019 – This has two readings.",
        "NUR-SULTAN, 5 juin 2019 – This is another language.",
        "NUR-SULTAN, June 5, 2019 –",
    ],
)
def test_prose_and_doubtful_datelines_stay(opening: str) -> None:
    """What is not surely a dateline stays in the text."""
    imported = draft(f"A title\n\n{opening}")
    assert imported.body.split() == opening.split()
    assert "Place" not in dict(imported.fields)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("NUR-SULTAN", "Nur-Sultan"),
        ("PORT-AU-PRINCE", "Port-au-Prince"),
        ("DAR ES SALAAM", "Dar es Salaam"),
        ("THE HAGUE", "The Hague"),
        ("N'DJAMENA", "N'Djamena"),
        ("ST. JOHN’S", "St. John’s"),
        ("WASHINGTON, D.C.", "Washington, D.C."),
        ("Frankfurt am Main", "Frankfurt am Main"),
        ("عمّان", "عمّان"),
    ],
)
def test_places_have_the_capitals_of_running_text(written: str, expected: str) -> None:
    """Only words that are all capitals change; hyphens, apostrophes and initials are known."""
    assert title_place(written, "en") == expected


# Numeric dates


@pytest.mark.parametrize(
    ("dateline", "footer", "date", "modified"),
    [
        ("ROME, June 5, 2019 – ", "5.06.2019, 10:00", "2019-06-05 10:00", None),
        ("ROME, June 5, 2019 – ", "6/5/2019, 10:00 PM", "2019-06-05 22:00", None),
        ("ROME, June 5, 2019 – ", "5.06.2019", "2019-06-05", None),
        ("", "25.06.2019, 9:05", "2019-06-25 09:05", None),
        ("", "06/25/2019, 12:30 a.m.", "2019-06-25 00:30", None),
        ("", "2019-06-05, 10:00", "2019-06-05 10:00", None),
        ("", "5.05.2019, 10:00", "2019-05-05 10:00", None),
        ("", "5.06.2019, Updated at : 25.06.2019", "2019-06-05", "2019-06-25"),
        ("ROME, June 5, 2019 – ", "5.06.2019, Updated at: 7.08.2019", "2019-06-05", "2019-08-07"),
        ("ROME, June 5, 2019 – ", "6/5/2019\nUpdated at: 7/8/2019", "2019-06-05", "2019-07-08"),
    ],
)
def test_one_proof_settles_every_date_of_the_file(
    dateline: str, footer: str, date: str, modified: str | None
) -> None:
    """The dateline, or a day after the twelfth, proves the order of day and month."""
    imported = with_dates(dateline, f"Created at : {footer}")
    fields = dict(imported.fields)
    assert (fields["Date"], fields.get("Modified")) == (date, modified)
    assert imported.questions == ()
    assert imported.body == "The text."


def test_footer_may_be_glued_to_the_text() -> None:
    """A footer without a space or line break before it is found."""
    imported = with_dates(footer="The end.Created at : 25.06.2019, 10:00")
    assert imported.body == "The text.\n\nThe end."


def test_footer_stands_at_the_end_only() -> None:
    """A date of creation in the middle of the text is text."""
    text = "Created at: 25.06.2019 it was, and kept."
    assert draft(f"A title\n\n{text}").body == text


def test_footer_may_tell_the_change_alone() -> None:
    """With a dateline, a footer that has only the change gives Modified."""
    fields = dict(with_dates("ROME, June 5, 2019 – ", "Updated at : 25.06.2019, 10:00").fields)
    assert (fields["Date"], fields["Modified"]) == ("2019-06-05", "2019-06-25 10:00")


def test_unproven_date_is_asked_for() -> None:
    """Where nothing proves the order, no date is written and both readings are offered."""
    imported = with_dates(footer="Created at : 5.06.2019, 10:00")
    why = 'Nothing in the text proves how "5.06.2019" is read'
    candidates = ("2019-06-05 10:00", "2019-05-06 10:00")
    assert imported.questions == (Question("Date", candidates, why),)
    assert "Date" not in dict(imported.fields)


def test_proof_may_reach_one_date_only() -> None:
    """A first date that both orders read alike proves nothing for the second."""
    imported = with_dates("ROME, May 5, 2019 – ", "Created at: 5.05.2019, Updated at: 6.05.2019")
    assert dict(imported.fields)["Date"] == "2019-05-05"
    assert [(q.header, q.candidates) for q in imported.questions] == [
        ("Modified", ("2019-05-06", "2019-06-05"))
    ]


def test_contradiction_is_asked_about() -> None:
    """A footer that agrees with the dateline in no reading is a question that names both."""
    imported = with_dates("ROME, June 5, 2019 – ", "Created at : 7.08.2019, 10:00")
    why = 'The dateline says 2019-06-05, the footer "7.08.2019"; they do not agree'
    candidates = ("2019-06-05", "2019-08-07 10:00", "2019-07-08 10:00")
    assert imported.questions == (Question("Date", candidates, why),)


def test_contradiction_within_the_footer_is_asked_about() -> None:
    """Dates that no one order can read are each asked for, with what they could mean."""
    imported = with_dates(footer="Created at : 25.06.2019, Updated at : 06.26.2019")
    assert [(q.header, q.candidates) for q in imported.questions] == [
        ("Date", ("2019-06-25",)),
        ("Modified", ("2019-06-26",)),
    ]


def test_text_without_a_date_is_asked_about() -> None:
    """No dateline and no footer: the question has no candidates."""
    assert [(q.header, q.candidates) for q in with_dates().questions] == [("Date", ())]


# What the caller knows


def test_caller_wins_and_answers() -> None:
    """Kind, language and date of the caller stand, and the date proves the order as well."""
    imported = draft(
        "A title\n\nText.\n\nCreated at : 5.06.2019, Updated at : 7.08.2019",
        lang="ru",
        kind="Statements",
        date=datetime(2019, 6, 5, 11, 30, tzinfo=timezone(timedelta(hours=6))),
    )
    assert imported.fields == (
        ("Title", "A title"),
        ("Date", "2019-06-05 11:30+06:00"),
        ("Modified", "2019-08-07"),
        ("Category", "Statements"),
        ("Lang", "ru"),
    )
    assert imported.lang == "ru"
    assert imported.questions == ()


def test_day_of_the_caller_ends_a_contradiction() -> None:
    """A given day needs no time of day and no agreement."""
    imported = draft(
        "A title\n\nROME, June 5, 2019 – Text.\n\nCreated at : 25.08.2019",
        kind="Statements",
        date=Date(2019, 6, 6),
    )
    assert dict(imported.fields)["Date"] == "2019-06-06"
    assert imported.questions == ()


def test_question_reads_as_a_sentence() -> None:
    """An editor sees the header, the choice and the reason."""
    question = Question("Date", ("2019-06-05", "2019-05-06"), "Both fit")
    assert str(question) == "Date: 2019-06-05 or 2019-05-06? Both fit"
    assert str(Question("Category", (), "The text is silent")) == "Category? The text is silent"


# What cannot be read


def test_every_line_that_is_not_utf8_is_named() -> None:
    """Each broken line is a problem with its number and the likely fix."""
    with pytest.raises(ProblemsFound) as caught:
        draft(b"Caf\xe9\n\nText.\n\nna\xefve\n")
    assert str(caught.value) == (
        "old.txt:1: Text must be UTF-8, got the byte 0xE9; save the file as UTF-8\n"
        "old.txt:5: Text must be UTF-8, got the byte 0xEF; save the file as UTF-8"
    )


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", "an empty file"),
        (" \n\t\n", "an empty file"),
        ("A title\n", "no body"),
        ("A title\n\nCreated at : 25.06.2019, 10:00", "no body"),
    ],
)
def test_release_without_a_body_is_refused(text: str, found: str) -> None:
    """A title alone makes no release."""
    with pytest.raises(ProblemsFound) as caught:
        draft(text)
    assert str(caught.value) == (
        f"old.txt: Text must have a title and a body, got {found}; "
        "the first line is the title, the text follows it"
    )


@pytest.mark.parametrize("value", ["two\nlines", "two\u2028lines", "", "one\n"])
def test_header_value_is_one_line(value: str) -> None:
    """A draft with a line break in a header cannot be made."""
    with pytest.raises(ValueError, match="Title must be one line"):
        Draft((("Title", value),), "Text.", "en")


# Markdown

MARKUP = st.sampled_from(
    [
        *"#*_`<>[](){}|\\&;:=~+-.!^\"'/ \n1a",
        *("    ", "\n\n", "\t", "```", "~~~", "---", "***", "___", "__", "**", "&lt;", "&#42;"),
        *("1. ", "- ", "* ", "+ ", "> ", ": ", "# ", "[^1]", "[^1]: ", "[a]: b", "*[a]: b"),
        *("<b>", "</b>", "<!--", "-->", "<?", "![", "](", "{: .a}", "{#a}", "|a|b|\n|-|-|\n"),
        *("\x02", "\x03", "wzxhzdk:0", "http://a.example/b_c_d", "a_b", "\n===\n", "\n---\n"),
        *(
            "1) ",
            "12. ",
            "~~a~~",
            "  - ",
            ":   ",
            "www.a.example",
            "a@b.example",
            "https://a.example/~~",
        ),
        *("a_", "_a", "<a@b.example>", "\\\\", "\\`", "\u00a0", "\u2028", "١. "),
    ]
)


@settings(deadline=None)
@given(st.lists(MARKUP, max_size=30).map("".join) | st.text())
@example("1. one\n2. two\n# three\n> four\n- five\n+ six\n* seven\n    eight")
@example("a | b\n--- | ---\nc | d")
@example("Term\n: definition\n~~~\nx\n~~~\ny\n===\nz\n---")
@example("_a_ *b* __c__ `d` <e> [f](g) &amp; \\* snake_case")
def test_rendered_words_are_the_words_of_the_text(text: str) -> None:
    """Whatever a paragraph holds, a reader sees its words, and all of them, in their order."""
    body = draft(f"A title\n\nOpening.\n\n{text}\n\nClosing.").body
    assert words_shown(body) == ["Opening.", *words_meant(text), "Closing."]


@settings(deadline=None)
@given(st.text(), st.lists(MARKUP, max_size=10).map("".join))
def test_draft_of_any_text_reads_back_as_a_source(title: str, text: str) -> None:
    """Headers hold one line each, and nothing of the body slips into them."""
    imported = draft(f"T{title}\n\nOpening.\n\n{text}", kind="Statements")
    source, problems = parse_source("a.md", render(imported).encode())
    assert not [each for each in problems if each.severity is Severity.ERROR]
    assert [header.name for header in source.headers] == [name for name, _ in imported.fields]
    assert source.body.strip() == imported.body.strip()


@pytest.mark.parametrize(
    "text",
    [
        "A sentence - with a dash, 3-4 numbers, Q&A and R&D, a semicolon.",
        "At 10:00, 5.06.2019, for 5 > 4 and 1 + 1 = 2, see https://example.org/a_b.",
        "+7 000 is a number of a telephone, №1 is none.",
        "-5 °C was the morning’s temperature!",
    ],
)
def test_ordinary_prose_needs_no_escape(text: str) -> None:
    """What is no markup stays readable in the source."""
    assert draft(f"A title\n\n{text}").body == text
