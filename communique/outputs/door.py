"""The front door, ``/``: the languages, and the newest headlines of each."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass

from communique.catalogue.listings import find_listing, newest
from communique.catalogue.releases import Row
from communique.model.listing import ALL, ListingKey
from communique.model.output import Kind, Output
from communique.outputs.press.press import Press, Rendered
from communique.outputs.press.views import Article
from communique.outputs.sharing.open_graph import as_tags, desk_of, share_page
from communique.settings import Settings
from communique.text.language import Language

__all__ = ["HEADLINES", "OUTPUT", "TEMPLATES", "every", "load", "render"]

TEMPLATES = ("door",)
OUTPUT = Output("index.html", Kind.DOOR, "")
HEADLINES = 5
"""How many headlines of each language the front door shows."""

Fronts = tuple[tuple[str, tuple[Row, ...]], ...]


@dataclass(frozen=True, slots=True)
class Front:
    """A language and its newest releases, as the template sees them.

    ``nothing`` says in the language that there are none.
    """

    language: Language
    articles: list[Article]
    nothing: str


def every(db: sqlite3.Connection, settings: Settings) -> Iterator[Output]:
    """Yield the front door."""
    del db, settings
    yield OUTPUT


def load(db: sqlite3.Connection, settings: Settings, output: Output) -> Fronts:
    """Load the newest headlines of every language."""
    del output
    fronts = []
    for lang in settings.languages:
        listing = find_listing(db, ListingKey(lang, ALL, ""))
        rows = newest(db, listing, HEADLINES) if listing else []
        fronts.append((lang, tuple(rows)))
    return tuple(fronts)


def render(press: Press, output: Output, shown: Fronts) -> Rendered:
    """Render ``door.html``."""
    fronts = [
        Front(
            press.languages[lang],
            [press.article(row) for row in rows],
            press.gettext(lang, "No releases yet."),
        )
        for lang, rows in shown
    ]
    lang = press.settings.default_lang
    desk = desk_of(press, lang)
    variables = {"fronts": fronts, "sharing": as_tags(share_page(desk, "", desk.name))}
    return press.render(TEMPLATES, lang, output.path, variables)
