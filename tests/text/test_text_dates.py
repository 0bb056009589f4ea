from __future__ import annotations

import pickle
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.text.date_guesses import suggest_date
from communique.text.dates import format_date, format_datetime, format_month, month_name, parse_date

SITE = ZoneInfo("Asia/Qyzylorda")  # +06:00 until December 2018, then +05:00
BERLIN = ZoneInfo("Europe/Berlin")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2019-06-05", "2019-06-05T00:00:00+05:00"),
        ("2018-06-05", "2018-06-05T00:00:00+06:00"),
        (" 2019-06-05 10:00 ", "2019-06-05T10:00:00+05:00"),
        ("2019-06-05T10:00", "2019-06-05T10:00:00+05:00"),
        ("2019-06-05 10:00:30", "2019-06-05T10:00:30+05:00"),
        ("2019-06-05 10:00Z", "2019-06-05T10:00:00+00:00"),
        ("2019-06-05T10:00:00 -03:30", "2019-06-05T10:00:00-03:30"),
        ("2019-06-05 10:00 +0600", "2019-06-05T10:00:00+06:00"),
        ("1900-01-01", "1900-01-01T00:00:00+04:22"),
    ],
)
def test_iso_dates_are_read_as_written(text: str, expected: str) -> None:
    """The wall clock is the editor's; the offset is the editor's or else the zone's."""
    assert expected == parse_date(text, SITE).isoformat()


@pytest.mark.parametrize(
    "text",
    [
        "5.06.2019",
        "06/05/2019",
        "June 2019",
        "2019-6-5",
        "20190605",
        "2019-06",
        "2019-W23-3",
        "2019-02-30",
        "2019-06-05 24:00",
        "2019-06-05 10",
        "2019-06-05 10:00 KZT",
        "2019-06-05 10:00+06",
        "2019-06-05 10:00+05:60",
        "2019-06-05 10:00+15:00",
        "2019-06-05+06:00",
        "0219-06-05",
        "٢٠١٩-٠٦-٠٥",
        "",
    ],
)
def test_anything_else_is_refused(text: str) -> None:
    """No date is ever guessed."""
    with pytest.raises(ValueError, match=r"."):
        parse_date(text, SITE)


@pytest.mark.parametrize(
    ("text", "offset"), [("2019-03-31 02:30", "+01:00"), ("2019-10-27 02:30", "+02:00")]
)
def test_a_time_skipped_or_shown_twice_has_the_offset_before(text: str, offset: str) -> None:
    """Both change of clocks are read with the offset that was in force until then."""
    assert parse_date(text, BERLIN).isoformat().endswith(offset)


def test_a_date_is_plain_values() -> None:
    """A date carries a fixed offset, not a zone, and survives pickle unchanged."""
    value = parse_date("2019-06-05", SITE)
    assert isinstance(value.tzinfo, timezone)
    assert pickle.loads(pickle.dumps(value)).isoformat() == value.isoformat()  # noqa: S301


@given(
    st.datetimes(min_value=datetime(1600, 1, 1), max_value=datetime(2999, 1, 1)),  # noqa: DTZ001
    st.integers(-720, 840),
)
def test_what_isoformat_writes_is_read_back(moment: datetime, minutes: int) -> None:
    """The ISO form of a date is read as that date, offset included."""
    value = moment.replace(microsecond=0, tzinfo=timezone(timedelta(minutes=minutes)))
    assert value.isoformat() == parse_date(value.isoformat(), SITE).isoformat()


