"""The recorded outputs, and the plan of a build until it is carried out."""

import json
import re
import sqlite3
from collections.abc import Collection, Iterable, Iterator
from itertools import pairwise
from typing import Any

from communique.catalogue.database import SCHEMA, make_pending
from communique.model.output import Output
from communique.values import dataclass

GENERATION = "record generation"

WHOLE = "whole plan"
"""The key in ``meta`` of the reason why everything is planned, until all of it is made."""

AT_A_TIME = 1000
"""How many outputs are in memory at a time."""

FEWER = re.findall(r"INDEX IF NOT EXISTS output_kind ON output \(kind\) WHERE (.*);", SCHEMA)[0]
"""The condition of the index of kinds, which leaves out two that most outputs have."""

COLUMNS = (
    "output.kind, output.ref, digest, size, coalesce(media_type, 'text/html'), generation, "
    "observed, coalesce(output.reason, 'first build'), stamp, staged"
)


@dataclass(frozen=True, slots=True)
class RecordedOutput:
    """An output as last written: digest, reason, and the ``generation`` that changed it.

    ``observed`` names what of the whole archive its template read, comma-separated.
    """

    output: Output
    digest: str
    size: int
    media_type: str
    generation: int
    observed: str
    reason: str
    stamp: str
    """The stamp of the file in place; "" if its bytes may be others."""
    staged: str
    """The stamp of the staged file, until that was seen in place; else ""."""

    @property
    def digest_in_place(self) -> str:
        """The digest of the bytes in place; "" if they may differ from the record."""
        return self.digest if self.stamp else ""


def load_meta(db: sqlite3.Connection) -> dict[str, str]:
    """Return the digests that the last build left."""
    return dict(db.execute("SELECT key, value FROM meta"))


def save_meta(db: sqlite3.Connection, values: dict[str, str]) -> None:
    """Keep digests for the next build."""
    db.executemany("INSERT OR REPLACE INTO meta VALUES (?, ?)", sorted(values.items()))


def find_output(db: sqlite3.Connection, path: str) -> RecordedOutput | None:
    """Return what is recorded of an output."""
    query = f"SELECT {COLUMNS} FROM output WHERE path = ?"  # noqa: S608 - a fixed text
    found = db.execute(query, (path,)).fetchone()
    return None if found is None else _record(path, *found)


def _record(path: str, kind: str, ref: str, digest: bytes, *rest: Any) -> RecordedOutput:
    return RecordedOutput(Output(path, kind, ref), digest.hex(), *rest)


def record_outputs(db: sqlite3.Connection, records: Iterable[RecordedOutput]) -> None:
    """Record outputs that were just written, or found to be as they should."""
    rows = [
        (
            *(each.output.path, each.output.kind, each.output.ref),
            *(bytes.fromhex(each.digest), each.size, each.media_type, each.generation),
            *(each.observed, each.reason, each.stamp, each.staged),
        )
        for each in records
    ]
    values = "?, ?, ?, ?, ?, nullif(?, 'text/html'), ?, ?, nullif(?, 'first build'), ?, ?"
    db.executemany(f"INSERT OR REPLACE INTO output VALUES ({values})", rows)  # noqa: S608 - a fixed text
    db.executemany("DELETE FROM gone WHERE path = ?", ((row[0],) for row in rows))


def forget_output(db: sqlite3.Connection, path: str, generation: int) -> None:
    """Forget an output that the build of this number deletes."""
    if db.execute("DELETE FROM output WHERE path = ?", (path,)).rowcount:
        db.execute("INSERT OR REPLACE INTO gone VALUES (?, ?)", (path, generation))


def next_generation(db: sqlite3.Connection) -> int:
    """Return the number of a build that begins: one more than of the last that changed a byte."""
    return int(load_meta(db).get(GENERATION, "0")) + 1


def save_generation(db: sqlite3.Connection, generation: int) -> None:
    """Keep the number of a build, where it changed or deleted an output."""
    # As the index has none of the first generation.
    later = "generation > 1 AND " if generation > 1 else ""
    query = (
        f"SELECT EXISTS (SELECT 1 FROM output WHERE {later} generation = :number) "  # noqa: S608 - fixed texts
        "OR EXISTS (SELECT 1 FROM gone WHERE generation = :number)"
    )
    if db.execute(query, {"number": generation}).fetchone()[0]:
        save_meta(db, {GENERATION: str(generation)})
        db.execute(
            "INSERT OR REPLACE INTO build VALUES (?, lower(hex(randomblob(8))))", (generation,)
        )


