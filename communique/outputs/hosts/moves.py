"""Former addresses for the configuration of hosts: where each leads, or that it is gone."""

import sqlite3
from collections.abc import Iterator

from communique.catalogue.outputs import is_planned
from communique.catalogue.redirects import find_moves
from communique.outputs import redirects
from communique.settings import Settings
from communique.values import dataclass


@dataclass(frozen=True, slots=True)
class Move:
    """Decoded addresses of one page, its new path or address (None: gone), the query it needs."""

    addresses: tuple[str, ...]
    location: str | None
    query: str = ""


def every_move(db: sqlite3.Connection, _settings: Settings, base: str) -> Iterator[Move]:
    """Yield all former addresses of public texts, and of redirects in bulk, in order."""
    for path, target, query in find_moves(db):
        folder = f"{base}/{path}".removesuffix("index.html")
        addresses = (folder, folder[:-1]) if folder.endswith("/") else (folder,)
        if query:
            addresses = (folder.removesuffix(f"?{query}"),)
        if target is None or target.startswith(("https://", "http://")):
            yield Move(addresses, target, query)
        else:
            yield Move(addresses, f"{base}/{target}", query)


def are_moves_planned(db: sqlite3.Connection) -> bool:
    """Whether a former address is planned, so that the files of hosts change."""
    return is_planned(db, redirects.KIND.name)
