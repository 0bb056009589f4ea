"""Traditional Chinese: marks as typed, addresses by each character's most common pinyin."""

from dataclasses import fields
from typing import Any

from communique.text.language import HeldWords, Language, phrases
from communique.text.languages import zh

TRADITIONAL = str.maketrans(
    "闻运发体时严请报内资仅参阅传对开状态实际为准点间秘绝补后写仅经",
    "聞運發體時嚴請報內資僅參閱傳對開狀態實際為準點間秘絕補後寫僅經",
)


def _traditional(value: Any) -> Any:
    """Return words of zh in traditional characters, alone or in a tuple or mapping."""
    if isinstance(value, str):
        return value.translate(TRADITIONAL)
    if isinstance(value, tuple):
        return tuple(map(_traditional, value))
    return {_traditional(key): each for key, each in value.items()}


LANGUAGE = Language(
    code="zh-Hant",
    romanise=zh.LANGUAGE.romanise,
    note_headings=phrases("致編輯; 編輯須知; 編者註; 編者按"),
    held=HeldWords(
        **{
            each.name: _traditional(getattr(zh.LANGUAGE.held, each.name))
            for each in fields(HeldWords)
        }
    ),
    news_code="zh-tw",
)
