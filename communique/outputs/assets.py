"""Assets: theme files that templates name with ``asset``, minified, with a digest in the name."""

import sqlite3
from collections.abc import Collection

from communique.catalogue.assets import load_assets, moved_assets
from communique.catalogue.changes import Changed
from communique.catalogue.known_sources import source_file, sources_of
from communique.errors import CommuniqueError
from communique.model.output import Output
from communique.opening import read_regular
from communique.outputs.kind import Kind, Planned
from communique.outputs.minified import fingerprint, minify
from communique.outputs.press.press import render_bytes
from communique.settings import Settings
from communique.sources.roles import Role

NAME = "asset"


def name_of(settings: Settings, source: str) -> str:
    """Return the name by which templates know a file of the theme, ``css/main.css``."""
    return settings.published_path(source).removeprefix(f"{settings.theme_static_dir}/")


def find_assets(
    db: sqlite3.Connection, settings: Settings, wanted: Collection[str] | None
) -> dict[str, str]:
    """Return the files of the theme that are assets, source to path; all where ``wanted`` is None.

    A preview has none: its pages name the plain files, so a saved stylesheet changes no page.
    """
    assets = {}
    for source, _ in sources_of(db, Role.THEME):
        if not settings.preview and (wanted is None or name_of(settings, source) in wanted):
            assets[source] = fingerprint(settings.published_path(source), _read(settings, source))
    return assets


def plain_paths(db: sqlite3.Connection, settings: Settings) -> dict[str, str]:
    """Return every file of the theme with its plain path in the output."""
    return {source: settings.published_path(source) for source, _ in sources_of(db, Role.THEME)}


def _read(settings: Settings, source: str) -> bytes:
    return minify(source, read_regular(source_file(settings, source)))


def load(db: sqlite3.Connection, settings: Settings, output: Output) -> bytes | None:
    """Load the minified file, None if its name changed; raises CommuniqueError if its bytes did."""
    if load_assets(db).get(output.ref) != output.path:
        return None
    data = _read(settings, output.ref)
    if fingerprint(settings.published_path(output.ref), data) != output.path:
        path = output.ref.removeprefix("!")
        raise CommuniqueError(f"{path} changed while the site was built; build again")
    return data


def touched(db: sqlite3.Connection, _settings: Settings, changed: Changed) -> Planned:
    """Theme files whose content changed, or that pages no longer name."""
    for source, path in moved_assets(db, changed.meta):
        yield Output(path, NAME, source), f"{source.removeprefix('!')} changed"


KIND = Kind(
    name=NAME,
    addresses=("{theme}/{rest}",),
    claimed=True,
    every=lambda db, _settings: (
        Output(path, NAME, source) for source, path in sorted(load_assets(db).items())
    ),
    load=load,
    render=render_bytes,
    touched=touched,
)
