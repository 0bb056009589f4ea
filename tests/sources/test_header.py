from __future__ import annotations

from functools import partial
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.signs import find_unfit
from communique.sources.header import Header, format_source, parse_source


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (
            b"Title: Visit\nDate 2019-06-05\n\nText.\n",
            (
                'a.md:2: headers must be Name: value, got "Date 2019-06-05"; '
                "leave an empty line between the headers and the text"
            ),
        ),
        (
            b"Title: Visit\nThe minister met his counterpart in the capital today.\n",
            (
                'a.md:2: headers must be Name: value, got "The minister met his counterpart in the '
                '…"; leave an empty line between the headers and the text'
            ),
        ),
        (
            b"  Title: Visit\n\nText.\n",
            (
                'a.md:1: headers must be Name: value, got "  Title: Visit"; '
                "delete the space before it"
            ),
        ),
        (
            b"Title: Visit\n...\n\nText.\n",
            (
                'a.md:2: headers must be Name: value, got "..."; '
                "delete the line: headers stand bare, and an empty line ends them"
            ),
        ),
        (
            "Заголовок: Визит\n\nТекст.\n".encode(),
            (
                'a.md:1: headers must be Name: value, got "Заголовок: Визит"; '
                "write its name in English, or leave an empty line before the text"
            ),
        ),
        (
            b"Title: Visit\n\nOne\nTwo \x0bthree\n",
            "a.md:4: text must have no control characters, got U+000B in column 5; delete it",
        ),
        (
            b"Title: A\x00B\n\nText.\n",
            "a.md:1: text must have no control characters, got U+0000 in column 9; delete it",
        ),
        (
            "Title: Visit\n\nNon\uffffcharacter\n".encode(),
            "a.md:3: text must have no control characters, got U+FFFF in column 4; delete it",
        ),
        (
            b"Title: Visit\nDate: 2019-06-05\n\nCaf\xe9\n",
            "a.md:4: text must be UTF-8, got byte 0xe9; save the file as UTF-8",
        ),
        (
            b"\xff\xfeT\x00i\x00",
            "a.md:1: text must be UTF-8, got byte 0xff; save the file as UTF-8",
        ),
        (
            b"Title: Visit\n\nCut off \xd0",
            "a.md:3: text must be UTF-8, got byte 0xd0; save the file as UTF-8",
        ),
    ],
)
def test_a_broken_form_is_told_with_its_line(data: bytes, expected: str) -> None:
    """One problem, at the line that an editor opens, with the words found there."""
    _, problems = parse_source("a.md", data)
    assert [expected] == [str(problem) for problem in problems]


def test_headers_between_dashes_are_told_twice_and_read_all_the_same() -> None:
    """YAML's two dashed lines are both named, and the headers between them are not lost."""
    source, problems = parse_source("a.md", b"---\nTitle: Visit\n---\n\nText.\n")
    assert [problem.line for problem in problems] == [1, 3]
    assert (Header("Title", "Visit", 2),) == source.headers


def test_every_control_character_line_is_told() -> None:
    """Problems do not stop at the first one."""
    _, problems = parse_source("a.md", b"Title: A\x01\n\nB\x02\nC\nD\x7f\n")
    assert [problem.line for problem in problems] == [1, 3, 5]


@pytest.mark.parametrize(
    ("data", "headers", "body", "line"),
    [
        (b"Title: Visit\n\nText.\n", (Header("Title", "Visit", 1),), "\nText.\n", 2),
        (b"Title: Visit\r\n\r\nText.\r\n", (Header("Title", "Visit", 1),), "\nText.\n", 2),
        (b"Title: Visit\r\rText.\r", (Header("Title", "Visit", 1),), "\nText.\n", 2),
        (b"\xef\xbb\xbfTitle: Visit\n\nText.", (Header("Title", "Visit", 1),), "\nText.", 2),
        (b"\n\nTitle: Visit\n \nText.", (Header("Title", "Visit", 3),), " \nText.", 4),
        (b"Title: Visit", (Header("Title", "Visit", 1),), "", 2),
        (b"Title:\n", (Header("Title", "", 1),), "", 2),
        (b"title : Visit: the end\n", (Header("title", "Visit: the end", 1),), "", 2),
        (b"", (), "", 2),
    ],
)
def test_a_source_is_cut_in_two(
    data: bytes, headers: tuple[Header, ...], body: str, line: int
) -> None:
    """Any line ending, a byte order mark and empty lines at the top are accepted."""
    source, problems = parse_source("a.md", data)
    assert problems == ()
    assert headers == source.headers
    assert body == source.body
    assert line == source.body_line


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_a_value_goes_on_in_an_indented_line(ending: str) -> None:
    """Continuation lines are joined by a space, and later headers keep their own lines."""
    lines = [
        "Title: A long",
        "  title of",
        "\tthree lines",
        "Summary:",
        "    On its own.",
        "Lang: en",
    ]
    source, problems = parse_source("a.md", ending.join([*lines, "", "Text."]).encode())
    assert problems == ()
    assert (
        Header("Title", "A long title of three lines", 1),
        Header("Summary", "On its own.", 4),
        Header("Lang", "en", 6),
    ) == source.headers
    assert source.body_line == 7


names = st.from_regex(r"[A-Za-z][A-Za-z0-9_-]{0,9}", fullmatch=True)
letters = st.characters(exclude_categories=("Cs", "Cc", "Cn", "Cf", "Co"))
texts = st.text(letters).map(partial(normalize, "NFC")).filter(lambda text: not find_unfit(text))
bodies = st.lists(texts).map("\n".join)


@given(st.lists(st.tuples(names, texts), min_size=1), bodies)
def test_a_written_source_is_read_back(headers: list[tuple[str, str]], body: str) -> None:
    """What the importer writes is what the reader reads: names, values and text (in NFC)."""
    source, problems = parse_source("a.md", format_source(headers, body).encode())
    assert problems == ()
    assert [(name, " ".join(value.split())) for name, value in headers] == [
        (header.name, header.value) for header in source.headers
    ]
    assert list(range(1, len(headers) + 1)) == [header.line for header in source.headers]
    assert body.strip() == source.body.strip()


@given(st.binary(max_size=60))
def test_no_bytes_are_too_strange(data: bytes) -> None:
    """Whatever a file holds, it is cut or told about; every problem has a line of the file."""
    _, problems = parse_source("a.md", data)
    lines = data.replace(b"\r\n", b"\n").replace(b"\r", b"\n").count(b"\n") + 1
    assert all(1 <= problem.line <= lines for problem in problems)
