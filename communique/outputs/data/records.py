"""A release as a record: all that its page says, for a program to read."""

import sqlite3
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from communique.catalogue.editions import edition_numbers
from communique.catalogue.releases import Row
from communique.model.release import Release, edition_url
from communique.model.term import Facet
from communique.outputs.feeds.entries import Entry, entry_id
from communique.outputs.feeds.release_entries import (
    ShownRelease,
    entry_of,
    load_shown,
    with_translations,
)
from communique.outputs.json_objects import keep_filled
from communique.outputs.press.press import Press
from communique.settings import Settings
from communique.values import dataclass

FIELDS = (
    ("id", "string", "What feeds and data know the release by, in this language, for good."),
    ("language", "string", "The language, as BCP 47 writes it."),
    ("title", "string", "The headline."),
    ("url", "string", "The address of its page."),
    ("published", "datetime", "When it was released, with an offset."),
    ("updated", "datetime", "The last public change: a correction, a withdrawal, or another."),
    ("kind", "object", "The kind of release: slug and name."),
    ("terms", "object", "By facet (tags, countries, …) a list of terms, each with slug and name."),
    ("summary", "string", "One or two sentences."),
    ("content_html", "string", "The text, with whole addresses; of what was withdrawn none."),
    ("files", "array", "Picture and documents: url, type, size in bytes, title."),
    ("event", "object", "The event that it announces: starts, ends, venue, accreditation."),
    ("corrections", "array", "What the public was told of changes: date, kind, text."),
    ("withdrawn", "object", "That it was taken back: date, shape, text."),
    ("translations", "array", "The same in other languages: language, url."),
    ("versions", "array", "The addresses of earlier editions of the text, the first one first."),
)
"""The data dictionary: each field's name, type and meaning. Empty ones are left out."""


@dataclass(frozen=True, slots=True)
class ShownRecord:
    """What a record is made from; ``versions`` are numbers of earlier editions."""

    shown: ShownRelease
    versions: tuple[int, ...]


def load_records(
    db: sqlite3.Connection, settings: Settings, rows: Sequence[Row]
) -> tuple[ShownRecord, ...]:
    """Load what the records of releases have besides their rows."""
    found = with_translations(db, settings, load_shown(db, settings, rows, whole=True))
    return tuple(ShownRecord(each, edition_numbers(db, each.row.release)) for each in found)


def record_of(press: Press, shown: ShownRecord) -> dict[str, Any]:
    """Return a release as JSON has it; of a withdrawn one what the public may still know."""
    settings = press.settings
    site = settings.absolute_siteurl
    row = shown.shown.row
    release = row.release.remains
    told: dict[str, Any] = {
        "id": entry_id(settings.authority, release),
        "language": release.lang,
        "title": release.title,
        "url": f"{site}/{release.url}",
        "published": release.date.isoformat(),
        "updated": release.updated.isoformat(),
        "kind": {"slug": release.kind.slug, "name": release.kind.name},
        "event": _event(release),
        "corrections": [
            {"date": each.date.isoformat(), "kind": each.kind.value, "text": each.text}
            for each in release.corrections
        ],
    }
    if release.withdrawn is not None:
        taken = release.withdrawn
        told["withdrawn"] = {
            "date": taken.date.isoformat(),
            "shape": taken.shape.value,
            "text": taken.text,
        }
    else:
        entry = entry_of(settings, replace(shown.shown, translations=()))
        told |= _whole(release, entry)
        told["translations"] = [
            {"language": lang, "url": f"{site}/{url}"} for lang, url in shown.shown.translations
        ]
        told["versions"] = [f"{site}/{edition_url(release, number)}" for number in shown.versions]
    return {name: told[name] for name, _, _ in FIELDS if told.get(name) not in (None, "", [], {})}


def _whole(release: Release, entry: Entry) -> dict[str, Any]:
    terms = {
        facet.value: [{"slug": each.slug, "name": each.name} for each in release.terms_of(facet)]
        for facet in Facet
        if facet is not Facet.KIND and release.terms_of(facet)
    }
    files = [
        {"url": file.url, "type": file.type, "size": file.size, "title": file.title}
        for file in entry.enclosures
    ]
    return {"terms": terms, "summary": entry.summary, "content_html": entry.html, "files": files}


def _event(release: Release) -> dict[str, str]:
    if release.starts is None:
        return {}
    event = {
        "starts": release.starts.isoformat(),
        "ends": release.ends.isoformat() if release.ends else "",
        "venue": release.venue,
        "accreditation": release.accreditation,
    }
    return keep_filled(event)
