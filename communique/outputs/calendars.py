"""Calendars: the events of a language, for programs that keep appointments (RFC 5545).

A calendar has a fixed number of events, those that begin last. So it does not depend on the clock,
and does not grow with the archive. An event that is withdrawn stays, as cancelled.
"""

from __future__ import annotations

import sqlite3
from datetime import UTC, timedelta
from typing import TYPE_CHECKING

from communique.catalogue.events import newest_events
from communique.catalogue.releases import Row
from communique.model.output import Output
from communique.model.release import Release
from communique.outputs.feeds.entries import entry_id
from communique.outputs.kind import of_each_language
from communique.outputs.press.press import Press, Rendered
from communique.outputs.shown import paths_of, show

if TYPE_CHECKING:
    from icalendar import Event

FILE = "calendar.ics"

NEWEST = 300
"""How many events a calendar has."""

Rows = tuple[Row, ...]


def load(db: sqlite3.Connection, lang: str) -> Rows | None:
    """Load the releases whose events begin last; None where a language has no event."""
    return tuple(newest_events(db, lang, NEWEST)) or None


def render(press: Press, output: Output, shown: Rows) -> Rendered:
    """Write the calendar; the moment of the build is not in it."""
    # Seldom needed, and slow to load.
    from icalendar import Calendar  # noqa: PLC0415

    lang, site = output.ref, press.settings.absolute_siteurl
    events = press.gettext(lang, "Events")
    name = f"{press.sitename(lang)} · {events}"
    calendar = Calendar()
    calendar.add("prodid", "-//Communique//Newsroom//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("name", name)  # RFC 7986
    calendar.add("x-wr-calname", name)  # as programs before it have it
    calendar.add("source", f"{site}/{output.path}", parameters={"VALUE": "URI"})
    calendar.add("url", f"{site}/{lang}/")
    calendar.add("refresh-interval", timedelta(hours=1), parameters={"VALUE": "DURATION"})
    for row in shown:
        calendar.add_component(_event(press, row.release))
    return Rendered(calendar.to_ical())


def _event(press: Press, release: Release) -> Event:
    from icalendar import Event  # noqa: PLC0415

    shown, lang = release.remains, release.lang
    event = Event()
    updated = shown.updated.astimezone(UTC)
    event.add("uid", entry_id(press.settings.authority, release))
    event.add("dtstamp", updated)
    event.add("created", shown.date.astimezone(UTC))
    event.add("last-modified", updated)
    event.add("sequence", sequence_of(release))
    assert shown.starts is not None, "a calendar is of releases with events"
    event.add("dtstart", shown.starts.astimezone(UTC))
    if shown.ends is not None:
        event.add("dtend", shown.ends.astimezone(UTC))
    event.add("summary", shown.title, parameters={"LANGUAGE": lang})
    event.add("status", "CONFIRMED" if release.withdrawn is None else "CANCELLED")
    event.add("url", f"{press.settings.absolute_siteurl}/{release.url}")
    if shown.venue:
        event.add("location", shown.venue, parameters={"LANGUAGE": lang})
    if description := _describe(press, release):
        event.add("description", description, parameters={"LANGUAGE": lang})
    return event


def _describe(press: Press, release: Release) -> str:
    """Return what an event's entry says: why it is cancelled, or the summary; how to attend."""
    if release.withdrawn is not None:
        return release.withdrawn.text
    parts = [release.summary]
    if release.accreditation:
        label = press.gettext(release.lang, "Accreditation")
        parts.append(f"{label}: {release.accreditation}")
    return "\n\n".join(filter(None, parts))


def sequence_of(release: Release) -> int:
    """Return an event's number (RFC 5545 §3.8.7.4): minutes since 1970 of the last change, or 0."""
    changed = release.updated > release.date
    minute = int(release.updated.timestamp()) // 60 if changed else 0
    return minute + (release.withdrawn is not None)


KIND = of_each_language(
    "calendar",
    load,
    FILE,
    # RFC 5545 allows no calendar without an event.
    has=lambda db, lang: newest_events(db, lang, 1),
    render=render,
    names=lambda release: release.starts is not None,
    shows=lambda db, _settings, output: show(
        "the newest events", paths_of(load(db, output.ref) or ())
    ),
)
