"""Redirects in bulk: old address, new address and line of the file."""

import sqlite3
from collections.abc import Iterable, Iterator

from communique.catalogue.links import find_address
from communique.model.output import Output
from communique.sources.redirects import Redirect

BULK = "('redirect', 'gone')"
"""The kinds of claim that lines of the file make."""

# CROSS JOIN: SQLite begins with the plan then, which is small where an edit is.
_FOLLOWERS = """
    SELECT DISTINCT redirect.path, redirect.source, redirect.file FROM pending
    CROSS JOIN redirect ON redirect.file = pending.path
    WHERE pending.kind = ? AND redirect.file != ''
"""

_TAKEN = """
    SELECT redirect.line, redirect.path, pending.kind, pending.ref
    FROM pending CROSS JOIN redirect USING (path)
    WHERE pending.kind != :kind AND redirect.query = '' UNION
    SELECT redirect.line, redirect.path, output.kind, output.ref
    FROM pending CROSS JOIN redirect USING (path) JOIN output USING (path)
    WHERE output.kind != :kind AND redirect.query = ''
"""

_LOST = """
    SELECT DISTINCT redirect.line, redirect.file, claim.source IS NOT NULL
    FROM pending CROSS JOIN redirect ON {joined}
    LEFT JOIN claim ON claim.path = redirect.file AND claim.kind IN ('page', 'alias', 'media')
    LEFT JOIN public_release AS release ON release.path = claim.source
    LEFT JOIN public_page AS page ON page.path = claim.source
    WHERE redirect.file != '' AND coalesce(release.id, page.path) IS NULL
"""

_BELOW = """
    SELECT 1 FROM claim WHERE path > :low AND path < :high AND kind != 'gone' UNION ALL
    SELECT 1 FROM output WHERE path > :low AND path < :high UNION ALL
    SELECT 1 FROM pending WHERE path > :low AND path < :high LIMIT 1
"""

_CONSOLIDATED = """
    SELECT url || 'index.html', json_extract(fields, '$.withdrawn.into')
    FROM public_amended WHERE state = 'withdrawn'
    AND json_extract(fields, '$.withdrawn.into') != ''
"""
"""The address of each release that was consolidated, and into which source."""

_LEADING = """
    SELECT 1 FROM claim JOIN public_release AS release ON release.path = claim.source
    WHERE claim.path = ? AND url || 'index.html' = ?
    AND json_extract(fields, '$.withdrawn.into') = ?
"""

_MOVES = """
    WITH text AS (
        SELECT path, url FROM public_release UNION ALL
        SELECT path, url FROM public_page
    )
    SELECT claim.path, text.url, '' FROM claim JOIN text ON text.path = claim.source
    WHERE claim.kind = 'alias'
    UNION ALL
    SELECT gone.url || 'index.html', text.url, ''
    FROM public_amended AS gone
    JOIN text ON text.path = json_extract(gone.fields, '$.withdrawn.into')
    WHERE gone.state = 'withdrawn'
    UNION ALL
    SELECT redirect.path, coalesce(text.url, redirect.target), redirect.query FROM redirect
    LEFT JOIN claim ON claim.path = redirect.file AND claim.kind = 'alias'
    LEFT JOIN text ON text.path = claim.source
    ORDER BY 1
"""


