"""Events: what a release announces is in a calendar, and on the front page until it is over."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar, Event

from communique.plugin.next_builds import read_at
from tests.sites import Site, differences

STARTS, ENDS = "2019-06-10 10:00 Asia/Almaty", "2019-06-10 11:30 Asia/Almaty"
OVER = 1560144600
"""ENDS in seconds since 1970."""


def _events(site: Site, lang: str = "en") -> dict[str, Any]:
    """Return the events of a calendar by what they are called."""
    calendar = Calendar.from_ical((site.output / f"{lang}/calendar.ics").read_bytes())
    assert not calendar.errors
    events = [event for event in calendar.walk("VEVENT") if isinstance(event, Event)]
    assert len({str(event["UID"]) for event in events}) == len(events)
    return {str(event["SUMMARY"]): event for event in events}


def _front(site: Site, lang: str = "en") -> str:
    return (site.output / f"{lang}/index.html").read_text()


def test_an_event_is_in_the_calendar_of_its_language(tmp_path: Path) -> None:
    """With its moments, its venue, and how the press may attend; others are in none."""
    site = Site(tmp_path / "site")
    title, venue = "Briefing, on; water \\ " + "and more " * 12, "Press centre, Room 5"
    attend = "By 7 June; write to press@newsroom.example."
    told = {"Starts": STARTS, "Ends": ENDS, "Venue": venue, "Accreditation": attend}
    site.release("talks.en", Title=title.strip(), **told)
    site.release("talks.ru", Title="Беседы", Starts="2019-07-01 10:00+06:00")
    site.release("plain.en")
    site.built()
    (event,) = _events(site).values()
    assert event["SUMMARY"] == title.strip()
    assert event.start == datetime(2019, 6, 10, 4, tzinfo=UTC)
    assert event.end == datetime(2019, 6, 10, 5, 30, tzinfo=UTC)
    assert event["LOCATION"] == venue
    assert attend in event["DESCRIPTION"]
    assert event["URL"] == "https://newsroom.example/en/2019/06/05/talks/"
    assert event["STATUS"] == "CONFIRMED"
    assert [*_events(site, "ru")] == ["Беседы"]
    data = (site.output / "en/calendar.ics").read_bytes()
    assert max(map(len, data.split(b"\r\n"))) <= 75
    page = (site.output / "en/2019/06/05/talks/index.html").read_text()
    assert venue in page
    assert "By 7 June; write to " in page
    assert 'href="mailto:press@newsroom.example"' in page


def test_a_language_without_events_has_no_calendar(tmp_path: Path) -> None:
    """An empty one is not allowed; the last event takes it along."""
    site = Site(tmp_path / "site")
    site.release("talks.en", Starts=STARTS)
    site.release("plain.en")
    site.built()
    assert not (site.output / "ru/calendar.ics").exists()
    site.delete("content/talks.en.md")
    site.built()
    assert not (site.output / "en/calendar.ics").exists()


def test_a_calendar_takes_in_what_changes(tmp_path: Path) -> None:
    """One entry for good: a correction, a new title, address and host; a withdrawal cancels it."""
    site = Site(tmp_path / "site", TAG_AUTHORITY="newsroom.example")
    site.release("talks.en", Title="Talks", Starts=STARTS)
    site.release("other.en", Title="Other", Starts=STARTS, Modified="2019-06-06 10:00")
    site.built()
    first = _events(site)
    assert (first["Talks"]["SEQUENCE"], first["Other"]["SEQUENCE"] > 0) == (0, True)
    moved = {"Title": "Long talks", "Starts": ENDS, "Slug": "moved", "Id": "2019-06-05-talks"}
    moved |= {"Aliases": "/en/2019/06/05/talks/"}
    moved |= {"Correction": "2019-06-06 12:00; update; They begin later."}
    site.release("talks.en", **moved)
    site.built(SITEURL="https://press.example")
    second = _events(site)
    assert second["Other"]["SEQUENCE"] == first["Other"]["SEQUENCE"]
    assert second["Long talks"]["UID"] == first["Talks"]["UID"]
    assert second["Long talks"]["SEQUENCE"] > first["Talks"]["SEQUENCE"]
    site.release("talks.en", **moved, Withdrawn="2019-06-06; withdrawn; They are off.")
    site.built(SITEURL="https://press.example")
    third = _events(site)["Long talks"]
    assert (third["STATUS"], third["DESCRIPTION"]) == ("CANCELLED", "They are off.")
    assert third["SEQUENCE"] > second["Long talks"]["SEQUENCE"]
    assert third["DTSTAMP"].dt > second["Long talks"]["DTSTAMP"].dt


def test_an_event_comes_until_it_is_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """To the second, by the moment of the build alone; a build makes again what time changed."""
    site = Site(tmp_path / "site")
    site.release("long.en", Title="Long talks", Starts=STARTS, Ends=ENDS)
    site.release("short.en", Title="Short talks", Starts="2019-06-10 10:10 Asia/Almaty")
    site.release("off.en", Title="Off", Starts=STARTS, Withdrawn="2019-06-06; withdrawn; Off.")
    for moment, names in (
        (OVER - 86_400, ["Long talks", "Short talks"]),
        (OVER - 1, ["Long talks"]),
        (OVER, []),
        (OVER - 1, ["Long talks"]),
    ):
        monkeypatch.setenv("SOURCE_DATE_EPOCH", str(moment))
        site.built()
        front = _front(site)
        section = front.partition('id="upcoming"')[2].partition("</section>")[0]
        assert [name for name in ("Long talks", "Short talks", "Off") if name in section] == names
        assert differences(site.clean_tree(), site.tree()) == []
        assert "Off" in _events(site)
    assert 'id="upcoming"' not in _front(site, "ru")


def test_an_event_under_embargo_is_in_no_calendar(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nor on the front page; both have it when its time has come."""
    site = Site(tmp_path / "site")
    site.release("open.en", Title="Open", Starts=STARTS)
    site.release("held.en", Title="Held", Starts=STARTS, Embargo="2019-06-06 10:00Z")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1559815199")
    site.built()
    assert ([*_events(site)], "Held" in _front(site)) == (["Open"], False)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1559815200")
    site.built()
    assert ({*_events(site)}, "Held" in _front(site)) == ({"Open", "Held"}, True)


