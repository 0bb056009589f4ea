"""The search index in the catalogue: the public releases that have a word, by language.

A release has a number of 32 bits: its day since 1900 in UTC, and its rank among that day's
releases. So numbers sort as listings do, and what comes, goes or moves changes the numbers of its
own day alone. Days before 1900 count as its first, days from June 2079 on as the last of all.

Words lie in files, which are the leaves of a binary tree whose nodes are numbered as in a heap:
1 is the root, 2n and 2n + 1 stand below n. A tree of L leaves has the nodes L to 2L - 1 for them.
With one leaf more, one file is split and all others stay. The bits of ``text.words.place`` lead a
word from the root to its leaf.
"""

from __future__ import annotations

import sqlite3
from array import array
from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from hashlib import blake2b

from communique.catalogue.changes import Change, Reindexed
from communique.catalogue.codec import load_release
from communique.catalogue.releases import unpack
from communique.errors import CommuniqueError
from communique.model.order import letters_of, moment_of
from communique.model.release import Release
from communique.sources.search_words import TITLE, unpack_words
from communique.text.words import place, sketch, stem

FIRST_DAY, LAST_DAY = date(1900, 1, 1), 0xFFFF
A_DAY = 0x10000
"""Numbers of one day."""

_STATES = (1 << 48) - 1

A_LEAF = 16
"""How many releases there are for each leaf."""

GUESS = "~"
"""The prefix of words that are kept by their spelling, and of what such words share."""

FOUND = """
    CREATE INDEX release_found ON release (lang, sort) WHERE visible = 1 AND state != 'withdrawn'
"""
"""An index that a site with search alone has."""

_FOUND = "lang = ? AND state != 'withdrawn'"


def day_of(release: Release) -> int:
    """Return the day that a release's number has."""
    return _day(release.date.astimezone(UTC).date())


def _day(written: date) -> int:
    return min(max((written - FIRST_DAY).days, 0), LAST_DAY)


def _span(day: int) -> tuple[str, str]:
    """Return what the sort keys of a day's releases lie between."""
    low = _letters(day) if day else ""
    return low, _letters(day + 1) if day < LAST_DAY else "\xff"


def _letters(day: int) -> str:
    return letters_of(datetime.combine(FIRST_DAY + timedelta(day), time()))


