"""Releases and pages in the catalogue: put, find, delete."""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import field, replace
from datetime import UTC, datetime
from functools import lru_cache
from operator import itemgetter

from communique.catalogue.claims import forget_claims, put_claim, put_claims, put_need
from communique.catalogue.codec import dump, load_release, usual_group
from communique.catalogue.terms import put_terms
from communique.model.listing import date_slugs
from communique.model.order import sort_key
from communique.model.release import Release, Status
from communique.model.visibility import visibility
from communique.values import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """A release as the catalogue holds it: ``text`` is its form there, without body, read late."""

    id: int
    text: str
    visible: bool = True
    known: Release | None = field(default=None, compare=False, repr=False)
    """The release, where it need not be decoded."""

    @property
    def release(self) -> Release:
        """The release, without its body."""
        return self.known or _decode(self.text)

    def __reduce__(self) -> tuple[type[Row], tuple[int, str, bool]]:
        return Row, (self.id, self.text, self.visible)


@lru_cache(maxsize=4096)
def _decode(text: str) -> Release:
    return load_release(text)


def put_release(
    db: sqlite3.Connection,
    release: Release,
    body: bytes,
    lines: Mapping[str, int],
    now: datetime,
    old: Row | None,
    words: bytes = b"",
) -> Row:
    """Store a release in place of ``old``: ``body`` packed, ``words`` for search, its claims."""
    visible = release.held or visibility(release, now).is_public
    text = dump(release)
    told = text.split("\n", 2)[1]
    if old is not None:
        forget_claims(db, release.path)
    month, _, day = date_slugs(release.date)[2].rpartition("/")
    values = (
        *(old.id if old else None, release.path, release.lang, sort_key(release)),
        *(f"{release.lang}/{month}", day, release.status is Status.PUBLISHED),
        *(int(release.visible_from.timestamp()), visible, told, release.held),
        *(_state(release), _own_group(release), _own_id(release)),
    )
    query = """
        INSERT OR REPLACE INTO release (
            id, path, lang, sort, month, day, published, visible_from, visible, fields, held, state,
            own_group, own_id
        ) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
    """
    row_id = db.execute(query, values).lastrowid
    assert row_id is not None
    db.execute("INSERT OR REPLACE INTO body VALUES (?, ?, ?)", (row_id, body, words))
    _claim_files(db, release, lines)
    put_claims(db, release, lines)
    put_terms(db, row_id, release, old.release if old is not None else None)
    return Row(row_id, text, visible, release)


def _own_group(release: Release) -> str | None:
    usual = usual_group(release.path, release.lang)
    return None if release.path.endswith(".md") and release.group == usual else release.group


def _own_id(release: Release) -> str | None:
    usual = f"{release.date.date().isoformat()}-{release.slug}"
    return None if release.stable_id == usual else release.stable_id


def _state(release: Release) -> str:
    if release.withdrawn is not None:
        return "withdrawn"
    return f"corrected {len(release.corrections)}" if release.corrections else "plain"


def _claim_files(db: sqlite3.Connection, release: Release, lines: Mapping[str, int]) -> None:
    """Store which files a release needs, and the addresses that they and their variants have."""
    for item in release.media:
        line = lines.get(release.header_of(item), 0)
        put_claim(db, release.path, f"{release.url}{item.name}", line, "media")
        put_need(db, release.path, item.source, line, attached=True)
    for item, width in release.variants:
        header = release.header_of(item) if item in release.media else item.source
        line = lines.get(header, 0)
        put_claim(db, release.path, f"{release.url}{item.variant(width)}", line, "media")


def set_moment(db: sqlite3.Connection, now: datetime) -> None:
    """Set the moment for which the catalogue says what is public, to come, or pinned."""
    query = "INSERT OR REPLACE INTO moment VALUES (1, ?, (SELECT at FROM moment))"
    db.execute(query, (int(now.timestamp()),))


