"""The look at the output: which files and folders differ from their stamps.

It reads a quarter of a million stamps at 100,000 releases. So for a large output it runs in a
process of its own (``look_process``), which starts fast: what it imports needs only the standard
library.
"""

import os
import sqlite3
import sys
from collections.abc import Iterator

from communique.catalogue.stamps import count_public, seen_state, stamped_files, stamped_folders

HUGE = 500_000
"""From this many public releases on, a build examines only the outputs that it makes."""

LARGE = 50_000
"""From this many files on, a build examines fewer folders: they take as long as files."""


def stamp_staged(found: os.stat_result) -> str:
    """Return the part of a file's stamp that stays the same when it is put in place."""
    return f"{found.st_size:x}:{found.st_mtime_ns:x}:{found.st_ino:x}"


def stamp(found: os.stat_result) -> str:
    """Return a file's stamp, which no copy restores: the kernel sets its time of change (ctime)."""
    since = found.st_ctime_ns - found.st_mtime_ns  # mostly 0
    return f"{found.st_size:x}:{found.st_mtime_ns:x}:{found.st_ino:x}:{since:x}"


def folder_stamp(found: os.stat_result) -> str:
    """Return a folder's stamp. It changes when a name is added or removed."""
    return f"{found.st_mtime_ns:x}:{found.st_ino:x}"


def is_huge(db: sqlite3.Connection) -> bool:
    """Whether the look at all files takes longer than the rest of a build."""
    return count_public(db) >= HUGE


def look(db: sqlite3.Connection, root: str, *, thorough: bool) -> Iterator[str]:
    """Yield recorded files and folders that differ from the record; folders end in a slash.

    A file without a recorded stamp differs; the mark is left out. Unless ``thorough``, a folder of
    a large output that has no subfolder differs only if one of its files does: a stray file in it
    is not seen.
    """
    lstat, above = os.lstat, f"{root}/" if root else ""
    count = 0
    differing = set()
    for path, known in stamped_files(db):
        count += 1
        try:
            found = lstat(above + path)
            # As ``stamp`` writes it, in half the time: this is done a quarter of a million times.
            time = found.st_mtime_ns
            four = found.st_size, time, found.st_ino, found.st_ctime_ns - time
            if "%x:%x:%x:%x" % four == known:  # noqa: UP031
                continue
        except OSError:
            pass
        differing.add(path.rpartition("/")[0])
        yield path
    for path, known in stamped_folders(db, upper=not thorough and count >= LARGE):
        try:
            if folder_stamp(lstat((above + path) or ".")) == known:
                continue
        except OSError:
            pass
        differing.add(path)
    yield from (f"{path}/" for path in sorted(differing))


def main(catalogue: str, root: str, whole: str) -> None:
    """Print the recorded generation and what differs, each with a zero byte behind it."""
    db = sqlite3.connect(catalogue, uri=True, isolation_level=None)
    db.execute("PRAGMA query_only = 1")
    if not whole and is_huge(db):
        sys.exit(1)  # a build that needs it all the same looks itself
    db.execute("BEGIN")  # all of it from one state of the catalogue
    os.chdir(root)  # short paths are found faster
    said = [seen_state(db), *look(db, "", thorough=False)]
    sys.stdout.buffer.write(os.fsencode("".join(f"{each}\0" for each in said)))
