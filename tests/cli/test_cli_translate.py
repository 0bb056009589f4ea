"""``inv translate`` and ``inv held``: an editor's day."""

from __future__ import annotations

import pytest

from tests.cli.newsroom import Newsroom

FIRST = "content/releases/2019/06/04-first.en.md"


@pytest.mark.parametrize("named", [FIRST, "releases/2019/06/04-first.en.md"])
def test_a_translation_has_its_terms_in_its_language(newsroom: Newsroom, named: str) -> None:
    """It is a draft beside the original, of the same address, and passes the check."""
    newsroom.write(
        FIRST,
        "Title: First\nDate: 2019-06-04 10:00\nCategory: Statements\nTags: climate; trade talks\n"
        "Countries: France, Kazakhstan\nId: first\nAliases: /en/old/\nLang: en\n\nA short text.\n",
    )
    said = newsroom.inv("translate", named, "ru")
    path = "content/releases/2019/06/04-first.ru.md"
    assert (said.status, said.out, said.err) == (0, f"{path}\n", "")
    head, _, body = newsroom.read(path).partition("\n\n")
    assert head.splitlines() == [
        "Title: First",
        "Date: 2019-06-04 10:00",
        "Category: Заявления",
        "Tags: Климат; trade talks",
        "Countries: Франция; Казахстан",
        "Lang: ru",
        "Status: draft",
        "Original: en; 2019-06-04 10:00+06:00; edition 1",
    ]
    question, _, copied = body.partition("\n\n")
    assert copied == "A short text.\n"
    told = newsroom.inv("check")
    assert (told.status, told.err) == (0, "")
    assert f"{path}: not written yet" in told.out.splitlines()
    newsroom.write(path, newsroom.read(path).replace("Status: draft\n", ""))
    told = newsroom.inv("check")
    assert told.status == 1
    assert f"{path.removeprefix('content/')}:9: a text that is not a draft must be" in told.err
    newsroom.write(path, newsroom.read(path).replace(f"{question}\n\n", ""))
    assert newsroom.inv("build").status == 0
    assert "/ru/2019/06/04/first/" in newsroom.read("output/en/2019/06/04/first/index.html")


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ((FIRST, "en"), "releases/2019/06/04-first.en.md must be in another language than en"),
        ((FIRST, "eng"), 'Lang must be a language of the site, got "eng"; did you mean "en"?'),
        (("nothing.md", "ru"), "nothing.md must be a text below"),
        (("../pelicanconf.py", "ru"), "../pelicanconf.py must be a text below"),
    ],
)
def test_a_mistake_is_told(newsroom: Newsroom, words: tuple[str, str], message: str) -> None:
    """Nothing is written."""
    before = newsroom.files()
    said = newsroom.inv("translate", *words)
    assert said.status == 1
    assert message in said.err
    assert newsroom.files() == before


def test_a_page_is_translated_too(newsroom: Newsroom) -> None:
    """Without Original: a page has no editions, so nothing is there to confirm."""
    newsroom.write("content/pages/about.en.md", "Title: About us\n\nWe are here.\n")
    said = newsroom.inv("translate", "content/pages/about.en.md", "ru")
    path = "content/pages/about.ru.md"
    assert (said.status, said.out, said.err) == (0, f"{path}\n", "")
    head, _, body = newsroom.read(path).partition("\n\n")
    assert head.splitlines() == ["Title: About us", "Lang: ru", "Status: draft"]
    assert body.endswith("We are here.\n")
    assert newsroom.inv("check").status == 0
    said = newsroom.inv("confirm", path)
    assert (said.status, "must be a release, got a page" in said.err) == (1, True)


def test_a_translation_that_is_there_stays(newsroom: Newsroom) -> None:
    """It is never written over."""
    assert newsroom.inv("translate", FIRST, "ru").status == 0
    before = newsroom.files()
    said = newsroom.inv("translate", FIRST, "ru")
    assert said.status == 1
    assert "04-first.ru.md is there already" in said.err
    assert newsroom.files() == before


def test_what_is_held_back_is_listed(newsroom: Newsroom) -> None:
    """Drafts first, then by the end of the embargo, in the site's time zone; as the texts are now.

    Neither before the first build nor after it does this change a file.
    """
    before = newsroom.files()
    said = newsroom.inv("held")
    assert newsroom.files() == before
    assert (said.status, said.out, said.err) == (0, "", "nothing is held back\n")
    assert newsroom.inv("build").status == 0
    said = newsroom.inv("held")
    assert (said.status, said.out, said.err) == (0, "", "nothing is held back\n")
    newsroom.release("b.en", "Later", Embargo="2030-01-01 10:00+06:00")
    newsroom.release("c.en", "Sooner", Embargo="2029-01-01 10:00 UTC")
    newsroom.release("d.en", "Not yet", Status="draft")
    before = newsroom.files()
    assert [line.split(maxsplit=1)[0] for line in newsroom.inv("held").out.splitlines()] == [
        "draft",
        "2029-01-01",
        "2030-01-01",
    ]
    assert "2029-01-01 15:00 +0500  content/c.en.md  Sooner" in " ".join(
        newsroom.inv("held").out.split(" ")
    )
    assert newsroom.files() == before


