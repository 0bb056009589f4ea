"""The sources that the last build knew, and which of them changed since."""

import errno
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path

from communique.catalogue.database import commit_part
from communique.errors import Problem, Severity
from communique.opening import LARGEST_TEXT, digest_bytes, digest_file, find_file, read_text_file
from communique.settings import Settings
from communique.sources.hints import shorten
from communique.sources.roles import Role
from communique.sources.scan import UNSTAMPED, FoundFile, FoundFolder, stamp_of
from communique.sources.told import Told
from communique.values import dataclass

TEXTS = (Role.RELEASE, Role.PAGE)
READ = (*TEXTS, Role.FILE, Role.STATIC)
"""The roles of sources that a build reads, and digests as it does."""


AT_A_TIME = 1000
"""How many sources are in memory at a time."""


@dataclass(frozen=True, slots=True)
class EveryText:
    """All releases and pages, by path; the catalogue may be written to meanwhile."""

    db: sqlite3.Connection

    def __len__(self) -> int:
        query = "SELECT count(*) FROM source WHERE role IN (?, ?)"
        return int(self.db.execute(query, TEXTS).fetchone()[0])

    def __iter__(self) -> Iterator[tuple[str, Role]]:
        # +role: SQLite then goes by path, and sorts nothing.
        query = """
            SELECT path, role FROM source WHERE path > ? AND +role IN (?, ?)
            ORDER BY path LIMIT ?
        """
        last = ""
        while rows := self.db.execute(query, (last, *TEXTS, AT_A_TIME)).fetchall():
            for path, role in rows:
                yield path, Role(role)
            last = rows[-1][0]


@dataclass(frozen=True, slots=True)
class SourceChanges:
    """Sources whose bytes or role are new or changed, and deleted sources, each sorted."""

    changed: tuple[tuple[str, Role], ...]
    removed: tuple[tuple[str, Role], ...]
    problems: tuple[Problem, ...]
    """Sources that cannot be read, and a warning of files that are ignored."""


def source_file(settings: Settings, path: str) -> Path:
    """Return where a source is on disk: below the content folder, or below the theme.

    The disk may have its name in another form. Where links are allowed it is what a link leads to,
    if that is within the same folder.
    """
    theme, mark, below = path.partition("!theme/")
    root, below = (settings.theme, below) if mark and not theme else (settings.path, path)
    file = find_file(root, below)
    if settings.allow_links:
        real = file.resolve()
        return real if real.is_relative_to(root.resolve()) else file
    return file


def find_changes(
    db: sqlite3.Connection,
    settings: Settings,
    folders: Iterable[FoundFolder],
    *,
    known: Mapping[str, str],
    told: Told | None = None,
    unlisted: Collection[Role] = (),
) -> SourceChanges:
    """Compare a scan with the last build's, if there was one, and record it.

    If the list has only what was ``told``, other sources do not count as deleted. A folder whose
    stamp is the ``known`` one is passed over. Elsewhere files are compared by stamp and, where that
    differs, by a digest of their bytes. What is new and will be read has none yet: ``read_bytes``
    and ``files.take_in_files`` record it. ``unlisted`` are roles whose sources are not returned as
    changed, as all of them are read.
    """
    found: list[tuple[str, Role | None, Role | None]] = []
    problems: list[Problem] = []
    unseen = {
        path
        for (path,) in db.execute("SELECT path FROM folder")
        if told is None or path.startswith("!theme/") or told.looks_into(path)
    }
    clutter: list[str] = []
    for folder in folders:
        problems += folder.problems
        clutter += folder.clutter
        unseen.discard(folder.path)
        if known.get(folder.path) != folder.stamp or folder.stamp == UNSTAMPED:
            compared = _compare(db, settings, folder, problems)
            found += (each for each in compared if each[2] not in unlisted)
            commit_part(db)
    for path in sorted(unseen):
        found += _compare(db, settings, FoundFolder(path, "", ()), problems)
        db.execute("DELETE FROM folder WHERE path = ?", (path,))
    if clutter:
        rule = "what programs leave beside sources is not published"
        more = f" and {len(clutter) - 1} more" if len(clutter) > 1 else ""
        hint, least = "delete it, or name it in IGNORE_FILES", min(clutter)
        told_of = f'got "{shorten(least)}"{more}'
        problems.append(Problem(least, 0, rule, told_of, hint, Severity.WARNING))
    return SourceChanges(
        changed=tuple(sorted((path, now) for path, _, now in found if now)),
        removed=tuple(sorted((path, was) for path, was, now in found if was and was != now)),
        problems=tuple(problems),
    )


def known_folders(db: sqlite3.Connection) -> dict[str, str]:
    """Return the stamps of the folders that have sources, as the last build left them."""
    return dict(db.execute("SELECT path, stamp FROM folder"))