def find_future_again(db: sqlite3.Connection) -> set[str]:
    """Return the texts that may tell of the future again, where the clock was set back.

    Their Date lies ahead, or they have Modified, a Correction or Withdrawn.
    """
    if not db.execute("SELECT 1 FROM moment WHERE at < before").fetchone():
        return set()
    query = """
        SELECT path FROM release WHERE visible_from > (SELECT at FROM moment) OR state != 'plain'
        OR json_extract(fields, '$.modified') IS NOT NULL
        UNION ALL SELECT path FROM page WHERE json_extract(value, '$.modified') IS NOT NULL
    """
    return {path for (path,) in db.execute(query)}


def delete_content(db: sqlite3.Connection, path: str) -> None:
    """Forget the release or page of a source, and what it claimed and needed."""
    forget_claims(db, path)
    if row := find_release(db, path):
        put_terms(db, row.id, None, row.release)
        for table in ("event", "renewal", "pin"):
            db.execute(f"DELETE FROM {table} WHERE release = ?", (row.id,))  # noqa: S608 - fixed texts
    db.execute("DELETE FROM body WHERE id IN (SELECT id FROM release WHERE path = ?)", (path,))
    db.execute("DELETE FROM release WHERE path = ?", (path,))
    db.execute("DELETE FROM page WHERE path = ?", (path,))


_COLUMNS = "id, value, visible"


def _row(columns: tuple[int, str, int]) -> Row:
    return Row(columns[0], columns[1], bool(columns[2]))


@lru_cache(maxsize=4096)
def public_row(id_: int, text: str) -> Row:
    """Return the same row for the many pages that show it, so that a batch pickles it once."""
    return Row(id_, text)


def find_release(db: sqlite3.Connection, path: str) -> Row | None:
    """Return the release of a source, without its body, whether public or not."""
    found = db.execute(f"SELECT {_COLUMNS} FROM release WHERE path = ?", (path,)).fetchone()  # noqa: S608
    return _row(found) if found else None


def former_releases(db: sqlite3.Connection, where: str, *values: str) -> Iterator[Row]:
    """Yield releases, without their bodies, of the catalogue that this one is to replace."""
    query = f"SELECT {_COLUMNS} FROM former.release WHERE {where} ORDER BY path"  # noqa: S608 - fixed texts
    return map(_row, db.execute(query, values))


def find_public(db: sqlite3.Connection, path: str) -> Row | None:
    """Return the release of a source, without its body; None where the public may not see it."""
    query = "SELECT id, value FROM public_release WHERE path = ?"
    found = db.execute(query, (path,)).fetchone()
    return public_row(*found) if found else None


def held_releases(db: sqlite3.Connection) -> list[Row]:
    """Return the releases that are not public: drafts by path, then by the end of their embargo."""
    query = (
        f"SELECT {_COLUMNS} FROM release WHERE visible = 0 "  # noqa: S608 - a fixed text
        "ORDER BY published, CASE WHEN published THEN visible_from END, path"
    )
    return [_row(found) for found in db.execute(query)]


def public_members(db: sqlite3.Connection, group: str) -> list[Row]:
    """Return the public releases that are translations of one another, sorted by path."""
    query = "SELECT id, value FROM public_release WHERE translation_group = ? ORDER BY path"
    return [public_row(*found) for found in db.execute(query, (group,))]


def bodies(db: sqlite3.Connection, ids: list[int]) -> dict[int, bytes]:
    """Return the bodies of releases by id, each as ``unpack`` reads it."""
    marks = ", ".join("?" * len(ids))
    query = f"SELECT id, html FROM body WHERE id IN ({marks})"  # noqa: S608 - marks only
    return dict(db.execute(query, ids))


def pack(html: str) -> bytes:
    """Return a body as it is kept."""
    return zlib.compress(html.encode(), 1)


@lru_cache(maxsize=128)  # a release's page is made before its archive's feeds
def unpack(body: bytes) -> str:
    """Return a body's HTML."""
    return zlib.decompress(body).decode()


