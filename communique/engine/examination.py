"""How much of the output a build examines, and what it finds there.

A build examines the whole output. If its sources were listed, or the archive is huge, it examines
only what it makes and the folders of that, unless output and catalogue are not of one generation.
Before a publication it examines the whole output of a huge archive too.
"""

import sqlite3
from typing import Self

from communique.catalogue.database import catalogue_path
from communique.catalogue.outputs import load_meta, save_meta, save_pending
from communique.catalogue.stamps import doubt, owed_paths, save_stamps
from communique.engine.look import is_huge
from communique.engine.look_process import Looker
from communique.engine.output_changes import Findings, changed_folders, examine
from communique.engine.writer import Writer
from communique.errors import Problem
from communique.settings import Settings

ALTERED = "altered"
"""The key in ``meta`` of what somebody changed in the output, until a build puts it right."""

MOST_KEPT = 1_000


class Examination:
    """The examination of an output, with the build's arguments; a context that ends its process."""

    def __init__(
        self,
        settings: Settings,
        writer: Writer,
        looker: Looker | None,
        *,
        check: bool,
        listed: bool,
        whole: bool,
    ) -> None:
        self._settings, self._writer, self._looker = settings, writer, looker
        self._check, self._listed, self._whole = check, listed, whole
        self._is_done = False
        self.findings = Findings()
        self.count = 0
        """How many files are put right; 0 where no build is remembered."""

    def __enter__(self) -> Self:
        if not self._listed:
            self._begin_look()
        return self

    def __exit__(self, *exception: object) -> None:
        if self._looker is not None:
            self._looker.__exit__(*exception)

    def _begin_look(self) -> None:
        """Begin to look at the whole output, unless that is under way."""
        path, root = catalogue_path(self._settings), self._writer.root
        if self._looker is None or not self._looker.looks_at(path, root):
            self.__exit__()
            self._looker = Looker(path, root, thorough=self._check, whole=self._whole)

    def is_deferred(self, db: sqlite3.Connection) -> bool:
        """Whether the whole output is left to a build before a publication, and to checks."""
        return not self._check and not self._whole and is_huge(db)

    def examine(self, db: sqlite3.Connection) -> None:
        """Find what is not as the last build left it; of builds that follow, the first does.

        A check tells of it where it knows of a build.
        """
        self._is_done, meta = True, load_meta(db)
        if self._listed and not self._settings.preview:
            self._begin_look()
        identity, writer = self._writer.identity(), self._writer
        found: list[str] | None = None
        if identity == meta.get("identity"):
            found = self._looker.found(db) if self._looker else []
        if identity and (meta.get("identity") or not self._check):
            self.findings = examine(db, writer.root, writer.retained, found)
            save_stamps(db, self.findings.stamps)
            if self.findings.altered:
                save_meta(db, {ALTERED: "\n".join(self.findings.altered[:MOST_KEPT])})
            self.count = self.findings.count if meta.get("identity") else 0

    def plan_repairs(self, db: sqlite3.Connection) -> None:
        """Plan what is not as the last build left it."""
        if not self._is_done:
            self._examine_planned(db)
        save_pending(db, list(self.findings.planned(db)))

    def _examine_planned(self, db: sqlite3.Connection) -> None:
        """Examine no more of the output than what is made, and the folders that it is in."""
        writer = self._writer
        if writer.identity() != load_meta(db).get("identity"):
            self.examine(db)
            return
        changed = changed_folders(db, writer.root, owed_paths(db))
        found = [f"{folder}/" for folder in changed]
        self.findings = examine(db, writer.root, writer.retained, found)
        # Their bytes are read and compared; the bytes of others are taken from the record.
        doubt(db, every=False)

    def warn(self, db: sqlite3.Connection) -> list[Problem]:
        """Return a warning if a failed build leaves what somebody changed in the output.

        A restored file may show a text that is held back by now.
        """
        meta = load_meta(db)
        if not meta.get("identity") or self._settings.preview:
            return []
        if not self._is_done:
            self.examine(db)
        hint = "correct the errors and build again: the build replaces it"
        # What was found before, and is planned since, is not looked at again.
        known = Findings(tuple(meta[ALTERED].split("\n"))) if meta.get(ALTERED) else Findings()
        return (self.findings if self.findings.count else known).warn(self._writer.root, hint)
