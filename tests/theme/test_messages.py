from __future__ import annotations

import re
from gettext import GNUTranslations
from io import BytesIO
from pathlib import Path

import pytest
from babel import Locale
from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from communique.outputs.press.environment import newstyle_plural
from communique.plugin.messages import extract_messages, update_catalogue
from tests.sites import ROOT

THEME = ROOT / "theme"
LANGUAGES = sorted(path.parents[1].name for path in THEME.glob("translations/*/*/messages.po"))
"""The demonstration's and others, but English, in which the messages are written."""

PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]")


def _path(lang: str) -> Path:
    return THEME / "translations" / lang / "LC_MESSAGES" / "messages.po"


def _catalogue(lang: str) -> Catalog:
    return read_po(BytesIO(_path(lang).read_bytes()), locale=lang)


def _texts(value: object) -> list[str]:
    return [value] if isinstance(value, str) else [str(text) for text in value or ()]  # type: ignore[attr-defined]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_word_of_the_interface_is_translated(lang: str) -> None:
    """No message is missing, empty or uncertain; where this fails, ``inv messages`` adds it."""
    catalogue = _catalogue(lang)
    said = [message for message in extract_messages(THEME) if message.id]
    assert len(said) > 40
    assert [message.id for message in said if not _is_translated(catalogue, message)] == []


def _is_translated(catalogue: Catalog, message: Message) -> bool:
    found = catalogue.get(message.id, message.context)
    texts = _texts(found.string) if found is not None else []
    forms = 1 if isinstance(message.id, str) else catalogue.num_plurals
    return found is not None and not found.fuzzy and len(texts) == forms and all(texts)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_catalogue_says_nothing_else(lang: str) -> None:
    """``inv messages`` would change nothing in it."""
    data = _path(lang).read_bytes()
    assert data.decode() == update_catalogue(data, lang, extract_messages(THEME)).decode()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_placeholders_are_those_of_the_message(lang: str) -> None:
    """A form of a plural may leave its number out: Arabic has a word for two."""
    for message in _catalogue(lang):
        if not message.id:
            continue
        names = set(PLACEHOLDER.findall(_texts(message.id)[0]))
        found = [set(PLACEHOLDER.findall(text)) for text in _texts(message.string)]
        if isinstance(message.id, str):
            assert [names] == found, message.id
        else:
            assert all(each <= names for each in found), message.id
            assert names in found, message.id


@pytest.mark.parametrize("lang", LANGUAGES)
def test_plural_forms_tell_apart_what_the_language_does(lang: str) -> None:
    """Two numbers of different CLDR categories, of those up to 1,000, have different forms."""
    compiled = BytesIO()
    write_mo(compiled, _catalogue(lang))
    plural = GNUTranslations(BytesIO(compiled.getvalue())).plural  # type: ignore[attr-defined]
    category = Locale.parse(lang).plural_form
    pairs = {(category(number), plural(number)) for number in range(1001)}
    assert len(pairs) == len({name for name, _ in pairs}) == len({form for _, form in pairs})


def test_a_number_has_its_form() -> None:
    """The form is the one that a speaker uses."""
    expected = {
        ("ar", 0): "لا مواد",
        ("ar", 2): "مادتان",
        ("ar", 3): "3 مواد",
        ("ar", 11): "11 مادة",
        ("ar", 103): "103 مواد",
        ("ru", 21): "21 материал",
        ("ru", 3): "3 материала",
        ("fr", 0): "0 publication",
        ("fr", 2): "2 publications",
        ("zh", 2): "2 篇文稿",
    }
    for (lang, number), words in expected.items():
        compiled = BytesIO()
        write_mo(compiled, _catalogue(lang))
        translations = GNUTranslations(BytesIO(compiled.getvalue()))
        text = translations.ngettext("%(num)d release", "%(num)d releases", number)
        assert words == text % {"num": number}


@pytest.mark.parametrize(
    ("lang", "number", "words"),
    [
        ("en", 999, "999 releases"),
        ("en", 12345, "12,345 releases"),
        ("ru", 12345, "12\u00a0345 материалов"),
        ("fr", 12345, "12\u202f345 publications"),
        ("de", 1234567, "1.234.567 Mitteilungen"),
        ("ar", 12345, "12,345 مادة"),
        ("zh", 12345, "12,345 篇文稿"),
    ],
)
def test_a_long_number_is_grouped_as_the_language_does(lang: str, number: int, words: str) -> None:
    """In European digits in each; a number of three digits stays."""
    compiled = BytesIO()
    write_mo(compiled, _catalogue(lang) if lang != "en" else Catalog(locale="en"))
    say = newstyle_plural(GNUTranslations(BytesIO(compiled.getvalue())).ngettext, lang)
    assert say("%(num)d release", "%(num)d releases", number) == words


def test_updating_adds_what_is_new_and_keeps_what_is_there() -> None:
    """A new message is empty; one that is not said any more ends as a comment."""
    words = Catalog()
    words.add("Archive")
    words.add("Brand new")
    old = _path("fr").read_bytes()
    updated = read_po(BytesIO(update_catalogue(old, "fr", words)), locale="fr")
    assert {message.id: message.string for message in updated if message.id} == {
        "Archive": "Archives",
        "Brand new": "",
    }
    assert "Everything" in updated.obsolete
