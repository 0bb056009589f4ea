"""The front door, ``/``: each language with its newest headlines."""

import sqlite3
from collections.abc import Iterator

from communique.catalogue.changes import Changed
from communique.catalogue.listings import find_listing, newest
from communique.catalogue.releases import Row
from communique.model.listing import ALL, ListingKey
from communique.model.output import Output
from communique.outputs.kind import Kind, Planned
from communique.outputs.press.press import Press, Rendered
from communique.outputs.sharing.open_graph import share_page
from communique.outputs.shown import Shown, paths_of, show
from communique.settings import Settings

NAME = "door"

TEMPLATES = ("door",)
OUTPUT = Output("index.html", NAME, "")
HEADLINES = 5
"""How many headlines of each language the front door shows."""

Fronts = tuple[tuple[str, tuple[Row, ...]], ...]


def load(db: sqlite3.Connection, settings: Settings, _output: Output) -> Fronts:
    """Load the newest headlines of every language."""
    fronts = []
    for lang in settings.languages:
        listing = find_listing(db, ListingKey(lang, ALL, ""))
        rows = newest(db, listing, HEADLINES) if listing else []
        fronts.append((lang, tuple(rows)))
    return tuple(fronts)


def render(press: Press, output: Output, shown: Fronts) -> Rendered:
    """Render ``door.html``."""
    fronts = [
        {
            "language": press.languages[lang],
            "articles": [press.article(row) for row in rows],
            "nothing": press.gettext(lang, "No releases yet."),
            "corrected": press.gettext(lang, "Corrected"),
            # Of an element with these words, where the language has no translation of them.
            "english": press.mark_english(lang),
        }
        for lang, rows in shown
    ]
    lang = press.settings.default_lang
    variables = {"fronts": fronts, "sharing": share_page(press, lang, "")}
    return press.render(TEMPLATES, lang, output.path, variables)


def touched(_db: sqlite3.Connection, _settings: Settings, changed: Changed) -> Planned:
    """The front door, if a language's newest releases changed or look different."""
    for change in changed.effects.listings:
        shown = change.recarded + change.retexted
        newest = any(rank >= change.new_count - HEADLINES for rank in shown)
        if change.key.facet == ALL and (change.moved or newest):
            yield OUTPUT, f"it shows {changed.sources}"


def shows(db: sqlite3.Connection, settings: Settings, output: Output) -> Iterator[Shown]:
    """The newest releases of each language."""
    for lang, rows in load(db, settings, output):
        yield from show(f"the newest {HEADLINES} headlines in {lang}", paths_of(rows))


KIND = Kind(
    name=NAME,
    addresses=("index.html",),
    every=lambda _db, _settings: iter((OUTPUT,)),
    load=load,
    render=render,
    templates=(TEMPLATES,),
    touched=touched,
    shows=shows,
)
