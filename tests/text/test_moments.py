from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from communique.text.moments import MomentError, parse_moment

ALMATY = ZoneInfo("Asia/Almaty")


@pytest.mark.parametrize(
    ("written", "moment"),
    [
        ("2031-01-01 10:00+06:00", "2031-01-01T10:00+06:00"),
        ("2031-01-01T10:00:30Z", "2031-01-01T10:00:30+00:00"),
        ("2031-01-01 10:00 -0330", "2031-01-01T10:00-03:30"),
        ("2031-01-01 10:00 Asia/Kathmandu", "2031-01-01T10:00+05:45"),
        ("2031-07-01 10:00 Europe/Brussels", "2031-07-01T10:00+02:00"),
        ("2031-01-01 10:00  Europe/Brussels", "2031-01-01T10:00+01:00"),
        ("2031-01-01 10:00 UTC", "2031-01-01T10:00+00:00"),
        ("2031-01-01 10:00 America/Argentina/Buenos_Aires", "2031-01-01T10:00-03:00"),
    ],
)
def test_a_moment_has_a_date_a_time_and_a_zone(written: str, moment: str) -> None:
    """An offset, or the full name of a zone, whose offset on that day counts."""
    found, expected = parse_moment(written, ALMATY), datetime.fromisoformat(moment)
    assert (found, found.utcoffset()) == (expected, expected.utcoffset())


@pytest.mark.parametrize(
    ("written", "hint"),
    [
        ("2031-01-01", "add the time and the zone: 2031-01-01 10:00 Asia/Almaty"),
        ("2031-01-01 10:00", "for Asia/Almaty write 2031-01-01 10:00 Asia/Almaty"),
        ("2031-01-01 UTC", "add the time: 2031-01-01 10:00 UTC"),
        ("2031-01-02 10:00 CST", "else the offset of CST, in the form 2031-01-02 10:00+05:00"),
        ("2031-01-01 10:00 EST", "else the offset of EST"),
        ("2031-01-01 10:00 Etc/GMT+5", "else the offset of Etc/GMT+5"),
        ("2031-01-01 12:00 Astana", "for Asia/Almaty write 2031-01-01 12:00 Asia/Almaty"),
        ("2031-01-01 12:00 Africa/Djibuti", "did you mean Africa/Djibouti?"),
        ("2031-01-01 10:00 Europe/Brusels", "did you mean Europe/Brussels?"),
        ("2031-01-01 10:00 almaty", "did you mean Asia/Almaty?"),
        ("2031-03-30 02:30 Europe/Paris", "the clocks change there that night"),
        ("2031-10-26 02:30 Europe/Paris", "02:30+02:00 or 2031-10-26 02:30+01:00"),
        ("tomorrow at ten", "write it like 2031-01-01 10:00+06:00"),
        ("1a" * 60_000 + "!", "write it like"),
    ],
)
def test_what_is_not_one_moment_is_refused(written: str, hint: str) -> None:
    """Each with the likely fix; a zone's short name is two zones, and an hour may come twice."""
    with pytest.raises(MomentError) as refused:
        parse_moment(written, ALMATY)
    assert hint in str(refused.value)


def test_a_day_that_no_calendar_has_is_refused() -> None:
    """The rule is the same for every date."""
    with pytest.raises(ValueError, match="day"):
        parse_moment("2031-02-30 10:00Z", ALMATY)
