"""Names stand in the order of their language's alphabet, under the letter that readers look for."""

from __future__ import annotations

import pytest

from communique.text.collation import collate, initial


@pytest.mark.parametrize(
    ("lang", "names"),
    [
        ("en", "Åland, Albania, Écija, Egypt, zinc"),
        ("kk", "Арал, Әзербайжан, Баку, Қазақстан, Лаос, Нұр, Өзбекстан, Польша, Ұлытау, Үндістан"),
        ("ru", "Ереван, Ёлкино, Жодино, Испания, Йемен, Канада"),
        ("es", "Nueva Zelandia, Ñuble, Omán"),
        ("ar", "أرمينيا, إسبانيا, ألبانيا, بلجيكا"),
        ("zh", "阿富汗, 德国, 中国"),
    ],
)
def test_names_stand_as_in_an_alphabet(lang: str, names: str) -> None:
    """Whatever order they are given in."""
    listed = names.split(", ")
    assert sorted(sorted(listed), key=lambda name: collate(name, lang)) == listed


@pytest.mark.parametrize(
    ("name", "lang", "letter"),
    [
        ("élections", "fr", "E"),
        ("Ñuble", "es", "Ñ"),
        ("Ñuble", "en", "N"),
        ("Әзербайжан", "kk", "Ә"),
        ("ёлка", "ru", "Ё"),
        ("أرمينيا", "ar", "ا"),
        ("中国", "zh", "Z"),
        ("“Road map”", "en", "R"),
        ("2030 agenda", "en", "#"),
        ("…", "en", "#"),
    ],
)
def test_a_name_is_found_under_its_first_letter(name: str, lang: str, letter: str) -> None:
    """Without accents, but for letters of their own; marks before it are passed over."""
    assert initial(name, lang) == letter
