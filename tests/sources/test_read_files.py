"""Files as a whole: their text, their name, what they link to, and pages among them."""

from __future__ import annotations

from datetime import date

import pytest

from communique.model.release import Page, Withdrawal
from communique.sources.read import read_source
from communique.text.markdown import Renderer
from tests.sources.stylebooks import VISIT, read, read_release, sound, stylebook


def test_a_release_needs_a_text() -> None:
    """Headers alone are no release."""
    reading = read("Title: Visit\nDate: 2019-06-05\nCategory: Statements\n")
    assert [
        (
            f"{VISIT}: a release must have a text, found none; "
            "leave an empty line after the headers and write the text below"
        )
    ] == [str(problem) for problem in reading.problems]


def test_a_withdrawn_release_needs_no_text() -> None:
    """The notice is what is left to say."""
    text = "Title: V\nDate: 2019-06-05\nCategory: Statements\nWithdrawn: 2019-06-07 Replaced.\n"
    assert Withdrawal(date(2019, 6, 7), "Replaced.") == read_release(text).withdrawn


@pytest.mark.parametrize(
    ("path", "headers", "expected"),
    [
        ("releases/2019/06/05-sco-mission.en.md", {}, "sco-mission"),
        ("releases/2019-06-05-sco-mission.md", {}, "sco-mission"),
        ("releases/2019-06-05_sco-mission.md", {}, "sco-mission"),
        ("releases/06-sco-mission.md", {}, "06-sco-mission"),
        ("releases/05.md", {}, "05"),
        ("releases/SCO Mission.md", {}, "sco-mission"),
        ("releases/05-визит.ru.md", {}, "vizit"),
        ("releases/05-visit.md", {"Slug": "given"}, "given"),
        ("releases/05-visit.md", {"Date": "2019-06-04 22:00+00:00"}, "05-visit"),
    ],
)
def test_the_slug_comes_from_the_file_name(
    path: str, headers: dict[str, str], expected: str
) -> None:
    """Its day, where it is the release's own, and its language are left out."""
    assert expected == read_release(sound(**headers), path).slug


def test_a_file_name_without_letters_needs_a_slug() -> None:
    """No address is made up."""
    assert [str(problem) for problem in read(sound(), "releases/—.md").problems] == [
        (
            "releases/—.md: a file name must have a letter or digit to make an address of, "
            "got none; rename it, or add a Slug"
        )
    ]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("[a]({filename}other.md)", ["releases/other.md"]),
        ("[a]({filename}/pages/about.md#staff)", ["pages/about.md"]),
        ("[a]({filename}../pages/about.md)", ["pages/about.md"]),
        ("![a]({static}/media/a.jpg)", ["media/a.jpg"]),
        ("[a]({static}/media/a.pdf?x=1)", ["media/a.pdf"]),
        ("[a](https://example.org/)", []),
        ("`{filename}other.md`", []),
        ("Write {filename}other.md to link.", []),
    ],
)
def test_links_to_other_sources_are_found(written: str, expected: list[str]) -> None:
    """In links and images only, from PATH after a slash, else from the source's own folder."""
    assert expected == list(read_release(sound() + "\n" + written).links)


def test_a_link_is_told_with_its_line() -> None:
    """A dead link's message needs the line of its first mention."""
    text = sound() + "\nOne.\n\n[a]({filename}b.md)\n\n[again]({filename}b.md)\n"
    assert read(text).lines["releases/b.md"] == 9


def test_the_summary_is_the_first_paragraph() -> None:
    """Without Summary, as plain text."""
    assert read_release(sound()).summary == "The minister arrived."


def test_a_page_is_read_by_the_same_schema() -> None:
    """A page has a title and a text; its address is its name below its language."""
    reading = read("Title: О службе\n\nТекст.\n", "pages/about.ru.md", page=True)
    assert reading.problems == ()
    assert isinstance(reading.content, Page)
    assert reading.content.url == "ru/about/"


@pytest.mark.parametrize(
    ("text", "path", "expected"),
    [
        (
            "Title: About\nTags: g7\n\nText.\n",
            "pages/about.md",
            (
                'pages/about.md:2: a header must be one of the manual\'s, got "Tags"; '
                "it is for releases only; delete the line"
            ),
        ),
    ],
)
def test_a_page_is_no_release(text: str, path: str, expected: str) -> None:
    """Headers of releases are refused."""
    assert [expected] == [str(problem) for problem in read(text, path, page=True).problems]


def test_a_source_that_is_not_utf_8_is_told_once() -> None:
    """One problem and no content: nothing else can be said of it."""
    reading = read_source(VISIT, b"Title: Caf\xe9\n\nText.\n", stylebook(), Renderer({}))
    assert reading.content is None
    assert [f"{VISIT}:1: text must be UTF-8, got byte 0xe9; save the file as UTF-8"] == [
        str(problem) for problem in reading.problems
    ]
