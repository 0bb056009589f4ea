"""The search index in the catalogue: the public releases that have a word, by language.

A release has a number of 32 bits: its day since 1900 in UTC, and its rank among that day's
releases. So numbers sort as listings do, and what comes, goes or moves changes the numbers of its
own day alone. Days before 1900 count as its first, days from June 2079 on as the last of all.

Words lie in files, which are the leaves of a binary tree whose nodes are numbered as in a heap:
1 is the root, 2n and 2n + 1 stand below n. A tree of L leaves has the nodes L to 2L - 1 for them.
With one leaf more, one file is split and all others stay. The bits of ``text.words.place`` lead a
word from the root to its leaf.

A language with many releases has two trees: tree 1 of the latest, and tree 0 of all earlier ones.
So a new release changes no list that grows with the archive (``search_updates``). With few releases
all are in tree 0.
"""

from __future__ import annotations

import sqlite3
from array import array
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta

from communique.catalogue.codec import load_release
from communique.catalogue.releases import unpack
from communique.model.order import letters_of
from communique.model.release import Release

FIRST_DAY, LAST_DAY = date(1900, 1, 1), 0xFFFF
A_DAY = 0x10000
"""Numbers of one day."""

A_LEAF = 16, 8
"""How many releases there are for each leaf of each tree: few releases have many words each."""

IS_FOUND = "lang = ? AND state != 'withdrawn'"


def number_day(written: date) -> int:
    """Return the number of a day, in UTC."""
    return min(max((written - FIRST_DAY).days, 0), LAST_DAY)


def span(day: int) -> tuple[str, str]:
    """Return what the sort keys of a day's releases lie between."""
    low = _letters(day) if day else ""
    return low, _letters(day + 1) if day < LAST_DAY else "\xff"


def _letters(day: int) -> str:
    return letters_of(datetime.combine(FIRST_DAY + timedelta(day), time()))


def count_leaves(db: sqlite3.Connection, lang: str) -> tuple[int, int]:
    """Return how many leaves each tree of a language has."""
    found = db.execute("SELECT earlier, latest FROM trees WHERE lang = ?", (lang,)).fetchone()
    earlier, latest = found or (0, 0)
    return -(-earlier // A_LEAF[0]), -(-latest // A_LEAF[1])


def state_of(db: sqlite3.Connection, lang: str) -> str:
    """Return the state of a language's index: it changes with the words of any number."""
    found = db.execute("SELECT state FROM trees WHERE lang = ?", (lang,)).fetchone()
    return f"{found[0] if found else 0:x}"


def leaf_of(place_: int, leaves: int) -> int:
    """Return the leaf to which a place leads."""
    node, bit = 1, 31
    while node < leaves:
        node, bit = node << 1 | place_ >> bit & 1, bit - 1
    return node


def words_of(
    db: sqlite3.Connection, lang: str, tree: int, leaf: int
) -> list[tuple[str, str, bytes]]:
    """Return the words of a leaf: the stem, the form, and the numbers of its releases."""
    depth = leaf.bit_length() - 1
    low = (leaf - (1 << depth)) << (32 - depth)
    query = (
        "SELECT stem, form, numbers FROM word WHERE lang = ? AND tree = ? "
        "AND place >= ? AND place < ? ORDER BY stem, form"
    )
    return db.execute(query, (lang, tree, low, low + (1 << (32 - depth)))).fetchall()


def numbers_of(db: sqlite3.Connection, lang: str) -> Iterator[int]:
    """Yield the numbers of a language's releases, the oldest first."""
    query = "SELECT number FROM searched WHERE lang = ? ORDER BY number"
    return (number for (number,) in db.execute(query, (lang,)))


def numbers_with(db: sqlite3.Connection, lang: str, form: str) -> Iterable[int]:
    """Return the numbers of the releases that have a word in this form, the oldest first."""
    query = "SELECT numbers FROM word WHERE lang = ? AND form = ? ORDER BY tree"
    return array("I", b"".join(numbers for (numbers,) in db.execute(query, (lang, form))))


def find_numbered(db: sqlite3.Connection, lang: str, number: int) -> tuple[Release, str] | None:
    """Return the release of a number, with its HTML; None where none has it."""
    day, rank = divmod(number, A_DAY)
    query = (
        f"SELECT value, html FROM public_release JOIN body USING (id) WHERE {IS_FOUND} "  # noqa: S608
        "AND sort >= ? AND sort < ? ORDER BY sort LIMIT 1 OFFSET ?"
    )
    found = db.execute(query, (lang, *span(day), rank)).fetchone()
    return (load_release(found[0]), unpack(found[1])) if found else None
