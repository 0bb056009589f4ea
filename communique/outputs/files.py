"""Files that are published as they are: static ones, the theme's, and those of a release."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

from communique.catalogue.releases import find_release, visible_releases
from communique.catalogue.sources import source_file, static_sources
from communique.model.output import Kind, Output
from communique.model.release import Media, Release
from communique.outputs import images
from communique.settings import Settings
from communique.sources.scan import Role
from communique.sources.static import published_path

__all__ = [
    "every_media",
    "every_static",
    "find_file",
    "find_picture",
    "media_outputs",
    "static_output",
]

STATIC = (Role.STATIC, Role.THEME)


def static_output(settings: Settings, path: str) -> Output:
    """Return the output that a static source is."""
    return Output(published_path(settings, path), Kind.STATIC, path)


def media_outputs(release: Release) -> list[Output]:
    """Return the outputs that a release's files are, beside its page; none of a withdrawn one."""
    if release.withdrawn is not None:
        return []
    outputs = []
    for item in release.media:
        ref = f"{release.path}|{item.source}"
        outputs.append(Output(f"{release.url}{item.name}", Kind.MEDIA, ref))
        for width in item.widths:
            place = f"{release.url}{item.variant(width)}"
            outputs.append(Output(place, Kind.MEDIA, f"{ref}|{width}"))
    return outputs


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
        found = _find_media(db, output)
        if found is None:
            return None
        media, width = found
        if width:
            return images.find_variant(settings, media.digest, width)
        return images.find_original(settings, source_file(settings, media.source), media.digest)
    query = "SELECT role, digest FROM source WHERE path = ?"
    role, digest = db.execute(query, (output.ref,)).fetchone() or ("", "")
    if role not in STATIC or published_path(settings, output.ref) != output.path:
        return None
    file = source_file(settings, output.ref)
    return images.find_original(settings, file, digest) if role == Role.STATIC else file


def find_picture(
    db: sqlite3.Connection, settings: Settings, output: Output
) -> tuple[images.Picture, int] | None:
    """Return the picture that an output is a variant of, and its width; None if it is none."""
    media, width = _find_media(db, output) or (None, 0)
    if media is None or not width:
        return None
    file = source_file(settings, media.source)
    return images.Picture(media.source, file, media.digest), width


def _find_media(db: sqlite3.Connection, output: Output) -> tuple[Media, int] | None:
    """Return the file of a release that an output is, and of a variant its width, otherwise 0.

    None where the release is not public, or has no such file any more.
    """
    path, source, *width = output.ref.split("|")
    row = find_release(db, path)
    if row is None or not row.visible or output not in media_outputs(row.release):
        return None
    media = next(item for item in row.release.media if item.source == source)
    return media, int(width[0]) if width else 0
