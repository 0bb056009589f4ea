"""The likely meaning of a refused date, for the hint; never used as a date."""

import re
from calendar import monthrange
from contextlib import suppress
from datetime import date, timedelta
from functools import lru_cache
from unicodedata import decimal, normalize

from communique.patterns import late
from communique.text.language import widely_read
from communique.text.locales import find_locale

TIME = late(
    r"""[\s,T]+(?:at\ )?([01]?\d|2[0-4]):([0-5]\d)(:[0-5]\d)?(?:[.,]\d+)?
    (?:\ ?([ap])\.?m\.?)?(\ ?(?:Z|[+-](?:[01]\d|2[0-3]):?[0-5]\d))?$""",
    re.ASCII | re.IGNORECASE | re.VERBOSE,
)
CALENDAR = late(r"([12]\d{3})-(0[1-9]|1[0-2])-(\d\d)(?:[T ].*)?", re.ASCII)
YEAR_FIRST = late(r"(\d{4})\D{1,3}(\d{1,2})(?:\D{1,3}(\d{1,2}))?\D*")
YEAR_LAST = late(r"(?:(\d{1,2})([./-]))?(\d{1,2})[./-](\d{4}|\d\d)")
SHORTEST_NAME = 3
LONGEST_DATE = 100
NOON = 12
MIDNIGHT = " 24:00"
"""The end of a day, which is the next one's beginning."""

YEARS = range(1600, 2999)
"""The years of dates that are accepted."""

THAI, SINCE_BUDDHA = range(2440, 2640), 543
"""Years of the Buddhist era that are likely, and how many more they are than ours."""

_MARKS = late("[\u061c\u200e\u200f\u202a-\u202c\u2066-\u2069]")
"""Signs that begin or end a direction."""


def suggest_date(text: str, lang: str) -> tuple[str, ...]:
    """Return likely ISO dates of a text, the language's first; ``2019-06-DD`` lacks a day."""
    if len(text) > LONGEST_DATE:
        return ()
    day, time = _MARKS.sub("", " ".join(plain_digits(text).split())), ""
    if match := TIME.search(day):
        day, time = day[: match.start()], _time(match)
    found = [guess for guess in _from_numbers(day, lang) or _from_names(day, lang) if guess]
    if time.startswith(MIDNIGHT):
        days = [date.fromisoformat(guess) for guess in found if "DD" not in guess]
        found = [(day + timedelta(days=1)).isoformat() for day in days]
        time = time.replace(MIDNIGHT, " 00:00", 1)
    return tuple(dict.fromkeys(f"{guess}{time}" for guess in found if f"{guess}{time}" != text))


def plain_digits(text: str) -> str:
    """Return a text with the digits of other scripts as 0 to 9."""
    if text.isascii():
        return text
    return "".join(
        str(decimal(sign)) if sign.isdecimal() else sign for sign in normalize("NFKC", text)
    )


def explain_date(text: str) -> str:
    """Explain a date that cannot be: the month has fewer days, or the year is of another calendar.

    Else an empty string.
    """
    match = CALENDAR.fullmatch(plain_digits(text.strip()))
    if match is None:
        return ""
    year, month, day = (int(number) for number in match.groups())
    if year not in YEARS:
        return "write it in the Gregorian calendar"
    last = monthrange(year, month)[1]
    name = find_locale("en").months["stand-alone"]["wide"][month]
    return f"{name} {year} has {last} days" if day > last else ""


def _time(match: re.Match[str]) -> str:
    """Return a time as ISO 8601 has it: of 24 hours, without fractions of seconds."""
    hour, minute, second, half, offset = match.groups()
    if half and int(hour) <= NOON:
        hour = str(int(hour) % NOON + (NOON if half in "pP" else 0))
    if hour == MIDNIGHT[1:3] and minute + (second or "") not in {"00", "00:00"}:
        return ""
    return f" {hour.zfill(2)}:{minute}{second or ''}{(offset or '').upper()}"


def _from_numbers(text: str, lang: str) -> list[str]:
    with suppress(ValueError):  # without hyphens, or the day of a week
        year, month, day = date.fromisoformat(text).isoformat().split("-")
        return [_iso(year, month, day)]
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
        guesses = [day_first, month_first]
        if str(find_locale(lang).date_formats["short"].pattern).startswith("M"):
            guesses.reverse()
        year_first = separator == "-" and len(first) == len(year) == len("19")
        return [_iso(first, second, year), *guesses] if year_first else guesses
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
    full_year -= SINCE_BUDDHA if full_year in THAI else 0
    if full_year not in YEARS:
        return ""
    try:
        value = date(full_year, int(month or 0), int(day or 1))
    except ValueError:
        return ""
    return value.isoformat() if day else f"{value.isoformat()[:7]}-DD"


def _month(word: str, lang: str) -> str:
    if len(word) < SHORTEST_NAME:
        return ""
    return next((n for name, n in _names(lang) if name.startswith(word.casefold())), "")


@lru_cache(maxsize=64)
def _names(lang: str) -> tuple[tuple[str, str], ...]:
    """Return the month names of a language and of those widely read, each with its number."""
    return tuple(
        (name.casefold(), str(number))
        for code in dict.fromkeys((lang, *widely_read()))
        for context in ("format", "stand-alone")
        for number, name in find_locale(code).months[context]["wide"].items()
    )
