"""Turkish: ı and i are two letters, so I is not the capital of i."""

from __future__ import annotations

from communique.text.language import Language, words

LANGUAGE = Language(
    code="tr",
    small={"I": "ı", "İ": "i"},
    abbreviations=words(
        "dr prof doç yrd öğr sn av alb gen org bkz vb vs örn no mah cad sok sk tel"
    ),
)
