"""What a build has to make again of what stands beside releases and listings."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from communique.catalogue.assets import load_assets, read_assets
from communique.model.output import Output
from communique.outputs import assets

__all__ = ["dirty_assets"]

Planned = Iterator[tuple[Output, str]]


def dirty_assets(db: sqlite3.Connection, meta: dict[str, str]) -> Planned:
    """Yield files of the theme that pages name by another content now, or name no more."""
    before, now = set(read_assets(meta).items()), set(load_assets(db).items())
    for source, path in sorted(before ^ now):
        yield assets.output_of(source, path), f"{source.removeprefix('!')} changed"
