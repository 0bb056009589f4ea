"""Where the sources that a text links to are in the site."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from urllib.parse import quote

__all__ = ["link_urls"]

_QUERY = """
    SELECT url FROM release WHERE path = :path AND visible = 1
    UNION SELECT url FROM page WHERE path = :path AND visible = 1
"""


def link_urls(db: sqlite3.Connection, links: Iterable[str]) -> dict[str, str]:
    """Return the addresses of linked sources by source path; static files keep their own path."""
    urls = {}
    for link in links:
        found = db.execute(_QUERY, {"path": link}).fetchone()
        urls[link] = found[0] if found else quote(link)
    return urls
