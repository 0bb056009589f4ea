"""Mishaps: killed builds, restored backups, an output that somebody else changes."""

from __future__ import annotations

import shutil
from pathlib import Path

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from tests.promises.killing import kill_build
from tests.promises.office import Office


class Mishaps(Office):
    """Rules for what happens to builds, the catalogue and the output."""

    def _pick_output(self, number: int) -> Path | None:
        """Return a file of the output, or a folder; None where there is none."""
        found = sorted(self.site.output.rglob("*")) if self.site.output.exists() else []
        return found[number % len(found)] if found else None

    @precondition(lambda self: self.releases)
    @rule(
        number=st.integers(0, 99),
        step=st.sampled_from(["read", "stage", "publish"]),
        after=st.integers(0, 12),
        undo=st.booleans(),
    )
    def cut_off_build(self, number: int, step: str, after: int, undo: bool) -> None:  # noqa: FBT001
        key = self._pick(number)
        before = self.releases[key].get("Title", key[0])
        if step == "read":
            self.options = self.options | {"TYPOGRIFY": not self.options.get("TYPOGRIFY", False)}
        self._save(key, Title="Cut off", Tags="Trade")
        kill_build(self.site, step, after, self._options() | self._reached())
        if undo:
            self._save(key, Title=before)

    @rule(linked=st.booleans())
    def reach_by_link(self, linked: bool) -> None:  # noqa: FBT001
        self.linked = linked
        self.edited = True

    @rule(told=st.sampled_from(["\n", "\0", ""]))
    def tell(self, told: str) -> None:
        self.told = told

    @precondition(lambda self: (self.site.root / "output").exists())
    @rule(name=st.sampled_from(["output", ".cache"]))
    def back_up(self, name: str) -> None:
        backup = self.folder / f"backup-{len(self.backups)}{name}"
        shutil.copytree(self.site.root / name, backup, symlinks=True)
        self.backups.append(backup)

    @precondition(lambda self: self.backups)
    @rule(number=st.integers(0, 99), way=st.sampled_from(["over", "instead"]))
    def restore(self, number: int, way: str) -> None:
        backup = self.backups[number % len(self.backups)]
        place = self.site.root / ("output" if backup.name.endswith("output") else ".cache")
        if way == "instead":
            shutil.rmtree(place)
        shutil.copytree(backup, place, symlinks=True, dirs_exist_ok=True)
        self.told = ""  # what changed since that backup is not known
        self.edited = True

    @rule(number=st.integers(0, 999), word=st.sampled_from(["", "one", "two"]))
    def edit_output(self, number: int, word: str) -> None:
        place = self._pick_output(number)
        if place is None:
            return
        # The mark says whose the folder is: without it a build refuses the folder, in words.
        if place.is_dir():
            (place / "stray.html").write_text(word)
        elif place.name != ".communique" or word:
            place.write_text(word)
        self.told = ""  # who tells what changed, tells of sources
        self.edited = True

    @rule(number=st.integers(0, 999), link=st.booleans())
    def delete_output(self, number: int, link: bool) -> None:  # noqa: FBT001
        place = self._pick_output(number)
        if place is None or place.name == ".communique":
            return
        away = self.folder / f"away-{len(list(self.folder.iterdir()))}"
        place.rename(away)
        if link:
            place.symlink_to(away)
        self.told = ""
        self.edited = True
