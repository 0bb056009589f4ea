"""The bytes of an output's file; it may have been changed, replaced or removed."""

import os
from hashlib import sha256
from pathlib import Path
from stat import S_ISREG

from communique.engine.look import stamp
from communique.opening import read_regular

BLOCK = 1 << 16


def read_in_place(path: str) -> tuple[str, str]:
    """Return digest and stamp of a regular file that does not change meanwhile; else two ""."""
    try:
        file = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError:
        return "", ""
    try:
        before, digest = os.fstat(file), sha256()
        if not S_ISREG(before.st_mode):
            return "", ""
        while block := os.read(file, BLOCK):
            digest.update(block)
        known = stamp(before)
        return (digest.hexdigest(), known) if stamp(os.fstat(file)) == known else ("", "")
    except OSError:
        return "", ""
    finally:
        os.close(file)


def recorded_bytes(file: Path, digest: str) -> bytes | None:
    """Return the bytes that are in place; None where they are not of this digest."""
    try:
        data = read_regular(file)
    except OSError:
        return None
    return data if sha256(data).hexdigest() == digest else None
