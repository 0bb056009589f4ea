"""The indexes that a first build makes last."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from communique.catalogue.database import connect, indexes_later

INDEXES = "SELECT tbl_name, name FROM sqlite_master WHERE type = 'index' ORDER BY tbl_name, rowid"


@pytest.mark.parametrize("tables", [("release",), ("claim", "need"), ("release", "claim", "need")])
def test_indexes_are_back_in_their_order(tmp_path: Path, tables: tuple[str, ...]) -> None:
    """Meanwhile a table has its own keys alone; afterwards what it had, in the same order."""
    with closing(connect(tmp_path / "catalogue.sqlite3")) as db:
        before = db.execute(INDEXES).fetchall()
        with indexes_later(db, *tables):
            left = [name for table, name in db.execute(INDEXES) if table in tables]
            assert all(name.startswith("sqlite_autoindex_") for name in left)
        assert db.execute(INDEXES).fetchall() == before
