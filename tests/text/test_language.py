"""A language is one value, in one file, and a nearest one is found for every tag."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from communique.text.language import every_language, find_language, held_words
from communique.text.locales import find_locale, is_language
from communique.text.scripts import direction
from communique.text.sections import is_note_heading
from communique.text.slugs import slugify
from communique.text.typography import typeset
from tests.sites import ROOT

PACKAGE = ROOT / "communique"
FILES = sorted(path for path in (PACKAGE / "text/languages").glob("*.toml"))


def test_a_file_is_named_by_its_language() -> None:
    """Each table has the value of the language that it is named by, which CLDR knows."""
    found = [language.code.replace("-", "_") for language in every_language()]
    assert found == [path.stem for path in FILES]
    assert all(is_language(language.code) for language in every_language())


@pytest.mark.parametrize("code", ["zh-TW", "zh_hk", "iw", "sr-Latn", "ru-KZ", "en-GB", "EN"])
def test_a_code_of_a_country_or_of_former_times_is_a_language(code: str) -> None:
    """So a file that is named by it is not taken for one in the site's first language."""
    assert is_language(code)
    assert not any(map(is_language, ("final", "old", "new", "tmp", "v2", "a-b", "gov")))


@pytest.mark.parametrize("language", every_language(), ids=lambda language: language.code)
def test_words_are_written_as_they_are_compared(language: object) -> None:
    """Headings, abbreviations and words of dates are in small letters, without stops and colons."""
    for name in ("note_headings", "abbreviations", "date_words"):
        for words in getattr(language, name):
            assert words == words.casefold().strip(" .:")
            assert "’" not in words


def test_words_that_name_a_header_or_its_value_are_words() -> None:
    """They are compared whole, and joined with others in one expression."""
    for name in ("embargo", "status", "draft", "draft_in_title"):
        assert all(word.isalpha() for word in held_words(name).split("|"))


@pytest.mark.parametrize(
    ("tag", "like"),
    [
        ("zh-Hans", "zh"),
        ("zh_CN", "zh"),
        ("zh-SG", "zh"),
        ("zh-TW", "zh-Hant"),
        ("zh-Hant-HK", "zh-Hant"),
        ("en-GB", "en"),
        ("es-MX", "es"),
        ("EN", "en"),
        ("kk-Cyrl-KZ", "kk"),
        ("fr-CH", "fr"),
    ],
)
def test_a_tag_has_the_rules_of_its_nearest_language(tag: str, like: str) -> None:
    """Parents are CLDR's; the code stays the site's own."""
    found, near = find_language(tag), find_language(like)
    assert found.code == tag
    assert found.url == f"{tag}/"
    for name in ("quotes", "set_marks", "letters", "romanise", "note_headings", "news_code"):
        assert getattr(found, name) is getattr(near, name)


@pytest.mark.parametrize(
    ("tag", "name", "direction"),
    [
        ("ka", "Ქართული", "ltr"),
        ("mn-Mong", "Mn-Mong", "ltr"),
        ("ckb", "کوردیی ناوەندی", "rtl"),
        ("pt-BR", "Português (Brasil)", "ltr"),
        ("kk-Arab", "قازاق ءتىلى (اراب جازۋى)", "rtl"),
    ],
)
def test_a_language_without_a_file_is_cldrs(tag: str, name: str, direction: str) -> None:
    """Its name and direction are there; its marks stay as typed."""
    language = find_language(tag)
    assert (language.name, language.dir) == (name, direction)
    assert typeset('"a" -- l\'an...', tag) == '"a" -- l\'an...'
    assert (language.note_headings, language.letters) == (frozenset(), {})


def test_a_direction_is_cldrs() -> None:
    """The script tells it, of each language that is written from right to left somewhere."""
    codes = "ar az-Arab ckb dv fa ff-Adlm he hi ks ks-Deva ku mn-Mong mzn nqo pa pa-Arab ps"
    for code in (*codes.split(), "sd", "sd-Deva", "syr", "ug", "ur", "uz-Arab", "yi", "zh-Hant"):
        assert (direction(code) == "rtl") == (find_locale(code).text_direction == "rtl"), code


def test_a_new_language_is_one_file(tmp_path: Path) -> None:
    """A table that lies beside the others is found, and a module with what it cannot say."""
    (tmp_path / "sv.toml").write_text(
        "quotes = ['””', '’’']\nletters = 'å:aa'\nnote_headings = 'till redaktionen'\n",
        encoding="utf-8",
    )
    (tmp_path / "sv.py").write_text(
        "def romanise(text): return text.replace('sj', 'sh')\n", encoding="utf-8"
    )
    program = (
        "import sys, communique.text.languages as languages\n"
        "languages.__path__.append(sys.argv[1])\n"
        "from communique.text.sections import is_note_heading\n"
        "from communique.text.slugs import slugify\n"
        "print(slugify('Åland sjö', 'sv-FI'), is_note_heading('Till redaktionen:'))\n"
    )
    command = [sys.executable, "-c", program, str(tmp_path)]
    done = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    assert done.stdout == "aaland-sho True\n"
    assert slugify("Åland", "sv") == "aland"
    assert not is_note_heading("Till redaktionen")
