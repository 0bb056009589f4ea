"""What a search looks through: public releases in parts, a language and a year each.

The newest month that has a release is a part of its own, so that publishing one indexes a month
again and not a year. Which parts there are, and what is in each, follows from the catalogue alone.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from communique.catalogue.codec import load_release
from communique.catalogue.releases import unpack
from communique.model.listing import DATES
from communique.model.output import Kind, Output
from communique.outputs.search.documents import Document, write_document
from communique.settings import Settings

__all__ = [
    "ENGINE",
    "ENTRY",
    "documents",
    "every",
    "folder_of",
    "newest_month",
    "output_of",
    "part_of",
    "parts_of",
    "searched",
    "stands",
]

ENGINE = "engine"
"""The part of each language that holds no release but the program that searches."""

ENTRY = "pagefind-entry.json"
"""The file of a part that names the others; the part's own output."""


def folder_of(ref: str) -> str:
    """Return the folder of a part, ``en/search/2019-06/`` of ``en/2019-06``."""
    lang, part = ref.split("/")
    return f"{lang}/search/{part}/"


def output_of(lang: str, part: str) -> Output:
    """Return the output that stands for all files of a part."""
    ref = f"{lang}/{part}"
    return Output(f"{folder_of(ref)}{ENTRY}", Kind.SEARCH_PART, ref)


def _months(db: sqlite3.Connection, lang: str) -> Iterator[str]:
    """Yield the months that have a public release, ``2019-06``, newest first."""
    query = (
        "SELECT slug FROM listing WHERE lang = ? AND facet = ? "
        "AND slug LIKE '%/%' AND slug NOT LIKE '%/%/%' ORDER BY slug DESC"
    )
    return (slug.replace("/", "-") for (slug,) in db.execute(query, (lang, DATES)))


def newest_month(db: sqlite3.Connection, lang: str) -> str:
    """Return the newest month that has a public release, ``2019-06``; "" where none has."""
    return next(_months(db, lang), "")


def part_of(month: str, newest: str) -> str:
    """Return the part that a month's releases are in: its year, or the newest month itself."""
    return month if month == newest else month.partition("-")[0]


def parts_of(db: sqlite3.Connection, lang: str) -> tuple[str, ...]:
    """Return the parts of a language that hold releases, newest first."""
    months = list(_months(db, lang))
    return tuple(dict.fromkeys(part_of(month, months[0]) for month in months))


def every(db: sqlite3.Connection, settings: Settings) -> Iterator[Output]:
    """Yield every part of every language, the engines among them; none where search is off."""
    for lang in settings.languages if settings.search else ():
        yield output_of(lang, ENGINE)
        for part in parts_of(db, lang):
            yield output_of(lang, part)


def stands(db: sqlite3.Connection, settings: Settings, output: Output) -> bool:
    """Decide whether a part is one of the site's."""
    lang, part = output.ref.split("/")
    if not settings.search or lang not in settings.languages:
        return False
    return part == ENGINE or part in parts_of(db, lang)


_SEARCHED = (
    "month >= ? AND month < ? AND month != ? AND visible = 1 "
    "AND json_extract(value, '$.withdrawn') IS NULL ORDER BY url"
)
"""The public releases of a part, in the order of their addresses."""


def _bounds(db: sqlite3.Connection, ref: str) -> tuple[str, str, str]:
    """Return a part's first month, what comes after its last, and the one that it leaves out."""
    lang, part = ref.split("/")
    newest, low = newest_month(db, lang), f"{lang}/{part.replace('-', '/')}"
    return low, f"{low}0", "" if part == newest else f"{lang}/{newest.replace('-', '/')}"


def searched(db: sqlite3.Connection, ref: str) -> Iterator[str]:
    """Yield the sources of the public releases in a part."""
    query = f"SELECT path FROM release WHERE {_SEARCHED}"  # noqa: S608 - a fixed text
    return (path for (path,) in db.execute(query, _bounds(db, ref)))


def documents(db: sqlite3.Connection, ref: str) -> Iterator[Document]:
    """Yield what is searched of the public releases in a part."""
    query = f"SELECT value, html FROM release JOIN body USING (id) WHERE {_SEARCHED}"  # noqa: S608
    for value, html in db.execute(query, _bounds(db, ref)):
        release = load_release(value)
        yield Document(release.url, write_document(release, unpack(html)))
