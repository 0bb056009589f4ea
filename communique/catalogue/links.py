"""The addresses of the sources that a text links to."""

import sqlite3
from urllib.parse import quote

from communique.model.release import Page, Release
from communique.settings import Settings


def find_address(db: sqlite3.Connection, source: str) -> tuple[str, str] | None:
    """Return language and address of a public text; None where the public may not see it."""
    query = """
        SELECT lang, url FROM public_release WHERE path = :path
        UNION SELECT lang, url FROM public_page WHERE path = :path
    """
    found: tuple[str, str] | None = db.execute(query, {"path": source}).fetchone()
    return found


def link_urls(
    db: sqlite3.Connection, settings: Settings, content: Release | Page
) -> dict[str, str]:
    """Return the addresses of what a text links to, by source path, percent-encoded.

    A link to a file beside the text leads to the copy in the text's folder.
    """
    beside = {}
    if isinstance(content, Release):
        beside = {item.source: f"{content.url}{item.name}" for item in content.media}
    urls = {}
    for link in content.links:
        if link.startswith("/"):
            continue
        found = find_address(db, link)
        path = beside.get(link) or settings.published_path(link)
        urls[link] = found[1] if found else quote(path)
    return urls
