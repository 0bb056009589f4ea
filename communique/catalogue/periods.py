"""Years and months that have public releases, and what is in each; a month: ``en/2019/06``."""

import sqlite3
from collections.abc import Iterable, Iterator
from typing import Any

from communique.catalogue.codec import load_release
from communique.catalogue.releases import Row
from communique.model.listing import DATES
from communique.model.release import Release


def find_months(db: sqlite3.Connection) -> list[str]:
    """Return the months that have public releases, sorted."""
    query = "SELECT lang, slug FROM listing WHERE facet = ? AND slug LIKE '____/__' ORDER BY 1, 2"
    return [f"{lang}/{slug}" for lang, slug in db.execute(query, (DATES,))]


def releases_of_month(db: sqlite3.Connection, month: str) -> list[Release]:
    """Return a month's public releases without their bodies, the oldest first."""
    query = "SELECT value FROM public_release WHERE month = ? ORDER BY sort"
    return [load_release(value) for (value,) in db.execute(query, (month,))]


def translations_of(db: sqlite3.Connection, month: str) -> Iterator[tuple[str, str, str]]:
    """Yield group, language and address of a month's public releases and their translations."""
    # CROSS JOIN keeps SQLite from going through the whole archive for each month's releases.
    query = (
        "SELECT other.translation_group, other.lang, other.url FROM public_release AS mine "
        "CROSS JOIN public_release AS other ON other.translation_group = mine.translation_group "
        "WHERE mine.month = ? AND other.state != 'withdrawn'"
    )
    return db.execute(query, (month,))


def find_years(db: sqlite3.Connection) -> list[str]:
    """Return the years that have public releases in some language, sorted; withdrawn ones too."""
    # The index on months alone is gone through, not each release.
    query = (
        "SELECT DISTINCT substr(month, instr(month, '/') + 1, 4) "
        "FROM (SELECT DISTINCT month FROM release) AS found WHERE EXISTS "
        "(SELECT 1 FROM public_release WHERE month = found.month) ORDER BY 1"
    )
    return [year for (year,) in db.execute(query)]


def releases_of_year(db: sqlite3.Connection, languages: Iterable[str], year: str) -> list[Row]:
    """Return a year's public releases, withdrawn ones too, by language, the oldest first."""
    return [Row(*found) for found in _of_year(db, "id, value", languages, year)]


def places_of_year(
    db: sqlite3.Connection, languages: Iterable[str], year: str
) -> list[tuple[str, str]]:
    """Return source and address of the same releases, in the same order."""
    return list(_of_year(db, "path, url", languages, year))


def _of_year(
    db: sqlite3.Connection, columns: str, languages: Iterable[str], year: str
) -> Iterator[tuple[Any, ...]]:
    query = (
        f"SELECT {columns} FROM public_release "  # noqa: S608 - fixed texts
        "WHERE month BETWEEN ? AND ? ORDER BY sort, url"
    )
    for lang in languages:
        yield from db.execute(query, (f"{lang}/{year}/", f"{lang}/{year}/99"))
