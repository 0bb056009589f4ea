"""A build that is told what changed: which sources it looks at, and when it looks at all."""

import sqlite3
from collections.abc import Callable
from functools import partial

from communique.catalogue.known_sources import is_known, needs_that_differ
from communique.catalogue.outputs import load_meta, save_meta
from communique.catalogue.successor import has_former
from communique.engine import fingerprints
from communique.engine.intake import SCANNED, Intake
from communique.settings import Settings
from communique.sources.told import Told, find_told

TOLD = "told"
"""The key in ``meta`` that says that the last build was told what changed."""

READING = "reading"
"""The key in ``meta`` of the mark that a build is reading: who finds it looks at every source."""


def begin_reading(db: sqlite3.Connection) -> bool:
    """Note that a build begins to read; return whether one before it did not come to an end."""
    unfinished = bool(load_meta(db).get(READING))
    if not unfinished:
        save_meta(db, {READING: "1"})
    return unfinished


def looked(intake: Intake) -> dict[str, str]:
    """Return what the catalogue keeps about which sources a build looked at."""
    return {TOLD: "" if intake.told is None else "1", READING: ""}


def take_in_listed(
    db: sqlite3.Connection,
    settings: Settings,
    listed: list[str] | None,
    meta: dict[str, str],
    take_in: Callable[..., Intake],
) -> tuple[Intake, str]:
    """Take in the sources that a list names, or what a scan finds; return why it is a scan, too.

    The reason is "" if there is no list.
    """
    if listed is None:
        return take_in(), ""
    if has_former(db):
        return take_in(), "the code or a setting changed, and every text is read"
    if meta.get(SCANNED) != fingerprints.scanned(settings):
        return take_in(), "no build is remembered, or it had other settings"
    told = find_told(settings, listed, partial(is_known, db))
    if not isinstance(told, Told):
        return take_in(), told
    db.execute("SAVEPOINT told")
    while True:
        intake = take_in(told)
        # Changed files that the texts read now name.
        more = needs_that_differ(db, settings, intake.touched, told)
        if not more:
            break
        db.execute("ROLLBACK TO told")
        told = Told.of(told.paths | more)
    db.execute("RELEASE told")
    return intake, ""
