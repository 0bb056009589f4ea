"""The page that lists a language's feeds."""

from __future__ import annotations

import sqlite3
from itertools import groupby

from communique.catalogue.changes import Changed
from communique.catalogue.events import newest_events
from communique.catalogue.listings import find_listings
from communique.model.listing import ALL, ListingKey
from communique.model.output import Output, page_file
from communique.model.term import Facet
from communique.outputs import calendars, corrections, feed_lists
from communique.outputs.feeds.links import FeedLink, feed_links
from communique.outputs.kind import Kind, Planned
from communique.outputs.press.listing_names import FACET_NAMES
from communique.outputs.press.press import Alternate, Press, Rendered
from communique.outputs.sharing.open_graph import as_tags, issuer_of, share_page
from communique.settings import Settings
from communique.values import dataclass

NAME = "subscribe"

TEMPLATES = ("subscribe",)
FACETS = [facet.value for facet in Facet]


MOST = 300
"""How many terms of a facet the page names; if there are more, it leads to their index."""


@dataclass(frozen=True, slots=True)
class Offer:
    """What a language has feeds of: its terms by facet and name, and whether it has events."""

    terms: tuple[tuple[str, ListingKey], ...]
    events: bool


@dataclass(frozen=True, slots=True)
class FacetFeeds:
    """A facet's name, the address of its index, and the feeds of its terms; none of too many."""

    name: str
    url: str
    feeds: tuple[ListingFeeds, ...]


@dataclass(frozen=True, slots=True)
class ListingFeeds:
    """A listing's name and feeds."""

    name: str
    feeds: tuple[FeedLink, ...]


def output_of(lang: str) -> Output:
    """Return the output that a language's page is."""
    return Output(page_file(f"{lang}/subscribe/"), NAME, lang)


def load(db: sqlite3.Connection, settings: Settings, output: Output) -> Offer | None:
    """Load what a language has feeds of; None for a language that the site lost."""
    lang = output.ref
    if lang not in settings.languages:
        return None
    found = ((each.name, each.key) for each in find_listings(db, lang))
    terms = sorted(
        (each for each in found if each[1].is_term),
        key=lambda each: (FACETS.index(each[1].facet), each[0].casefold(), each[1].slug),
    )
    return Offer(tuple(terms), bool(newest_events(db, lang, 1)))


def render(press: Press, output: Output, shown: Offer) -> Rendered:
    """Render ``subscribe.html``: everything, corrections, the kinds, then the other facets."""
    lang = output.ref
    everything = ListingFeeds(
        press.gettext(lang, "Everything"), feed_links(ListingKey(lang, ALL, ""))
    )
    titles = {code: press.gettext(code, "Subscribe") for code in press.languages}
    facets = {
        facet: tuple(ListingFeeds(name, feed_links(key)) for name, key in terms)
        for facet, terms in groupby(shown.terms, key=lambda term: term[1].facet)
    }
    subscribing = press.settings.subscribing
    variables = {
        "listing_feeds": [
            everything,
            ListingFeeds(press.gettext(lang, "Corrections"), corrections.feeds_of(lang)),
            *facets.pop(Facet.KIND.value, ()),
        ],
        "facet_feeds": [
            FacetFeeds(
                press.gettext(lang, FACET_NAMES[Facet(facet)]),
                f"{lang}/{facet}/",
                feeds if len(feeds) <= MOST else (),
            )
            for facet, feeds in facets.items()
        ],
        "feed_list": feed_lists.output_of(lang).path,
        "calendar": calendars.output_of(lang).path if shown.events else "",
        "subscribe_form": subscribing.form,
        "sharing": as_tags(share_page(issuer_of(press, lang), f"{lang}/subscribe/", titles[lang])),
    } | press.editions(Alternate(code, f"{code}/subscribe/", titles[code]) for code in titles)
    return press.render(TEMPLATES, lang, output.path, variables)


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
