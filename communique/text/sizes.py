"""File sizes and long numbers in a language's form (CLDR)."""

from functools import lru_cache

from babel.numbers import format_decimal
from babel.units import format_unit

from communique.text.locales import find_locale

KILO = 1000
MEGA = 1_000_000


@lru_cache(maxsize=4096)
def format_size(size: int, lang: str) -> str:
    """Return a size in bytes as a reader expects it: ``940 kB``, ``1.2 MB``, ``1,2 МБ``."""
    if size < KILO * KILO - KILO // 2:
        unit, value = "digital-kilobyte", float(max(1, round(size / KILO)))
    else:
        unit, value = "digital-megabyte", round(size / MEGA, 1)
    number = int(value) if value.is_integer() else value
    return format_unit(number, unit, length="short", locale=find_locale(lang))


@lru_cache(maxsize=4096)
def format_number(number: int, lang: str) -> str:
    """Return a number with its digits grouped: ``12,345``, ``12 345``; always in 0 to 9."""
    return format_decimal(number, locale=find_locale(lang), numbering_system="latn")
