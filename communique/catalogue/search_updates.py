"""Updates the search index in the catalogue for releases that come, go or change.

A language with more than ``LATEST`` releases has at most so many in tree 1. That tree begins at the
number with the most zeros at its end, in bits, for which this is so. That follows from the releases
alone, whatever the history. Once in thousands of new releases it begins at another number: then all
leaves of the language are made again.
"""

from __future__ import annotations

import sqlite3
from array import array
from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC
from hashlib import blake2b

from communique.catalogue.changes import Change, Reindexed
from communique.catalogue.search_index import (
    A_DAY,
    IS_FOUND,
    count_leaves,
    leaf_of,
    number_day,
    span,
)
from communique.errors import CommuniqueError
from communique.model.order import moment_of
from communique.model.release import Release
from communique.sources.search_words import TITLE, unpack_words
from communique.text.words import place, sketch, stem

LATEST = 0x4000
"""How many releases tree 1 has at most."""

NEVER = 1 << 32
"""A number that no release has: where tree 1 of few releases begins."""

GUESS = "~"
"""The prefix of words that are kept by their spelling, and of what such words share."""

FOUND = """
    CREATE INDEX release_found ON release (lang, sort) WHERE visible = 1 AND state != 'withdrawn'
"""
"""An index that a site with search alone has."""

_STATES = (1 << 48) - 1

_INSERT = "INSERT INTO word VALUES (?, ?, ?, ?, ?, ?)"

Row = tuple[str, int, str, str, int, bytes]
"""Language, tree, form, what it has in common with others, its place, its numbers."""


def _utc_day(release: Release) -> int:
    """Return the day that a release's number has."""
    return number_day(release.date.astimezone(UTC).date())


def index_all(db: sqlite3.Connection, languages: Iterable[str]) -> None:
    """Make the index of all public releases again."""
    for table in ("searched", "word", "trees"):
        db.execute(f"DELETE FROM {table}")  # noqa: S608 - fixed texts
    db.execute("DROP INDEX IF EXISTS release_found")
    languages = tuple(languages)
    if languages:
        db.execute(FOUND)
    for lang in languages:
        _number_all(db, lang)
        releases = state = 0
        words: dict[str, array[int]] = defaultdict(lambda: array("I"))
        query = "SELECT number, words FROM searched WHERE lang = ? ORDER BY number"
        for number, packed in db.execute(query, (lang,)):
            releases, state = releases + 1, state + _sum(number, packed)
            for form in unpack_words(packed):
                words[form].append(number)
        first = _count(db, lang, releases, state)
        rows = (row for form in words for row in _split(lang, first, form, words[form]))
        db.executemany(_INSERT, rows)


def _number_all(db: sqlite3.Connection, lang: str) -> None:
    query = (
        f"SELECT sort, words FROM public_release JOIN body USING (id) WHERE {IS_FOUND} ORDER BY 1"  # noqa: S608
    )
    number = last = -1
    for sort, packed in db.execute(query, (lang,)):
        day = number_day(moment_of(sort).date())
        number = number + 1 if day == last else day * A_DAY
        last = day
        _check_rank(lang, number - day * A_DAY)
        db.execute("INSERT INTO searched VALUES (?, ?, ?)", (lang, number, packed))


def _check_rank(lang: str, rank: int) -> None:
    if rank >= A_DAY:
        raise CommuniqueError(
            f"SEARCH takes {A_DAY:,} releases of one day, before 1900 of all days together; "
            f"{lang} has more; correct Date, or set SEARCH = False"
        )


def _split(lang: str, first: int, form: str, numbers: array[int]) -> Iterator[Row]:
    """Yield the entries that are kept for a word in both trees."""
    at = bisect_left(numbers, first)
    for tree, part in enumerate((numbers[:at], numbers[at:])):
        if part:
            yield from _rows(lang, tree, form, part)


def _rows(lang: str, tree: int, form: str, numbers: array[int]) -> Iterator[Row]:
    """Yield the entries that are kept for a word: its place in the index, and its spelling."""
    key = stem(form.removeprefix(TITLE), lang)
    yield lang, tree, form, key, place(key), numbers.tobytes()
    if guess := sketch(form):
        yield lang, tree, f"{GUESS}{form}", f"{GUESS}{guess}", place(f"{GUESS}{guess}"), b""


def index_changes(
    db: sqlite3.Connection, languages: Iterable[str], changes: Iterable[Change]
) -> Reindexed:
    """Update the index for changed releases, day by day, and return what changed in it."""
    leaves: set[tuple[str, int, int]] = set()
    largest: dict[tuple[str, int], int] = {}
    moved: set[str] = set()
    days: dict[str, set[int]] = {}
    for change in changes:
        for release in change.sides:
            days.setdefault(release.lang, set()).add(_utc_day(release))
    for lang in sorted(days.keys() & set(languages)):
        first, before = _first_of(db, lang), count_leaves(db, lang)
        gone: dict[str, set[int]] = defaultdict(set)
        come: dict[str, set[int]] = defaultdict(set)
        releases = more = 0
        for day in sorted(days[lang]):
            old, new, added = _index_day(db, lang, day, gone, come)
            largest[lang, day] = max(old, new)
            releases, more = releases + new - old, more + added
        places = _update(db, lang, first, gone, come)
        now = _count(db, lang, releases, more)
        if now != first:
            _move(db, lang, first, now)
        if more:
            moved.add(lang)
        for tree, counts in enumerate(zip(before, count_leaves(db, lang), strict=True)):
            changed = {at for each, at in places if each == tree}
            cut = _cut(*counts, changed, anew=now != first)
            leaves.update((lang, tree, leaf) for leaf in cut)
    return Reindexed(frozenset(leaves), largest, frozenset(moved))


