"""Pages in the catalogue: put, find."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping

from communique.catalogue.claims import forget_claims, put_claims
from communique.catalogue.codec import dump, load_page
from communique.model.release import Page
from communique.model.visibility import Status


def put_page(db: sqlite3.Connection, page: Page, lines: Mapping[str, int]) -> bool:
    """Store a page, replacing the one of the same path; return whether it is visible."""
    visible = page.held or page.status is Status.PUBLISHED
    db.execute(
        "INSERT OR REPLACE INTO page VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (page.path, page.group, page.lang, page.url, visible, dump(page), page.body, page.held),
    )
    forget_claims(db, page.path)
    put_claims(db, page, lines)
    return visible


def find_page(db: sqlite3.Connection, path: str) -> tuple[Page, bool] | None:
    """Return the page of a source with its body, and whether it is visible."""
    query = "SELECT value, body, visible FROM page WHERE path = ?"
    found = db.execute(query, (path,)).fetchone()
    return (load_page(found[0], found[1]), bool(found[2])) if found else None


def find_pages(db: sqlite3.Connection) -> list[Page]:
    """Return every visible page without its body, sorted by path."""
    query = "SELECT value FROM page WHERE visible = 1 ORDER BY path"
    return [load_page(value) for (value,) in db.execute(query)]


def page_slugs(db: sqlite3.Connection) -> list[str]:
    """Return the slug of every page, visible or not, sorted."""
    urls = db.execute("SELECT DISTINCT url FROM page").fetchall()
    return sorted({url.strip("/").rpartition("/")[2] for (url,) in urls})
