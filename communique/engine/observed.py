"""Outputs whose template read a state of the whole archive, or a number of pages."""

import sqlite3
from collections.abc import Iterator

from communique.catalogue.changes import Effects
from communique.catalogue.outputs import observed_names, observers
from communique.model.listing import page_count
from communique.model.output import Output, parse_listing_ref
from communique.outputs.press.pagination import NUM_PAGES
from communique.outputs.press.whole_archive import Whole
from communique.settings import Settings

Planned = Iterator[tuple[Output, str]]


def whole_digests(db: sqlite3.Connection) -> dict[str, str]:
    """Return a digest of each state of the whole archive that some output's template read."""
    whole = Whole(db)
    names = [name for name in observed_names(db) if name != NUM_PAGES]
    return {f"whole {name}": whole.digest(name) for name in names}


def dirty_observers(
    db: sqlite3.Connection, settings: Settings, effects: Effects, meta: dict[str, str]
) -> Planned:
    """All outputs whose templates read a state that changed."""
    for key, digest in whole_digests(db).items():
        if meta.get(key) != digest:
            name = key.removeprefix("whole ")
            for output in observers(db, name):
                yield output, f"its template reads {name.partition(':')[2]}, which changed"
    size = settings.page_size
    recounted = {
        change.key
        for change in effects.listings
        if page_count(change.old_count, size) != page_count(change.new_count, size)
    }
    for output in observers(db, NUM_PAGES) if recounted else ():
        if parse_listing_ref(output.ref)[0] in recounted:
            yield output, "its template reads the number of pages, which changed"
