"""Chinese in traditional characters: marks as typed, addresses in pinyin.

pypinyin knows words in simplified characters, so a traditional one has its most common reading.
"""

from communique.text.language import Language, phrases
from communique.text.languages import zh

LANGUAGE = Language(
    code="zh-Hant",
    romanise=zh.LANGUAGE.romanise,
    note_headings=phrases("致編輯; 編輯須知; 編者註; 編者按"),
    news_code="zh-tw",
)
