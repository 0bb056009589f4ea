"""FEED_INTERSECTIONS: feeds of two terms, ``en/countries/kazakhstan/kinds/statements/atom.xml``."""

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from itertools import product

from communique.catalogue.changes import Changed
from communique.catalogue.intersections import Pair, find_pairs, newest_of_both, renewed_of_both
from communique.catalogue.listings import find_listing
from communique.model.listing import ListingKey
from communique.model.output import Output
from communique.model.release import Release
from communique.outputs.feeds.release_entries import (
    ShownRelease,
    load_shown,
    show_release,
    with_translations,
)
from communique.outputs.kind import Kind, Planned
from communique.outputs.listing_feeds import RENEWED, WRITERS, make_feed, write_feed
from communique.outputs.press.listing_names import listing_name
from communique.outputs.press.press import Press, Rendered
from communique.outputs.shown import Shown, paths_of, show
from communique.settings import Settings

NAME = "intersection feed"


ShownPair = tuple[tuple[str, str], tuple[ShownRelease, ...]]
"""What a feed of two terms shows: their names, and the releases that have both."""


def outputs_of(pair: Pair) -> list[Output]:
    """Return the feeds of two terms."""
    one, other = pair
    below = f"{one.url}{other.facet}/{other.slug}/"
    ref = f"{one.lang}|{one.facet}|{one.slug}|{other.facet}|{other.slug}"
    return [Output(f"{below}{name}", NAME, f"{ref}|{name}") for name in WRITERS]


def parse(ref: str) -> Pair:
    """Return the two terms of a ref."""
    lang, facet, slug, other, second, _ = ref.split("|")
    return ListingKey(lang, facet, slug), ListingKey(lang, other, second)


def every(db: sqlite3.Connection, settings: Settings) -> Iterator[Output]:
    """Yield the feeds of every two terms that a release has, of the facets that are declared."""
    for facets in settings.subscribing.intersections:
        for lang in settings.languages:
            for pair in find_pairs(db, lang, facets):
                yield from outputs_of(pair)


def load(db: sqlite3.Connection, settings: Settings, output: Output) -> ShownPair | None:
    """Load the newest releases of both terms, and older ones that changed; None without any."""
    pair = parse(output.ref)
    if (pair[0].facet, pair[1].facet) not in settings.subscribing.intersections:
        return None
    rows = newest_of_both(db, pair, settings.feed_items)
    if not rows or pair[0].lang not in settings.languages:
        return None
    known = {row.id for row in rows}
    rows += [row for row in renewed_of_both(db, pair, RENEWED) if row.id not in known]
    releases = with_translations(db, settings, load_shown(db, settings, rows))
    listings = (find_listing(db, key) for key in pair)
    one, other = (listing.name if listing else "" for listing in listings)
    return (one, other), releases


def render(press: Press, output: Output, shown: ShownPair) -> Rendered:
    """Write the feed in the format of the output's name; it has summaries."""
    pair = parse(output.ref)
    names = (listing_name(press, *each) for each in zip(pair, shown[0], strict=True))
    entries = tuple(show_release(press, each) for each in shown[1])
    feed = make_feed(press, output, pair[0].lang, names, entries)
    # There may be no page of both.
    site = press.settings.absolute_siteurl
    return write_feed(output, replace(feed, site_url=f"{site}/{pair[0].url}"))


def touched(db: sqlite3.Connection, settings: Settings, changed: Changed) -> Planned:
    """The feeds of the terms that a changed release has or had, or one with a new translation."""
    declared = settings.subscribing.intersections
    why = f"it shows {changed.sources}"
    sides = [release for release, _ in changed.sides]
    for release in (*sides, *changed.effects.translations):
        for output in _of_release(release, declared):
            yield output, why
    for listing in changed.effects.listings:
        if listing.renamed and listing.new_count:
            yield from ((output, why) for output in _of_term(db, listing.key, settings))


def _of_release(release: Release, declared: tuple[tuple[str, str], ...]) -> Iterator[Output]:
    keys = [ListingKey(release.lang, term.facet.value, term.slug) for term in release.terms]
    for pair in product(keys, keys):
        if (pair[0].facet, pair[1].facet) in declared:
            yield from outputs_of(pair)


def _of_term(db: sqlite3.Connection, key: ListingKey, settings: Settings) -> Iterator[Output]:
    for facets in settings.subscribing.intersections:
        if key.facet in facets:
            for pair in find_pairs(db, key.lang, facets):
                if key in pair:
                    yield from outputs_of(pair)


def shows(db: sqlite3.Connection, settings: Settings, output: Output) -> Iterator[Shown]:
    """The releases that have both terms."""
    found = load(db, settings, output)
    yield from show("the releases in it", paths_of(each.row for each in found[1]) if found else ())


KIND = Kind(
    name=NAME,
    addresses=tuple(f"{{lang}}/{{facet}}/{{term}}/{{facet}}/{{term}}/{name}" for name in WRITERS),
    wanted=lambda settings: bool(settings.subscribing.intersections),
    every=every,
    load=load,
    render=render,
    touched=touched,
    shows=shows,
)
