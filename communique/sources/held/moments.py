"""Dates, times and zones in lines of text, and whether they name one moment."""

import re
from datetime import datetime, timedelta
from functools import cache
from itertools import chain
from zoneinfo import ZoneInfo

from communique.patterns import late
from communique.sources.held.words import WORDS
from communique.text.date_guesses import suggest_date
from communique.text.language import every_language, held_words

_OFFSET = late(r"(?:\b(?:utc|gmt)\s?)?(?P<sign>[+−-])\s?(?P<h>\d{1,2})(?::?(?P<m>\d\d))?(?![\d-])")
_NAMED = late(r"\b(?:" + "|".join(map(re.escape, [*WORDS["zones"], *WORDS["seasons"]])) + r")\b")
_WORD = late(r"[^\W\d_]{2,}")
_NUMERIC = late(r"(?<!\d)(\d{1,2})[./-](\d{1,2})[./-](?:\d{4}|\d\d)(?!\d)")


@cache
def _time() -> re.Pattern[str]:
    return late(
        rf"""(?<![\d.,/:])(?P<hour>[01]?\d|2[0-3])(?:\s?(?:[:.h时点]|ч\.?\s?)\s?(?P<minute>[0-5]\d)(?![\d./])
            (?:分)?(?:[:.][0-5]\d)?)?\s?(?:(?P<half>[ap])\.?\s?m\b\.?)?
            (?(minute)|(?(half)|(?P<unit>\s?(?:{held_words("hours")}))))
        |(?<![\d./])(?P<hour4>[01]\d|2[0-3])(?P<minute4>[0-5]\d)
            (?=\s?(?:h\b|hrs?\b|hours|gmt|utc|z\b|[a-z]{{2,4}}t\b))
        |(?P<word>\b(?:noon|midday|midnight)\b)""",
        re.VERBOSE,
    )


@cache
def _around_time() -> re.Pattern[str]:
    return late(held_words("time"))


@cache
def _zones() -> tuple[tuple[re.Pattern[str], str], ...]:
    named = (each.held.zones.items() for each in every_language())
    return tuple((late(pattern), zone) for pattern, zone in chain.from_iterable(named))


def take_apart(text: str, lang: str) -> tuple[tuple[str, ...], str, str, list[str]]:
    """Return the days that a text may mean, its time, its zone, and the words that are left."""
    zone, time = "", ""
    for pattern, name in _zones():
        text, count = pattern.subn(" ", text)
        zone = name if count else zone
    if match := _time().search(text):
        time = _read_time(match)
        text = f"{text[: match.start()]} , {text[match.end() :]}"
        # Only behind a time is a sign with a number an offset, and no part of a date.
        offset = _OFFSET.search(text, match.start())
        if offset and int(offset["h"]) <= 14:  # noqa: PLR2004 - the widest of time zones
            sign = "-" if offset["sign"] in "−-" else "+"
            zone = f"{sign}{int(offset['h']):02}:{offset['m'] or '00'}"
            text = f"{text[: offset.start()]} {text[offset.end() :]}"
    if named := _NAMED.search(text):
        zone = zone or named[0]
        text = f"{text[: named.start()]} {text[named.end() :]}"
    day = re.sub(r"(?<=\d)(?:st|nd|rd|th|er)\b", "", text)
    iso = re.search(r"[12]\d{3}-\d\d-\d\d", day)
    days = (iso[0],) if iso else _find_days(day, lang)
    others = [word for word in _WORD.findall(text) if not _around_time().fullmatch(word)]
    if days:
        others = [word for word in others if not suggest_date(f"1 {word} 2000", lang)]
    return days, time, zone, others


def _find_days(text: str, lang: str) -> tuple[str, ...]:
    if match := _NUMERIC.search(text):
        return suggest_date(match[0], lang)
    if match := re.search(r"\d{4}\s?年\s?\d{1,2}\s?月\s?\d{1,2}\s?日", text):
        return suggest_date(match[0], lang)
    return tuple(day for day in suggest_date(text, lang) if "DD" not in day)


def is_unsure(text: str) -> bool:
    """Decide whether a date in numbers has two readings."""
    match = _NUMERIC.search(text)
    return match is not None and max(int(match[1]), int(match[2])) <= 12  # noqa: PLR2004 - months


def _read_time(match: re.Match[str]) -> str:
    if match["word"]:
        return "00:00" if match["word"] == "midnight" else "12:00"
    hour, minute = int(match["hour"] or match["hour4"]), match["minute"] or match["minute4"] or "00"
    if match["half"]:
        hour = hour % 12 + (12 if match["half"] == "p" else 0)
    return f"{hour:02}:{minute}"


def settle_moment(
    days: tuple[str, ...], time: str, zone: str, *, numeric: bool
) -> tuple[str, tuple[str, ...], str]:
    """Return a certain moment or "", likely moments, and the missing part."""
    likely = tuple(f"{day} {time}".strip() for day in days)
    offset = _offset(zone, f"{days[0]} {time}") if len(days) == 1 and time and zone else ""
    if offset and not numeric:
        return f"{likely[0]}{offset}", (), ""
    if not days:
        return "", (), "a date"
    lacks = "which day is meant" if numeric or len(days) > 1 else "a time"
    if time and not (numeric or len(days) > 1):
        lacks = f"what {zone.upper()} is on that day" if zone else "a time zone"
    return "", tuple(f"{each}{offset}" for each in likely), lacks


def _offset(zone: str, moment: str) -> str:
    """Return the offset of a zone at a moment; "" where the zone is not in force then."""
    if zone[0] in "+-":
        return zone
    if (fixed := WORDS["zones"].get(zone)) is not None:
        return f"+{fixed:02}:00" if fixed else "Z"
    place, hours = WORDS["seasons"][zone]
    known = datetime.fromisoformat(moment).replace(tzinfo=ZoneInfo(place)).utcoffset()
    return f"{hours:+03}:00" if known == timedelta(hours=hours) else ""