def count_content(db: sqlite3.Connection) -> tuple[int, int, int]:
    """Return how many public releases, other releases and public pages there are."""
    among = ("release WHERE visible = 1", "release WHERE visible = 0", "page WHERE visible = 1")
    queries = (f"SELECT count(*) FROM {each}" for each in among)  # noqa: S608 - fixed texts
    public, held, pages = (int(db.execute(query).fetchone()[0]) for query in queries)
    return public, held, pages


def flip_visibility(
    db: sqlite3.Connection, now: datetime, *, preview: bool = False
) -> list[tuple[Row, Row]]:
    """Set the visibility of releases whose time has come, or lies ahead again, since last time.

    In a preview all stay visible, and ``held`` changes instead. Returns each before and after.
    """
    # Two queries, sorted here: as one, SQLite goes through the whole archive.
    come = "held = 1" if preview else "visible = 0"
    queries = (
        f"SELECT {_COLUMNS} FROM release WHERE {come} AND visible_from <= ? AND published",  # noqa: S608
        f"SELECT {_COLUMNS} FROM release WHERE visible = 1 AND visible_from > ? AND held = 0",  # noqa: S608
    )
    moment = int(now.timestamp())
    found = [_row(row) for query in queries for row in db.execute(query, (moment,))]
    return [(was, _flip(db, was, preview)) for was in sorted(found, key=lambda row: row.id)]


def _flip(db: sqlite3.Connection, was: Row, preview: bool) -> Row:  # noqa: FBT001
    if not preview:
        db.execute("UPDATE release SET visible = ? WHERE id = ?", (not was.visible, was.id))
        return Row(was.id, was.text, not was.visible)
    release = replace(was.release, held=not was.release.held)
    row = Row(was.id, dump(release), was.visible, release)
    told = row.text.split("\n", 2)[1]
    db.execute("UPDATE release SET held = ?, fields = ? WHERE id = ?", (release.held, told, row.id))
    return row


_NEXT = {
    "a release was to be public from": """
        SELECT min(visible_from) FROM release WHERE published = 1 AND visible_from > ?
    """,
    "a release was pinned until": """
        SELECT min(until) FROM pin CROSS JOIN public_release AS release ON release.id = pin.release
        WHERE until > ? AND state != 'withdrawn'
    """,
    "an event was over at": """
        SELECT min(over_at) FROM event JOIN public_release AS release ON release.id = event.release
        WHERE over_at > ? AND state != 'withdrawn'
    """,
}
"""The changes that time brings, each with the query for its next moment."""


def next_change(db: sqlite3.Connection, after: datetime) -> tuple[datetime, str] | None:
    """Return the first moment after another at which a page changes, and why; None without one."""
    moment = (int(after.timestamp()),)
    found = ((db.execute(query, moment).fetchone()[0], why) for why, query in _NEXT.items())
    known = [each for each in found if each[0] is not None]
    if not known:
        return None
    at, why = min(known, key=itemgetter(0))
    return datetime.fromtimestamp(at, UTC), why


def first_embargoed(db: sqlite3.Connection) -> str:
    """Return the source of the release whose embargo ends first; "" if there is no embargo."""
    query = "SELECT path FROM release WHERE visible = 0 AND published ORDER BY visible_from, path"
    found = db.execute(query).fetchone()
    return found[0] if found else ""


def in_order(db: sqlite3.Connection) -> Iterator[tuple[str, str, str]]:
    """Yield what each public release is sorted by, its address and its source, the oldest first."""
    return db.execute("SELECT sort, url, path FROM public_release ORDER BY sort, url")


def public_values(db: sqlite3.Connection, lang: str) -> list[tuple[str]]:
    """Return the public releases of a language as text, without bodies, the oldest first."""
    query = "SELECT value FROM public_release WHERE lang = ? ORDER BY sort"
    return db.execute(query, (lang,)).fetchall()
