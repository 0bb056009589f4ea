"""Chinese in traditional characters: pinyin as in simplified ones, marks as typed."""

from __future__ import annotations

from communique.text.language import Language
from communique.text.languages import zh

__all__ = ["LANGUAGE"]

LANGUAGE = Language(
    code="zh-Hant",
    romanise=zh.LANGUAGE.romanise,
    note_headings=frozenset({"致編輯", "編輯須知", "編者註", "編者按"}),
    news_code="zh-tw",
)
