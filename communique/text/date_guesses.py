"""What a refused date probably meant, for the hint beside the problem; never used as a date."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

from communique.text.locales import find_locale

__all__ = ["suggest_date"]

LANGUAGES = ("en", "ru", "kk", "fr", "es")
"""Languages whose month names are known in every newsroom."""

TIME = re.compile(r"[\s,T]+(?:at )?((?:[01]?\d|2[0-3]):[0-5]\d(?::[0-5]\d)?)$")
YEAR_FIRST = re.compile(r"(\d{4})\D{1,3}(\d{1,2})(?:\D{1,3}(\d{1,2}))?\D*")
YEAR_LAST = re.compile(r"(?:(\d{1,2})([./-]))?(\d{1,2})[./-](\d{4}|\d\d)")
SHORTEST_NAME = 3


def suggest_date(text: str, lang: str) -> tuple[str, ...]:
    """Return the ISO 8601 dates that a text may mean, the likeliest first; none if none is likely.

    Dotted dates are day-first. With slashes or hyphens both readings are given, that of
    the language first. Where the day is missing it is said so: ``2019-06-DD``.
    """
    day, time = " ".join(text.split()), ""
    if match := TIME.search(day):
        day, time = day[: match.start()], " " + match[1].zfill(5)
    found = _from_numbers(day, lang) or _from_names(day, lang)
    return tuple(dict.fromkeys(f"{guess}{time}" for guess in found if guess))


def _from_numbers(text: str, lang: str) -> list[str]:
    if match := YEAR_FIRST.fullmatch(text):
        year, first, second = match.groups()
        return [_iso(year, first, second) or _iso(year, second, first)]
    if match := YEAR_LAST.fullmatch(text):
        first, separator, second, year = match.groups()
        if first is None:
            return [_iso(year, second, None)]
        day_first, month_first = _iso(year, second, first), _iso(year, first, second)
        if separator == ".":
            return [day_first or month_first]
        return [month_first, day_first] if _is_month_first(lang) else [day_first, month_first]
    return []


def _from_names(text: str, lang: str) -> list[str]:
    numbers = re.findall(r"\d+", text)
    years = [number for number in numbers if len(number) == len("2019")]
    days = [number for number in numbers if len(number) <= len("31")]
    months = [month for word in re.findall(r"[^\W\d_]+", text) if (month := _month(word, lang))]
    if len(years) != 1 or len(months) != 1 or len(days) > 1:
        return []
    return [_iso(years[0], months[0], days[0] if days else None)]


def _iso(year: str, month: str | None, day: str | None) -> str:
    """Return the ISO form, with DD for a missing day; empty if the calendar has no such day."""
    full_year = int(year) + (2000 if len(year) == len("19") else 0)
    try:
        value = date(full_year, int(month or 0), int(day or 1))
    except ValueError:
        return ""
    return value.isoformat() if day else f"{value.isoformat()[:7]}-DD"


def _is_month_first(lang: str) -> bool:
    return str(find_locale(lang).date_formats["short"].pattern).startswith("M")


def _month(word: str, lang: str) -> str:
    """Return the number of the month that a word names, whole or cut short; empty for none."""
    if len(word) < SHORTEST_NAME:
        return ""
    return next((n for name, n in _names(lang) if name.startswith(word.casefold())), "")


@lru_cache(maxsize=64)
def _names(lang: str) -> tuple[tuple[str, str], ...]:
    """Return the month names of a language and of LANGUAGES, each with its number."""
    return tuple(
        (name.casefold(), str(number))
        for code in dict.fromkeys((lang, *LANGUAGES))
        for context in ("format", "stand-alone")
        for number, name in find_locale(code).months[context]["wide"].items()
    )
