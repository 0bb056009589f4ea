"""The numeric dates in an old release's footer, ``Created at : 5.06.2019``, in both readings."""

from __future__ import annotations

import re
from datetime import date, time
from enum import Enum

from communique.values import dataclass

NOON = 12

MOMENT = r"""\s+at\s*:\s*
    (?P<{0}_date> \d{{1,2}}(?P<{0}_sep>[./-])\d{{1,2}}(?P={0}_sep)\d{{4}}
                | \d{{4}}-\d{{2}}-\d{{2}} )
    (?:,?\s+ (?P<{0}_hour>[01]?\d|2[0-3]) : (?P<{0}_minute>[0-5]\d)
             (?:\s*(?P<{0}_half>[ap])\.?m\.?)? )?"""
CREATED = "created" + MOMENT.format("created")
UPDATED = "updated" + MOMENT.format("updated")
FOOTER = re.compile(
    rf"(?: {CREATED} (?:[\s,;]*{UPDATED})? | {UPDATED.replace('updated_', 'only_')} ) [\s.]*\Z",
    re.VERBOSE | re.IGNORECASE,
)


class Order(Enum):
    """How a numeric date is read."""

    DAY_FIRST = "day first"
    MONTH_FIRST = "month first"


@dataclass(frozen=True, slots=True)
class Stamp:
    """One numeric date as ``written``, and the time of day beside it."""

    written: str
    time: time | None = None

    def day(self, order: Order) -> date | None:
        """Return the day in one reading, None where there is no such day; ISO has one reading."""
        first, second, third = map(int, re.split(r"\D", self.written))
        if self.written[:4].isdecimal():
            year, month, day = first, second, third
        elif order is Order.DAY_FIRST:
            day, month, year = first, second, third
        else:
            month, day, year = first, second, third
        try:
            return date(year, month, day)
        except ValueError:
            return None

    def read(self, order: Order) -> str | None:
        """Return the value of a date header in one reading: ``2019-06-05 10:00``."""
        day = self.day(order)
        if day is None:
            return None
        return f"{day}" if self.time is None else f"{day} {self.time:%H:%M}"


@dataclass(frozen=True, slots=True)
class Footer:
    """When the legacy site says that it made and changed the release."""

    created: Stamp | None = None
    updated: Stamp | None = None

    @property
    def stamps(self) -> tuple[Stamp, ...]:
        """All dates found; the first is the one to compare with the dateline."""
        return tuple(stamp for stamp in (self.created, self.updated) if stamp)


def take_footer(text: str) -> tuple[Footer, str]:
    """Return the footer at the very end of the text, which may be empty, and the rest."""
    found = FOOTER.search(text)
    if found is None:
        return Footer(), text
    stamps = (_stamp(found, "created"), _stamp(found, "updated") or _stamp(found, "only"))
    return Footer(*stamps), text[: found.start()].rstrip()


def _stamp(found: re.Match[str], name: str) -> Stamp | None:
    written, hour, minute = (found[f"{name}_{part}"] for part in ("date", "hour", "minute"))
    if written is None:
        return None
    if hour is None:
        return Stamp(written)
    half = (found[f"{name}_half"] or "").lower()
    clock = int(hour) % NOON + (NOON if half == "p" else 0) if half else int(hour)
    return Stamp(written, time(clock, int(minute)))
