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
from communique.outputs.press.views import Article
from communique.outputs.sharing.open_graph import as_tags, issuer_of, share_page
from communique.outputs.shown import Shown, paths_of, show
from communique.settings import Settings
from communique.text.language import Language
from communique.values import dataclass

NAME = "door"

TEMPLATES = ("door",)
OUTPUT = Output("index.html", NAME, "")
HEADLINES = 5
"""How many headlines of each language the front door shows."""

Fronts = tuple[tuple[str, tuple[Row, ...]], ...]


@dataclass(frozen=True, slots=True)
class Front:
    """A language, its newest releases, and in ``nothing`` its words for having none."""

    language: Language
    articles: list[Article]
    nothing: str
    corrected: str
    """What to say of a release that was corrected."""
    english: str
    """Attributes of an element with these words, where the language has no translation of them."""


def every(_db: sqlite3.Connection, _settings: Settings) -> Iterator[Output]:
    """Yield the front door."""
    yield OUTPUT


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
        Front(
            press.languages[lang],
            [press.article(row) for row in rows],
            press.gettext(lang, "No releases yet."),
            press.gettext(lang, "Corrected"),
            press.mark_english(lang),
        )
        for lang, rows in shown
    ]
    lang = press.settings.default_lang
    issuer = issuer_of(press, lang)
    variables = {"fronts": fronts, "sharing": as_tags(share_page(issuer, "", issuer.name))}
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
    every=every,
    load=load,
    render=render,
    templates=(TEMPLATES,),
    touched=touched,
    shows=shows,
)
