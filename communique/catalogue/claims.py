"""What sources claim, the outputs that are theirs alone, and what they need of one another."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping

from communique.model.release import Page, Release

__all__ = ["alias_path", "forget_claims", "put_claim", "put_claims", "put_need"]


def put_claims(db: sqlite3.Connection, content: Release | Page, lines: Mapping[str, int]) -> None:
    """Enter the address of a text, its former ones, and what it links to."""
    line = lines.get("slug", lines.get("date", 0))
    put_claim(db, content.path, f"{content.url}index.html", line, "page")
    for alias in content.aliases:
        put_claim(db, content.path, alias_path(alias), lines.get("aliases", 0), "alias")
    for target in content.links:
        put_need(db, content.path, target, lines.get(target, 0), attached=False)


def forget_claims(db: sqlite3.Connection, source: str) -> None:
    """Forget all that a source claims and needs."""
    db.execute("DELETE FROM claim WHERE source = ?", (source,))
    db.execute("DELETE FROM need WHERE source = ?", (source,))


def put_claim(db: sqlite3.Connection, source: str, path: str, line: int, kind: str) -> None:
    """Enter that a source has an output for itself."""
    db.execute("INSERT OR IGNORE INTO claim VALUES (?, ?, ?, ?)", (path, source, line, kind))


def put_need(
    db: sqlite3.Connection, source: str, target: str, line: int, *, attached: bool
) -> None:
    """Enter that a source needs another; ``attached`` if that is published beside it."""
    db.execute("INSERT OR IGNORE INTO need VALUES (?, ?, ?, ?)", (source, target, line, attached))


def alias_path(alias: str) -> str:
    """Return the output file of a former address: a folder's index, or the file named."""
    return alias if alias.rpartition("/")[2].count(".") else f"{alias.rstrip('/')}/index.html"
