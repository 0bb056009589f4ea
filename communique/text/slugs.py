"""Slugs: ASCII names for addresses, transliterated by language."""

import re
from functools import lru_cache
from unicodedata import normalize

from unidecode import unidecode

from communique.patterns import late
from communique.text.language import find_language, letters

QUOTES = dict.fromkeys("'\"`´‘’‚‛“”„‟«»‹›′″ʹʺʻʼʽˈ՚＇＂", "")
"""Apostrophes and quotation marks, which vanish: a hyphen would cut d’Ivoire in two."""

NO_QUOTES = str.maketrans(QUOTES)

SIGNS = letters(
    "£:gbp ￡:gbp ₽:rub ₸:kzt ₴:uah ₺:try ₹:inr ₩:krw ₼:azn ₾:gel ₫:vnd ₪:ils ₱:php ₦:ngn ֏:amd ×:x"
) | dict.fromkeys("¥￥§¶©®™†‡", " ")
"""Signs that Unidecode replaces with misleading letters: £ with ``PS``, § with ``SS``. A currency
has its code (ISO 4217); ¥ is of two."""

_SIGNS = NO_QUOTES | str.maketrans(SIGNS)

SLUG = late(r"[a-z0-9]+(?:-[a-z0-9]+)*")


@lru_cache(maxsize=4096)
def slugify(text: str, lang: str) -> str:
    """Return a text's slug by its language, then Unidecode; "" without ASCII; a slug is its own."""
    language = find_language(lang)
    written = normalize("NFC", text.lower()).translate(_SIGNS)
    if language.romanise is not None:
        written = language.romanise(written)
    # Unidecode writes ь as an apostrophe.
    ascii_text = unidecode(written.translate(language.letters)).lower().translate(NO_QUOTES)
    return re.sub(r"[^a-z0-9]+", "-", ascii_text).strip("-")


def is_slug(text: str) -> bool:
    """Decide whether a text is a slug: ASCII lower case letters and digits, single hyphens."""
    return SLUG.fullmatch(text) is not None
