"""Traditional Chinese: marks as typed, addresses by each character's most common pinyin."""

from communique.text.language import Language, phrases
from communique.text.languages import zh

LANGUAGE = Language(
    code="zh-Hant",
    romanise=zh.LANGUAGE.romanise,
    note_headings=phrases("致編輯; 編輯須知; 編者註; 編者按"),
    news_code="zh-tw",
)
