"""Pages in the catalogue: put, find."""

import sqlite3
from collections.abc import Mapping

from communique.catalogue.claims import forget_claims, put_claims
from communique.catalogue.codec import dump, load_page
from communique.model.release import Page, Status


def put_page(db: sqlite3.Connection, page: Page, lines: Mapping[str, int]) -> None:
    """Store a page, replacing the one of the same path."""
    visible = page.held or page.status is Status.PUBLISHED
    forget_claims(db, page.path)
    db.execute(
        "INSERT OR REPLACE INTO page VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (page.path, page.group, page.lang, page.url, visible, dump(page), page.body, page.held),
    )
    put_claims(db, page, lines)


def find_page(db: sqlite3.Connection, path: str) -> Page | None:
    """Return the page of a source with its body, whether public or not."""
    found = db.execute("SELECT value, body FROM page WHERE path = ?", (path,)).fetchone()
    return load_page(*found) if found else None


def find_public_page(db: sqlite3.Connection, path: str) -> Page | None:
    """Return the page of a source with its body; None where the public may not see it."""
    found = db.execute("SELECT value, body FROM public_page WHERE path = ?", (path,)).fetchone()
    return load_page(*found) if found else None


def find_pages(db: sqlite3.Connection) -> list[Page]:
    """Return every visible page without its body, sorted by path."""
    query = "SELECT value FROM public_page ORDER BY path"
    return [load_page(value) for (value,) in db.execute(query)]


def page_slugs(db: sqlite3.Connection) -> list[str]:
    """Return the slug of every page, visible or not, sorted."""
    urls = db.execute("SELECT DISTINCT url FROM page").fetchall()
    return sorted({url.strip("/").rpartition("/")[2] for (url,) in urls})