@pytest.mark.parametrize(
    ("text", "lang", "expected"),
    [
        ("5.06.2019", "en", ("2019-06-05",)),
        ("05.06.19", "ru", ("2019-06-05",)),
        ("06.13.2019", "en", ("2019-06-13",)),
        ("06/05/2019", "en", ("2019-06-05", "2019-05-06")),
        ("06/05/2019", "fr", ("2019-05-06", "2019-06-05")),
        ("13/06/2019", "en", ("2019-06-13",)),
        ("05/05/2019", "en", ("2019-05-05",)),
        ("5.06.2019 9:30", "en", ("2019-06-05 09:30",)),
        ("2019/6/5", "en", ("2019-06-05",)),
        ("2019年6月5日", "zh", ("2019-06-05",)),
        ("June 5, 2019", "en", ("2019-06-05",)),
        ("Wednesday, 5th June 2019 at 10:00", "en", ("2019-06-05 10:00",)),
        ("Sept. 5, 2019", "en", ("2019-09-05",)),
        ("5 июня 2019 г.", "ru", ("2019-06-05",)),
        ("5 июня 2019", "en", ("2019-06-05",)),
        ("2019 ж. 5 маусым", "kk", ("2019-06-05",)),
        ("5 juin 2019", "fr", ("2019-06-05",)),
        ("5 de junio de 2019", "es", ("2019-06-05",)),
        ("5. Juni 2019", "de", ("2019-06-05",)),
        ("June 2019", "en", ("2019-06-DD",)),
        ("июнь 2019", "ru", ("2019-06-DD",)),
        ("2019-06", "en", ("2019-06-DD",)),
        ("06/2019", "en", ("2019-06-DD",)),
        ("2019-W23-3 10:00", "en", ("2019-06-05 10:00",)),
        ("19-06-05", "en", ("2019-06-05", "2005-06-19")),
        ("٢٠١٩-٠٦-٠٥ ١٠:٠٠", "ar", ("2019-06-05 10:00",)),
        ("\u200f2019-06-05\u200f 10:00", "ar", ("2019-06-05 10:00",)),
        ("๒๕๖๒-๐๖-๐๕", "th", ("2019-06-05",)),
        ("2019-02-30", "en", ()),
        ("30 February 2019", "en", ()),
        ("yesterday", "en", ()),
        ("", "en", ()),
    ],
)
def test_a_refused_date_has_its_likely_forms(
    text: str, lang: str, expected: tuple[str, ...]
) -> None:
    """The likeliest reading is first; a day that is missing is said to be."""
    assert expected == suggest_date(text, lang)


@given(st.text())
def test_a_suggestion_never_fails(text: str) -> None:
    """Whatever stands in the header, there is an answer."""
    assert isinstance(suggest_date(text, "en"), tuple)


@pytest.mark.parametrize(
    ("lang", "day", "month", "name"),
    [
        ("en", "June 5, 2019", "June 2019", "June"),
        ("en-GB", "5 June 2019", "June 2019", "June"),
        ("ru", "5 июня 2019\u202fг.", "июнь 2019\u202fг.", "июнь"),
        ("kk", "2019 ж. 5 маусым", "2019 ж. маусым", "Маусым"),
        ("fr", "5 juin 2019", "juin 2019", "juin"),
        ("es", "5 de junio de 2019", "junio de 2019", "junio"),
        ("zh", "2019年6月5日", "2019年6月", "六月"),
        ("de", "5. Juni 2019", "Juni 2019", "Juni"),
        ("ar", "5 يونيو 2019", "يونيو 2019", "يونيو"),
    ],
)
def test_dates_are_written_as_cldr_has_them(lang: str, day: str, month: str, name: str) -> None:
    """Days, months of a year and months by themselves are the language's own."""
    spaces = str.maketrans("\u00a0\u202f", "  ")
    assert day.translate(spaces) == format_date(date(2019, 6, 5), lang).translate(spaces)
    assert month.translate(spaces) == format_month(2019, 6, lang).translate(spaces)
    assert name == month_name(6, lang)


@pytest.mark.parametrize(
    ("lang", "expected"),
    [
        ("en", "June 5, 2019, 10:00 AM GMT+6"),
        ("fr", "5 juin 2019, 10:00 UTC+6"),
        ("ru", "5 июня 2019 г., 10:00 GMT+6"),
    ],
)
def test_a_moment_names_its_offset(lang: str, expected: str) -> None:
    """A moment has its day, its time and its own offset."""
    moment = datetime(2019, 6, 5, 10, tzinfo=timezone(timedelta(hours=6)))
    spaces = str.maketrans("\u00a0\u202f", "  ")
    assert expected == format_datetime(moment, lang).translate(spaces)


def test_equal_moments_keep_their_own_days() -> None:
    """Two datetimes of one instant on two days are each written with their own day."""
    utc = datetime(2019, 6, 4, 20, tzinfo=UTC)
    east = utc.astimezone(timezone(timedelta(hours=6)))
    assert utc == east
    assert [format_date(utc, "en"), format_date(east, "en")] == ["June 4, 2019", "June 5, 2019"]
    assert format_datetime(utc, "en") != format_datetime(east, "en")


def test_an_unknown_language_has_dates_too() -> None:
    """A language without CLDR data, or a tag with more subtags than CLDR, is no failure."""
    assert "2019" in format_date(date(2019, 6, 5), "lld")
    assert format_date(date(2019, 6, 5), "en-GB-oxendict") == "5 June 2019"


def test_no_language_leaks_into_another() -> None:
    """German months are German after Chinese, whatever Babel shares (its issue 1234)."""
    script = (
        "from communique.text.dates import month_name;"
        "print(ascii([month_name(6, lang) for lang in ('zh', 'de', 'fr', 'zh')]))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True)
    assert done.stdout.decode().strip() == ascii(["六月", "Juni", "juin", "六月"])
