"""The page that a host shows for an address that is not there."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from communique.model.output import Kind, Output
from communique.outputs.press import Press, Rendered
from communique.settings import Settings

__all__ = ["TEMPLATES", "every", "load", "render"]

TEMPLATES = ("404",)


def every(db: sqlite3.Connection, settings: Settings) -> Iterator[Output]:
    """Yield the one page."""
    del db, settings
    yield Output("404.html", Kind.NOT_FOUND, "")


def load(db: sqlite3.Connection, settings: Settings, output: Output) -> str:
    """Load nothing: the page shows nothing of the archive."""
    del db, settings, output
    return ""


def render(press: Press, output: Output, shown: str) -> Rendered:
    """Render ``404.html`` in the default language; it is shown at any depth, so links are whole."""
    del shown
    variables = {"SITEURL": press.settings.siteurl}
    return press.render(TEMPLATES, press.settings.default_lang, output.path, variables)
