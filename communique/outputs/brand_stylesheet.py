"""The stylesheet with a newsroom's own colours, named by its content."""

import sqlite3
from collections.abc import Iterator

from communique.model.output import Output
from communique.outputs.kind import Kind
from communique.outputs.press.brand_view import stylesheet_of
from communique.outputs.press.press import render_bytes
from communique.settings import Settings

NAME = "brand"


def every(_db: sqlite3.Connection, settings: Settings) -> Iterator[Output]:
    """Yield the one file; none where BRAND has no colours."""
    if sheet := stylesheet_of(settings):
        yield Output(sheet[0], NAME, "")


def load(_db: sqlite3.Connection, settings: Settings, output: Output) -> bytes | None:
    """Load the stylesheet; None for one of other colours."""
    sheet = stylesheet_of(settings)
    return sheet[1] if sheet and sheet[0] == output.path else None


KIND = Kind(
    name=NAME,
    addresses=("{theme}/css/brand.{name}",),
    every=every,
    load=load,
    render=render_bytes,
)
