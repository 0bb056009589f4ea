"""Which releases name a term: what a changed vocabulary has read again."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from functools import lru_cache

from communique.model.release import Release
from communique.sources.vocabulary import fold

Word = tuple[str, str]
"""A facet, and a slug, or a name in the form in which names are compared."""

_fold = lru_cache(maxsize=4096)(fold)


def _words(release: Release) -> set[Word]:
    slugs = {(term.facet.value, term.slug) for term in release.terms}
    return slugs | {(term.facet.value, _fold(term.name)) for term in release.terms}


def put_terms(db: sqlite3.Connection, release: Release, old: Release | None) -> None:
    """Enter which terms a release names, in place of those of before."""
    words, before = _words(release), _words(old) if old is not None else set()
    if words == before:
        return
    if before:
        _forget(db, release.path, before - words)
    rows = ((*word, release.path) for word in sorted(words - before))
    db.executemany("INSERT OR IGNORE INTO term VALUES (?, ?, ?)", rows)


def _forget(db: sqlite3.Connection, path: str, words: Iterable[Word]) -> None:
    """Forget that a release names these."""
    rows = ((*word, path) for word in words)
    db.executemany("DELETE FROM term WHERE facet = ? AND word = ? AND path = ?", rows)


def forget_release(db: sqlite3.Connection, release: Release) -> None:
    """Forget all that a release names."""
    _forget(db, release.path, _words(release))


def find_naming(db: sqlite3.Connection, words: Iterable[Word]) -> set[str]:
    """Return the releases that name one of these, by slug or by name."""
    query = "SELECT path FROM term WHERE facet = ? AND word = ?"
    return {path for word in words for (path,) in db.execute(query, word)}
