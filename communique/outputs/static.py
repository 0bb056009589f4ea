"""Files that are published as they are, of the site and of its theme."""

import sqlite3

from communique.catalogue.changes import Changed
from communique.catalogue.known_sources import find_role, find_source, source_file, static_sources
from communique.catalogue.outputs import outputs_from
from communique.model.output import Output
from communique.outputs.kind import Kind, Planned
from communique.outputs.shown import show
from communique.pictures.store import Copy
from communique.settings import Settings
from communique.sources.roles import Role

NAME = "static"
ROLES = (Role.STATIC, Role.THEME)


def output_of(settings: Settings, path: str) -> Output:
    """Return the output that a source is."""
    return Output(settings.published_path(path), NAME, path)


def load(db: sqlite3.Connection, settings: Settings, output: Output) -> Copy | None:
    """Return what an output is a copy of; None if it is not published there any more."""
    role, digest = find_source(db, output.ref) or (None, "")
    if role not in ROLES or output_of(settings, output.ref) != output:
        return None
    file = source_file(settings, output.ref)
    return Copy(output.ref, file, digest, cleaned=role == Role.STATIC)


def touched(db: sqlite3.Connection, settings: Settings, changed: Changed) -> Planned:
    """The copies of changed files, at their new and former paths."""
    for path in changed.files:
        if find_role(db, path) in ROLES:
            yield output_of(settings, path), f"{path} changed"
        yield from ((output, f"{path} changed") for output in outputs_from(db, NAME, path))


KIND = Kind(
    name=NAME,
    missed=lambda _db, output, _lost: "" if output.ref.startswith("!theme/") else output.ref,
    addresses=("{rest}",),
    claimed=True,
    every=lambda db, settings: (output_of(settings, path) for path, _ in static_sources(db)),
    load=load,
    copies=True,
    touched=touched,
    shows=lambda _db, _settings, output: show("a copy of", [output.ref]),
)
