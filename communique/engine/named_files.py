"""Files that texts name: looked at when they change, and then what names them is read again."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator

from communique.catalogue.files import forget_facts, showing, take_in_files
from communique.catalogue.sources import SourceChanges, find_role, sources_of
from communique.pictures.facts import is_picture
from communique.pictures.store import Store
from communique.settings import Settings
from communique.sources.scan import Role

__all__ = ["look_at_files", "texts_among"]

NAMED = (Role.FILE, Role.STATIC)
"""The roles of files that texts name."""


def look_at_files(
    db: sqlite3.Connection,
    settings: Settings,
    store: Store,
    found: SourceChanges,
    *,
    again: bool,
) -> dict[str, str]:
    """Read the files that changed, or ``again`` all; return what names one of them.

    By source, each with the first file that it names. What cannot be read is added to the problems
    that were found.
    """
    if again:
        store.clear()
    forget_facts(db, [path for path, role in found.removed if role in NAMED])
    changed = sources_of(db, *NAMED) if again else found.changed
    named = (path for path, role in changed if role in NAMED)
    found.problems += take_in_files(db, settings, store, named)
    return showing(db, _shown_files(found))


def _shown_files(found: SourceChanges) -> Iterator[str]:
    """Yield the files that changed, or went, of which a text that names them may show anything."""
    for path, role in (*found.changed, *found.removed):
        if role is Role.FILE or (role is Role.STATIC and is_picture(path)):
            yield path


def texts_among(db: sqlite3.Connection, paths: Iterable[str]) -> set[tuple[str, Role]]:
    """Return those of the sources that are still there and are read."""
    roles = ((path, find_role(db, path)) for path in paths)
    return {(path, role) for path, role in roles if role in (Role.RELEASE, Role.PAGE)}
