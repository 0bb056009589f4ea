"""The dates of an old text: what dateline and footer prove, and what is asked."""

from __future__ import annotations

from datetime import date as Date  # noqa: N812 - ``date`` is an argument below

import pytest

from communique.importers.draft import Draft, Question
from tests.importers.drafts import draft


def with_dates(dateline: str = "", footer: str = "") -> Draft:
    """Import a small release with this dateline and this footer, of a known kind."""
    return draft(f"A title\n\n{dateline}The text.\n\n{footer}", kind="Statements")


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
