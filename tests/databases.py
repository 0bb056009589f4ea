"""Catalogues in memory, closed when the test that opened them ends."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime
from pathlib import Path

from communique.catalogue.database import connect
from communique.catalogue.releases import set_moment

opened: list[sqlite3.Connection] = []


def memory() -> sqlite3.Connection:
    """Open an empty catalogue in memory, at a late moment."""
    db = connect(Path(":memory:"))
    set_moment(db, datetime(2040, 1, 1, tzinfo=UTC))
    opened.append(db)
    return db
