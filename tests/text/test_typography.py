from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.text.typography import typeset

TEXTS = st.text(alphabet="\"'-.abOgGsnt1 9/«»“”‘’\x00(\n") | st.text()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"Hello," he said -- "don\'t go."', "“Hello,” he said — “don’t go.”"),
        ('"\'Quoted\' words" ("x")', "“‘Quoted’ words” (“x”)"),
        ("He said 'yes' and \"no 'maybe'\"", "He said ‘yes’ and “no ‘maybe’”"),
        ('“mixed" and "mixed”', "“mixed” and “mixed”"),
        ('"I was--" she said', "“I was—” she said"),
        ("the '90s, class of '99, 1990's", "the ’90s, class of ’99, 1990’s"),
        ("the U.S.'s and (DPRK)'s", "the U.S.’s and (DPRK)’s"),
        ("'tis the states' and NATO's", "’tis the states’ and NATO’s"),
        ("IT'S DON'T who'd we're I'm o'clock", "IT’S DON’T who’d we’re I’m o’clock"),
        ("O'Brien, chargé d'affaires, L'Oréal", "O’Brien, chargé d’affaires, L’Oréal"),
        ("word--word, word -- word", "word—word, word — word"),
        ("wait...what [...]", "wait…what […]"),
    ],
)
def test_english_marks_are_set(text: str, expected: str) -> None:
    """Quotes curl, contractions have an apostrophe, dashes and ellipses are one character."""
    assert expected == typeset(text, "en")


@pytest.mark.parametrize(
    "text",
    [
        "A/RES/1325 and S/2019/456, NUR-SULTAN & Co.",
        "O'zbekiston, Farg'ona, G'ulom, so'm, o't, O'ZBEKISTON, Tog' va bog' va",
        "Qur'an, Sana'a, 'Abd al-Rahman",
        "https://example.org/it's--a...b?q='x'&y www.a.org/--b o'neil@example.org",
        "--force 2019--2020 KZ--01 --- ....",
        "6'2 and 12\" tall",
        "already “set” — it’s…",
        "a ' b \" c",
    ],
)
def test_what_is_uncertain_stays_as_typed(text: str) -> None:
    """Names, symbols, codes and addresses are never touched."""
    assert text == typeset(text, "en-GB")


@pytest.mark.parametrize(
    ("lang", "text", "expected"),
    [
        ("ru", 'АО "Банк" -- это...', "АО «Банк» -- это..."),
        ("ru", '"Группа "Альфа" банк"', "«Группа „Альфа“ банк»"),
        ("ru", '«Группа "Альфа" банк»', "«Группа „Альфа“ банк»"),
        ("ru", 'ТОО "Рога "Копыта""', "ТОО «Рога „Копыта“»"),
        ("ru", 'экран 12" и ("да")', 'экран 12" и («да»)'),
        ("kk", '"Самұрық" қоры', "«Самұрық» қоры"),
        ("uz", "\"O'zbekiston\" -- so'm...", "\"O'zbekiston\" -- so'm..."),
        ("ar", '"نص" ...', '"نص" ...'),
    ],
)
def test_each_language_has_its_own_marks(lang: str, text: str, expected: str) -> None:
    """Russian and Kazakh have guillemets and nothing else; other languages stay as typed."""
    assert expected == typeset(text, lang)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"\x00foo\x00" bar', "“\x00foo\x00” bar"),
        ("NATO\x00's \x00'90s", "NATO\x00’s \x00’90s"),
        ("a -\x00- b", "a —\x00 b"),
        ('the "\x00\ufffc\x00" call', "the “\x00\ufffc\x00” call"),
    ],
)
def test_rules_look_through_the_separator(text: str, expected: str) -> None:
    """A separator has no say in what a mark means, and stays where it was."""
    assert expected == typeset(text, "en")


@given(TEXTS, st.sampled_from(["en", "ru", "kk", "fr"]))
def test_only_marks_change(text: str, lang: str) -> None:
    """Every letter, digit, space and separator is kept, in order."""

    def kept(of: str) -> list[str]:
        return [c for c in of if c.isalnum() or c.isspace() or c == "\x00"]

    assert kept(text) == kept(typeset(text, lang))


@given(TEXTS, st.sampled_from(["en", "ru"]))
def test_separators_change_no_mark(text: str, lang: str) -> None:
    """With or without separators the text reads the same."""
    expected = typeset(text.replace("\x00", ""), lang)
    assert expected == typeset(text, lang).replace("\x00", "")
