"""The language of a source, and which sources are translations of one another."""

from __future__ import annotations

import pytest

from tests.sources.stylebooks import read, read_release, sound


@pytest.mark.parametrize(
    ("path", "lang", "expected"),
    [
        (
            "visit.ru.md",
            "en",
            (
                "visit.ru.md:4: Lang must agree with the file's name, "
                'got "en" in a file named .ru.; '
                "correct the header, or rename the file"
            ),
        ),
        (
            "visit.de.md",
            "",
            (
                "visit.de.md: a file name's language must be one of en, ru, kk, "
                'got "de"; add the language to LANGUAGES, or rename the file'
            ),
        ),
    ],
)
def test_language_and_file_name_agree(path: str, lang: str, expected: str) -> None:
    """A language in the name is one of the site's, and the same as in the header."""
    assert [expected] == [str(problem) for problem in read(sound(Lang=lang), path).problems]


@pytest.mark.parametrize(
    ("path", "lang", "expected"),
    [
        ("visit.md", "", "en"),
        ("visit.ru.md", "", "ru"),
        ("visit.md", "kk", "kk"),
        ("visit.kk.md", "kk", "kk"),
        ("resolution-2.1.md", "", "en"),
    ],
)
def test_where_the_language_comes_from(path: str, lang: str, expected: str) -> None:
    """The header, else the file's name, else DEFAULT_LANG."""
    assert expected == read_release(sound(Lang=lang), path).lang


def test_translations_are_of_one_group() -> None:
    """Files that differ in their language alone are one release."""
    paths = ("releases/05-visit.md", "releases/05-visit.ru.md", "releases/05-visit.kk.md")
    assert {"releases/05-visit"} == {read_release(sound(), path).group for path in paths}
