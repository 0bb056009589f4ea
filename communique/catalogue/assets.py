"""Assets: the theme's files that pages name by their content, each with its path in the output."""

import json
import sqlite3
from collections.abc import Mapping

KEY = "assets"


def load_assets(db: sqlite3.Connection) -> dict[str, str]:
    """Return the assets of the site, source to path."""
    found = db.execute("SELECT value FROM meta WHERE key = ?", (KEY,)).fetchone()
    assets: dict[str, str] = json.loads(found[0]) if found else {}
    return assets


def moved_assets(db: sqlite3.Connection, meta: Mapping[str, str]) -> list[tuple[str, str]]:
    """Return source and path of the assets that came, went or changed since the last build."""
    return sorted(set(json.loads(meta.get(KEY, "{}")).items()) ^ set(load_assets(db).items()))


def save_assets(db: sqlite3.Connection, assets: dict[str, str]) -> None:
    """Enter the assets of the site, in place of those before."""
    value = json.dumps(assets, sort_keys=True)
    db.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (KEY, value))
