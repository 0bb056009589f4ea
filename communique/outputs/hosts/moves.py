"""Every former address of the site, as hosts ask: where it leads, or that what it had is gone."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass

from communique.catalogue.outputs import is_planned
from communique.outputs import redirects
from communique.settings import Settings

_MOVES = """
    WITH text AS (
        SELECT path, url FROM release WHERE visible = 1 UNION ALL
        SELECT path, url FROM page WHERE visible = 1
    )
    SELECT claim.path, text.url, '' FROM claim JOIN text ON text.path = claim.source
    WHERE claim.kind = 'alias'
    UNION ALL
    SELECT redirect.path, coalesce(text.url, redirect.target), redirect.query FROM redirect
    LEFT JOIN claim ON claim.path = redirect.file AND claim.kind = 'alias'
    LEFT JOIN text ON text.path = claim.source
    ORDER BY 1
"""


@dataclass(frozen=True, slots=True)
class Move:
    """Addresses that were one page or file, decoded, from the root of the host on.

    ``location`` is a path, or the whole address of another site's; None where it is gone. With a
    ``query``, percent-encoded, only an address that is asked for with it is meant.
    """

    addresses: tuple[str, ...]
    location: str | None
    query: str = ""


def every_move(db: sqlite3.Connection, _settings: Settings, base: str) -> Iterator[Move]:
    """Yield all former addresses of what is public, and those of redirects in bulk, in order."""
    for path, target, query in db.execute(_MOVES):
        folder = f"{base}/{path}".removesuffix("index.html")
        addresses = (folder, folder[:-1]) if folder.endswith("/") else (folder,)
        if query:
            addresses = (folder.removesuffix(f"?{query}"),)
        if target is None or target.startswith(("https://", "http://")):
            yield Move(addresses, target, query)
        else:
            yield Move(addresses, f"{base}/{target}", query)


def are_moves_planned(db: sqlite3.Connection) -> bool:
    """Whether a former address is planned, so that hosts are to be told anew."""
    return is_planned(db, redirects.KIND.name)
