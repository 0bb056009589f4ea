"""Moments: a date, a time and an offset or zone."""

from datetime import datetime
from difflib import get_close_matches
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from communique.patterns import late
from communique.text.dates import ISO, parse_date

_NAMED = late(r"(?P<time>.*\d)\s?(?P<zone>[^\W\d_][\w+/-]*)")
_PLAIN = frozenset({"UTC", "GMT"})
EXAMPLE = "2031-01-01 10:00+06:00"
LONGEST = 100
ALIKE = 0.85
"""How much the name of a zone must be like another to be a slip."""

SHORTEST = 5
"""Letters of a city's name that may have a slip: EST is no slip of West."""


class MomentError(ValueError):
    """What is missing, or wrong, in a text that should name a moment: the likely fix."""


def parse_moment(text: str, usual: ZoneInfo) -> datetime:
    """Return the moment of ``2031-01-01 10:00+06:00`` or ``2031-01-01 10:00 Asia/Almaty``.

    Zones are full IANA names: CST means several. Raises MomentError, also for a time that clocks
    skip or show twice; ``usual`` is the zone that its hint names.
    """
    text = " ".join(text.split()) if len(text) <= LONGEST else ""
    written = ISO.fullmatch(text)
    if written and written[7]:
        return parse_date(text, usual)
    if written and not written[4]:
        raise MomentError(f"add the time and the zone: {text} 10:00 {usual.key}")
    if written:
        raise MomentError(f"for {usual.key} write {text} {usual.key}, else add the offset")
    named = _NAMED.fullmatch(text)
    if named is None or not ISO.fullmatch(named["time"]):
        raise MomentError(f"write it like {EXAMPLE}, or 2031-01-01 10:00 {usual.key}")
    zone = named["zone"]
    if zone not in _zones():
        raise MomentError(_guess(named["time"], zone, usual))
    if not ISO.fullmatch(named["time"])[4]:  # type: ignore[index]
        raise MomentError(f"add the time: {named['time']} 10:00 {zone}")
    return _once(parse_date(named["time"], ZoneInfo(zone)), ZoneInfo(zone))


def _once(moment: datetime, zone: ZoneInfo) -> datetime:
    first, second = (moment.replace(tzinfo=zone, fold=fold) for fold in (0, 1))
    if first.utcoffset() != second.utcoffset():
        either = " or ".join(each.isoformat(" ", "minutes") for each in (first, second))
        raise MomentError(f"the clocks change there that night; write {either}")
    return moment


@cache
def _zones() -> frozenset[str]:
    """Return the zones that are named after a place: not "EST", and not "Etc/GMT+5" for UTC-5."""
    names = {name for name in available_timezones() if "/" in name and not name.startswith("Etc/")}
    return frozenset(names | _PLAIN)


def _guess(time: str, zone: str, usual: ZoneInfo) -> str:
    """Return the likely fix of an unknown zone: one very like it, else the site's."""
    if near := nearest_zone(zone):
        return f"did you mean {near}?"
    time = time if ":" in time else f"{time} 10:00"
    offset = parse_date(time, usual).isoformat()[-6:]
    return (
        f"for {usual.key} write {time} {usual.key}, "
        f"else the offset of {zone}, in the form {time}{offset}"
    )


def nearest_zone(name: str) -> str:
    """Return the zone that a name is very like, or whose city it names; "" for neither."""
    cities = {zone.rpartition("/")[2].lower(): zone for zone in sorted(_zones(), reverse=True)}
    city = name.rpartition("/")[2].replace(" ", "_").lower()
    if len(city) < SHORTEST:
        return cities.get(city, "")
    near = get_close_matches(name, sorted(_zones()), n=1, cutoff=ALIKE)
    near += get_close_matches(city, sorted(cities.keys() - {"utc", "gmt"}), n=1, cutoff=ALIKE)
    return (cities.get(city) or cities.get(near[-1], near[0])) if near else ""
