"""``inv import``: a foreign text becomes a release that passes the check."""

from __future__ import annotations

import shutil

import pytest

from tests.cli.newsroom import Newsroom
from tests.sites import SHARED

CORPUS = SHARED / "corpus" / "sco-observer-mission-2019.txt"

OLD = """\
Talks on climate

The ministers met.

Примечание для редакторов: The talks were founded in 2004.

Created at : 5.06.2019, 10:00, Updated at : 6.07.2019, 11:00
"""
PATH = "content/releases/2019/06/05-talks-on-climate.en.md"


LATER = ("--at", "2019-08-01 10:00+06:00")
"""After the last change of the old text."""


def test_import_of_what_the_text_proves(newsroom: Newsroom) -> None:
    """A date settles how the others are read; the note to editors is one in any language."""
    newsroom.write("old.txt", OLD)
    said = newsroom.inv("import", "old.txt", "--kind", "readouts", "--date", "2019-06-05 10:00")
    assert (said.status, said.out, said.err) == (0, f"{PATH}\n", "")
    assert newsroom.read(PATH) == (
        "Title: Talks on climate\nDate: 2019-06-05 10:00\nModified: 2019-07-06 11:00\n"
        "Category: Readouts\nLang: en\nStatus: draft\n\nThe ministers met.\n\n"
        "## Примечание для редакторов\n\nThe talks were founded in 2004.\n"
    )
    assert newsroom.inv("check", *LATER).status == 0
    again = newsroom.inv("import", "old.txt", "--kind", "readouts", "--date", "2019-06-05")
    assert (again.status, again.out) == (1, "")
    assert "is there already" in again.err


def test_import_asks_nobody(newsroom: Newsroom) -> None:
    """Without a terminal every question is told with the option that answers it."""
    newsroom.write("old.txt", OLD)
    before = newsroom.files()
    said = newsroom.inv("import", "old.txt")
    assert (said.status, said.out) == (1, "")
    date, kind, end = said.err.splitlines()
    assert date.startswith("Date: 2019-06-05 10:00 or 2019-05-06 10:00? Nothing in the text proves")
    assert date.endswith('; answer with --date "2019-06-05 10:00"')
    assert kind.startswith("Category: Statements or Readouts? The text does not say what kind")
    assert kind.endswith('; answer with --kind "Statements"')
    assert end == "nothing is written"
    assert newsroom.files() == before


def test_import_asks_a_person(newsroom: Newsroom) -> None:
    """At a terminal each question is put with its candidates until the answer will do."""
    newsroom.write("old.txt", OLD)
    said = newsroom.inv_at_terminal("import", "old.txt", typed="soon\n1\nreadout\n2\n")
    assert said.status == 0, said.err
    assert said.out == f"{PATH}\n"
    assert "   1  2019-06-05 10:00\n   2  2019-05-06 10:00\n" in said.err
    assert 'Date? Date must be an ISO 8601 date, got "soon"' in said.err
    assert 'got "readout"; did you mean "Readouts"?' in said.err
    text = newsroom.read(PATH)
    assert "Modified: 2019-07-06 11:00\nCategory: Readouts\n" in text
    assert "Status: draft\n" in text


WORDS = ("--kind", "readouts", "--date", "2019-06-05")


def test_import_is_public_where_that_is_said(newsroom: Newsroom) -> None:
    """Every other text stays a draft."""
    newsroom.write("old.txt", OLD)
    assert newsroom.inv("import", "old.txt", *WORDS, "--published").status == 0
    assert "Status" not in newsroom.read(PATH)


def test_import_of_an_embargo(newsroom: Newsroom) -> None:
    """A certain moment becomes the header, and the line is neither title nor text."""
    newsroom.write("old.txt", f"EMBARGOED UNTIL 10:00 GMT, 7 JUNE 2030\n\n{OLD}")
    assert newsroom.inv("import", "old.txt", *WORDS, "--published").status == 0
    text = newsroom.read(PATH)
    assert text.startswith("Title: Talks on climate\n")
    assert "Embargo: 2030-06-07 10:00Z\n" in text
    assert "EMBARGOED" not in text
    assert newsroom.inv("check").status == 0


