"""What is known of files that releases name, entered into the releases as they are stored."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import partial
from hashlib import blake2b
from typing import TypeVar

from communique.catalogue.codec import load_release
from communique.catalogue.sources import source_file, unreadable
from communique.errors import Problem
from communique.model.release import Media, Page, Release
from communique.pictures.facts import FileFacts
from communique.pictures.store import Store
from communique.settings import Settings
from communique.sources.inline import find_pictures, size_pictures

__all__ = [
    "find_facts",
    "forget_facts",
    "releases_with_media",
    "showing",
    "take_in_files",
    "with_facts",
]

Content = TypeVar("Content", Release, Page)


def take_in_files(
    db: sqlite3.Connection, settings: Settings, store: Store, paths: Iterable[str]
) -> Iterator[Problem]:
    """Read files that changed, and keep what a page has to know of them; yield what cannot be read.

    Their pictures are stored without metadata.
    """
    for path in paths:
        try:
            facts, digest = store.take_in(source_file(settings, path))
        except OSError as error:
            yield unreadable(path, error)
            continue
        db.execute("UPDATE source SET digest = ? WHERE path = ?", (digest, path))
        widths = json.dumps(facts.widths)
        values = (path, facts.size, facts.width, facts.height, widths, facts.wrong, facts.hint)
        db.execute("INSERT OR REPLACE INTO file VALUES (?, ?, ?, ?, ?, ?, ?)", values)


def forget_facts(db: sqlite3.Connection, paths: Iterable[str]) -> None:
    """Forget files that are gone."""
    db.executemany("DELETE FROM file WHERE path = ?", ((path,) for path in paths))


def find_facts(db: sqlite3.Connection, path: str) -> FileFacts | None:
    """Return what is known of a file; None for one that is not there."""
    query = "SELECT size, width, height, widths, wrong, hint FROM file WHERE path = ?"
    found = db.execute(query, (path,)).fetchone()
    if found is None:
        return None
    size, width, height, widths, *rest = found
    return FileFacts(size, width, height, tuple(json.loads(widths)), *rest)


def releases_with_media(db: sqlite3.Connection) -> Iterator[Release]:
    """Yield every public release that publishes files beside itself, sorted by path."""
    query = (
        "SELECT value FROM release WHERE visible = 1 "
        "AND path IN (SELECT source FROM claim WHERE kind = 'media') ORDER BY path"
    )
    return (load_release(text) for (text,) in db.execute(query))


def showing(db: sqlite3.Connection, paths: Iterable[str]) -> dict[str, str]:
    """Return the sources that name one of these files, each with the first file that it names."""
    query = "SELECT source FROM need WHERE target = ? ORDER BY source"
    found: dict[str, str] = {}
    for path in paths:
        for (source,) in db.execute(query, (path,)):
            found.setdefault(source, path)
    return found


def with_facts(db: sqlite3.Connection, content: Content) -> Content:
    """Return a text that knows its files: their sizes, and the measures of its pictures.

    So a file that is another changes the release that names it, and all that shows that.
    """
    find = partial(find_facts, db)
    if isinstance(content, Page):
        body = size_pictures(content.body, content.path, find, leads=True)
        return content if body is content.body else replace(content, body=body)
    if "<img" in content.body:
        body = size_pictures(content.body, content.path, find, leads=content.image is None)
        content = replace(content, body=body, pictures=tuple(_pictures(db, content)))
    if not content.media:
        return content
    image = None if content.image is None else _know(db, content.image)
    attachments = tuple(replace(_know(db, media), widths=()) for media in content.attachments)
    return replace(content, image=image, attachments=attachments)


def _pictures(db: sqlite3.Connection, release: Release) -> Iterator[Media]:
    """Yield the pictures in a text that have variants, but for the release's image.

    The name of one tells it from another of the same name in another folder.
    """
    for source in find_pictures(release.body, release.path):
        if release.image is None or source != release.image.source:
            stem, _, suffix = source.rpartition("/")[2].rpartition(".")
            mark = blake2b(source.encode(), digest_size=4).hexdigest()
            picture = _know(db, Media(source, f"{stem}-{mark}.{suffix}"))
            if picture.widths:
                yield picture


def _know(db: sqlite3.Connection, media: Media) -> Media:
    facts = find_facts(db, media.source)
    found = db.execute("SELECT digest FROM source WHERE path = ?", (media.source,)).fetchone()
    if facts is None or found is None:
        return media
    return replace(
        media,
        digest=found[0],
        size=facts.size,
        width=facts.width,
        height=facts.height,
        widths=facts.widths,
    )
