"""Rules about the names of files: no text is a numbered copy, every computer can have each name.

They start from the table ``touched`` (``catalogue/checks.py``).
"""

import re
import sqlite3
from collections.abc import Iterator

from communique.catalogue.known_sources import sources_of
from communique.errors import Problem, Severity
from communique.patterns import late
from communique.settings import Settings
from communique.sources.roles import Role

_NUMBERED = late(r"(.*[^\s]) \d{1,3}(\.[^./]+)$", re.DOTALL)
"""A name as macOS and iCloud number a copy: ``05-visit 2.md``."""

_UNFIT = late(
    r"(?:^|/)(?P<reserved>(?:con|prn|aux|nul|com\d|lpt\d)(?=[./]|$))"
    r"|(?P<sign>[<>:\"|?*\\])|(?P<end>[. ])(?=/|$)",
    re.IGNORECASE,
)
"""Names and signs that Windows refuses, whole or before the first dot."""


def texts_are_no_numbered_copies(db: sqlite3.Connection, _settings: Settings) -> Iterator[Problem]:
    """No text has the name of another in its folder with a number behind it, as copies have."""
    # "!" is the character after a space: the range holds what begins with this name and a space.
    query = """
        SELECT path FROM touched CROSS JOIN source USING (path)
        WHERE role IN ('release', 'page') AND path LIKE '% %.md'
        UNION SELECT other.path FROM touched CROSS JOIN source USING (path)
        CROSS JOIN source AS other ON other.path > substr(source.path, 1, length(source.path) - 3)
        || ' ' AND other.path < substr(source.path, 1, length(source.path) - 3) || '!'
        WHERE source.role IN ('release', 'page') AND source.path LIKE '%.md' ORDER BY 1
    """
    for (path,) in db.execute(query).fetchall():
        match = _NUMBERED.fullmatch(path)
        original = f"{match[1]}{match[2]}" if match else ""
        if match and db.execute("SELECT 1 FROM source WHERE path = ?", (original,)).fetchone():
            rule = "a text must not be a copy of another"
            found = f'got "{path.rpartition("/")[2]}", by its name a copy of {original}'
            hint = "delete it; where it is no copy, rename it, with - before the number"
            yield Problem(path, 0, rule, found, hint)


def names_suit_every_computer(db: sqlite3.Connection, settings: Settings) -> Iterator[Problem]:
    """Every computer and host can keep a file of this name beside the others in its folder.

    A warning names files that differ only in capital letters, as some disks keep one of them, and
    names that Windows refuses.
    """
    query = "SELECT path FROM touched CROSS JOIN source USING (path) WHERE role IN (?, ?)"
    roles = (Role.STATIC, Role.FILE)
    new = {path for (path,) in db.execute(query, roles)}
    if not new:
        return
    alike: dict[str, list[str]] = {}
    for path, _ in sources_of(db, *roles):
        alike.setdefault(settings.published_path(path).casefold(), []).append(path)
    for path in sorted(new):
        if unfit := _UNFIT.search(settings.published_path(path)):
            rule = "a file's name should be valid on every computer"
            found = f"got {_tell(unfit)}, which Windows does not allow"
            yield Problem(path, 0, rule, found, "rename it", Severity.WARNING)
    for paths in alike.values():
        for path in paths[1:] if new.intersection(paths) else ():
            rule = "names should differ in more than capitals"
            found = f"got {paths[0]} too, and some disks keep one of the two only"
            yield Problem(path, 0, rule, found, "rename one of the two", Severity.WARNING)


def _tell(unfit: re.Match[str]) -> str:
    if unfit["end"]:
        return "a space at the end" if unfit["end"] == " " else "a dot at the end"
    return f'"{unfit["reserved"] or unfit["sign"]}"'
