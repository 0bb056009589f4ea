"""A large archive is read again in parts: into a new catalogue that takes the other's place."""

import sqlite3

from communique.catalogue.database import catalogue_path, workroom
from communique.catalogue.outputs import load_meta
from communique.catalogue.releases import has_releases
from communique.catalogue.successor import begin_successor, take_place
from communique.engine.intake import reads_all_again
from communique.engine.plan import MANY
from communique.settings import Settings


def begin_rereading(
    db: sqlite3.Connection, settings: Settings, *, check: bool
) -> sqlite3.Connection:
    """Return the catalogue to read into: a new one if much is read again, else the known one.

    A ``check`` reads everything.
    """
    if not has_releases(db, MANY + 1) or not (check or reads_all_again(settings, load_meta(db))):
        return db
    return begin_successor(catalogue_path(settings), workroom(settings))


def give_up(db: sqlite3.Connection, former: sqlite3.Connection) -> sqlite3.Connection:
    """Return the catalogue as it was before; what was read into another is thrown away."""
    if db is not former:
        db.close()
    return former


def end_rereading(
    db: sqlite3.Connection, former: sqlite3.Connection, settings: Settings
) -> sqlite3.Connection:
    """Return the catalogue to go on with: the new one if there is one, in its place."""
    return db if db is former else take_place(db, former, catalogue_path(settings))
