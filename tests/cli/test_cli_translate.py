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
    ]
    assert body == "A short text.\n"
    assert newsroom.inv("check").status == 0
    newsroom.write(path, newsroom.read(path).replace("Status: draft\n", ""))
    assert newsroom.inv("build").status == 0
    assert "/ru/2019/06/04/first/" in newsroom.read("output/en/2019/06/04/first/index.html")


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ((FIRST, "en"), "releases/2019/06/04-first.en.md must be in another language than en"),
        ((FIRST, "eng"), 'Lang must be a language of the site, got "eng"; did you mean "en"?'),
        (("nothing.md", "ru"), "nothing.md must be a release below"),
        (("../pelicanconf.py", "ru"), "../pelicanconf.py must be a release below"),
    ],
)
def test_a_mistake_is_told(newsroom: Newsroom, words: tuple[str, str], message: str) -> None:
    """And nothing is written."""
    before = newsroom.files()
    said = newsroom.inv("translate", *words)
    assert said.status == 1
    assert message in said.err
    assert newsroom.files() == before


def test_a_translation_that_is_there_stays(newsroom: Newsroom) -> None:
    """It is never written over."""
    assert newsroom.inv("translate", FIRST, "ru").status == 0
    before = newsroom.files()
    said = newsroom.inv("translate", FIRST, "ru")
    assert said.status == 1
    assert "04-first.ru.md is there already" in said.err
    assert newsroom.files() == before


def test_what_is_held_back_is_listed(newsroom: Newsroom) -> None:
    """Drafts first, then by the end of the embargo, in the site's time zone."""
    assert "build the site first" in newsroom.inv("held").err
    assert newsroom.inv("build").status == 0
    said = newsroom.inv("held")
    assert (said.status, said.out, said.err) == (0, "", "nothing is held back\n")
    newsroom.release("b.en", "Later", Embargo="2030-01-01 10:00+06:00")
    newsroom.release("c.en", "Sooner", Embargo="2029-01-01 10:00 UTC")
    newsroom.release("d.en", "Not yet", Status="draft")
    assert newsroom.inv("build").status == 0
    assert [line.split(maxsplit=1)[0] for line in newsroom.inv("held").out.splitlines()] == [
        "draft",
        "2029-01-01",
        "2030-01-01",
    ]
    assert "2029-01-01 15:00 +0500  c.en.md  Sooner" in " ".join(
        newsroom.inv("held").out.split(" ")
    )
