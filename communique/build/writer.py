"""The writer: the only place that touches OUTPUT_PATH.

Everything is first written into a staging folder inside the output, on the same file system; only
when all of it is there does it take its place, file by file or new folder by new folder
(``os.replace``). Bytes that are as recorded are left untouched.
"""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Callable, Iterable
from hashlib import sha256
from pathlib import Path

from communique.build.ownership import MARK_NAME, check_ownership, mark_text
from communique.model.output import Kind, Output
from communique.settings import Settings
from communique.sources.opening import open_regular
from communique.sources.scan import BLOCK

__all__ = ["MARK", "SENTINELS", "Writer"]

STAGING = ".staging"
MARK = Output(MARK_NAME, Kind.MARK, "")
GONE = frozenset(
    {errno.ENOENT, errno.ENOTDIR, errno.EISDIR, errno.EPERM, errno.ENAMETOOLONG, errno.ELOOP}
)
"""Why a file is not deleted that is not there: EISDIR and EPERM, where it is a folder instead."""

SENTINELS = (MARK.path, "index.html", "sitemap.xml")
"""Files that every build leaves: where one is gone, somebody emptied the output."""


class Writer:
    """Stages outputs, then puts them in place; deletes what is to go."""

    def __init__(self, settings: Settings) -> None:
        self.root = settings.output_path
        self.retained = frozenset(settings.output_retention)
        self.preview = settings.preview
        self.mark = mark_text(preview=settings.preview)
        self.staging = self.root / STAGING
        self._staging = str(self.staging)
        self._folders = {""}

    def identity(self) -> str:
        """Return what tells the output from another, and who made all of it last; "" for none."""
        try:
            if not all((self.root / name).is_file() for name in SENTINELS):
                return ""
            return f"{self.root.stat().st_ino} {(self.root / MARK.path).stat().st_mtime_ns}"
        except OSError:
            return ""

    def check_ownership(self) -> None:
        """Raise SettingsError where the folder holds files and no build of ours made it."""
        check_ownership(self.root, {*self.retained, STAGING}, preview=self.preview)

    def begin(self) -> bool:
        """Make the output folder and an empty staging folder; a cut-off build's is thrown away.

        Return whether there is anything in place.
        """
        self.abandon()
        self.staging.mkdir(parents=True)
        filled = {path.name for path in self.root.iterdir()} > {STAGING}
        mark = self.root / MARK.path
        if not mark.is_file():
            # Before anything else, so that a build that is cut off is known as ours.
            mark.write_bytes(self.mark)
        return filled

    def abandon(self) -> None:
        """Throw away what is staged; the output stays as it was."""
        self._folders = {""}
        shutil.rmtree(self.staging, ignore_errors=True)

    def stage(self, output: Output, data: bytes, recorded: str | None) -> tuple[str, int, bool]:
        """Stage an output unless its bytes are in place.

        Return the digest of its bytes, how many they are, and whether others were in place.

        ``recorded`` is the digest of the bytes in place, None where there are none; an empty one
        has them read and compared.
        """
        digest = sha256(data).hexdigest()
        if digest == self._digest_in_place(output, recorded):
            return digest, len(data), False
        file = self._open(output)
        try:
            rest = memoryview(data)
            while rest:
                rest = rest[os.write(file, rest) :]
        finally:
            os.close(file)
        return digest, len(data), True

    def _open(self, output: Output) -> int:
        flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC
        try:
            return os.open(self._target(output), flags, 0o666)
        except FileNotFoundError:
            # A worker's writer may outlive a staging folder, where one kit serves several builds.
            self._folders = {""}
            return os.open(self._target(output), flags, 0o666)

    def stage_file(
        self, output: Output, source: Path, recorded: str | None
    ) -> tuple[str, int, bool]:
        """Stage a copy of a file, as ``stage`` does with bytes."""
        digest, size = _digest(source)
        if digest == self._digest_in_place(output, recorded):
            return digest, size, False
        with open_regular(source) as file, open(self._target(output), "wb") as target:  # noqa: PTH123 - as above
            shutil.copyfileobj(file, target, BLOCK)
        return digest, size, True

    def _digest_in_place(self, output: Output, recorded: str | None) -> str:
        if recorded is None or recorded:
            return recorded or ""
        try:
            return _digest(self.root / output.path)[0]
        except OSError:
            return ""

    def _target(self, output: Output) -> str:
        _check_below(output.path)
        folder, _, name = output.path.rpartition("/")
        if folder not in self._folders:
            self._make_folder(folder)
        return f"{self._staging}/{folder}/{name}"

    def _make_folder(self, folder: str) -> None:
        """Make a folder in the staging folder, which others may do at the same time."""
        place = f"{self._staging}/{folder}"
        try:
            os.mkdir(place)  # noqa: PTH102 - a hundred thousand times a build, and mostly enough
        except FileExistsError:
            pass
        except FileNotFoundError:
            self._make_folder(folder.rpartition("/")[0])
            os.makedirs(place, exist_ok=True)  # noqa: PTH103
        self._folders.add(folder)

    def publish(self, deleted: Iterable[str]) -> None:
        """Delete what goes, then put all that is staged in its place.

        A folder that is new to the output is put there whole, in one step.
        """
        for path in deleted:
            _check_below(path)
            _unlink(self.root / path)
            self._remove_empty_folders(path)
        _merge(str(self.staging), str(self.root))
        self.abandon()

    def take_possession(self) -> None:
        """Have a build that remembers this output from before another's see that it is another."""
        os.utime(self.root / MARK.path)

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


def _digest(path: Path) -> tuple[str, int]:
    """Return the digest of a file's content as outputs have it, and its size."""
    digest, size = sha256(), 0
    with open_regular(path) as file:
        while block := file.read(BLOCK):
            digest.update(block)
            size += len(block)
    return digest.hexdigest(), size


def _check_below(path: str) -> None:
    """Refuse, whatever went wrong before, to touch what is not below the output folder."""
    if path.startswith("/") or not {"", ".", ".."}.isdisjoint(path.split("/")):
        raise ValueError(f"an output must be below the output folder, got {path!r}")


def _unlink(path: Path) -> None:
    """Delete a file; one that is not there, or never could be, is as good as deleted."""
    try:
        path.unlink()
    except OSError as error:
        if error.errno not in GONE:
            raise


def _merge(staged: str, place: str) -> None:
    """Move what is in one folder to another; the build owns both, so what is in its way goes."""
    with os.scandir(staged) as entries:
        found = sorted(entries, key=lambda entry: entry.name)
    for entry in found:
        target = f"{place}/{entry.name}"
        is_folder = os.path.isdir(target)  # noqa: PTH112
        if entry.is_dir() and is_folder:
            _merge(entry.path, target)
            continue
        if is_folder:
            shutil.rmtree(target)
        elif entry.is_dir():
            _unlink(Path(target))
        os.replace(entry.path, target)  # noqa: PTH105 - the system call is the promise
