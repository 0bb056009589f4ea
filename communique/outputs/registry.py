"""The list of all kinds of output, and questions to all of them."""

import sqlite3
from collections.abc import Callable, Iterator, Mapping
from heapq import merge
from operator import itemgetter

from communique.catalogue.addresses import MadeAddresses
from communique.model.output import Output
from communique.outputs import (
    archive,
    assets,
    brand_stylesheet,
    calendars,
    corrections,
    door,
    editions,
    feed_lists,
    listing_feeds,
    listings,
    media,
    news_sitemaps,
    notfound,
    ownership_mark,
    packed,
    pages,
    pdf,
    redirects,
    releases,
    robots,
    security,
    sitemaps,
    static,
    subscribe,
    term_indexes,
)
from communique.outputs.data import alternates, years
from communique.outputs.hosts import netlify
from communique.outputs.kind import Kind, Recipe
from communique.outputs.search import leaves as search_leaves
from communique.outputs.search import page as search_page
from communique.outputs.search import script as search_script
from communique.outputs.search import texts as search_texts
from communique.outputs.sharing import cards
from communique.outputs.shown import Shown
from communique.settings import Settings

KINDS: Mapping[str, Kind] = {
    kind.name: kind
    for kind in (
        releases.KIND,
        editions.KIND,
        pdf.KIND,
        pages.KIND,
        listings.KIND,
        listing_feeds.KIND,
        listing_feeds.ARCHIVE_KIND,
        feed_lists.KIND,
        corrections.KIND,
        corrections.FEEDS_KIND,
        calendars.KIND,
        alternates.KIND,
        years.KIND,
        years.PACKAGE_KIND,
        years.CHECKSUMS_KIND,
        term_indexes.KIND,
        archive.KIND,
        door.KIND,
        subscribe.KIND,
        search_page.KIND,
        notfound.KIND,
        sitemaps.KIND,
        news_sitemaps.KIND,
        cards.KIND,
        cards.RELEASE_KIND,
        assets.KIND,
        brand_stylesheet.KIND,
        netlify.KIND,
        security.KIND,
        robots.KIND,
        redirects.KIND,
        search_texts.KIND,
        search_leaves.KIND,
        search_leaves.INDEX_KIND,
        search_script.KIND,
        static.KIND,
        media.KIND,
        packed.KIND,
        ownership_mark.KIND,
    )
}
"""Every kind by its name, in the order in which outputs are made.

A catalogue may also hold names of kinds that another version of the code had.
"""


def made_addresses(settings: Settings) -> MadeAddresses:
    """Return the addresses that no source may claim."""
    kinds = (kind for kind in KINDS.values() if not kind.claimed)
    return MadeAddresses(settings, (shape for kind in kinds for shape in kind.addresses))


def kinds_of(settings: Settings) -> list[Kind]:
    """Return the kinds that the site has outputs of."""
    return [kind for kind in KINDS.values() if kind.wanted(settings)]


def names_of(has: Callable[[Kind], object]) -> list[str]:
    """Return the names of the kinds that have something."""
    return [name for name, kind in KINDS.items() if has(kind)]


def every_output(db: sqlite3.Connection, settings: Settings) -> Iterator[Output]:
    """Yield every output of the site that is known before it is made, those ``in_time`` first."""
    in_time = [kind.in_time(db, settings) for kind in kinds_of(settings) if kind.in_time]
    yield from (output for _, output in merge(*in_time, key=itemgetter(0)))
    for kind in kinds_of(settings):
        if kind.every:
            yield from kind.every(db, settings)


def is_there(db: sqlite3.Connection, settings: Settings, output: Output) -> bool:
    """Decide whether the site has an output that is planned or recorded."""
    kind = KINDS.get(output.kind)
    if kind is None or not kind.wanted(settings):
        return False
    return kind.load(db, settings, output) is not None


def find_shown(db: sqlite3.Connection, settings: Settings, output: Output) -> tuple[Shown, ...]:
    """Return all that an output shows, with its sources; none where it shows no source."""
    kind = KINDS.get(output.kind)
    return tuple(kind.shows(db, settings, output)) if kind and kind.shows else ()


def template_sets() -> list[Recipe]:
    """Return every choice of templates that some output is rendered with, sorted."""
    return sorted({recipe for kind in KINDS.values() for recipe in kind.templates})


def recipe(output: Output) -> Recipe:
    """Return the templates that an output may be rendered with; nothing if it uses no template."""
    kind = KINDS.get(output.kind)
    return kind.recipe(output) if kind else ()
