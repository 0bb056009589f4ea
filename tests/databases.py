"""Catalogues in memory, closed when the test that opened them ends."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from communique.catalogue.database import connect

opened: list[sqlite3.Connection] = []


def memory() -> sqlite3.Connection:
    """Open an empty catalogue in memory."""
    db = connect(Path(":memory:"))
    opened.append(db)
    return db
