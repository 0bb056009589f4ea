"""The writer: the only place that touches OUTPUT_PATH.

Everything is first written into a staging folder on the same file system; only when all of it is
there does it take its place, file by file or new folder by new folder (``os.replace``). Bytes that
are as recorded are left untouched.
"""

import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import suppress
from hashlib import file_digest, sha256
from pathlib import Path
from stat import S_ISREG
from typing import NamedTuple

from communique.catalogue.database import workroom
from communique.engine.in_place import (
    can_move,
    check_below,
    check_open,
    merge,
    read_in_place,
    unlink,
)
from communique.engine.look import stamp, stamp_staged
from communique.errors import SettingsError
from communique.model.output import Output
from communique.opening import BLOCK, open_regular
from communique.outputs.ownership_mark import MARK, is_preview, mark_text
from communique.settings import Settings
from communique.settings.places import real_path

STAGING = ".staging"
"""Where a build stages if CACHE_PATH is on another file system than the output."""


MANY = 10_000
"""How many of the folders that it made a writer remembers."""


class Staged(NamedTuple):
    """Bytes that are staged or in place: digest, size, whether they differ from those in place.

    ``stamp`` belongs to the file that was written or read; "" if no file was looked at.
    """

    digest: str
    size: int
    changed: bool
    stamp: str = ""


