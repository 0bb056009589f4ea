"""The search index: the planned parts are made and staged, and what they leave behind goes.

Which files a part has is known when it is made, and not before. They are then pending as any other
output is, so that a build which is cut off while they are put in place is made good for.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

from communique.catalogue.changes import Change
from communique.catalogue.database import workroom
from communique.catalogue.outputs import pending_outputs, save_pending
from communique.engine.making import Made
from communique.engine.pagefind import Files, index_documents, make_engine
from communique.engine.progress import Progress
from communique.model.output import Kind, Output
from communique.outputs.search.parts import (
    ENGINE,
    ENTRY,
    documents,
    folder_of,
    newest_month,
    output_of,
    part_of,
    stands,
)
from communique.outputs.search.script import script_names
from communique.settings import Settings

__all__ = ["dirty_parts", "make_parts"]

Stage = Callable[[Output, bytes, str], Made]
"""Stages an output's bytes, for a reason."""


def make_parts(
    db: sqlite3.Connection, settings: Settings, stage: Stage, progress: Progress
) -> tuple[list[Made], list[Output]]:
    """Make and stage the parts that are pending; return their files, and those that go.

    Raises CommuniqueError where Pagefind cannot be run.
    """
    made: list[Made] = []
    gone: list[Output] = []
    planned = [(part, reason) for part, reason, _ in pending_outputs(db, Kind.SEARCH_PART)]
    with progress.count("parts of the search index", len(planned)) as count:
        for part, reason in planned:
            files = _make(db, part.ref, workroom(settings)) if stands(db, settings, part) else {}
            outputs = {_output(part.ref, name): data for name, data in files.items()}
            left = [output for output in _files_of(db, part.ref) if output not in outputs]
            # Those that go as well: a build that is cut off may have deleted what is recorded.
            save_pending(db, ((output, reason) for output in (*outputs, *left)))
            made += [stage(output, data, reason) for output, data in sorted(outputs.items())]
            gone += left
            count(1)
    return made, gone


def _make(db: sqlite3.Connection, ref: str, room: Path) -> Files:
    lang, part = ref.split("/")
    if part == ENGINE:
        return make_engine(lang, room) | script_names()
    return index_documents(lang, documents(db, ref), room)


def _output(ref: str, name: str) -> Output:
    kind = Kind.SEARCH_PART if name == ENTRY else Kind.SEARCH_FILE
    return Output(f"{folder_of(ref)}{name}", kind, ref)


def _files_of(db: sqlite3.Connection, ref: str) -> Iterator[Output]:
    """Yield all files that a part may have in the output: recorded ones, and pending ones.

    A build that was cut off may have put in place what is pending, its entry among it.
    """
    low = folder_of(ref)
    clause = "path > ? AND path < ? AND kind != 'packed'"
    query = (
        f"SELECT path, kind, ref FROM output WHERE {clause} UNION "  # noqa: S608 - fixed texts
        f"SELECT path, kind, ref FROM pending WHERE {clause} ORDER BY path"
    )
    bounds = (low, f"{low[:-1]}0")  # "0" comes after "/"
    for path, kind, file_ref in db.execute(query, (*bounds, *bounds)).fetchall():
        yield Output(path, Kind(kind), file_ref)


def dirty_parts(
    db: sqlite3.Connection, settings: Settings, changes: list[Change]
) -> Iterator[Output]:
    """Yield the parts that hold a release which changed, or held it; none where search is off.

    A month that becomes the newest, or was it, leaves its year's part or comes into it.
    """
    months: dict[str, set[str]] = {}
    for change in changes if settings.search else ():
        for row in (change.old, change.new):
            if row is not None and row.release.lang in settings.languages:
                month = f"{row.release.date:%Y-%m}"
                months.setdefault(row.release.lang, set()).add(month)
    for lang in sorted(months):
        newest, before = newest_month(db, lang), _newest_before(db, lang)
        parts = {part_of(month, newest) for month in months[lang]}
        if newest != before:
            moved = filter(None, (newest, before))
            parts |= {each for month in moved for each in (month, month.partition("-")[0])}
        yield from (output_of(lang, part) for part in sorted(parts))


def _newest_before(db: sqlite3.Connection, lang: str) -> str:
    """Return the newest month as it was: the one that has a part of its own in the output."""
    query = "SELECT ref FROM output WHERE kind = ? ORDER BY ref"
    refs = [ref.split("/") for (ref,) in db.execute(query, (Kind.SEARCH_PART,))]
    return next((part for of, part in refs if of == lang and "-" in part), "")
