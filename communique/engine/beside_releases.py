"""What a build has to make again of what stands beside releases and listings."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from communique.catalogue.assets import load_assets, read_assets
from communique.model.output import Output
from communique.outputs import assets
from communique.outputs.hosts import pages as hosts
from communique.settings import Settings

__all__ = ["dirty_assets"]

Planned = Iterator[tuple[Output, str]]


def dirty_assets(db: sqlite3.Connection, settings: Settings, meta: dict[str, str]) -> Planned:
    """Yield files of the theme that pages name by another content now, or name no more.

    A host is told anew which of them may be kept for good.
    """
    before, now = set(read_assets(meta).items()), set(load_assets(db).items())
    for source, path in sorted(before ^ now):
        yield assets.output_of(source, path), f"{source.removeprefix('!')} changed"
        for output in hosts.outputs_of(settings, hosts.HEADERS):
            yield output, f"{source.removeprefix('!')} changed"
