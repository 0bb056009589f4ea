"""The writer: the only place that touches OUTPUT_PATH.

Everything is first written into a staging folder inside the output, on the same file system; only
when all of it is there does it take its place, file by file (``os.replace``). Bytes that are as
recorded are left untouched.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterable
from hashlib import blake2b
from pathlib import Path

from communique.errors import SettingsError
from communique.model.output import Kind, Output
from communique.settings import Settings
from communique.sources.scan import digest_file

__all__ = ["MARK", "Writer", "digest_bytes"]

STAGING = ".staging"
MARK = Output(".communique", Kind.MARK, "")
MARK_TEXT = (
    b"Communique builds this folder, and removes from it whatever a build did not write.\n"
    b"Keep files of your own below STATIC_PATHS, or name them in OUTPUT_RETENTION.\n"
)
SENTINELS = (MARK.path, "index.html", "sitemap.xml")
"""Files that every build leaves: where one is gone, somebody emptied the output."""


def digest_bytes(data: bytes) -> str:
    """Return the digest by which outputs are compared."""
    return blake2b(data, digest_size=16).hexdigest()


class Writer:
    """Stages outputs, then puts them in place; deletes what is to go."""

    def __init__(self, settings: Settings) -> None:
        self.root = settings.output_path
        self.retained = frozenset(settings.output_retention)
        self.staging = self.root / STAGING
        self.staged: list[tuple[Output, Path]] = []
        self._folders: set[str] = set()

    def identity(self) -> str:
        """Return what tells the output folder from another of the same name; "" for none."""
        try:
            if not all((self.root / name).is_file() for name in SENTINELS):
                return ""
            return str(self.root.stat().st_ino)
        except OSError:
            return ""

    def check_ownership(self) -> None:
        """Raise SettingsError where the folder holds files and no build of ours made it."""
        if not self.root.is_dir() or (self.root / MARK.path).is_file():
            return
        strangers = sorted({path.name for path in self.root.iterdir()} - self.retained - {STAGING})
        if strangers:
            raise SettingsError(
                f"OUTPUT_PATH must be a folder that Communiqué made, or empty; {self.root} holds "
                f"{strangers[0]!r}{' and more' if len(strangers) > 1 else ''}; empty it, choose "
                "another, or name what is to stay in OUTPUT_RETENTION"
            )

    def begin(self) -> None:
        """Make the output folder and an empty staging folder; a cut-off build's is thrown away."""
        self.abandon()
        self.staging.mkdir(parents=True)
        mark = self.root / MARK.path
        if not mark.is_file():
            # Before anything else, so that a build that is cut off is known as ours.
            mark.write_bytes(MARK_TEXT)

    def abandon(self) -> None:
        """Throw away what is staged; the output stays as it was."""
        self.staged = []
        shutil.rmtree(self.staging, ignore_errors=True)

    def stage(self, output: Output, data: bytes, recorded: str) -> tuple[str, bool]:
        """Stage an output unless its bytes are in place; return its digest, and whether it changed.

        ``recorded`` is the digest of the bytes in place; an empty one has them read and compared.
        """
        digest = digest_bytes(data)
        if digest == (recorded or self._digest_in_place(output)):
            return digest, False
        target = self._next(output)
        target.write_bytes(data)
        return digest, True

    def stage_file(self, output: Output, source: Path, recorded: str) -> tuple[str, bool]:
        """Stage a copy of a file, as ``stage`` does with bytes."""
        digest = digest_file(source)
        if digest == (recorded or self._digest_in_place(output)):
            return digest, False
        shutil.copyfile(source, self._next(output))
        return digest, True

    def _digest_in_place(self, output: Output) -> str:
        try:
            return digest_file(self.root / output.path)
        except OSError:
            return ""

    def _next(self, output: Output) -> Path:
        target = self.staging / str(len(self.staged))
        self.staged.append((output, target))
        return target

    def publish(
        self, deleted: Iterable[str], written: Callable[[Output], None] = lambda _: None
    ) -> None:
        """Delete what goes, put all that is staged in its place, and remove the staging folder."""
        for path in deleted:
            (self.root / path).unlink(missing_ok=True)
            self._remove_empty_folders(path)
        for output, staged in self.staged:
            folder, _, _ = output.path.rpartition("/")
            if folder not in self._folders:
                (self.root / folder).mkdir(parents=True, exist_ok=True)
                self._folders.add(folder)
            os.replace(staged, self.root / output.path)  # noqa: PTH105 - the syscall is the promise
            written(output)
        self.abandon()

    def _remove_empty_folders(self, path: str) -> None:
        for parent in Path(path).parents:
            if parent == Path():
                return
            try:
                (self.root / parent).rmdir()
            except OSError:
                return

    def strays(self, known: Callable[[str], bool]) -> list[str]:
        """Return the files in the output that ``known`` does not know, sorted."""
        found = []
        for folder, folders, names in os.walk(self.root):
            relative = os.path.relpath(folder, self.root)
            prefix = "" if relative == os.curdir else f"{relative}/".replace(os.sep, "/")
            if not prefix:
                folders[:] = [name for name in folders if name not in {*self.retained, STAGING}]
                names = [name for name in names if name not in self.retained]  # noqa: PLW2901
            found += [f"{prefix}{name}" for name in names if not known(f"{prefix}{name}")]
        return sorted(found)