def _outputs(rows: Iterable[tuple[str, str, str]]) -> Iterator[Output]:
    return (Output(path, kind, ref) for path, kind, ref in rows)


def _recorded(db: sqlite3.Connection, where: str, *values: str) -> Iterator[Output]:
    query = f"SELECT path, kind, ref FROM output WHERE {where} ORDER BY path"  # noqa: S608 - fixed texts
    return _outputs(db.execute(query, values))


def recorded_outputs(db: sqlite3.Connection, *kinds: str) -> Iterator[Output]:
    """Yield the outputs of some kinds that a build made, in the order of kind and path."""
    for kind in sorted(kinds):
        yield from _recorded(db, _of_kind(kind), kind)


def _of_kind(kind: str) -> str:
    """Return the condition for a kind, with that of the index where the index has the kind."""
    return "kind = ?" if f"'{kind}'" in FEWER else f"{FEWER} AND kind = ?"


def outputs_from(db: sqlite3.Connection, kind: str, ref: str) -> Iterator[Output]:
    """Yield the outputs of a kind that a build made from this ref."""
    return _recorded(db, f"{_of_kind(kind)} AND ref = ?", kind, ref)


def observers(db: sqlite3.Connection, name: str) -> Iterator[Output]:
    """Yield the outputs whose template read ``name`` of the whole archive."""
    among = "instr(',' || observed || ',', ',' || ? || ',')"
    return _recorded(db, f"observed != '' AND {among}", name)


def plan_whole(db: sqlite3.Connection, reason: str, *, lasting: bool) -> None:
    """Begin a plan of everything, in a temporary table until ``settle`` unless ``lasting``."""
    db.execute("DROP TABLE IF EXISTS temp.pending")
    if not lasting:
        db.execute("DELETE FROM pending")
        make_pending(db)
    save_meta(db, {WHOLE: "" if lasting else reason})


def save_pending(db: sqlite3.Connection, planned: Iterable[tuple[Output, str]]) -> None:
    """Save what will be made, before the output is touched; the first reason for each stays."""
    db.executemany(
        "INSERT OR IGNORE INTO pending (path, kind, ref, reason) VALUES (?, ?, ?, ?)",
        ((out.path, out.kind, out.ref, reason) for out, reason in planned),
    )


def pending_outputs(
    db: sqlite3.Connection,
    *kinds: str,
    only: Collection[str] | None = None,
    part: range | None = None,
) -> Iterator[tuple[Output, str, RecordedOutput | None]]:
    """Yield the pending outputs of some kinds, each with the reason and its record.

    They come in the order of the plan; ``only`` those at some paths, and of a ``part`` of the plan,
    where these are given. Outputs may be recorded meanwhile, and the transaction committed.
    """
    among, paths = _among(only)
    query = (
        f"SELECT pending.id, path, pending.kind, pending.ref, pending.reason, {COLUMNS} "  # noqa: S608 - marks only
        "FROM pending LEFT JOIN output USING (path) "
        f"WHERE pending.kind IN ({', '.join('?' * len(kinds))}) {among} "
        "AND pending.id > ? AND pending.id < ? ORDER BY pending.id LIMIT ?"
    )
    last, end = (0, 2**63 - 1) if part is None else (part.start - 1, part.stop)
    while rows := db.execute(query, (*kinds, *paths, last, end, AT_A_TIME)).fetchall():
        for _, path, kind, ref, reason, *recorded in rows:
            before = None if recorded[0] is None else _record(path, *recorded)
            yield Output(path, kind, ref), reason, before
        last = rows[-1][0]


