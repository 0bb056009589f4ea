"""What a foreign text says of its being held back becomes headers."""

from __future__ import annotations

from pathlib import PurePath

import pytest

from communique.importers.draft import render
from communique.importers.registry import import_bytes

TEXT = "Talks on climate\n\nALMATY, June 5, 2019 – The ministers met.\n\nThey will meet again."


def _read(text: str) -> tuple[dict[str, str], dict[str, str], str]:
    draft = import_bytes(PurePath("old.txt"), text.encode(), kind="Statements")
    questions = {question.header: question.why for question in draft.questions}
    return dict(draft.fields), questions, draft.body


@pytest.mark.parametrize(
    "text",
    [
        f"EMBARGOED UNTIL 10:00 GMT, 7 JUNE 2030\n\n{TEXT}",
        f"\n\n*EMBARGOED UNTIL 10:00 GMT, 7 JUNE 2030*\n{TEXT}",
        f"EMBARGOED UNTIL\n10:00 GMT\n7 June 2030\n\n{TEXT}",
        TEXT.replace("\n\n", "\n\nNot for release before 10:00 GMT 7 June 2030\n\n", 1),
        f"{TEXT}\n\nEMBARGOED UNTIL 10:00 GMT, 7 JUNE 2030",
        f"EMBARGOED UNTIL 10:00 GMT, 7 JUNE 2030\n{TEXT}\n\nEmbargo: 10:00 GMT, 7 June 2030",
    ],
)
def test_an_embargo_is_a_header_wherever_it_stands(text: str) -> None:
    """Above the title, below it, over several lines, at the end."""
    fields, questions, body = _read(text)
    assert fields["Title"] == "Talks on climate"
    assert fields["Embargo"] == "2030-06-07 10:00Z"
    assert questions == {}
    assert body == "The ministers met.\n\nThey will meet again."


def test_embargoes_that_differ_are_asked() -> None:
    """The importer takes neither of them."""
    both = "EMBARGOED UNTIL 10:00 GMT, 7 JUNE 2030\nEmbargo: 11:00 GMT, 7 June 2030"
    fields, questions, body = _read(f"{both}\n\n{TEXT}")
    assert "Embargo" not in fields
    assert questions["Embargo"].endswith("other lines of it say otherwise")
    assert "EMBARGO" not in body.upper()


def test_an_embargo_that_is_asked_stands_above_the_text() -> None:
    """Until an editor has answered."""
    draft = import_bytes(
        PurePath("a.txt"), f"Embargoed until Friday\n\n{TEXT}".encode(), kind="Statements"
    )
    body = render(draft).partition("\n\n")[2]
    assert body.startswith('[Embargo? The text says "Embargoed until Friday"; it lacks a date]\n')


@pytest.mark.parametrize(
    "line", ["DRAFT – NOT FOR RELEASE", "CHECK AGAINST DELIVERY", "Confidential", "Draft 2"]
)
@pytest.mark.parametrize("form", ["{line}\n\n{text}", "{text}\n\n{line}"])
def test_a_text_that_calls_itself_a_draft_is_asked(line: str, form: str) -> None:
    """The words are neither title nor text."""
    fields, questions, body = _read(form.format(line=line, text=TEXT))
    assert fields["Title"] == "Talks on climate"
    assert questions == {"Status": f'The text says "{line}"'}
    assert line not in body


@pytest.mark.parametrize(
    ("first", "title"),
    [
        ("PRESS RELEASE – EMBARGOED UNTIL 7 JUNE 2030\nTalks on climate", "Talks on climate"),
        ("Talks on climate (EMBARGOED UNTIL 7 JUNE 2030)", "Talks on climate"),
        ("[EMBARGOED UNTIL 7 JUNE 2030] Talks on climate", "Talks on climate"),
        ("Please do not publish before 7 June 2030\nTalks on climate", "Talks on climate"),
    ],
)
def test_a_mark_never_becomes_title_or_text(first: str, title: str) -> None:
    """No part of it does; the importer asks for what it lacks."""
    fields, questions, body = _read(TEXT.replace("Talks on climate", first, 1))
    assert fields["Title"] == title
    assert "7 June 2030".lower() in questions["Embargo"].lower()
    assert "2030" not in body


def test_a_title_that_begins_with_draft_is_asked() -> None:
    """It keeps its words; the release is a draft."""
    _, questions, _ = _read(f"DRAFT: {TEXT}")
    assert questions == {"Status": 'The text says "DRAFT: Talks on climate"'}