OWN = "Original:\n  en; 2019-06-01;\n  edition 1\n"
SEVERAL = f"Title: F\n{OWN}Date: 2019-06-04\nCategory: Statement\n\nT."
CORRECTED = "2019-06-05 09:00; correction; It was six."


def test_a_translation_is_confirmed(newsroom: Newsroom) -> None:
    """The check tells of one whose original was corrected, until it is confirmed; by one header."""
    assert newsroom.inv("translate", FIRST, "ru").status == 0
    path = "content/releases/2019/06/04-first.ru.md"
    draft = newsroom.read(path)
    assert newsroom.inv("check").err == ""
    newsroom.release("releases/2019/06/04-first.en", "First", Correction=CORRECTED, Tags="Climate")
    said = newsroom.inv("check")
    assert said.status == 0
    assert said.err == (
        "content/releases/2019/06/04-first.ru.md: warning: a translation should be made from the "
        "present edition of its original, got an earlier one of "
        "releases/2019/06/04-first.en.md; bring it up to date, "
        "then run inv confirm content/releases/2019/06/04-first.ru.md\n"
    )
    said = newsroom.inv("confirm", "releases/2019/06/04-first.ru.md")
    assert (said.status, said.out, said.err) == (0, f"{path}\n", "")
    before, after = "2019-06-04 10:00+06:00; edition 1", "2019-06-05 09:00+06:00; edition 2"
    assert newsroom.read(path) == draft.replace(before, after)
    assert newsroom.inv("check").err == ""


@pytest.mark.parametrize(
    "text",
    [
        "\ufeffTitle: Первый\r\nDate: 2019-06-04\r\nCategory: Заявления\r\n\r\nТекст.\r\n",
        SEVERAL,
        "Title: Первый\nDate: 2019-06-04\nCategory: Заявления\n\n\n\tТекст: да.\n",
    ],
    ids=["new, of Windows", "in several lines", "above an indented text"],
)
def test_confirming_changes_one_header(newsroom: Newsroom, text: str) -> None:
    """Whatever the line endings and the form of the header; the text stays byte for byte."""
    path = "content/releases/2019/06/04-first.ru.md"
    (newsroom.root / path).write_bytes(text.encode())
    assert newsroom.inv("confirm", path).status == 0
    data = (newsroom.root / path).read_bytes()
    end = b"\r\n" if b"\r\n" in data else b"\n"
    line = b"Original: en; 2019-06-04 10:00+06:00; edition 1" + end
    assert data.count(line) == 1
    rest = data.replace(line, b"").decode()
    assert rest == text.replace(OWN, "")
    assert newsroom.inv("check").status == 0


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ((FIRST,), "must have its original beside it, found no translation; name its language"),
        ((FIRST, "--original", "eng"), 'Lang must be a language of the site, got "eng"'),
        (("nothing.md",), "nothing.md must be a text below"),
    ],
)
def test_what_cannot_be_confirmed_is_told(
    newsroom: Newsroom, words: tuple[str, ...], message: str
) -> None:
    """Nothing is written."""
    before = newsroom.files()
    said = newsroom.inv("confirm", *words)
    assert said.status == 1
    assert message in said.err
    assert newsroom.files() == before


@pytest.mark.parametrize(
    ("written", "message"),
    [
        ("en", "Original must be a language, a moment and an edition"),
        ("ru; 2019-06-04", "Original must name another language of the site first"),
        ("de; 2019-06-04", "Original must name another language of the site first"),
        ("en; 2019-06-04; second", "Original must be a language, a moment and an edition"),
        ("en; 4.06.2019; edition 1", "Original must be an ISO 8601 date"),
    ],
)
def test_an_original_that_is_none_is_told(newsroom: Newsroom, written: str, message: str) -> None:
    """With its line, and how to write it."""
    name = "releases/2019/06/04-first.ru"
    newsroom.release(name, "Первый", Category="Заявления", Original=written)
    said = newsroom.inv("check")
    assert said.status == 1
    assert f"{name}.md:4: {message}" in said.err