def pending_parts(db: sqlite3.Connection, count: int) -> list[range]:
    """Return the plan cut into so many parts, each as ``pending_outputs`` takes it, in order."""
    last = int(db.execute("SELECT ifnull(max(id), 0) FROM pending").fetchone()[0])
    ends = [last * part // count + 1 for part in range(count + 1)]
    return [range(start, end) for start, end in pairwise(ends)]


def pending_but(
    db: sqlite3.Connection, kinds: Collection[str], only: Collection[str] | None = None
) -> Iterator[tuple[Output, str]]:
    """Yield what is to be made of all kinds but some, each with the reason, in order of the plan.

    ``only`` those at some paths, where it is given.
    """
    among, paths = _among(only)
    query = (
        "SELECT path, kind, ref, reason FROM pending "  # noqa: S608 - marks only
        f"WHERE kind NOT IN ({', '.join('?' * len(kinds))}) {among} ORDER BY id"
    )
    for path, kind, ref, reason in db.execute(query, (*kinds, *paths)):
        yield Output(path, kind, ref), reason


def _among(only: Collection[str] | None) -> tuple[str, tuple[str, ...]]:
    if only is None:
        return "", ()
    return "AND path IN (SELECT value FROM json_each(?))", (json.dumps(sorted(only)),)


def pending_count(db: sqlite3.Connection, only: Collection[str] | None = None) -> int:
    """Return how many outputs are to be made, or of ``only`` those at some paths."""
    among, paths = _among(only)
    query = f"SELECT count(*) FROM pending WHERE 1 {among}"  # noqa: S608 - one of two fixed texts
    return int(db.execute(query, paths).fetchone()[0])


def is_mostly_pending(db: sqlite3.Connection, kind: str, least: int) -> bool:
    """Whether at least so many outputs of a kind are to be made, and half of those recorded."""
    planned = db.execute("SELECT count(*) FROM pending WHERE kind = ?", (kind,)).fetchone()[0]
    query = "SELECT count(*) <= 2 * ? FROM output WHERE kind = ?"
    return planned >= least and bool(db.execute(query, (planned, kind)).fetchone()[0])


def observed_names(db: sqlite3.Connection) -> list[str]:
    """Return every name of the whole archive's state that some output's template read, sorted."""
    query = "SELECT DISTINCT observed FROM output WHERE observed != ''"
    return sorted({name for (names,) in db.execute(query) for name in names.split(",")})


def has_outputs(db: sqlite3.Connection) -> bool:
    """Whether any output is recorded."""
    return db.execute("SELECT 1 FROM output LIMIT 1").fetchone() is not None


def unplanned_outputs(db: sqlite3.Connection) -> Iterator[Output]:
    """Yield the recorded outputs that are not pending: where all is planned, those to delete."""
    return _recorded(db, "path NOT IN (SELECT path FROM pending)")


def planned_and_recorded(db: sqlite3.Connection, kinds: Collection[str]) -> list[Output]:
    """Return the outputs of some kinds that are both planned and recorded, sorted."""
    marks = ", ".join("?" * len(kinds))
    query = f"""
        SELECT pending.path, pending.kind, pending.ref FROM pending
        CROSS JOIN output USING (path, kind, ref)
        WHERE pending.kind IN ({marks}) ORDER BY 1, 2, 3
    """  # noqa: S608 - marks only
    return list(_outputs(db.execute(query, [*kinds]).fetchall()))


def settle(db: sqlite3.Connection, only: Collection[str] | None = None) -> None:
    """Clear ``pending``, or only the paths of ``only``: these outputs are made."""
    if only is None:
        db.execute("DROP TABLE IF EXISTS temp.pending")
        save_meta(db, {WHOLE: ""})
    among, paths = _among(only)
    where = f"WHERE 1 {among}" if among else ""  # SQLite drops all rows at once without it
    db.execute(f"DELETE FROM pending {where}", paths)  # noqa: S608 - one of two fixed texts


def outputs_at(db: sqlite3.Connection, path: str) -> list[Output]:
    """Return what is recorded or planned at a path, sorted."""
    query = (
        "SELECT path, kind, ref FROM pending WHERE path = :path UNION "
        "SELECT path, kind, ref FROM output WHERE path = :path ORDER BY 2, 3"
    )
    return list(_outputs(db.execute(query, {"path": path}).fetchall()))


def recorded_paths(db: sqlite3.Connection, prefix: str, limit: int) -> list[str]:
    """Return the first outputs whose path begins so, sorted."""
    query = "SELECT path FROM output WHERE path >= ? AND path < ? ORDER BY path LIMIT ?"
    rows = db.execute(query, (prefix, f"{prefix}\U0010ffff", limit))
    return [path for (path,) in rows]


def is_planned(db: sqlite3.Connection, kind: str) -> bool:
    """Whether any output of a kind is planned."""
    query = "SELECT 1 FROM pending WHERE kind = ? LIMIT 1"
    return db.execute(query, (kind,)).fetchone() is not None
