"""A legacy plain text becomes a draft that keeps every word and guesses nothing."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest

from communique.errors import ProblemsFound
from communique.importers.dateline import title_place
from communique.importers.draft import Draft, render
from communique.importers.registry import import_file
from communique.sources.header import parse_source
from tests.importers.drafts import draft, words_shown
from tests.sites import SHARED

CORPUS = SHARED / "corpus" / "sco-observer-mission-2019.txt"


RELEASE = """\
Harbour Talks Open in Port Example

PORT-EXAMPLE, June 5, 2019 – Two delegations met at the harbour.

The chair said: “We have begun, and we shall go on.”

Note to editors: The talks were founded in 2004.

They take place every second year.

Created at : 5.06.2019, 10:00, Updated at : 7.06.2019, 18:30
"""


def corpus() -> str:
    """Return the legacy release that the importer was made for."""
    if not CORPUS.exists():
        pytest.skip("the corpus of legacy releases is not beside this repository")
    return CORPUS.read_text(encoding="utf-8")


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