def count_leaves(db: sqlite3.Connection, lang: str) -> int:
    """Return how many leaves a language's words lie in."""
    found = db.execute("SELECT releases FROM tree WHERE lang = ?", (lang,)).fetchone()
    return -(-int(found[0]) // A_LEAF) if found else 0


def state_of(db: sqlite3.Connection, lang: str) -> str:
    """Return the state of a language's index: it changes with the words of any number."""
    found = db.execute("SELECT state FROM tree WHERE lang = ?", (lang,)).fetchone()
    return f"{found[0] if found else 0:x}"


def _count(db: sqlite3.Connection, lang: str, more: int) -> None:
    query = (
        "INSERT OR REPLACE INTO tree SELECT ?, count(*), "
        "ifnull((SELECT state FROM tree WHERE lang = ?), 0) + ? & ? FROM searched WHERE lang = ?"
    )
    db.execute(query, (lang, lang, more, _STATES, lang))


def _sum(number: int, words: bytes) -> int:
    """Return what a release adds to the state of the index."""
    return int.from_bytes(blake2b(b"%d %b" % (number, words), digest_size=6).digest())


def leaf_of(place_: int, leaves: int) -> int:
    """Return the leaf to which a place leads."""
    node, bit = 1, 31
    while node < leaves:
        node, bit = node << 1 | place_ >> bit & 1, bit - 1
    return node


def words_of(db: sqlite3.Connection, lang: str, leaf: int) -> list[tuple[str, str, bytes]]:
    """Return the words of a leaf: the stem, the form, and the numbers of its releases."""
    depth = leaf.bit_length() - 1
    low = (leaf - (1 << depth)) << (32 - depth)
    query = (
        "SELECT stem, form, numbers FROM word WHERE lang = ? AND place >= ? AND place < ? "
        "ORDER BY stem, form"
    )
    return db.execute(query, (lang, low, low + (1 << (32 - depth)))).fetchall()


def numbers_of(db: sqlite3.Connection, lang: str) -> Iterator[int]:
    """Yield the numbers of a language's releases, the oldest first."""
    query = "SELECT number FROM searched WHERE lang = ? ORDER BY number"
    return (number for (number,) in db.execute(query, (lang,)))


def numbers_with(db: sqlite3.Connection, lang: str, form: str) -> Iterable[int]:
    """Return the numbers of the releases that have a word in this form, the oldest first."""
    query = "SELECT numbers FROM word WHERE lang = ? AND form = ?"
    found = db.execute(query, (lang, form)).fetchone()
    return array("I", found[0]) if found else ()


def find_numbered(db: sqlite3.Connection, lang: str, number: int) -> tuple[Release, str] | None:
    """Return the release of a number, with its HTML; None where none has it."""
    day, rank = divmod(number, A_DAY)
    query = (
        f"SELECT value, html FROM public_release JOIN body USING (id) WHERE {_FOUND} "  # noqa: S608
        "AND sort >= ? AND sort < ? ORDER BY sort LIMIT 1 OFFSET ?"
    )
    found = db.execute(query, (lang, *_span(day), rank)).fetchone()
    return (load_release(found[0]), unpack(found[1])) if found else None


def index_all(db: sqlite3.Connection, languages: Iterable[str]) -> None:
    """Make the index of all public releases again."""
    for table in ("searched", "word", "tree"):
        db.execute(f"DELETE FROM {table}")  # noqa: S608 - fixed texts
    db.execute("DROP INDEX IF EXISTS release_found")
    languages = tuple(languages)
    if languages:
        db.execute(FOUND)
    for lang in languages:
        _number_all(db, lang)
        state = 0
        words: dict[str, array[int]] = defaultdict(lambda: array("I"))
        query = "SELECT number, words FROM searched WHERE lang = ? ORDER BY number"
        for number, packed in db.execute(query, (lang,)):
            state += _sum(number, packed)
            for form in unpack_words(packed):
                words[form].append(number)
        rows = (row for form in words for row in _rows(lang, form, words[form]))
        db.executemany("INSERT INTO word VALUES (?, ?, ?, ?, ?)", rows)
        _count(db, lang, state & _STATES)


def _number_all(db: sqlite3.Connection, lang: str) -> None:
    query = f"SELECT sort, words FROM public_release JOIN body USING (id) WHERE {_FOUND} ORDER BY 1"  # noqa: S608
    number = last = -1
    for sort, packed in db.execute(query, (lang,)):
        day = _day(moment_of(sort).date())
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


def _rows(lang: str, form: str, numbers: array[int]) -> Iterator[tuple[str, str, str, int, bytes]]:
    """Yield the entries that are kept for a word: its place in the index, and its spelling."""
    key = stem(form.removeprefix(TITLE), lang)
    yield lang, form, key, place(key), numbers.tobytes()
    if guess := sketch(form):
        yield lang, f"{GUESS}{form}", f"{GUESS}{guess}", place(f"{GUESS}{guess}"), b""


def index_changes(
    db: sqlite3.Connection, languages: Iterable[str], changes: Iterable[Change]
) -> Reindexed:
    """Update the index for changed releases, day by day, and return what changed in it."""
    done = Reindexed()
    days: dict[str, set[int]] = {}
    for change in changes:
        for release in change.sides:
            days.setdefault(release.lang, set()).add(day_of(release))
    for lang in sorted(days.keys() & set(languages)):
        before = count_leaves(db, lang)
        gone: dict[str, set[int]] = defaultdict(set)
        come: dict[str, set[int]] = defaultdict(set)
        more = 0
        for day in sorted(days[lang]):
            done.days[lang, day], added = _index_day(db, lang, day, gone, come)
            more += added
        for form in sorted(gone.keys() | come.keys()):
            done.places.update((lang, at) for at in _change(db, lang, form, gone[form], come[form]))
        _count(db, lang, more & _STATES)
        if more:
            done.moved.add(lang)
        done.leaves[lang] = before, count_leaves(db, lang)
    return done


def _index_day(
    db: sqlite3.Connection,
    lang: str,
    day: int,
    gone: dict[str, set[int]],
    come: dict[str, set[int]],
) -> tuple[int, int]:
    """Note which numbers of a day each word loses and gains.

    Returns how many the day had or has, whichever is more, and what that adds to the index's state.
    """
    low = day * A_DAY
    query = "SELECT number, words FROM searched WHERE lang = ? AND number >= ? AND number < ?"
    old = dict(db.execute(query, (lang, low, low + A_DAY)))
    query = (
        f"SELECT words FROM public_release JOIN body USING (id) WHERE {_FOUND} "  # noqa: S608
        "AND sort >= ? AND sort < ? ORDER BY sort"
    )
    found = db.execute(query, (lang, *_span(day))).fetchall()
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
    return max(len(old), len(new)), added


def _change(
    db: sqlite3.Connection, lang: str, form: str, gone: set[int], come: set[int]
) -> Iterator[int]:
    """Remove numbers from a word and add others; yield the places that changed."""
    query = "SELECT numbers FROM word WHERE lang = ? AND form = ?"
    row = db.execute(query, (lang, form)).fetchone()
    numbers = array("I", row[0] if row else b"")
    for number in gone:
        del numbers[bisect_left(numbers, number)]
    for number in come:
        insort(numbers, number)
    rows = list(_rows(lang, form, numbers))
    yield rows[0][3]
    if not row:
        db.executemany("INSERT INTO word VALUES (?, ?, ?, ?, ?)", rows)
    elif numbers:
        update = "UPDATE word SET numbers = ? WHERE lang = ? AND form = ?"
        db.execute(update, (rows[0][-1], lang, form))
    else:
        forms = [(lang, each[1]) for each in rows]
        db.executemany("DELETE FROM word WHERE lang = ? AND form = ?", forms)
    if not row or not numbers:
        yield from (each[3] for each in rows[1:])
