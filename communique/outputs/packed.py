"""Packed files: text files compressed with gzip and Brotli, for hosts that send them so."""

import gzip
import sqlite3
from collections.abc import Callable, Iterable, Mapping
from importlib.metadata import version
from zlib import ZLIB_RUNTIME_VERSION

import brotli

from communique.model.output import Output
from communique.outputs.kind import Kind, Planned
from communique.settings import Settings

NAME = "packed"
LEAST = 1024
"""Bytes below which a file is sent in one packet of the network anyway."""

TEXTS = frozenset(
    "css csv htm html ics js json jsonl md mjs opml svg txt webmanifest xml".split()  # noqa: SIM905
)
"""Suffixes of what grows smaller; pictures, documents and the search's files are packed already."""

PACKERS: Mapping[str, Callable[[bytes], bytes]] = {
    "gz": lambda data: gzip.compress(data, 9, mtime=0),
    "br": lambda data: bytes(brotli.compress(data, quality=11)),
}
"""By suffix: the same bytes for the same bytes."""


def compress(suffix: str, data: bytes) -> bytes | None:
    """Return compressed bytes; None if they save too little."""
    if len(data) < LEAST:
        return None
    packed = PACKERS[suffix](data)
    return packed if len(packed) < len(data) else None


def siblings(settings: Settings, planned: Iterable[tuple[str, str]]) -> Planned:
    """Yield the siblings of outputs, also those of outputs to delete."""
    for path, reason in planned:
        for suffix in settings.precompress:
            stem = path.removesuffix(f".{suffix}")
            if _suffix(path).lower() in TEXTS:
                yield Output(f"{path}.{suffix}", NAME, path), reason
            elif stem != path and _suffix(stem).lower() in TEXTS:
                yield Output(path, NAME, stem), reason


def _suffix(path: str) -> str:
    return path.rpartition(".")[2]


def load(_db: sqlite3.Connection, settings: Settings, output: Output) -> str | None:
    """Return a sibling's encoding; None if PRECOMPRESS no longer has it."""
    suffix = _suffix(output.path)
    return suffix if suffix in settings.precompress else None


KIND = Kind(
    name=NAME,
    addresses=(),
    claimed=True,
    wanted=lambda settings: bool(settings.precompress),
    load=load,
    siblings=siblings,
    derive=lambda output, data: compress(_suffix(output.path), data),
    made_with=f"{ZLIB_RUNTIME_VERSION} {version('brotli')}",
)
