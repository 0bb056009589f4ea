"""Russian: « » and, within them, „ “; addresses by BGN/PCGN."""

from __future__ import annotations

from communique.text.language import Language, words
from communique.text.marks import quote_rule

__all__ = ["LANGUAGE"]

QUOTES = ("«»", "„“")

RUSSIAN = dict(zip("абвгдезийклмнопрстуфыэ", "abvgdeziyklmnoprstufye", strict=True)) | {
    "ё": "e",
    "ж": "zh",
    "х": "kh",
    "ц": "ts",
    "ч": "ch",
    "ш": "sh",
    "щ": "shch",
    "ъ": "",
    "ь": "",
    "ю": "yu",
    "я": "ya",
}
"""BGN/PCGN 1947 without diacritics and signs: ё is ë, hence e; е is e everywhere."""

KAZAKH = dict(zip("әқөұүһі", "aqouuhi", strict=True)) | {"ғ": "gh", "ң": "ng"}
"""The letters that Kazakh adds, by BGN/PCGN 1979 without diacritics: Russian texts name people and
places with them."""

LANGUAGE = Language(
    code="ru",
    quotes=QUOTES,
    marks=('"',),
    set_marks=quote_rule(QUOTES, follows="«„"),
    letters=str.maketrans(RUSSIAN | KAZAKH),
    note_headings=frozenset(
        {
            "примечание для редакторов",
            "примечания для редакторов",
            "примечание для редакции",
            "к сведению редакторов",
        }
    ),
    abbreviations=words("гг вв др пр им ул стр ст тов проф акад руб тыс млн млрд см ср тел"),
    date_words=words("год года г"),
    widely_read=True,
)
