"""Slugs: ASCII names for addresses, transliterated as the language's own readers would."""

from __future__ import annotations

import re
from functools import lru_cache
from unicodedata import normalize

from unidecode import unidecode

from communique.text.arabic import romanise_arabic
from communique.text.locales import primary
from communique.text.patterns import late
from communique.text.pinyin import romanise_chinese

__all__ = ["is_slug", "slugify"]

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
"""The letters that Kazakh adds: BGN/PCGN 1979 without diacritics."""

QUOTES = dict.fromkeys("'\"`´‘’‚‛“”„‟«»‹›′″ʹʺʻʼʽˈ՚＇＂", "")
"""Apostrophes and quotation marks, which vanish: a hyphen would cut d’Ivoire in two."""

TABLES = {
    "ru": str.maketrans(RUSSIAN | KAZAKH | QUOTES),
    "kk": str.maketrans(RUSSIAN | KAZAKH | QUOTES),
}
"""One table serves both languages: their texts name each other's people and places."""

OTHERS = str.maketrans(QUOTES)

ROMANISERS = {"ar": romanise_arabic, "zh": romanise_chinese}
"""Languages in which a letter's neighbours have a say."""

SLUG = late(r"[a-z0-9]+(?:-[a-z0-9]+)*")


@lru_cache(maxsize=4096)
def slugify(text: str, lang: str) -> str:
    """Return the slug of a text in a language; empty where nothing of it can be written in ASCII.

    Russian and Kazakh follow BGN/PCGN, Arabic ALA-LC, Chinese is pinyin, each without diacritics;
    all others have Unidecode's tables. The slug of a slug is itself.
    """
    language = primary(lang)
    letters = normalize("NFC", text.lower()).translate(TABLES.get(language, OTHERS))
    if language in ROMANISERS:
        letters = ROMANISERS[language](letters)
    ascii_text = unidecode(letters).lower().translate(OTHERS)  # Unidecode writes ь as an apostrophe
    return re.sub(r"[^a-z0-9]+", "-", ascii_text).strip("-")


def is_slug(text: str) -> bool:
    """Decide whether a text is a slug: ASCII lower case letters and digits, single hyphens."""
    return SLUG.fullmatch(text) is not None