def test_what_an_editor_may_get_wrong(tmp_path: Path) -> None:
    """All at once, each with its line and what to write."""
    site = Site(tmp_path / "site")
    site.release("day.en", Starts="2019-06-10")
    site.release("local.en", Starts="2019-06-10 10:00")
    site.release("order.en", Starts=ENDS, Ends=STARTS)
    site.release("same.en", Starts=ENDS, Ends=ENDS)
    site.release("alone.en", Ends=ENDS, Venue="Hall", Accreditation="Write to us.")
    said = site.build()
    assert said.status == 1
    for line in (
        "day.en.md:4: Starts must have a date, a time and a zone",
        "local.en.md:4: Starts must have a date, a time and a zone",
        "order.en.md:5: Ends must be later than Starts, 2019-06-10 11:30+06:00",
        "same.en.md:5: Ends must be later than Starts",
        "alone.en.md:4: Ends must have Starts beside it",
        "alone.en.md:5: Venue must have Starts beside it",
        "alone.en.md:6: Accreditation must have Starts beside it",
    ):
        assert line in said.err


def test_a_silent_change_of_an_event_is_told(tmp_path: Path) -> None:
    """The venue changed, and calendars would not notice: a warning says what to add."""
    site = Site(tmp_path / "site")
    site.release("talks.en", Starts=STARTS, Venue="Hall")
    site.built()
    site.release("talks.en", Starts=STARTS, Venue="Garden")
    assert "must not change without a Correction or Modified" in site.built().err
    told = {"Correction": "2019-06-06 12:00; update; It is in the garden."}
    site.release("talks.en", Starts=STARTS, Venue="Yard", **told)
    assert "must not change" not in site.built().err


def test_moments_have_the_form_of_an_embargo() -> None:
    """The same reader reads both."""
    assert read_at(STARTS, "") == datetime(2019, 6, 10, 4, tzinfo=UTC)