def _cut(before: int, after: int, places: set[int], *, anew: bool) -> set[int]:
    """Return the leaves of a tree that hold other words than before, came, or went."""
    if anew:
        return {*range(before, 2 * before), *range(after, 2 * after)}
    around = range(min(before, after), max(before, after))
    found = {leaf for node in around for leaf in (node, 2 * node, 2 * node + 1) if leaf}
    return found | {leaf_of(at, after) for at in places if after}


def _index_day(
    db: sqlite3.Connection,
    lang: str,
    day: int,
    gone: dict[str, set[int]],
    come: dict[str, set[int]],
) -> tuple[int, int, int]:
    """Note which numbers of a day each word loses and gains.

    Returns how many the day had and has, and what is added to the index's state.
    """
    low = day * A_DAY
    query = "SELECT number, words FROM searched WHERE lang = ? AND number >= ? AND number < ?"
    old = dict(db.execute(query, (lang, low, low + A_DAY)))
    query = (
        f"SELECT words FROM public_release JOIN body USING (id) WHERE {IS_FOUND} "  # noqa: S608
        "AND sort >= ? AND sort < ? ORDER BY sort"
    )
    found = db.execute(query, (lang, *span(day))).fetchall()
    _check_rank(lang, len(found) - 1)
    new = {low + rank: words for rank, (words,) in enumerate(found)}
    added = 0
    for number in old.keys() | new.keys():
        if old.get(number) == new.get(number):
            continue
        before, after = (set(unpack_words(side.get(number, b""))) for side in (old, new))
        if number in old:
            added -= _sum(number, old[number])
        for form in before - after:
            gone[form].add(number)
        for form in after - before:
            come[form].add(number)
        if number in new:
            added += _sum(number, new[number])
            row = (lang, number, new[number])
            db.execute("INSERT OR REPLACE INTO searched VALUES (?, ?, ?)", row)
        else:
            db.execute("DELETE FROM searched WHERE lang = ? AND number = ?", (lang, number))
    return len(old), len(new), added


def _move(db: sqlite3.Connection, lang: str, before: int, first: int) -> None:
    """Move releases from one tree to the other, where tree 1 began at another number before."""
    moved: dict[str, set[int]] = defaultdict(set)
    query = "SELECT number, words FROM searched WHERE lang = ? AND number >= ? AND number < ?"
    for number, packed in db.execute(query, (lang, *sorted((before, first)))):
        for form in unpack_words(packed):
            moved[form].add(number)
    _update(db, lang, before, moved, {})
    _update(db, lang, first, {}, moved)


def _update(
    db: sqlite3.Connection,
    lang: str,
    first: int,
    gone: Mapping[str, set[int]],
    come: Mapping[str, set[int]],
) -> set[tuple[int, int]]:
    """Remove numbers from words and add others; return trees and places that changed."""
    found = set()
    for form in sorted(gone.keys() | come.keys()):
        for tree in (0, 1):
            less, more = (
                {number for number in side.get(form, ()) if (number >= first) == tree}
                for side in (gone, come)
            )
            if less or more:
                found |= {(tree, at) for at in _change(db, (lang, tree, form), less, more)}
    return found


def _change(
    db: sqlite3.Connection, word: tuple[str, int, str], gone: set[int], come: set[int]
) -> set[int]:
    """Remove numbers from a word in a tree and add others; return the places that changed."""
    query = "SELECT numbers FROM word WHERE lang = ? AND tree = ? AND form = ?"
    row = db.execute(query, word).fetchone()
    numbers = array("I", row[0] if row else b"")
    for number in gone:
        del numbers[bisect_left(numbers, number)]
    for number in come:
        insort(numbers, number)
    rows = list(_rows(*word, numbers))
    if not row:
        db.executemany(_INSERT, rows)
    elif numbers:
        rows = rows[:1]  # that it is a spelling was there before
        update = "UPDATE word SET numbers = ? WHERE lang = ? AND tree = ? AND form = ?"
        db.execute(update, (rows[0][-1], *word))
    else:
        delete = "DELETE FROM word WHERE lang = ? AND tree = ? AND form = ?"
        db.executemany(delete, [each[:3] for each in rows])
    return {each[4] for each in rows}


def _first_of(db: sqlite3.Connection, lang: str) -> int:
    found = db.execute("SELECT first FROM trees WHERE lang = ?", (lang,)).fetchone()
    return int(found[0]) if found else NEVER


def _count(db: sqlite3.Connection, lang: str, releases: int, more: int) -> int:
    """Note what a language's trees have with so many releases more; return tree 1's first number.

    All releases are never counted: an edit would take longer in a larger archive.
    """
    query = "SELECT number FROM searched WHERE lang = ? ORDER BY number DESC LIMIT 1 OFFSET ?"
    last, before = (db.execute(query, (lang, at)).fetchone() for at in (0, LATEST))
    first = NEVER
    if before:  # is one too many: the first bit that it has not as ``last`` has it parts them
        bit = (last[0] ^ before[0]).bit_length() - 1
        first = last[0] >> bit << bit
    query = "SELECT count(*) FROM searched WHERE lang = ? AND number >= ?"
    latest = db.execute(query, (lang, first)).fetchone()[0]
    query = "SELECT earlier + latest, state FROM trees WHERE lang = ?"
    known, state = db.execute(query, (lang,)).fetchone() or (0, 0)
    row = lang, first, known + releases - latest, latest, state + more & _STATES
    db.execute("INSERT OR REPLACE INTO trees VALUES (?, ?, ?, ?, ?)", row)
    return first


def _sum(number: int, words: bytes) -> int:
    """Return what a release adds to the state of the index."""
    return int.from_bytes(blake2b(b"%d %b" % (number, words), digest_size=6).digest())
