"""Links of texts to addresses of the site: each address must exist."""

import sqlite3
from collections.abc import Callable, Iterator
from urllib.parse import unquote, urlsplit

from communique.catalogue.addresses import MadeAddresses
from communique.catalogue.known_sources import static_sources
from communique.catalogue.near_files import find_near
from communique.catalogue.outputs import outputs_at
from communique.errors import Problem
from communique.model.output import Output
from communique.settings import Settings
from communique.sources.roles import Role
from communique.sources.scan import MARKDOWN_SUFFIXES

_RULE = "an address of the site must exist"

# Addresses among the needs: "0" is the character after "/".
_TOUCHED = """
    SELECT need.source, need.target, need.line FROM touched
    CROSS JOIN need ON need.source = touched.path AND need.target >= '/' AND need.target < '0'
"""

_PLANNED = f"""
    {_TOUCHED} UNION
    SELECT need.source, need.target, need.line FROM pending
    CROSS JOIN need ON need.target = :base || '/' || CASE
        WHEN pending.path = 'index.html' THEN ''
        WHEN pending.path NOT LIKE '%/index.html' THEN pending.path
        ELSE substr(pending.path, 1, length(pending.path) - 10) END
    ORDER BY 1, 2
"""  # noqa: S608 - fixed texts

_IS_PUBLIC = """
    SELECT 1 FROM public_release WHERE path = :path AND held = 0
    UNION SELECT 1 FROM public_page WHERE path = :path AND held = 0
"""


def addresses_lead_somewhere(
    db: sqlite3.Connection, settings: Settings, made: MadeAddresses
) -> Iterator[Problem]:
    """An address of the site in a text, such as /en/about/, exists."""
    rows = db.execute(f"{_TOUCHED} ORDER BY 1, 2").fetchall()
    ours = [(row, file) for row in rows if (file := _file_of(settings, row[1])) is not None]
    if not ours:
        return
    static = {settings.published_path(path) for path, _ in static_sources(db)}
    claimed = "SELECT 1 FROM claim WHERE path = ? AND kind != 'gone'"
    for (source, target, line), file in ours:
        if file in static or made.has_file(file):
            continue
        if db.execute(claimed, (file,)).fetchone() is None:
            yield _problem(db, source, target, line)


def find_dead(
    db: sqlite3.Connection, settings: Settings, is_there: Callable[[Output], bool]
) -> Iterator[Problem]:
    """Yield addresses without an output in texts that were read or that lead to a planned one."""
    base = urlsplit(settings.siteurl).path
    for source, target, line in db.execute(_PLANNED, {"base": base}).fetchall():
        file = _file_of(settings, target)
        if file is None or db.execute(_IS_PUBLIC, {"path": source}).fetchone() is None:
            continue
        if not any(map(is_there, outputs_at(db, file))):
            yield _problem(db, source, target, line)


def _file_of(settings: Settings, address: str) -> str | None:
    """Return the output at an address of the host; None where that is not of this site."""
    base = unquote(urlsplit(settings.siteurl).path)
    if base and not address.startswith(f"{base}/"):
        return None
    file = address[len(base) + 1 :]
    return f"{file}index.html" if not file or file.endswith("/") else file


def _problem(db: sqlite3.Connection, source: str, target: str, line: int) -> Problem:
    path = target.strip("/")
    hint = "correct it, or link to the text's file with {filename}"
    role = db.execute("SELECT role FROM source WHERE path = ?", (path,)).fetchone()
    if target.lower().endswith(MARKDOWN_SUFFIXES):
        hint = f"write {{filename}}/{path}"
    elif role and role[0] in (Role.STATIC, Role.FILE):
        hint = f"write {{static}}/{path}"
    elif "." in path.rpartition("/")[2] and (near := find_near(db, path)):
        hint = f'did you mean "{near}"?'
    return Problem(source, line, _RULE, f"got {target}", hint)
