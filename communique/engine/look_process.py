"""The process that looks at a large output while the build starts.

A build starts it before its own code is imported, without a lock. So the process also reports the
generation in the catalogue; the build discards a report of another generation.
"""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, Self

from communique.catalogue.stamps import seen_state
from communique.engine import look
from communique.settings.places import absolute_path, catalogue_place, real_path

PACKAGE = Path(__file__).parents[2]
PROGRAM = "import sys; sys.path.append(sys.argv.pop()); from communique.engine import look; "
PROGRAM += "look.main(*sys.argv[1:])"

WORTH_A_PROCESS = 4_000_000
"""Bytes of a catalogue of some 1,500 files; a build itself looks at fewer in 7 ms."""


class Looker:
    """A running check of the output; a context manager that ends its process."""

    def __init__(
        self, catalogue: Path, root: Path, *, thorough: bool = False, whole: bool = False
    ) -> None:
        self._key, self._thorough = (catalogue, root), thorough
        self._process: subprocess.Popen[bytes] | None = None
        if not thorough and _size(catalogue) >= WORTH_A_PROCESS:
            where = f"{catalogue.as_uri()}?mode=rw", str(root), "whole" if whole else "", PACKAGE
            with suppress(OSError):
                self._process = subprocess.Popen(
                    [sys.executable, "-I", "-S", "-c", PROGRAM, *where],
                    stdin=subprocess.DEVNULL,
                    stdout=subprocess.PIPE,
                    stderr=subprocess.DEVNULL,
                )

    @classmethod
    def foresee(cls, given: Mapping[str, Any], *, whole: bool = False) -> Looker | None:
        """Start to examine the output, with Pelican's settings, which are not confirmed yet.

        None if there is no output, or if a build was interrupted: it left a log beside the
        catalogue, which only the next build may read.
        """
        places = [given.get(name) for name in ("PATH", "OUTPUT_PATH", "CACHE_PATH")]
        if not all(place and isinstance(place, str | Path) for place in places):
            return None
        try:
            path, output, cache = map(absolute_path, places)  # type: ignore[arg-type]
            catalogue, root = catalogue_place(path, output, cache), real_path(output)
        except (OSError, ValueError):
            return None  # what is wrong with the settings is told when they are confirmed
        return None if _size(Path(f"{catalogue}-wal")) else cls(catalogue, root, whole=whole)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        if self._process is not None:
            with self._process:
                self._process.kill()

    def looks_at(self, catalogue: Path, root: Path) -> bool:
        """Whether this checks this output against this catalogue."""
        return self._key == (catalogue, root)

    def found(self, db: sqlite3.Connection) -> list[str]:
        """Wait for the process, and return what ``look`` yields for the current catalogue."""
        if self._process is not None:
            said, _ = self._process.communicate()
            if not self._process.returncode:
                state, *found = os.fsdecode(said).split("\0")[:-1]
                if state == seen_state(db):
                    return found
        return list(look.look(db, str(self._key[1]), thorough=self._thorough))


def _size(file: Path) -> int:
    try:
        return file.stat().st_size
    except (OSError, ValueError):  # ValueError: of a name that none can have
        return 0
