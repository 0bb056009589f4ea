"""The page that lists a language's feeds."""

import sqlite3
from itertools import groupby
from typing import Any

from communique.catalogue.changes import Changed
from communique.catalogue.events import newest_events
from communique.model.output import Output, page_file
from communique.model.term import Facet
from communique.outputs import calendars, feed_lists
from communique.outputs.feeds.links import feed_links
from communique.outputs.kind import Kind, Planned
from communique.outputs.press.listing_names import FACET_NAMES
from communique.outputs.press.press import Press, Rendered
from communique.outputs.sharing.open_graph import share_standing
from communique.settings import Settings

NAME = "subscribe"

TEMPLATES = ("subscribe",)

MOST = 300
"""How many terms of a facet the page names; if there are more, it leads to their index."""


Offer = tuple[feed_lists.Terms, bool]
"""What a language has feeds of: its terms by facet and name, and whether it has events."""


def output_of(lang: str) -> Output:
    """Return the output that a language's page is."""
    return Output(page_file(f"{lang}/subscribe/"), NAME, lang)


def load(db: sqlite3.Connection, settings: Settings, output: Output) -> Offer | None:
    """Load what a language has feeds of; None for a language that the site lost."""
    terms = feed_lists.load(db, settings, output)
    return None if terms is None else (terms, bool(newest_events(db, output.ref, 1)))


def render(press: Press, output: Output, shown: Offer) -> Rendered:
    """Render ``subscribe.html``: everything, corrections, the kinds, then the other facets."""
    lang = output.ref
    facets = {
        facet: tuple(_feeds(name, key.url) for name, key in terms)
        for facet, terms in groupby(shown[0], key=lambda term: term[1].facet)
    }
    subscribing = press.settings.subscribing
    variables = {
        "listing_feeds": [
            _feeds(press.gettext(lang, "Everything"), f"{lang}/"),
            _feeds(press.gettext(lang, "Corrections"), f"{lang}/corrections/"),
            *facets.pop(Facet.KIND.value, ()),
        ],
        "facet_feeds": [
            {
                "name": press.gettext(lang, FACET_NAMES[Facet(facet)]),
                "url": f"{lang}/{facet}/",
                "feeds": feeds if len(feeds) <= MOST else (),
            }
            for facet, feeds in facets.items()
        ],
        "feed_list": feed_lists.output_of(lang).path,
        "calendar": calendars.output_of(lang).path if shown[1] else "",
        "subscribe_form": subscribing.form,
        **share_standing(press, lang, "subscribe"),
    }
    return press.render(TEMPLATES, lang, output.path, variables)


def _feeds(name: str, url: str) -> dict[str, Any]:
    return {"name": name, "feeds": feed_links(url)}


def touched(_db: sqlite3.Connection, _settings: Settings, changed: Changed) -> Planned:
    """A language's page, where a term comes, goes or changes its name, or an event changes."""
    for change in changed.effects.listings:
        if change.key.is_term and change.is_another:
            yield output_of(change.key.lang), f"it shows {changed.sources}"
    for lang in sorted(changed.eventful):
        yield output_of(lang), "it leads to the calendar, where there is one"


KIND = Kind(
    name=NAME,
    addresses=("{lang}/subscribe/index.html",),
    every=lambda _db, settings: map(output_of, settings.languages),
    load=load,
    render=render,
    templates=(TEMPLATES,),
    touched=touched,
    shows=feed_lists.KIND.shows,
)
