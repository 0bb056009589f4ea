"""Files that are published as they are: static ones, the theme's, and those of a release."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from communique.catalogue.files import releases_with_media
from communique.catalogue.releases import find_release
from communique.catalogue.sources import source_file, static_sources
from communique.model.output import Kind, Output
from communique.model.release import Release
from communique.pictures.store import Copy
from communique.settings import Settings
from communique.sources.scan import Role
from communique.sources.static import published_path

__all__ = [
    "every_media",
    "every_static",
    "find_copy",
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
    for item, width in release.variants:
        ref = f"{release.path}|{item.source}|{width}"
        outputs.append(Output(f"{release.url}{item.variant(width)}", Kind.MEDIA, ref))
    return outputs


def every_static(db: sqlite3.Connection, settings: Settings) -> Iterator[Output]:
    """Yield every static file."""
    return (static_output(settings, path) for path, _ in static_sources(db))


def every_media(db: sqlite3.Connection, settings: Settings) -> Iterator[Output]:
    """Yield the files of every public release."""
    del settings
    for release in releases_with_media(db):
        yield from media_outputs(release)


def find_copy(db: sqlite3.Connection, settings: Settings, output: Output) -> Copy | None:
    """Return what an output is a copy of; None if the output is not there any more."""
    if output.kind is Kind.MEDIA:
        return _find_media(db, settings, output)
    query = "SELECT role, digest FROM source WHERE path = ?"
    role, digest = db.execute(query, (output.ref,)).fetchone() or ("", "")
    if role not in STATIC or published_path(settings, output.ref) != output.path:
        return None
    file = source_file(settings, output.ref)
    return Copy(output.ref, file, digest, cleaned=role == Role.STATIC)


def _find_media(db: sqlite3.Connection, settings: Settings, output: Output) -> Copy | None:
    """Return the file of a release that an output is, or the picture that it is a variant of.

    None where the release is not public, or has no such file any more.
    """
    path, source, *width = output.ref.split("|")
    row = find_release(db, path)
    if row is None or not row.visible or output not in media_outputs(row.release):
        return None
    known = (*row.release.media, *row.release.pictures)
    media = next(item for item in known if item.source == source)
    file = source_file(settings, source)
    return Copy(source, file, media.digest, int(width[0]) if width else 0)
