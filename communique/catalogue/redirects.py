"""Redirects in bulk: which old address leads where, by which line of the file."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from communique.sources.redirects import Redirect

__all__ = ["BULK", "enter_redirects", "find_redirect", "line_of"]

BULK = "('redirect', 'gone')"
"""The kinds of claim that lines of the file make."""


def enter_redirects(
    db: sqlite3.Connection, source: str, redirects: Iterable[Redirect]
) -> list[tuple[str, str]]:
    """Enter all redirects of a file, in place of those before; return those that changed.

    Each as the path of its output and the file that has the line.
    """
    before = {
        path: (source, target)
        for path, source, target in db.execute("SELECT path, source, target FROM redirect")
    }
    now = {each.path: (source, each.target) for each in redirects}
    db.execute(f"DELETE FROM claim WHERE kind IN {BULK}")  # noqa: S608 - a fixed text
    db.execute("DELETE FROM redirect")
    rows = [
        (each.path, source, each.target, each.file, each.line, each.query) for each in redirects
    ]
    db.executemany("INSERT INTO redirect VALUES (?, ?, ?, ?, ?, ?)", rows)
    claims = [
        (path, source, line, "gone" if target is None else "redirect")
        for path, source, target, _, line, query in rows
        if not query
    ]
    db.executemany("INSERT INTO claim VALUES (?, ?, ?, ?)", claims)
    changed = {
        (path, each[0])
        for path in before.keys() | now.keys()
        if before.get(path) != now.get(path)
        for each in (before.get(path), now.get(path))
        if each is not None
    }
    return sorted(changed)


def find_redirect(db: sqlite3.Connection, path: str, source: str) -> str | None:
    """Return where a line of the file has an output lead; None where none has, or it is gone.

    An address that a text had before is followed to that text, where it is public.
    """
    query = """
        SELECT target, file FROM redirect
        WHERE path = ? AND source = ? AND query = '' AND target IS NOT NULL
    """
    found = db.execute(query, (path, source)).fetchone()
    if found is None:
        return None
    target, file = found
    query = """
        SELECT coalesce(release.url, page.url) FROM claim
        LEFT JOIN release ON release.path = claim.source AND release.visible = 1
        LEFT JOIN page ON page.path = claim.source AND page.visible = 1
        WHERE claim.path = ? AND claim.kind = 'alias'
    """
    former = db.execute(query, (file,)).fetchone() if file else None
    return str(former[0] if former and former[0] is not None else target)


def line_of(db: sqlite3.Connection, path: str) -> int:
    """Return the line of the file that has an output lead on; 0 where none has."""
    found = db.execute("SELECT line FROM redirect WHERE path = ?", (path,)).fetchone()
    return int(found[0]) if found else 0
