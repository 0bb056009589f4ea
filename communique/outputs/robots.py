"""robots.txt (RFC 9309): everybody may read everything; a newsroom may publish its own."""

import sqlite3

from communique.catalogue.changes import Changed
from communique.catalogue.known_sources import static_sources
from communique.model.output import Output
from communique.outputs.kind import Kind, Planned
from communique.outputs.press.press import Press, Rendered
from communique.settings import Settings

NAME = "robots"
OUTPUT = Output("robots.txt", NAME, "")


def _is_own(db: sqlite3.Connection, settings: Settings) -> bool:
    """Whether a static file is published at that address, by EXTRA_PATH_METADATA or its place."""
    published = (settings.published_path(source) for source, _ in static_sources(db))
    return OUTPUT.path in published


def load(db: sqlite3.Connection, settings: Settings, _output: Output) -> str | None:
    """Load nothing; None where the newsroom has a file of its own."""
    return None if _is_own(db, settings) else ""


def render(press: Press, _output: Output, _shown: str) -> Rendered:
    """Write the file."""
    sitemap = f"{press.settings.absolute_siteurl}/sitemap.xml"
    return Rendered(f"User-agent: *\nAllow: /\n\nSitemap: {sitemap}\n".encode())


def touched(db: sqlite3.Connection, settings: Settings, changed: Changed) -> Planned:
    """The file, if the newsroom's own was deleted."""
    files = [path for path in changed.files if settings.published_path(path) == OUTPUT.path]
    if files and not _is_own(db, settings):
        yield OUTPUT, f"{files[0]} went"


KIND = Kind(
    name=NAME,
    addresses=("robots.txt",),
    every=lambda db, settings: iter(() if _is_own(db, settings) else (OUTPUT,)),
    load=load,
    render=render,
    touched=touched,
)
