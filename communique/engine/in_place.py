"""Files of the output in place, also if something else stands there: read, move, delete."""

import errno
import os
import shutil
from hashlib import sha256
from pathlib import Path

from communique.engine.look import stamp
from communique.opening import open_regular, read_regular

BLOCK = 1 << 16

GONE = frozenset(
    {errno.ENOENT, errno.ENOTDIR, errno.EISDIR, errno.EPERM, errno.ENAMETOOLONG, errno.ELOOP}
)
"""Errors that say that there is no such file; EISDIR and EPERM, that a folder is in its place.

EPERM also comes from a sticky folder, for a file of another owner. That file stays.
"""


def read_in_place(path: str) -> tuple[str, str]:
    """Return digest and stamp of a regular file that does not change meanwhile; else two ""."""
    try:
        with open_regular(path) as file:
            known, digest = stamp(os.fstat(file.fileno())), sha256()
            while block := file.read(BLOCK):
                digest.update(block)
            same = stamp(os.fstat(file.fileno())) == known
    except OSError:
        return "", ""
    return (digest.hexdigest(), known) if same else ("", "")


def recorded_bytes(file: Path, digest: str) -> bytes | None:
    """Return the bytes that are in place; None where they are not of this digest."""
    try:
        data = read_regular(file)
    except OSError:
        return None
    return data if sha256(data).hexdigest() == digest else None


def can_move(source: Path, target: Path) -> bool:
    """Whether files can be moved from one folder to another in one step."""
    try:
        if source.stat().st_dev != target.stat().st_dev:
            return False
        # One file system may be mounted twice: the kernel refuses before it looks for the name.
        os.rename(source / ".no-such-file", target / ".no-such-file")  # noqa: PTH104
    except OSError as error:
        return error.errno != errno.EXDEV
    return True


def check_below(path: str) -> None:
    """Refuse to touch anything outside of the output folder."""
    if path.startswith("/") or not {"", ".", ".."}.isdisjoint(path.split("/")):
        raise ValueError(f"an output must be below the output folder, got {path!r}")


def check_open(folder: str) -> None:
    """Raise OSError with a folder's path if it is there and its files cannot be replaced."""
    if not os.access(folder, os.W_OK | os.X_OK) and os.path.isdir(folder):  # noqa: PTH112
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), folder)


def unlink(path: Path) -> None:
    """Delete a file; one that is not there, or never could be, counts as deleted."""
    try:
        path.unlink()
    except OSError as error:
        is_folder = path.is_dir() and not path.is_symlink()
        if error.errno not in GONE or (error.errno == errno.EPERM and not is_folder):
            raise


def merge(staged: str, place: str) -> None:
    """Move the contents of a folder into another; what is in the way is deleted."""
    with os.scandir(staged) as entries:
        found = sorted(entries, key=lambda entry: entry.name)
    for entry in found:
        target = f"{place}/{entry.name}"
        is_folder = os.path.isdir(target) and not os.path.islink(target)  # noqa: PTH112, PTH114
        if entry.is_dir() and is_folder:
            merge(entry.path, target)
            continue
        if is_folder:
            shutil.rmtree(target)
        elif entry.is_dir():
            unlink(Path(target))
        os.replace(entry.path, target)  # noqa: PTH105 - the system call is the promise
