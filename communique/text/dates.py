"""Dates: ISO 8601 is read, CLDR's words are written; nothing is guessed (decision 31, trap 2)."""

import re
from datetime import date, datetime, time, timedelta, timezone
from functools import lru_cache
from zoneinfo import ZoneInfo

from babel import dates as cldr

from communique.patterns import late
from communique.text.locales import find_locale

# Years that the Gregorian calendar may have: 0219 is a slip, 1440 is of the Islamic calendar.
ISO = late(
    r"""(1[6-9]\d\d|2\d{3})-(\d\d)-(\d\d)
    (?:[T ](\d\d):(\d\d)(?::(\d\d))?
    (?:\ ?(Z|[+-](?:[01]\d|2[0-3]):?[0-5]\d))?)?""",
    re.ASCII | re.VERBOSE,
)


OFFSET = late(r"([+\u2212-])0?(\d{1,2}):00(?!\d)")
"""An offset of whole hours in its long form, ``+06:00``."""

NAMED = {"a": "EEE", "A": "EEEE", "b": "MMM", "B": "MMMM", "p": "a"}
"""CLDR's fields for the directives of ``strftime`` that are words."""


EAST, WEST = timedelta(hours=14), timedelta(hours=-12)
"""How far time zones are from UTC."""


def parse_date(text: str, timezone: ZoneInfo) -> datetime:
    """Return the moment that an ISO 8601 calendar date names, always with a fixed offset.

    Accepted are ``2019-06-05``, ``2019-06-05 10:00`` or ``2019-06-05T10:00``, seconds and an
    offset (``Z``, ``+06:00``, ``+0600``) if wanted. Without an offset it is in ``timezone``,
    without a time at midnight. A local time that clocks skip or show twice has the offset from
    before the change (PEP 495, fold 0). Raises ValueError for anything else.
    """
    if ISO.fullmatch(text := text.strip()) is None:
        raise ValueError(f"not an ISO 8601 date: {text!r}")
    value = datetime.fromisoformat(re.sub(r" (?=[Z+-])", "", text))
    if value.tzinfo is None:
        value = value.replace(tzinfo=timezone)
        value = value.replace(tzinfo=_in_minutes(value.utcoffset() or timedelta()))
    elif not WEST <= (value.utcoffset() or timedelta()) <= EAST:
        raise ValueError(f"no time zone is so far from UTC: {text!r}")
    return value


@lru_cache(maxsize=256)
def _in_minutes(offset: timedelta) -> timezone:
    # Local mean times had seconds, RFC 3339 has none.
    return timezone(timedelta(minutes=round(offset.total_seconds() / 60)))


def format_date(value: date, lang: str) -> str:
    """Return a day as CLDR writes it, ``June 5, 2019``; a datetime's in its own offset."""
    # Moments that are equal may fall on two days, so a datetime is no key for a cache.
    return _format_date(date(value.year, value.month, value.day), lang)


@lru_cache(maxsize=8192)
def _format_date(value: date, lang: str) -> str:
    return cldr.format_date(value, "long", locale=find_locale(lang))


def format_datetime(value: datetime, lang: str) -> str:
    """Return a moment as CLDR writes it: ``June 5, 2019, 10:00 AM GMT+6``."""
    return _format_datetime(value.isoformat(), lang)


def format_moment(value: date, lang: str) -> str:
    """Return a moment with its time, or a day without one, as CLDR writes it."""
    if isinstance(value, datetime):
        return format_datetime(value, lang)
    return format_date(value, lang)


@lru_cache(maxsize=8192)
def _format_datetime(iso: str, lang: str) -> str:
    value, locale = datetime.fromisoformat(iso), find_locale(lang)
    if value.tzinfo is None:
        hour = str(locale.time_formats["short"].apply(value, locale))
    else:
        hour = _format_time(iso, lang)
    day = cldr.format_date(value, "long", locale=locale)
    return str(locale.datetime_formats["long"]).replace("{0}", hour).replace("{1}", day)


def write_named(value: date, directive: str, lang: str) -> str:
    """Return what ``strftime`` writes for a directive with words, by CLDR: ``%B`` is ``июня``."""
    moment = value if isinstance(value, datetime) else datetime.combine(value, time())
    locale = find_locale(lang)
    match directive:
        case "x":
            return cldr.format_date(moment, "short", locale=locale)
        case "X":
            return cldr.format_time(moment, "medium", locale=locale)
        case "c":
            return cldr.format_datetime(moment, "medium", locale=locale)
    return str(cldr.parse_pattern(NAMED[directive]).apply(moment, locale))


def has_time(value: datetime) -> bool:
    """Decide whether a moment was written with a time of day: without one it is at midnight."""
    return (value.hour, value.minute, value.second) != (0, 0, 0)


def format_time(value: datetime, lang: str) -> str:
    """Return a time of day as CLDR writes it, with its offset: ``10:00 AM GMT+6``."""
    return _format_time(value.isoformat(), lang)


@lru_cache(maxsize=8192)
def _format_time(iso: str, lang: str) -> str:
    value, locale = datetime.fromisoformat(iso), find_locale(lang)
    pattern = f"{locale.time_formats['short'].pattern} ZZZZ"
    written = str(cldr.parse_pattern(pattern).apply(value, locale))
    return OFFSET.sub(
        lambda found: found[1] + found[2] if found[2] != "0" else "", written
    ).replace("  ", " ")


@lru_cache(maxsize=8192)
def format_month(year: int, month: int, lang: str) -> str:
    """Return month and year in the form of a heading: ``June 2019``, ``июнь 2019 г.``."""
    return cldr.format_skeleton("yMMMM", date(year, month, 1), locale=find_locale(lang))


@lru_cache(maxsize=1024)
def month_name(month: int, lang: str) -> str:
    """Return the name of a month in the form of a heading: ``June``, ``июнь``."""
    return str(find_locale(lang).months["stand-alone"]["wide"][month])
