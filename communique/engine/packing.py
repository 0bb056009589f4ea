"""Packed siblings: text outputs once more, as gzip and Brotli make them, for hosts to send as such.

They are planned with what they are made from, once that is planned, and made when it is staged.
"""

from __future__ import annotations

import gzip
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from importlib.metadata import version
from zlib import ZLIB_RUNTIME_VERSION

import brotli

from communique.catalogue.outputs import save_pending
from communique.model.output import Kind, Output
from communique.settings import Settings

__all__ = ["LEAST", "PACKED_BY", "pack", "plan_packed"]

LEAST = 1024
"""Bytes below which a file is sent in one packet of the network anyway."""

TEXTS = frozenset(
    {"css", "csv", "htm", "html", "ics", "js", "json", "md", "mjs", "svg", "txt", "webmanifest"}
    | {"xml"}
)
"""Suffixes of what grows smaller; pictures, documents and Pagefind's files are packed already."""

PACKERS: Mapping[str, Callable[[bytes], bytes]] = {
    "gz": lambda data: gzip.compress(data, 9, mtime=0),
    "br": lambda data: bytes(brotli.compress(data, quality=11)),
}
"""By suffix: the same bytes for the same bytes."""

PACKED_BY = f"{ZLIB_RUNTIME_VERSION} {version('brotli')}"


def pack(suffix: str, data: bytes) -> bytes | None:
    """Return packed bytes; None where that is not worth a file."""
    if len(data) < LEAST:
        return None
    packed = PACKERS[suffix](data)
    return packed if len(packed) < len(data) else None


def plan_packed(db: sqlite3.Connection, settings: Settings) -> None:
    """Plan the siblings of all that is planned, and what may be one where another output goes."""
    if not settings.precompress:
        return
    query = "SELECT path, reason FROM pending WHERE kind != ? ORDER BY id"
    save_pending(
        db,
        [
            (output, reason)
            for path, reason in db.execute(query, (Kind.PACKED,)).fetchall()
            for output in _siblings(settings, path)
        ],
    )


def _siblings(settings: Settings, path: str) -> Iterator[Output]:
    for suffix in settings.precompress:
        stem = path.removesuffix(f".{suffix}")
        if _is_text(path):
            yield Output(f"{path}.{suffix}", Kind.PACKED, path)
        elif stem != path and _is_text(stem):
            yield Output(path, Kind.PACKED, stem)


def _is_text(path: str) -> bool:
    return path.rpartition(".")[2].lower() in TEXTS
