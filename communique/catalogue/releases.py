"""Releases and pages in the catalogue: put, find, delete."""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from communique.catalogue.codec import dump, load_page, load_release
from communique.model.release import Page, Release
from communique.model.visibility import Status, is_visible

__all__ = [
    "Row",
    "alias_path",
    "bodies",
    "count_content",
    "delete_content",
    "find_page",
    "find_pages",
    "find_release",
    "flip_visibility",
    "group_members",
    "put_page",
    "put_release",
    "sort_key",
    "visible_releases",
]


@dataclass(frozen=True, slots=True)
class Row:
    """A release as the catalogue holds it, without its body."""

    id: int
    release: Release
    visible: bool


def sort_key(release: Release) -> str:
    """Return what every listing is sorted by: the moment in UTC, then the address, unique."""
    return f"{release.date.astimezone(UTC):%Y%m%d%H%M%S} {release.url}"


def put_release(
    db: sqlite3.Connection, release: Release, lines: Mapping[str, int], now: datetime
) -> Row:
    """Store a release, replacing the one of the same path, with what it claims and needs."""
    old = db.execute("SELECT id FROM release WHERE path = ?", (release.path,)).fetchone()
    visible = is_visible(release.status, release.visible_from, now)
    cursor = db.execute(
        "INSERT OR REPLACE INTO release VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            old[0] if old else None,
            release.path,
            release.group,
            release.lang,
            release.url,
            sort_key(release),
            f"{release.lang}/{release.date:%Y/%m}",
            release.status is Status.PUBLISHED,
            int(release.visible_from.timestamp()),
            visible,
            release.stable_id,
            dump(release),
        ),
    )
    row_id = cursor.lastrowid
    assert row_id is not None
    body = zlib.compress(release.body.encode(), 1)
    db.execute("INSERT OR REPLACE INTO body VALUES (?, ?)", (row_id, body))
    _forget_claims(db, release.path)
    for item in release.media:
        line = lines.get("image" if item == release.image else "attachments", 0)
        _put_claim(db, release.path, f"{release.url}{item.name}", line, "media")
        _put_need(db, release.path, item.source, line, attached=True)
    _put_claims(db, release, lines)
    return Row(row_id, release, visible)


def put_page(db: sqlite3.Connection, page: Page, lines: Mapping[str, int]) -> bool:
    """Store a page, replacing the one of the same path; return whether it is visible."""
    visible = page.status is Status.PUBLISHED
    db.execute(
        "INSERT OR REPLACE INTO page VALUES (?, ?, ?, ?, ?, ?, ?)",
        (page.path, page.group, page.lang, page.url, visible, dump(page), page.body),
    )
    _forget_claims(db, page.path)
    _put_claims(db, page, lines)
    return visible


def _put_claims(db: sqlite3.Connection, content: Release | Page, lines: Mapping[str, int]) -> None:
    line = lines.get("slug", lines.get("date", 0))
    _put_claim(db, content.path, f"{content.url}index.html", line, "page")
    for alias in content.aliases:
        _put_claim(db, content.path, alias_path(alias), lines.get("aliases", 0), "alias")
    for target in content.links:
        _put_need(db, content.path, target, lines.get(target, 0), attached=False)


def _forget_claims(db: sqlite3.Connection, source: str) -> None:
    db.execute("DELETE FROM claim WHERE source = ?", (source,))
    db.execute("DELETE FROM need WHERE source = ?", (source,))


def _put_claim(db: sqlite3.Connection, source: str, path: str, line: int, kind: str) -> None:
    db.execute("INSERT OR IGNORE INTO claim VALUES (?, ?, ?, ?)", (path, source, line, kind))


def _put_need(
    db: sqlite3.Connection, source: str, target: str, line: int, *, attached: bool
) -> None:
    db.execute("INSERT OR IGNORE INTO need VALUES (?, ?, ?, ?)", (source, target, line, attached))


