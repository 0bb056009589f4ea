"""Assets: the theme's files that pages name by their content, each with its path in the output."""

from __future__ import annotations

import json
import sqlite3

__all__ = ["load_assets", "read_assets", "save_assets"]

KEY = "assets"


def read_assets(meta: dict[str, str]) -> dict[str, str]:
    """Return the last build's assets, source to path, from what it left."""
    found: dict[str, str] = json.loads(meta.get(KEY, "{}"))
    return found


def load_assets(db: sqlite3.Connection) -> dict[str, str]:
    """Return the assets of the site, source to path."""
    return read_assets(dict(db.execute("SELECT key, value FROM meta WHERE key = ?", (KEY,))))


def save_assets(db: sqlite3.Connection, assets: dict[str, str]) -> None:
    """Enter the assets of the site, in place of those before."""
    value = json.dumps(assets, sort_keys=True)
    db.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (KEY, value))