def enter_redirects(
    db: sqlite3.Connection, source: str, redirects: Iterable[Redirect]
) -> list[tuple[str, str]]:
    """Replace all redirects of a file; return changed ones as output path and file of the line."""
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
    """Return where an output leads by its line, past a former address; None if gone or no line."""
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
        LEFT JOIN public_release AS release ON release.path = claim.source
        LEFT JOIN public_page AS page ON page.path = claim.source
        WHERE claim.path = ? AND claim.kind = 'alias'
    """
    former = db.execute(query, (file,)).fetchone() if file else None
    return str(former[0] if former and former[0] is not None else target)


def line_of(db: sqlite3.Connection, path: str) -> int:
    """Return the line of the file that makes an output a redirect; 0 if there is none."""
    found = db.execute("SELECT line FROM redirect WHERE path = ?", (path,)).fetchone()
    return int(found[0]) if found else 0


def find_chained(db: sqlite3.Connection, kind: str) -> list[tuple[str, str, str]]:
    """Return redirects to a planned output of a kind: path, file, path of the planned one."""
    return db.execute(_FOLLOWERS, (kind,)).fetchall()


def find_taken(db: sqlite3.Connection, kind: str) -> list[tuple[int, Output]]:
    """Return the lines in the plan whose old address an output not of their kind may have."""
    rows = db.execute(_TAKEN, {"kind": kind}).fetchall()
    return [(line, Output(*rest)) for line, *rest in rows]


def find_lost(db: sqlite3.Connection) -> list[tuple[int, str, int]]:
    """Return planned redirects to no public text, sorted: line, target, if a held text is there."""
    ends = ("redirect.file = pending.path", "redirect.path = pending.path")
    return sorted({row for end in ends for row in db.execute(_LOST.format(joined=end))})


def planned_redirects(db: sqlite3.Connection, kind: str) -> list[tuple[int, str]]:
    """Return line and path of each redirect that is planned, sorted."""
    query = """
        SELECT redirect.line, redirect.path FROM pending CROSS JOIN redirect USING (path)
        WHERE pending.kind = ? AND redirect.target IS NOT NULL AND redirect.query = ''
        ORDER BY 1
    """
    return db.execute(query, (kind,)).fetchall()


def find_unshown(db: sqlite3.Connection, kind: str) -> list[tuple[str, int, str, int]]:
    """Return of each source the first planned redirect whose name is no page's.

    Source, line, path, and how many more there are. A text shows the page's words.
    """
    query = """
        SELECT pending.ref, min(claim.line), min(pending.path), count(*) - 1
        FROM pending CROSS JOIN claim ON claim.path = pending.path AND claim.source = pending.ref
        WHERE pending.kind = ? AND lower(pending.path) NOT LIKE '%.htm'
        AND lower(pending.path) NOT LIKE '%.html' AND lower(pending.path) NOT LIKE '%.txt'
        GROUP BY pending.ref ORDER BY pending.ref
    """
    return db.execute(query, (kind,)).fetchall()


def is_folder(db: sqlite3.Connection, path: str) -> bool:
    """Whether the site has, or will have, anything below a path."""
    bounds = {"low": f"{path}/", "high": f"{path}0"}  # "0" is the character after "/"
    return db.execute(_BELOW, bounds).fetchone() is not None


def public_redirects(db: sqlite3.Connection) -> Iterator[tuple[str, str]]:
    """Yield path and source of each former address of what is public, and of those in bulk."""
    query = """
        SELECT claim.path, claim.source FROM claim
        LEFT JOIN public_release AS release ON release.path = claim.source
        LEFT JOIN public_page AS page ON page.path = claim.source
        WHERE claim.kind = 'alias' AND coalesce(release.id, page.path) IS NOT NULL ORDER BY 1
    """
    yield from db.execute(query)
    yield from db.execute(f"{_CONSOLIDATED} ORDER BY 1")
    query = "SELECT path, source FROM redirect WHERE target IS NOT NULL AND query = '' ORDER BY 1"
    yield from db.execute(query)


def find_alias(db: sqlite3.Connection, path: str, source: str) -> tuple[str, str] | None:
    """Return language and address of the public text that a former address leads to, or None."""
    claim = "SELECT 1 FROM claim WHERE path = ? AND source = ? AND kind = 'alias'"
    former = db.execute(claim, (path, source)).fetchone()
    if former is None and db.execute(_LEADING, (path, path, source)).fetchone() is None:
        return None
    return find_address(db, source)


def find_moves(db: sqlite3.Connection) -> Iterator[tuple[str, str | None, str]]:
    """Yield former addresses: path, where it leads, None for gone, and the query, by path."""
    return db.execute(_MOVES)