def _compare(
    db: sqlite3.Connection, settings: Settings, folder: FoundFolder, problems: list[Problem]
) -> Iterator[tuple[str, Role | None, Role | None]]:
    """Yield the sources of a folder that changed, each with its role before and now; record them.

    ``problems`` gains those that cannot be read.
    """
    known = {path: rest for path, *rest in _sources_in(db, folder.path)}
    for found in folder.files:
        role, stamp, digest = known.pop(found.path, ("", "", ""))
        if role == found.role and found.stamp in (stamp, UNSTAMPED):
            continue
        now = ""
        if role or found.role not in READ:
            try:
                now = _digest(settings, found)
            except OSError as error:
                problems.append(unreadable(found.path, error))
                continue
        # A new file that was not told has no stamp: the next look at all compares its bytes.
        values = (found.path, found.role, found.stamp, now)
        db.execute("INSERT OR REPLACE INTO source VALUES (?, ?, ?, ?)", values)
        if (role, digest) != (found.role, now):
            yield found.path, Role(role) if role else None, found.role
    for path, (role, _, _) in known.items():
        db.execute("DELETE FROM source WHERE path = ?", (path,))
        yield path, Role(role), None
    if folder.files:
        db.execute("INSERT OR REPLACE INTO folder VALUES (?, ?)", (folder.path, folder.stamp))


def _sources_in(db: sqlite3.Connection, folder: str) -> list[tuple[str, str, str, str]]:
    prefix = f"{folder}/" if folder else ""
    query = """
        SELECT path, role, stamp, digest FROM source
        WHERE path > ? AND path < ? AND instr(substr(path, ?), '/') = 0
    """
    if not folder:  # the theme's have a folder in their paths too
        query = query.replace("path < ?", "? = ''")
    after = f"{folder}0" if folder else ""  # "0" comes after "/"
    return db.execute(query, (prefix, after, len(prefix) + 1)).fetchall()


def _digest(settings: Settings, found: FoundFile) -> str:
    """Return the digest of a source; raises OSError where it cannot be read, or is too large."""
    file = source_file(settings, found.path)
    if found.role in TEXTS:
        return digest_bytes(read_text_file(file))
    return digest_file(file)


def unreadable(path: str, error: OSError) -> Problem:
    """Return the problem that a source cannot be read."""
    rule, hint = "a source must be readable", "check the file and its permissions"
    if error.errno == errno.EFBIG:
        rule = f"a source must have {LARGEST_TEXT:,} bytes at most"
        hint = "cut it in parts, or publish it as a document"
    return Problem(path, 0, rule, f"got: {error.strerror}", hint)


def read_bytes(db: sqlite3.Connection, settings: Settings, path: str) -> bytes | Problem:
    """Return the bytes of a text, and record their digest; or what keeps them from being read."""
    try:
        data = read_text_file(source_file(settings, path))
    except OSError as error:
        return unreadable(path, error)
    db.execute("UPDATE source SET digest = ? WHERE path = ?", (digest_bytes(data), path))
    return data


def has_sources(db: sqlite3.Connection) -> bool:
    """Whether a build read any source into this catalogue."""
    return db.execute("SELECT 1 FROM source LIMIT 1").fetchone() is not None


def is_known(db: sqlite3.Connection, path: str) -> bool:
    """Whether the last build knew a source at a path, or below it."""
    query = "SELECT EXISTS (SELECT 1 FROM source WHERE path = ? OR (path > ? AND path < ?))"
    try:
        return bool(db.execute(query, (path, f"{path}/", f"{path}0")).fetchone()[0])
    except UnicodeEncodeError:
        return False


def needs_that_differ(
    db: sqlite3.Connection, settings: Settings, sources: Iterable[str], told: Told
) -> set[str]:
    """Return the changed files that sources name, but the list of changes does not."""
    query = """
        SELECT target, stamp FROM need LEFT JOIN source ON source.path = target
        WHERE need.source = ? AND target NOT LIKE '/%'
    """
    return {
        target
        for source in sources
        for target, known in db.execute(query, (source,)).fetchall()
        for file in [source_file(settings, target)]
        if not told.has(target) and (file.exists() if known is None else stamp_of(file) != known)
    }


def find_source(db: sqlite3.Connection, path: str) -> tuple[Role, str] | None:
    """Return role and digest of a source; None for one that is not there."""
    query = "SELECT role, digest FROM source WHERE path = ?"
    found = db.execute(query, (path,)).fetchone()
    return (Role(found[0]), found[1]) if found else None


def find_role(db: sqlite3.Connection, path: str) -> Role | None:
    """Return what a source is; None for one that is not there."""
    found = find_source(db, path)
    return found[0] if found else None


def sources_of(db: sqlite3.Connection, *roles: Role) -> list[tuple[str, Role]]:
    """Return every source in these roles, sorted by path."""
    marks = ", ".join("?" * len(roles))
    indexed = "" if Role.RELEASE in roles else "role != 'release' AND"
    query = f"SELECT path, role FROM source WHERE {indexed} role IN ({marks}) ORDER BY path"  # noqa: S608 - marks only
    return [(path, Role(role)) for path, role in db.execute(query, roles)]


def static_sources(db: sqlite3.Connection) -> list[tuple[str, Role]]:
    """Return the files that are published as they are, sorted by path."""
    return sources_of(db, Role.STATIC, Role.THEME)