def test_import_of_an_embargo_that_is_not_certain(newsroom: Newsroom) -> None:
    """Nothing is published before the question is answered: in the command, or in the text."""
    newsroom.write("old.txt", f"EMBARGOED UNTIL 10:00, 7 JUNE 2030\n\n{OLD}")
    before = newsroom.files()
    refused = newsroom.inv("import", "old.txt", *WORDS, "--published")
    question = (
        'Embargo: 2030-06-07 10:00? The text says "EMBARGOED UNTIL 10:00, 7 JUNE 2030"; '
        "it lacks a time zone"
    )
    assert (refused.status, refused.out) == (1, "")
    hint = 'answer with --embargo "2030-06-07 10:00", and its offset or zone'
    assert refused.err.startswith(f"{question}; {hint}\n")
    assert newsroom.files() == before
    assert newsroom.inv("import", "old.txt", *WORDS).out == f"{PATH}\n{question}\n"
    text = newsroom.read(PATH)
    assert "Embargo:" not in text.partition("\n\n")[0]
    assert newsroom.inv("check", *LATER).status == 0
    newsroom.write(PATH, text.replace("Status: draft\n", ""))
    checked = newsroom.inv("check")
    assert checked.status == 1
    assert "got a question about Embargo; answer it in the header Embargo" in checked.err


def test_import_of_an_embargo_that_is_answered(newsroom: Newsroom) -> None:
    """By the option, or at a terminal."""
    newsroom.write("old.txt", f"EMBARGOED UNTIL 10:00, 7 JUNE 2030\n\n{OLD}")
    moment = "2030-06-07 10:00+05:00"
    said = newsroom.inv_at_terminal("import", "old.txt", *WORDS, typed=f"{moment}\n")
    assert (said.status, said.out) == (0, f"{PATH}\n")
    assert f"Embargo: {moment}\n" in newsroom.read(PATH)
    (newsroom.root / PATH).unlink()
    assert newsroom.inv("import", "old.txt", *WORDS, "--embargo", moment).status == 0
    assert f"Embargo: {moment}\n" in newsroom.read(PATH)


def test_import_of_a_text_that_calls_itself_a_draft(newsroom: Newsroom) -> None:
    """It is one, whatever the command says."""
    newsroom.write("old.txt", f"DRAFT - NOT FOR RELEASE\n{OLD}")
    said = newsroom.inv("import", "old.txt", *WORDS, "--published")
    assert said.out == f'{PATH}\nStatus: draft? The text says "DRAFT - NOT FOR RELEASE"\n'
    text = newsroom.read(PATH)
    assert "Status: draft\n" in text
    assert "NOT FOR RELEASE" not in text


def test_import_tells_what_is_left_to_settle(newsroom: Newsroom) -> None:
    """A release may go without Modified; the question is printed after the path."""
    newsroom.write("old.txt", OLD)
    said = newsroom.inv("import", "old.txt", "--kind", "readouts", "--date", "2019-06-04")
    path, question = said.out.splitlines()
    assert path == "content/releases/2019/06/04-talks-on-climate.en.md"
    assert question.startswith("Modified: 2019-07-06 11:00 or 2019-06-07 11:00? ")
    assert newsroom.inv("check").status == 0


def test_import_of_what_the_check_would_refuse(newsroom: Newsroom) -> None:
    """A release that would break a rule, or a file that cannot be read, leaves nothing behind."""
    newsroom.write("old.txt", OLD.replace("Updated at : 6.07.2019", "Updated at : 4.06.2019"))
    newsroom.write("old.odt", OLD)
    before = newsroom.files()
    words = ("--kind", "readouts", "--date", "2019-06-05")
    broken = newsroom.inv("import", "old.txt", *words)
    assert (broken.status, broken.out) == (1, "")
    assert "Modified must not be before Date 2019-06-05 00:00" in broken.err
    foreign, missing = (newsroom.inv("import", name, *words) for name in ("old.odt", "no.txt"))
    assert (foreign.status, missing.status) == (1, 1)
    assert 'got ".odt"' in foreign.err
    assert "no.txt: File must be readable" in missing.err
    assert newsroom.files() == before


def test_import_of_the_real_release(newsroom: Newsroom) -> None:
    """The release that the demonstration retells imports with its kind alone."""
    if not CORPUS.is_file():
        pytest.skip("the corpus of real releases is not beside the repository")
    shutil.copy(CORPUS, newsroom.root / "sco.txt")
    said = newsroom.inv_in_shell("import", "sco.txt", "--kind", "Statements")
    assert (said.status, said.err) == (0, "")
    text = newsroom.read(said.out.splitlines()[0])
    assert "Date: 2019-06-05 10:00\n" in text
    assert "Place: Nur-Sultan\n" in text
    assert "\n## Note to editors\n" in text
    assert newsroom.inv("check").status == 0