class Writer:
    """Stages outputs, then puts them in place; deletes what is to go."""

    def __init__(self, settings: Settings) -> None:
        self.root = real_path(settings.output_path)
        self.retained = frozenset(settings.output_retention)
        self.preview = settings.preview
        self.mark = mark_text(preview=settings.preview)
        self._rooms = (self.root / STAGING, workroom(settings) / "staging")
        self._staging = ""
        self._folders = {""}

    def identity(self) -> str:
        """Return the output's generation: which folder it is, and when a build last changed it.

        "" where no build of ours did. The time is the mark's last change (ctime): no copy
        and no archive can bring an older one back.
        """
        try:
            mark = self._mark_in_place()
            return f"{self.root.stat().st_ino} {stamp(mark)}" if S_ISREG(mark.st_mode) else ""
        except OSError:
            return ""

    def _mark_in_place(self) -> os.stat_result:
        return os.lstat(self.root / MARK.path)

    def check_ownership(self) -> None:
        """Raise SettingsError if the folder has files that no build of this kind made.

        A preview shows drafts, so nobody may publish its folder; it also deletes files. So neither
        it nor a build touches the output of the other, or a folder below any output, whose owner
        would delete its files as strays.
        """
        root, preview = self.root, self.preview
        for folder in (root, *root.parents):
            if _is_preview(folder) is (not preview):
                raise SettingsError(
                    f"a preview must stay out of a published site, got {root}; "
                    "choose another --folder"
                    if preview
                    else "OUTPUT_PATH must not be a preview's folder, which shows drafts, "
                    f"got {root}; choose another"
                )
            if folder != root and _is_preview(folder) is preview:
                raise SettingsError(
                    f"OUTPUT_PATH must not be in the output of another build, got {root} in "
                    f"{folder}, which that build would remove; choose a folder beside it"
                )
        if not root.is_dir() or (root / MARK.path).is_file():
            return
        strangers = sorted({path.name for path in root.iterdir()} - {*self.retained, STAGING})
        if strangers:
            raise SettingsError(
                f"OUTPUT_PATH must be a folder that Communiqué made, or empty; {root} holds "
                f"{strangers[0]!r}{' and more' if len(strangers) > 1 else ''}; empty it, choose "
                "another, or name the files to keep in OUTPUT_RETENTION"
            )

    def begin(self) -> bool:
        """Make an empty staging folder; return whether anything is in place.

        It is in CACHE_PATH, which nobody serves, unless files cannot be moved from there.
        """
        self.abandon()
        check_open(str(self.root))
        filled = any(self.root.iterdir())
        mark = self.root / MARK.path
        if not self.identity() or mark.read_bytes() != self.mark:
            # Before anything else, so that a build that is cut off is known as ours.
            mark.unlink(missing_ok=True)
            mark.write_bytes(self.mark)
        inside, outside = self._rooms
        outside.mkdir(0o700, parents=True)
        if not can_move(outside, self.root):
            inside.mkdir(0o700)
        return filled

    def abandon(self) -> None:
        """Delete the files that any build staged; the output does not change."""
        self._folders, self._staging = {""}, ""
        for room in self._rooms:
            shutil.rmtree(room, ignore_errors=True)

    def clear(self) -> None:
        """Delete the files that a killed build staged in the output, if they are ours."""
        if self.identity():
            shutil.rmtree(self._rooms[0], ignore_errors=True)

    def _room(self) -> str:
        """Return the staging folder; a worker finds it by which folder exists."""
        if not self._staging:
            inside, outside = self._rooms
            self._staging = str(inside if inside.is_dir() else outside)
        return self._staging

    def stage(self, output: Output, data: bytes, recorded: str | None) -> Staged:
        """Stage an output unless its bytes are in place.

        ``recorded`` is the digest of the bytes in place, None if there are none; an empty one
        has them read and compared.
        """
        digest = sha256(data).hexdigest()
        in_place, seen = self._in_place(output, recorded)
        if digest == in_place:
            return Staged(digest, len(data), changed=False, stamp=seen)
        file = self._open(output)
        try:
            rest = memoryview(data)
            while rest:
                rest = rest[os.write(file, rest) :]
            seen = stamp_staged(os.fstat(file))
        except OSError as error:  # a full disk
            error.filename = f"{self._room()}/{output.path}"
            raise
        finally:
            os.close(file)
        return Staged(digest, len(data), changed=True, stamp=seen)

    def _open(self, output: Output) -> int:
        flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC
        try:
            return os.open(self._target(output), flags, 0o666)
        except FileNotFoundError:
            # A worker's writer may outlive a staging folder, where one kit serves several builds.
            self._folders, self._staging = {""}, ""
            return os.open(self._target(output), flags, 0o666)

    def stage_file(self, output: Output, source: Path, recorded: str | None) -> Staged:
        """Stage a copy of a file, as ``stage`` does with bytes."""
        with open_regular(source) as file:
            digest, size = file_digest(file, sha256).hexdigest(), file.tell()
        in_place, seen = self._in_place(output, recorded)
        if digest == in_place:
            return Staged(digest, size, changed=False, stamp=seen)
        with open_regular(source) as file, open(self._target(output), "wb") as target:  # noqa: PTH123 - as above
            shutil.copyfileobj(file, target, BLOCK)
            target.flush()
            return Staged(digest, size, changed=True, stamp=stamp_staged(os.fstat(target.fileno())))

    def staged_files(self) -> Iterator[tuple[str, str]]:
        """Yield the path of each staged output, and the staged file."""
        return files_below(str(self._room()))

    def is_staged(self, path: str) -> bool:
        """Whether bytes are staged for a path."""
        return os.path.lexists(f"{self._room()}/{path}")

    def staged(self, path: str) -> bytes | None:
        """Return the bytes that are staged for a path; None where none are."""
        try:
            return Path(self._room(), path).read_bytes()
        except OSError:
            return None

    def _in_place(self, output: Output, recorded: str | None) -> tuple[str, str]:
        """Return the digest of the bytes in place and, where they were read, the file's stamp."""
        if recorded is None or recorded:
            return recorded or "", ""
        digest, seen = read_in_place(f"{self.root}/{output.path}")
        return digest, seen.rpartition(":")[0]

    def _target(self, output: Output) -> str:
        check_below(output.path)
        folder, _, name = output.path.rpartition("/")
        if folder not in self._folders:
            self._make_folder(folder)
        return f"{self._room()}/{folder}/{name}"

    def _make_folder(self, folder: str) -> None:
        """Make a folder in the staging folder; another process may make it at the same time.

        Raises OSError where that of the output has it read-only, before any file is in place.
        """
        check_open(f"{self.root}/{folder}")
        place = f"{self._room()}/{folder}"
        try:
            os.mkdir(place)  # noqa: PTH102 - a hundred thousand times a build, and mostly enough
        except FileExistsError:
            pass
        except FileNotFoundError:
            self._make_folder(folder.rpartition("/")[0])
            os.makedirs(place, exist_ok=True)  # noqa: PTH103
        if len(self._folders) >= MANY:
            self._folders.clear()
        self._folders.add(folder)

    def check_open(self, deleted: Iterable[str]) -> None:
        """Raise OSError if a file to delete is in a read-only folder."""
        for folder in sorted({path.rpartition("/")[0] for path in deleted}):
            check_open(f"{self.root}/{folder}")

    def publish(self, deleted: Iterable[str]) -> None:
        """Delete files, then move all staged ones into place; a new folder goes in one step."""
        for path in deleted:
            check_below(path)
            unlink(self.root / path)
            with suppress(OSError):  # one that is not empty
                for parent in list(Path(path).parents)[:-1]:
                    (self.root / parent).rmdir()
        merge(self._room(), str(self.root))
        self.abandon()

    def renew(self) -> None:
        """Begin a generation that no catalogue remembers; the mark's bytes and their time stay."""
        mark = self._mark_in_place()
        os.utime(self.root / MARK.path, ns=(mark.st_atime_ns, mark.st_mtime_ns))


def _is_preview(folder: Path) -> bool | None:
    """Whether a folder is a preview's; None where it is no output at all."""
    try:
        return is_preview((folder / MARK.path).read_bytes())
    except OSError:
        return None


def files_below(folder: str, below: str = "") -> Iterator[tuple[str, str]]:
    """Yield path and place of each file below a folder, as texts; no link is followed."""
    try:
        with os.scandir(folder) as found:
            entries = sorted(found, key=lambda entry: entry.name)
    except FileNotFoundError:
        return
    for entry in entries:
        if entry.is_file(follow_symlinks=False):
            yield f"{below}{entry.name}", entry.path
    for entry in entries:
        if entry.is_dir(follow_symlinks=False):
            yield from files_below(entry.path, f"{below}{entry.name}/")
