"""Kazakh: marks and addresses as in Russian, whose people and places its texts name."""

from __future__ import annotations

from dataclasses import replace

from communique.text.language import words
from communique.text.languages import ru

__all__ = ["LANGUAGE"]

LANGUAGE = replace(
    ru.LANGUAGE,
    code="kk",
    note_headings=frozenset(
        {
            "редакторларға ескертпе",
            "редакцияларға ескертпе",
            "редакторлар үшін ескертпе",
            "редакторлардың назарына",
        }
    ),
    abbreviations=ru.LANGUAGE.abbreviations | {"жж", "ғғ"},
    date_words=words("жылғы жыл ж"),
)
