"""Facts about files that texts name: size, measures, faults."""

import json
import sqlite3
from collections.abc import Iterable, Iterator

from communique.catalogue.codec import load_release
from communique.catalogue.known_sources import source_file, unreadable
from communique.errors import Problem
from communique.model.release import Release
from communique.pictures.facts import FileFacts
from communique.pictures.store import Store
from communique.settings import Settings


def take_in_files(
    db: sqlite3.Connection, settings: Settings, store: Store, paths: Iterable[str]
) -> Iterator[Problem]:
    """Store the facts of changed files, and pictures without their metadata; yield problems."""
    for path in paths:
        try:
            facts = store.take_in(source_file(settings, path))
        except OSError as error:
            yield unreadable(path, error)
            continue
        db.execute("UPDATE source SET digest = ? WHERE path = ?", (facts.digest, path))
        widths = json.dumps(facts.widths)
        values = (path, facts.size, facts.width, facts.height, widths, facts.wrong, facts.hint)
        db.execute("INSERT OR REPLACE INTO file VALUES (?, ?, ?, ?, ?, ?, ?)", values)


def forget_facts(db: sqlite3.Connection, paths: Iterable[str]) -> None:
    """Forget files that are gone."""
    db.executemany("DELETE FROM file WHERE path = ?", ((path,) for path in paths))


def find_facts(db: sqlite3.Connection, path: str) -> FileFacts | None:
    """Return what is known of a file; None for one that is not there."""
    query = (
        "SELECT file.size, width, height, widths, wrong, hint, source.digest FROM file "
        "JOIN source ON source.path = file.path WHERE file.path = ?"
    )
    found = db.execute(query, (path,)).fetchone()
    if found is None:
        return None
    size, width, height, widths, *rest = found
    return FileFacts(size, width, height, tuple(json.loads(widths)), *rest)


def releases_with_media(db: sqlite3.Connection) -> Iterator[Release]:
    """Yield every public release that publishes files beside itself, sorted by path."""
    query = (
        "SELECT value FROM public_release "
        "WHERE path IN (SELECT source FROM claim WHERE kind = 'media') ORDER BY path"
    )
    return (load_release(text) for (text,) in db.execute(query))


def showing(db: sqlite3.Connection, paths: Iterable[str]) -> dict[str, str]:
    """Return the sources that name these files, each with the first of them that it names."""
    query = "SELECT source FROM need WHERE target = ? ORDER BY source"
    found: dict[str, str] = {}
    for path in paths:
        for (source,) in db.execute(query, (path,)):
            found.setdefault(source, path)
    return found
