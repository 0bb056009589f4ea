"""What is public in a year, and which years there are."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from communique.catalogue.releases import Row


def find_years(db: sqlite3.Connection) -> list[str]:
    """Return the years that have public releases in some language, sorted; withdrawn ones too."""
    query = "SELECT DISTINCT substr(month, instr(month, '/') + 1, 4) FROM public_release ORDER BY 1"
    return [year for (year,) in db.execute(query)]


def releases_of_year(db: sqlite3.Connection, languages: Iterable[str], year: str) -> list[Row]:
    """Return a year's public releases, withdrawn ones too, by language, the oldest first."""
    query = "SELECT id, value FROM public_release WHERE month BETWEEN ? AND ? ORDER BY sort, url"
    return [
        Row(*found)
        for lang in languages
        for found in db.execute(query, (f"{lang}/{year}/", f"{lang}/{year}/99"))
    ]
