"""What is public in a month, and which months there are; a month is like ``en/2019/06``."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from communique.catalogue.codec import load_release
from communique.model.listing import DATES
from communique.model.release import Release


def find_months(db: sqlite3.Connection) -> list[str]:
    """Return the months that have public releases, sorted."""
    query = "SELECT lang, slug FROM listing WHERE facet = ? AND slug LIKE '____/__' ORDER BY 1, 2"
    return [f"{lang}/{slug}" for lang, slug in db.execute(query, (DATES,))]


def newest_months(db: sqlite3.Connection, lang: str) -> Iterator[str]:
    """Yield a language's months, the newest first."""
    query = (
        "SELECT slug FROM listing WHERE lang = ? AND facet = ? AND slug LIKE '____/__' "
        "ORDER BY slug DESC"
    )
    return (f"{lang}/{slug}" for (slug,) in db.execute(query, (lang, DATES)))


def releases_of(db: sqlite3.Connection, month: str) -> list[Release]:
    """Return a month's public releases without their bodies, the oldest first."""
    query = "SELECT value FROM public_release WHERE month = ? ORDER BY sort"
    return [load_release(value) for (value,) in db.execute(query, (month,))]


def translations_of(db: sqlite3.Connection, month: str) -> Iterator[tuple[str, str, str]]:
    """Yield group, language and address of a month's releases and of their translations.

    They are public, and not withdrawn.
    """
    # CROSS JOIN keeps SQLite from going through the whole archive for each month's releases.
    query = (
        "SELECT other.translation_group, other.lang, other.url FROM public_release AS mine "
        "CROSS JOIN public_release AS other ON other.translation_group = mine.translation_group "
        "WHERE mine.month = ? AND other.state != 'withdrawn'"
    )
    return db.execute(query, (month,))
