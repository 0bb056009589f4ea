"""Whether a folder's publication is as the last one left it: its kernel is asked for each file.

A shell's ``find`` opens each of a hundred thousand folders for that; here their paths are known. It
runs as a process of its own, beside the build, and therefore imports the standard library only.
"""

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryFile


def ask_untouched(ledger: Path, folder: Path) -> str:
    """Return the token of the publication of this ``ledger``; "" if somebody touched its files."""
    command = [sys.executable, "-I", "-S", __file__, str(ledger), str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.stdout if done.returncode == 0 else ""


def _find_untouched(ledger: str, folder: str) -> str:
    """Return the token of the ledger where all that it names is older than the stamp."""
    os.chdir(folder)
    stamp = os.stat("stamp").st_mtime_ns  # noqa: PTH116 - half a million of them, below
    with TemporaryFile() as fresh:
        if stamp > os.fstat(fresh.fileno()).st_mtime_ns:
            return ""  # by a clock that was wrong
    os.chdir("current")
    lstat = os.lstat
    folders = {"."}
    with closing(sqlite3.connect(f"{Path(ledger).as_uri()}?mode=ro", uri=True)) as db:
        for (path,) in db.execute("SELECT path FROM file"):
            if lstat(path).st_ctime_ns > stamp:
                return ""
            above = path.rpartition("/")[0]
            while above and above not in folders:
                folders.add(above)
                above = above.rpartition("/")[0]
        if any(lstat(path).st_ctime_ns > stamp for path in folders):
            return ""
        return str(db.execute("SELECT value FROM meta WHERE key = 'token'").fetchone()[0])


if __name__ == "__main__":
    sys.stdout.write(_find_untouched(*sys.argv[1:]))
