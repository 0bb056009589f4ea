"""Which releases name a term, and which address each term has."""

import sqlite3
from collections.abc import Iterable, Iterator
from functools import lru_cache

from communique.catalogue.known_sources import source_file
from communique.errors import Problem
from communique.model.release import Release
from communique.model.term import Facet
from communique.opening import read_text_file
from communique.settings import Settings
from communique.sources.header import parse_source
from communique.sources.schema import SCHEMA
from communique.sources.vocabulary import fold
from communique.sources.vocabulary_files import load_vocabulary

MANY = 500
"""Touched releases whose terms are asked about one by one."""

Word = tuple[str, str]
"""A facet with a slug, or with a folded name."""

_Row = tuple[str, str, str, str]

_fold = lru_cache(maxsize=4096)(fold)


def _rows(release: Release | None) -> set[_Row]:
    if release is None:
        return set()
    lang = release.lang
    return {(term.facet.value, term.slug, lang, _fold(term.name)) for term in release.terms}


def put_terms(
    db: sqlite3.Connection, id_: int, release: Release | None, old: Release | None
) -> None:
    """Replace the terms that the release of a number names; None names none."""
    rows, before = _rows(release), _rows(old)
    if rows == before:
        return
    _forget(db, id_, before - rows)
    new = [(*row, id_) for row in sorted(rows - before)]
    known = "SELECT id, ?5 FROM term WHERE facet = ?1 AND slug = ?2 AND lang = ?3 AND word = ?4"
    query = f"INSERT INTO naming {known}"
    if db.executemany(query, new).rowcount < len(new):  # not every term is known
        unknown = "INSERT OR IGNORE INTO term (facet, slug, lang, word) VALUES (?, ?, ?, ?)"
        db.executemany(unknown, (row[:-1] for row in new))
        db.executemany(query.replace("INSERT", "INSERT OR IGNORE"), new)


def _forget(db: sqlite3.Connection, id_: int, rows: Iterable[_Row]) -> None:
    """Forget that a release names these terms, and those that no other release names."""
    found = "SELECT id FROM term WHERE facet = ? AND slug = ? AND lang = ? AND word = ?"
    for row in rows:
        for (term,) in db.execute(found, row).fetchall():
            db.execute("DELETE FROM naming WHERE term = ? AND release = ?", (term, id_))
            rest = "NOT EXISTS (SELECT 1 FROM naming WHERE term = id)"
            db.execute(f"DELETE FROM term WHERE id = ? AND {rest}", (term,))  # noqa: S608 - a fixed text


def is_named(db: sqlite3.Connection, facet: str, slug: str) -> bool:
    """Whether a release names a term, public or not."""
    query = "SELECT 1 FROM term WHERE facet = ? AND slug = ? LIMIT 1"
    return db.execute(query, (facet, slug)).fetchone() is not None


def find_naming(db: sqlite3.Connection, words: Iterable[Word]) -> set[str]:
    """Return the releases that name one of these, by slug or by name."""
    query = """
        SELECT path FROM (
            SELECT id FROM term WHERE facet = :facet AND slug = :word
            UNION SELECT id FROM term WHERE facet = :facet AND word = :word
        ) AS found CROSS JOIN naming ON naming.term = found.id
        CROSS JOIN release ON release.id = naming.release
    """
    every = ({"facet": facet, "word": word} for facet, word in words)
    return {path for each in every for (path,) in db.execute(query, each)}


def terms_have_addresses_of_their_own(
    db: sqlite3.Connection, settings: Settings
) -> Iterator[Problem]:
    """Two terms of a language, such as the tags C++ and C#, do not have the same address."""
    for facet, slug, lang in _shared_addresses(db):
        query = """
            SELECT word, min(path) FROM term CROSS JOIN naming ON naming.term = term.id
            CROSS JOIN release ON release.id = naming.release
            WHERE facet = ? AND slug = ? AND term.lang = ? GROUP BY word ORDER BY 2, 1
        """
        named = db.execute(query, (facet, slug, lang)).fetchall()
        vocabulary, _ = load_vocabulary(settings.vocabulary_path, settings.languages)
        known = [row for row in named if vocabulary.spells(Facet(facet), row[0])]
        first, *others = [*known[:1], *(row for row in named if row not in known)]
        for word, path in others:
            other, line = _as_written(db, settings, first, facet, slug)
            where = f"{first[1]}:{line}" if line else first[1]
            name, line = _as_written(db, settings, (word, path), facet, slug)
            rule = "a term must have an address of its own"
            found = f'got "{name}", which has that of "{other}" in {where}, /{lang}/{facet}/{slug}/'
            hint = f"write both alike, or give each a table in vocabulary/{facet}.toml"
            yield Problem(path, line, rule, found, hint)


def _shared_addresses(db: sqlite3.Connection) -> list[tuple[str, str, str]]:
    """Return facet, slug, language of terms that a touched release spells otherwise, or of all."""
    if db.execute("SELECT count(*) FROM touched").fetchone()[0] > MANY:
        query = """
            SELECT facet, slug, lang FROM term GROUP BY facet, slug, lang
            HAVING min(word) != max(word) ORDER BY 1, 2, 3
        """
        return db.execute(query).fetchall()
    query = """
        SELECT DISTINCT facet, slug, lang FROM touched CROSS JOIN release_term USING (path)
        ORDER BY 1, 2, 3
    """
    ends = """
        SELECT (SELECT min(word) FROM term WHERE facet = :facet AND slug = :slug AND lang = :lang)
        != (SELECT max(word) FROM term WHERE facet = :facet AND slug = :slug AND lang = :lang)
    """
    return [
        (facet, slug, lang)
        for facet, slug, lang in db.execute(query).fetchall()
        if db.execute(ends, {"facet": facet, "slug": slug, "lang": lang}).fetchone()[0]
    ]


def _as_written(
    db: sqlite3.Connection, settings: Settings, named: tuple[str, str], facet: str, slug: str
) -> tuple[str, int]:
    """Return a release's spelling of the term with a folded name, and its line."""
    word, path = named
    query = "SELECT name FROM release_term WHERE path = ? AND facet = ? AND slug = ?"
    found = (name for (name,) in db.execute(query, (path, facet, slug)))
    written = next((name for name in found if _fold(name) == word), word)
    return written, line_of_facet(settings, path, facet)


def line_of_facet(settings: Settings, path: str, facet: str) -> int:
    """Return the line in which a release names terms of a facet; 0 where it cannot be read."""
    name = next(field.name for field in SCHEMA if field.facet == facet)
    try:
        source, _ = parse_source(path, read_text_file(source_file(settings, path)))
    except OSError:
        return 0
    lines = (header.line for header in source.headers if header.name.lower() == name.lower())
    return next(lines, 0)
