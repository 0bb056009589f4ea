"""Opening files of the newsroom: regular files only, and no links to other places.

The scan checked every name, but a file may have been replaced since. So the opened file is checked
again: a link is not followed, and a named pipe or a device is not read.
"""

import errno
import os
import stat
from functools import partial
from hashlib import blake2b, file_digest
from io import FileIO
from pathlib import Path, PurePath
from unicodedata import normalize

BLOCK = 1 << 20
"""Bytes that are read at once of a file of any size."""

LARGEST_TEXT = 1_000_000
"""Bytes that the source of a release or a page may have."""

SHORT_TEXT = 16 * 1024
"""Bytes that the source of most has: to make room for more takes longer than to read them."""


def find_file(root: Path, below: str) -> Path:
    """Return the file at a path below a folder; the disk may spell it in another Unicode form."""
    file = root / below
    if below.isascii() or os.path.lexists(file):
        return file
    decomposed = root / normalize("NFD", below)
    if os.path.lexists(decomposed):
        return decomposed
    found = root
    for part in PurePath(below).parts:
        try:
            names = sorted(os.listdir(found))  # noqa: PTH208 - names, not paths
        except OSError:
            return file
        found /= next((name for name in names if normalize("NFC", name) == part), part)
    return found


def open_regular(path: Path | str) -> FileIO:
    """Open a file to read it, unbuffered; raises OSError, in words, where it is no regular file."""
    return open(_open(path)[0], "rb", buffering=0)  # noqa: PTH123 - it is a number


def _open(path: Path | str) -> tuple[int, int]:
    """Return the number of an open file, and how many bytes it says it has."""
    flags = os.O_RDONLY | os.O_CLOEXEC | os.O_NOFOLLOW | os.O_NONBLOCK
    try:
        number = os.open(path, flags)
    except OSError as error:
        if error.errno in (errno.ELOOP, errno.EMLINK):
            raise OSError(error.errno, "it is a symbolic link", str(path)) from None
        raise
    status = os.fstat(number)
    if not stat.S_ISREG(status.st_mode):
        os.close(number)
        raise OSError(errno.EINVAL, "it is no regular file", str(path))
    return number, status.st_size


def read_regular(path: Path | str) -> bytes:
    """Return the bytes of a regular file; raises OSError as ``open_regular`` does."""
    number, size = _open(path)
    try:
        data = os.read(number, size + 1)
        if len(data) == size:
            return data
        parts = [data]
        while part := os.read(number, BLOCK):
            parts.append(part)
        return b"".join(parts)
    finally:
        os.close(number)


def read_text_file(path: Path) -> bytes:
    """Return the bytes of a source; raises OSError, also for a file larger than LARGEST_TEXT."""
    with open_regular(path) as file:
        data = file.read(SHORT_TEXT)
        while block := file.read(min(len(data), LARGEST_TEXT + 1 - len(data))):
            data += block
            if len(data) > LARGEST_TEXT:
                raise OSError(errno.EFBIG, f"it has over {LARGEST_TEXT:,} bytes", str(path))
    return data


def digest_bytes(data: bytes) -> str:
    """Return the digest by which sources are compared."""
    return blake2b(data, digest_size=16).hexdigest()


def digest_file(path: Path) -> str:
    """Return the digest of a file's content."""
    with open_regular(path) as file:
        return file_digest(file, partial(blake2b, digest_size=16)).hexdigest()
