"""Files that texts name: a changed one is measured, and the texts that name it are read again."""

import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import partial
from hashlib import blake2b
from typing import TypeVar

from communique.catalogue.files import find_facts, forget_facts, showing, take_in_files
from communique.catalogue.known_sources import SourceChanges, find_role
from communique.errors import Problem
from communique.model.media import Media, Recording
from communique.model.release import Page, Release
from communique.pictures.facts import is_picture
from communique.pictures.store import Store
from communique.settings import Settings
from communique.sources.inline import find_pictures, size_pictures
from communique.sources.roles import Role

Content = TypeVar("Content", Release, Page)

NAMED = (Role.FILE, Role.STATIC)
"""The roles of files that texts name."""


def look_at_files(
    db: sqlite3.Connection, settings: Settings, store: Store, found: SourceChanges
) -> tuple[dict[str, str], list[Problem]]:
    """Read the files that changed; return the sources that name one, and which cannot be read.

    Each source comes with the first such file.
    """
    forget_facts(db, [path for path, role in found.removed if role in NAMED])
    named = (path for path, role in found.changed if role in NAMED)
    problems = list(take_in_files(db, settings, store, named))
    files = ((path, role) for path, role in (*found.changed, *found.removed) if role in NAMED)
    # Texts show no static file but a picture.
    shown = (path for path, role in files if role is Role.FILE or is_picture(path))
    return showing(db, shown), problems


def texts_among(db: sqlite3.Connection, paths: Iterable[str]) -> set[tuple[str, Role]]:
    """Return the sources that are still there and are read."""
    roles = ((path, find_role(db, path)) for path in paths)
    return {(path, role) for path, role in roles if role in (Role.RELEASE, Role.PAGE)}


def with_facts(db: sqlite3.Connection, content: Content) -> Content:
    """Return a text with its files' sizes and measures, so that a changed file changes the text."""
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
    return replace(
        content,
        image=image,
        attachments=attachments,
        gallery=tuple(_know(db, media) for media in content.gallery),
        recordings=tuple(_with_facts(db, each) for each in content.recordings),
    )


def _with_facts(db: sqlite3.Connection, recording: Recording) -> Recording:
    file, transcript = (
        media and replace(_know(db, media), widths=())
        for media in (recording.file, recording.transcript)
    )
    return replace(recording, file=file, transcript=transcript)


def _pictures(db: sqlite3.Connection, release: Release) -> Iterator[Media]:
    """Yield pictures in a text with variants, except its image, named apart if names are equal."""
    for source in find_pictures(release.body, release.path):
        if release.image is None or source != release.image.source:
            stem, _, suffix = source.rpartition("/")[2].rpartition(".")
            mark = blake2b(source.encode(), digest_size=4).hexdigest()
            picture = _know(db, Media(source, f"{stem}-{mark}.{suffix}"))
            if picture.widths:
                yield picture


def _know(db: sqlite3.Connection, media: Media) -> Media:
    facts = find_facts(db, media.source)
    if facts is None:
        return media
    return replace(
        media,
        digest=facts.digest,
        size=facts.size,
        width=facts.width,
        height=facts.height,
        widths=facts.widths,
    )
