"""Promise 2: the queries of a build follow what changed, not the size of the archive.

SQLite says how it answers each question of a build (``EXPLAIN QUERY PLAN``). It has no statistics
here, so its answer is the same for a small site and a large one.
"""

import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.sites import Site

FEW = {
    "edition": "earlier texts of corrected releases",
    "event": "announced events",
    "folder": "the scan looks at each folder of sources",
    "listing": "terms and dates",
    "meta": "one row a fact",
    "moment": "one row",
    "page": "pages of the menu",
    "pending": "what the build makes",
    "pin": "pinned releases",
    "run": "texts that wait for their time",
    "sqlite_master": "the tables",
    "touched": "what changed",
}
"""What a build may go through whole, each with what it grows with."""

INDEXES = frozenset(
    {
        "claim_alias",
        "file_wrong",
        "output_observed",
        "output_staged",
        "release_held",
        "release_previewed",
    }
)
"""Indexes that leave out most rows of their tables, which a build may go through."""

ASKED_OF_ALL = {
    "SELECT path, stamp FROM output WHERE kind != 'mark'": "the look at the output",
    "SELECT path, stamp FROM place": "the look at the output",
    "SELECT path FROM output WHERE stamp != '' ORDER BY path": "the gate, for a new held text",
    "SELECT 1 FROM release WHERE published AND visible_from <= ": "the gate, for a new held text",
    "SELECT count(*) FROM release WHERE visible = 1": "the last line's number of releases",
}
"""Queries that read whole tables, by their first words, each with its reason."""

SCAN = re.compile(r"^SCAN (?!CONSTANT)(\w+)\b(?! VIRTUAL)(?: USING (?:COVERING )?INDEX (\w+))?")
LIMITED = re.compile(r"^SELECT (?:EXISTS |1 FROM \w+ LIMIT 1 )")


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the list of what builds ask, which grows as they do."""
    statements: list[str] = []
    connect = sqlite3.connect

    def connect_and_note(*place: Any, **options: Any) -> sqlite3.Connection:
        db: sqlite3.Connection = connect(*place, **options)
        db.set_trace_callback(statements.append)
        return db

    monkeypatch.setattr(sqlite3, "connect", connect_and_note)
    return statements


def _release(site: Site, day: int, text: str = "Text.", **headers: str) -> None:
    headers = {
        "Date": f"2019-06-{day:02}",
        "Tags": f"tag {day % 5}",
        "Countries": "France",
    } | headers
    before = f"{day - 1:02}-a.en.md"
    text += f" See [the day before]({{filename}}{before})." if day > 1 else ""
    site.write(f"content/paper-{day:02}.pdf", f"%PDF {day}")
    headers |= {"Aliases": f"/old/{day}/", "Attachments": f"paper-{day:02}.pdf | Paper"}
    site.release(f"{day:02}-a.en", text, Title=f"Title {day}", **headers)


EDITS: dict[str, Callable[[Site], object]] = {
    "nothing": lambda _site: None,
    "text": lambda site: _release(site, 7, "Other."),
    "tags": lambda site: _release(site, 8, Tags="tag 1; new tag", Countries="Kazakhstan"),
    "earlier": lambda site: _release(site, 9, Date="2018-06-09"),
    "new": lambda site: _release(site, 30),
    "held": lambda site: _release(site, 30, Status="draft"),
    "gone": lambda site: site.delete("content/30-a.en.md"),
    "withdrawn": lambda site: _release(site, 27, Withdrawn="2019-06-28 | Replaced."),
    "pinned": lambda site: _release(site, 26, Pinned="2030-06-28 10:00 UTC"),
    "corrected": lambda site: _release(site, 25, Correction="2019-06-28 | A name."),
    "translated": lambda site: site.release("24-a.fr", Title="Titre", Date="2019-06-24"),
}


def test_no_build_goes_through_the_archive(tmp_path: Path, asked: list[str]) -> None:
    """Each release has an alias, a link, an attachment; the edits are what a newsroom does."""
    site = Site(tmp_path / "site", LANGUAGES=["en", "fr"])
    for day in range(1, 30):
        _release(site, day)
    site.built()
    wrong: dict[str, str] = {}
    for name, edit in EDITS.items():
        edit(site)
        asked.clear()
        site.built()
        for statement, scanned in _scans(site, list(dict.fromkeys(asked))):
            wrong.setdefault(f"{scanned}: {statement}", name)
    assert "\n".join(f"{name}: {found}" for found, name in wrong.items()) == ""


def _scans(site: Site, statements: list[str]) -> list[tuple[str, str]]:
    """Return the statements that go through a table that grows with the archive."""
    found = []
    with closing(sqlite3.connect(next(site.root.glob(".cache/*.sqlite3")))) as db:
        db.set_trace_callback(None)
        for statement in map(str.strip, statements):
            if statement.startswith("CREATE TEMP"):
                db.execute(statement)
            if not re.match("SELECT|INSERT|UPDATE|DELETE|WITH", statement):
                continue
            plain = " ".join(statement.split())
            if plain.startswith(tuple(ASKED_OF_ALL)) or LIMITED.match(f"{plain} "):
                continue
            steps = [step for *_, step in db.execute(f"EXPLAIN QUERY PLAN {statement}")]
            within = {step.split()[1] for step in steps if step.startswith(("CO-R", "MAT"))}
            for step in steps:
                scan = SCAN.match(step)
                if scan and scan[1] not in {*FEW, *within} and scan[2] not in INDEXES:
                    found.append((plain, step))
    return found
