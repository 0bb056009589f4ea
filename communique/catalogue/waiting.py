"""Held releases, and the words that are public: from the sources alone, for the gate.

The gate checks whether the rest of the catalogue is right about what is visible. So nothing here
reads the column ``visible``, the listings or the outputs.
"""

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from functools import partial
from typing import NamedTuple

from communique.catalogue.codec import load_page, load_release
from communique.catalogue.releases import unpack
from communique.model.release import Page, Release
from communique.model.term import Facet, Term
from communique.opening import digest_bytes
from communique.pictures.facts import is_picture
from communique.sources.roles import Role

OPEN = "published AND visible_from <= :now"
"""What the public may know of."""

STANDS = "(state != 'withdrawn' OR json_extract(fields, '$.withdrawn.shape') = 'withdrawn')"
"""Whose text the public may read."""

PUBLISHED_PAGE = "json_extract(page.value, '$.status') = 'published'"


Waiting = tuple[Release | Page, str, Callable[[], str]]
"""A held text without its body, a digest of all its content, and a function for its body."""


def find_waiting(db: sqlite3.Connection, now: datetime) -> Iterator[Waiting]:
    """Yield every draft and every release before its time, releases first, by path."""
    query = """
        SELECT path, value, html FROM release LEFT JOIN body USING (id) WHERE published = 0
        UNION ALL
        SELECT path, value, html FROM release LEFT JOIN body USING (id)
        WHERE published = 1 AND visible_from > :now
        ORDER BY path
    """
    for _, value, html in db.execute(query, {"now": int(now.timestamp())}):
        packed = html or b""
        body = partial(unpack, packed) if packed else str
        yield load_release(value), digest_bytes(f"{value}\0".encode() + packed), body
    query = f"SELECT value, body FROM page WHERE NOT {PUBLISHED_PAGE} ORDER BY path"  # noqa: S608 - a fixed text
    for value, body in db.execute(query):
        yield load_page(value), digest_bytes(f"{value}\0{body}".encode()), partial(str, body)


class Runs(NamedTuple):
    """The forms in which a file may have a text, and for each the words, or "", a line each."""

    digest: str
    forms: bytes
    words: str


def kept_runs(db: sqlite3.Connection) -> dict[str, Runs]:
    """Return by source the runs of the texts that waited in the last build."""
    return {path: Runs(*values) for path, *values in db.execute("SELECT * FROM run")}


def keep_runs(db: sqlite3.Connection, runs: Mapping[str, Runs]) -> None:
    """Keep the runs of all texts that wait."""
    db.execute("DELETE FROM run")
    rows = ((path, *values) for path, values in sorted(runs.items()))
    db.executemany("INSERT INTO run VALUES (?, ?, ?, ?)", rows)


def is_term_public(db: sqlite3.Connection, term: Term, lang: str, now: datetime) -> bool:
    """Decide whether a release that the public may read names a term in a language."""
    query = f"""
        SELECT 1 FROM term CROSS JOIN naming ON naming.term = term.id
        CROSS JOIN release ON release.id = naming.release
        WHERE facet = :facet AND slug = :slug AND term.lang = :lang AND {OPEN}
        AND (state != 'withdrawn' OR facet = :kind) LIMIT 1
    """  # noqa: S608 - a fixed text
    values = {"facet": term.facet.value, "slug": term.slug, "lang": lang, "kind": Facet.KIND.value}
    return db.execute(query, values | {"now": int(now.timestamp())}).fetchone() is not None


def is_file_public(db: sqlite3.Connection, digest: str, now: datetime) -> bool:
    """Decide whether a file of this content is public: the theme's, or of a release that is.

    So is a picture that is published as it is: an emblem. A document there may be a slip.
    """
    query = f"""
        SELECT source.path, role, coalesce({OPEN} AND {STANDS}, 0) FROM source
        LEFT JOIN need ON need.target = source.path
        LEFT JOIN release ON release.path = need.source WHERE source.digest = :digest
    """  # noqa: S608 - a fixed text
    values = {"digest": digest, "now": int(now.timestamp())}
    return any(
        role == Role.THEME or is_open or (role == Role.STATIC and is_picture(path))
        for path, role, is_open in db.execute(query, values)
    )


def copies_of(db: sqlite3.Connection, digests: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield the files published as they are that have one of these digests, each with its own."""
    query = """
        SELECT path, digest FROM source
        WHERE role != 'release' AND role = ? AND digest IN (SELECT value FROM json_each(?))
        ORDER BY path
    """
    return db.execute(query, (Role.STATIC, json.dumps(sorted(digests))))


def published_documents(db: sqlite3.Connection) -> Iterator[str]:
    """Yield the files that are published as they are, but pictures, by path."""
    query = "SELECT path FROM source WHERE role = ? ORDER BY path"
    return (path for (path,) in db.execute(query, (Role.STATIC,)) if not is_picture(path))


def is_named_in_public(db: sqlite3.Connection, words: str, now: datetime) -> bool:
    """Decide whether a public title, summary, name of a term or page has some words."""
    query = f"""
        SELECT 1 FROM release WHERE {OPEN} AND {STANDS} AND instr(value, :words)
        UNION ALL SELECT 1 FROM release WHERE {OPEN} AND state = 'withdrawn'
        AND (instr(json_extract(fields, '$.title'), :plain)
        OR instr(json_extract(fields, '$.withdrawn.text'), :plain))
        UNION ALL SELECT 1 FROM page
        WHERE {PUBLISHED_PAGE} AND (instr(value, :words) OR instr(body, :plain)) LIMIT 1
    """  # noqa: S608 - a fixed text
    written = json.dumps(words, ensure_ascii=False)[1:-1]
    values = {"words": written, "plain": words, "now": int(now.timestamp())}
    return db.execute(query, values).fetchone() is not None


def public_bodies(
    db: sqlite3.Connection, now: datetime, paths: Iterable[str] | None = None
) -> Iterator[str]:
    """Yield texts of public releases, earlier editions included: of all, or of some sources."""
    among = "" if paths is None else "AND path IN (SELECT value FROM json_each(:paths))"
    query = f"""
        SELECT html FROM release JOIN body USING (id)
        WHERE {OPEN} AND {STANDS} {among} UNION ALL
        SELECT edition.html FROM edition JOIN release USING (path)
        WHERE {OPEN} AND {STANDS} {among}
    """  # noqa: S608 - fixed texts
    values = {"now": int(now.timestamp()), "paths": json.dumps(list(paths or ()))}
    for (html,) in db.execute(query, values):
        yield unpack(html)
