"""robots.txt (RFC 9309): all may read all; where the sitemap is."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from communique.model.output import Output
from communique.outputs.kind import Kind
from communique.outputs.press.press import Press, Rendered
from communique.settings import Settings

NAME = "robots"


def every(_db: sqlite3.Connection, _settings: Settings) -> Iterator[Output]:
    """Yield the one file."""
    yield Output("robots.txt", NAME, "")


def load(_db: sqlite3.Connection, _settings: Settings, _output: Output) -> str:
    """Load nothing."""
    return ""


def render(press: Press, _output: Output, _shown: str) -> Rendered:
    """Write the file."""
    sitemap = f"{press.settings.absolute_siteurl}/sitemap.xml"
    return Rendered(f"User-agent: *\nAllow: /\n\nSitemap: {sitemap}\n".encode())


KIND = Kind(
    name=NAME,
    addresses=("robots.txt",),
    every=every,
    load=load,
    render=render,
)
