"""The office of promise 1: a site that is edited and built, under Hypothesis."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path
from typing import Any

from hypothesis.stateful import RuleBasedStateMachine

from tests.sites import Result, Site


class Office(RuleBasedStateMachine):
    """A small site whose listings have pages of two, its releases, and how it is built."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        redirects = str(self.folder / "site/redirects.csv")
        self.site = Site(
            self.folder / "site",
            DEFAULT_PAGINATION=2,
            FEED_MAX_ITEMS=3,
            REDIRECTS=redirects,
            DATA=True,
            ALTERNATES=True,
        )
        self.site.write("redirects.csv", "")
        self.releases: dict[tuple[str, str], dict[str, str]] = {}
        self.options: dict[str, Any] = {}
        self.search = False
        self.linked = False
        self.backups: list[Path] = []
        self.told = ""
        self.stamps: dict[str, tuple[int, int]] = {}
        self.edited = True

    def teardown(self) -> None:
        os.environ.pop("SOURCE_DATE_EPOCH", None)
        shutil.rmtree(self.folder)

    def _save(self, key: tuple[str, str], **headers: str) -> None:
        self.releases[key] = self.releases.get(key, {}) | headers
        values = dict(self.releases[key])
        body = values.pop("body", "A text.")
        self.site.release(".".join(key), body, **values)
        self.edited = True

    def _pick(self, number: int) -> tuple[str, str]:
        keys = sorted(self.releases)
        return keys[number % len(keys)]

    def _options(self) -> dict[str, Any]:
        return self.options | {"SEARCH": self.search}

    def _reached(self) -> dict[str, Any]:
        """Return where the sources and the output are: the same folders, by another way or not."""
        if not self.linked:
            return {}
        for name in ("content", "output"):
            link = self.site.root / f"linked-{name}"
            if not link.is_symlink():
                link.symlink_to(self.site.root / name)
        return {
            "PATH": str(self.site.root / "linked-content"),
            "OUTPUT_PATH": str(self.site.root / "linked-output"),
        }

    def _build(self) -> Result:
        now = self._stamps()
        result = self.site.build(**self._options(), **self._reached(), **self._tell(now))
        if not result.status:
            self.stamps = now
        return result

    def _stamps(self) -> dict[str, tuple[int, int]]:
        found = {}
        for path in (self.site.root / "content").rglob("*"):
            stat = path.stat()
            if not path.is_dir():
                found[str(path.relative_to(self.site.root))] = (stat.st_ctime_ns, stat.st_ino)
        return found

    def _tell(self, now: dict[str, tuple[int, int]]) -> dict[str, Any]:
        """Return the setting that tells a build what changed since the last that succeeded."""
        if not self.told:
            return {}
        changed = {path for path, _ in now.items() ^ self.stamps.items()}
        list_ = "".join(f"{path}{self.told}" for path in sorted({*changed, "theme"}))
        return {"CHANGED": str(self.site.write("changed.txt", list_))}