def alias_path(alias: str) -> str:
    """Return the output file of a former address: a folder's index, or the file named."""
    return alias if alias.rpartition("/")[2].count(".") else f"{alias.rstrip('/')}/index.html"


def delete_content(db: sqlite3.Connection, path: str) -> None:
    """Forget the release or page of a source, and what it claimed and needed."""
    db.execute("DELETE FROM body WHERE id IN (SELECT id FROM release WHERE path = ?)", (path,))
    db.execute("DELETE FROM release WHERE path = ?", (path,))
    db.execute("DELETE FROM page WHERE path = ?", (path,))
    _forget_claims(db, path)


_COLUMNS = "id, value, visible"


def _row(columns: tuple[int, str, int]) -> Row:
    return Row(columns[0], load_release(columns[1]), bool(columns[2]))


def find_release(db: sqlite3.Connection, path: str) -> Row | None:
    """Return the release of a source, without its body, whether public or not."""
    found = db.execute(f"SELECT {_COLUMNS} FROM release WHERE path = ?", (path,)).fetchone()  # noqa: S608
    return _row(found) if found else None


def group_members(db: sqlite3.Connection, group: str) -> list[Row]:
    """Return the releases that are translations of one another, sorted by path."""
    query = f"SELECT {_COLUMNS} FROM release WHERE translation_group = ? ORDER BY path"  # noqa: S608
    return [_row(found) for found in db.execute(query, (group,))]


def visible_releases(db: sqlite3.Connection) -> Iterator[Row]:
    """Yield every public release, sorted by path, a row at a time."""
    query = f"SELECT {_COLUMNS} FROM release WHERE visible = 1 ORDER BY path"  # noqa: S608
    return map(_row, db.execute(query))


def bodies(db: sqlite3.Connection, ids: list[int]) -> dict[int, str]:
    """Return the HTML bodies of releases by id."""
    marks = ", ".join("?" * len(ids))
    query = f"SELECT id, html FROM body WHERE id IN ({marks})"  # noqa: S608 - marks only
    return {id_: zlib.decompress(html).decode() for id_, html in db.execute(query, ids)}


def count_content(db: sqlite3.Connection) -> tuple[int, int, int]:
    """Return how many public releases, other releases and public pages there are."""
    visible, others = db.execute(
        "SELECT coalesce(sum(visible), 0), coalesce(sum(1 - visible), 0) FROM release"
    ).fetchone()
    pages = db.execute("SELECT count(*) FROM page WHERE visible = 1").fetchone()[0]
    return visible, others, pages


def flip_visibility(db: sqlite3.Connection, now: datetime) -> list[tuple[Row, Row]]:
    """Set the visibility of releases whose time has come, or lies ahead again, since last time.

    Returns each as it was and as it is.
    """
    moment = int(now.timestamp())
    query = (
        f"SELECT {_COLUMNS} FROM release WHERE visible = 0 AND visible_from <= ? AND published "  # noqa: S608
        f"UNION SELECT {_COLUMNS} FROM release WHERE visible = 1 AND visible_from > ? ORDER BY id"
    )
    flips = []
    for was in map(_row, db.execute(query, (moment, moment)).fetchall()):
        db.execute("UPDATE release SET visible = ? WHERE id = ?", (not was.visible, was.id))
        flips.append((was, Row(was.id, was.release, not was.visible)))
    return flips


def find_page(db: sqlite3.Connection, path: str) -> tuple[Page, bool] | None:
    """Return the page of a source with its body, and whether it is visible."""
    query = "SELECT value, body, visible FROM page WHERE path = ?"
    found = db.execute(query, (path,)).fetchone()
    return (load_page(found[0], found[1]), bool(found[2])) if found else None


def find_pages(db: sqlite3.Connection) -> list[Page]:
    """Return every visible page without its body, sorted by path."""
    query = "SELECT value FROM page WHERE visible = 1 ORDER BY path"
    return [load_page(value) for (value,) in db.execute(query)]
