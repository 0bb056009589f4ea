"""A look at the output: which files and folders are not as the last build left them.

The kernel is asked for each stamp, a quarter of a million times at 100,000 releases. So a large
output is looked at in a process of its own, while the build looks for sources. That process runs
this file, which therefore imports the standard library only.
"""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from stat import S_ISREG
from typing import Self

__all__ = ["Look", "folder_stamp", "look", "read_in_place", "stamp", "stamp_staged"]

WORTH_A_PROCESS = 5000
"""Fewer files than this are looked at sooner than a process has started."""

LARGE = 50_000
"""Files from which on a build looks into fewer folders: their stamps take as long as the files'."""

BLOCK = 1 << 16


def stamp_staged(found: os.stat_result) -> str:
    """Return what stays the same of a file's stamp as it is put in place."""
    return f"{found.st_size}:{found.st_mtime_ns}:{found.st_ino}"


def stamp(found: os.stat_result) -> str:
    """Return by what a file is told from another that was put in its place, or from a change.

    Its time of change (ctime) is the kernel's: no copy and no archive brings an old one back.
    """
    return f"{stamp_staged(found)}:{found.st_ctime_ns}"


def folder_stamp(found: os.stat_result) -> str:
    """Return by what is seen that a name came into a folder or went from it."""
    return f"{found.st_mtime_ns}:{found.st_ino}"


def look(db: sqlite3.Connection, root: str, *, thorough: bool) -> Iterator[str]:
    """Yield recorded files that are not as recorded, and folders, these with a slash at the end.

    A file whose stamp is not recorded is among them; the mark is not. Unless it is ``thorough``, a
    folder of a large output that holds no other folder is only among them where one of its files
    is: a file that came into it alone is not seen.
    """
    lstat = os.lstat
    count = 0
    differing = set()
    for path, known in db.execute("SELECT path, stamp FROM output WHERE kind != 'mark'"):
        count += 1
        try:
            if stamp(lstat(f"{root}/{path}")) == known:
                continue
        except OSError:
            pass
        differing.add(path.rpartition("/")[0])
        yield path
    which = "" if thorough or count < LARGE else "WHERE has_folders = 1"
    for path, known in db.execute(f"SELECT path, stamp FROM place {which}"):  # noqa: S608 - one of two fixed texts
        try:
            if folder_stamp(lstat(f"{root}/{path}")) == known:
                continue
        except OSError:
            pass
        differing.add(path)
    yield from (f"{path}/" for path in sorted(differing))


class Look:
    """A look that is under way beside the build; a context manager that ends its process."""

    def __init__(
        self, catalogue: Path, db: sqlite3.Connection, root: Path, *, thorough: bool = False
    ) -> None:
        self._db, self._root, self._thorough = db, str(root), thorough
        query = "SELECT count(*) FROM (SELECT 1 FROM output LIMIT ?)"
        self._process: subprocess.Popen[bytes] | None = None
        if not thorough and db.execute(query, (WORTH_A_PROCESS,)).fetchone()[0] == WORTH_A_PROCESS:
            self._process = subprocess.Popen(
                [sys.executable, "-I", "-S", __file__, str(catalogue), self._root],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
            )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        if self._process is not None:
            with self._process:
                self._process.kill()

    def found(self) -> list[str]:
        """Wait for the look, and return what ``look`` yields."""
        if self._process is not None:
            said, _ = self._process.communicate()
            if not self._process.returncode:
                return os.fsdecode(said).split("\0")[:-1]
        return list(look(self._db, self._root, thorough=self._thorough))


def read_in_place(path: str) -> tuple[str, str]:
    """Return the digest of a file's bytes and its stamp; two empty texts where none can be had.

    A link is no file, nor is one that changes as it is read.
    """
    try:
        file = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError:
        return "", ""
    try:
        before, digest = os.fstat(file), sha256()
        if not S_ISREG(before.st_mode):
            return "", ""
        while block := os.read(file, BLOCK):
            digest.update(block)
        known = stamp(before)
        return (digest.hexdigest(), known) if stamp(os.fstat(file)) == known else ("", "")
    except OSError:
        return "", ""
    finally:
        os.close(file)


def _main(catalogue: str, root: str) -> None:
    db = sqlite3.connect(f"{Path(catalogue).as_uri()}?mode=rw", uri=True)
    db.execute("PRAGMA query_only = 1")
    os.chdir(root)  # what is asked for is then found sooner
    found = "".join(f"{path}\0" for path in look(db, ".", thorough=False))
    sys.stdout.buffer.write(os.fsencode(found))


if __name__ == "__main__":
    _main(*sys.argv[1:])
