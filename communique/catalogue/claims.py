"""Which addresses and outputs belong to a source, and which other sources it needs."""

import sqlite3
from collections.abc import Iterable, Mapping

from communique.model.release import Page, Release


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
    own = """
        DELETE FROM claim WHERE source = :source AND path IN (
            SELECT url || 'index.html' FROM release WHERE path = :source
            UNION ALL SELECT url || 'index.html' FROM page WHERE path = :source
        )
    """
    db.execute(own, {"source": source})
    db.execute("DELETE FROM claim WHERE source = ? AND kind != 'page'", (source,))
    db.execute("DELETE FROM need WHERE source = ?", (source,))


def put_claim(db: sqlite3.Connection, source: str, path: str, line: int, kind: str) -> None:
    """Enter that a source has an output for itself."""
    db.execute("INSERT OR IGNORE INTO claim VALUES (?, ?, ?, ?)", (path, source, line, kind))


def put_need(
    db: sqlite3.Connection, source: str, target: str, line: int, *, attached: bool
) -> None:
    """Enter that a source needs another; ``attached`` if that is published beside it."""
    db.execute("INSERT OR IGNORE INTO need VALUES (?, ?, ?, ?)", (source, target, line, attached))


def put_needs(db: sqlite3.Connection, source: str, needs: Iterable[tuple[str, int, bool]]) -> None:
    """Replace the needs of a source that cannot be read."""
    db.execute("DELETE FROM need WHERE source = ?", (source,))
    for target, line, attached in needs:
        put_need(db, source, target, line, attached=attached)


def find_needing(db: sqlite3.Connection, targets: Iterable[str]) -> set[str]:
    """Return the sources that need one of these."""
    query = "SELECT source FROM need WHERE target = ?"
    return {source for target in targets for (source,) in db.execute(query, (target,))}


def addresses_of(db: sqlite3.Connection, sources: Iterable[str]) -> list[str]:
    """Return the addresses of texts below SITEURL, in their order."""
    query = "SELECT url FROM release WHERE path = ?1 UNION SELECT url FROM page WHERE path = ?1"
    return [url for source in sources for (url,) in db.execute(query, (source,))]


def is_former(db: sqlite3.Connection, path: str) -> bool:
    """Whether Aliases or REDIRECTS name an output's path."""
    query = "SELECT 1 FROM claim WHERE path = ? AND kind IN ('alias', 'redirect', 'gone')"
    return db.execute(query, (path,)).fetchone() is not None


def alias_path(alias: str) -> str:
    """Return the output file of a former address: a folder's index, or the file named."""
    return alias if alias.rpartition("/")[2].count(".") else f"{alias.rstrip('/')}/index.html"
