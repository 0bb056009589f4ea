"""Files that are published as they are: static ones, the theme's, and those of a release."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

from communique.catalogue.releases import find_release, visible_releases
from communique.catalogue.sources import source_file, static_sources
from communique.model.output import Kind, Output
from communique.model.release import Release
from communique.settings import Settings
from communique.sources.scan import Role
from communique.sources.static import published_path

__all__ = ["every_media", "every_static", "find_file", "media_outputs", "static_output"]


def static_output(settings: Settings, path: str) -> Output:
    """Return the output that a static source is."""
    return Output(published_path(settings, path), Kind.STATIC, path)


def media_outputs(release: Release) -> list[Output]:
    """Return the outputs that a release's files are, beside its page; none of a withdrawn one."""
    if release.withdrawn is not None:
        return []
    return [
        Output(f"{release.url}{item.name}", Kind.MEDIA, f"{release.path}|{item.source}")
        for item in release.media
    ]


def every_static(db: sqlite3.Connection, settings: Settings) -> Iterator[Output]:
    """Yield every static file."""
    return (static_output(settings, path) for path, _ in static_sources(db))


def every_media(db: sqlite3.Connection, settings: Settings) -> Iterator[Output]:
    """Yield the files of every public release."""
    del settings
    for row in visible_releases(db):
        yield from media_outputs(row.release)


def find_file(db: sqlite3.Connection, settings: Settings, output: Output) -> Path | None:
    """Return the source file of an output; None if the output is not there any more."""
    if output.kind is Kind.MEDIA:
        path, _, source = output.ref.partition("|")
        row = find_release(db, path)
        if row is None or not row.visible or output not in media_outputs(row.release):
            return None
        return source_file(settings, source)
    query = "SELECT role FROM source WHERE path = ?"
    found = db.execute(query, (output.ref,)).fetchone()
    static = found is not None and found[0] in (Role.STATIC, Role.THEME)
    here = static and published_path(settings, output.ref) == output.path
    return source_file(settings, output.ref) if here else None
