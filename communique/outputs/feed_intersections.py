"""FEED_INTERSECTIONS: feeds of two terms, ``en/countries/kazakhstan/kinds/statements/atom.xml``."""

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from itertools import product

from communique.catalogue.changes import Changed
from communique.catalogue.intersections import Pair, find_pairs, newest_of_both, renewed_of_both
from communique.catalogue.listings import find_listing
from communique.catalogue.renewals import editions_of
from communique.model.listing import ListingKey
from communique.model.output import Output
from communique.model.release import Release
from communique.outputs.feeds.entries import Feed, tag_uri, write_within
from communique.outputs.feeds.links import FORMATS
from communique.outputs.feeds.release_entries import ShownRelease, public_translations, show_release
from communique.outputs.kind import Kind, Planned
from communique.outputs.listing_feeds import RENEWED, WRITERS
from communique.outputs.media_types import feed_type
from communique.outputs.press.listing_names import listing_name
from communique.outputs.press.press import Press, Rendered
from communique.outputs.shown import Shown, paths_of, show
from communique.outputs.xml import plain
from communique.settings import Settings
from communique.values import dataclass

NAME = "intersection feed"


@dataclass(frozen=True, slots=True)
class ShownPair:
    """What a feed of two terms shows: their names, and the releases that have both."""

    names: tuple[str, str]
    releases: tuple[ShownRelease, ...]


def outputs_of(pair: Pair) -> list[Output]:
    """Return the feeds of two terms."""
    one, other = pair
    below = f"{one.url}{other.facet}/{other.slug}/"
    ref = f"{one.lang}|{one.facet}|{one.slug}|{other.facet}|{other.slug}"
    return [Output(f"{below}{name}", NAME, f"{ref}|{name}") for _, name, _ in FORMATS]


def parse(ref: str) -> tuple[Pair, str]:
    """Return the two terms of a ref, and the name of the format."""
    lang, facet, slug, other, second, name = ref.split("|")
    return (ListingKey(lang, facet, slug), ListingKey(lang, other, second)), name


def every(db: sqlite3.Connection, settings: Settings) -> Iterator[Output]:
    """Yield the feeds of every two terms that a release has, of the facets that are declared."""
    for facets in settings.subscribing.intersections:
        for lang in settings.languages:
            for pair in find_pairs(db, lang, facets):
                yield from outputs_of(pair)


def load(db: sqlite3.Connection, settings: Settings, output: Output) -> ShownPair | None:
    """Load the newest releases of both terms, and older ones that changed; None without any."""
    pair, _ = parse(output.ref)
    if (pair[0].facet, pair[1].facet) not in settings.subscribing.intersections:
        return None
    rows = newest_of_both(db, pair, settings.feed_items)
    if not rows or pair[0].lang not in settings.languages:
        return None
    known = {row.id for row in rows}
    rows += [row for row in renewed_of_both(db, pair, RENEWED) if row.id not in known]
    groups = editions_of(db, (row.release.group for row in rows))
    shown = (ShownRelease(row, b"", (), ()) for row in rows)
    releases = tuple(
        replace(each, editions=public_translations(each.row.release, groups, settings))
        for each in shown
    )
    listings = (find_listing(db, key) for key in pair)
    one, other = (listing.name if listing else "" for listing in listings)
    return ShownPair((one, other), releases)


def render(press: Press, output: Output, shown: ShownPair) -> Rendered:
    """Write the feed in the format of the output's name; it has summaries."""
    pair, name = parse(output.ref)
    settings, site = press.settings, press.settings.absolute_siteurl
    names = (listing_name(press, *each) for each in zip(pair, shown.names, strict=True))
    below = output.path.rpartition("/")[0]
    feed = Feed(
        id=tag_uri(settings.authority, f"feed/{below}"),
        lang=pair[0].lang,
        title=plain(" · ".join((press.sitename(pair[0].lang), *names))),
        site_url=f"{site}/{pair[0].url}",
        self_url=f"{site}/{output.path}",
        entries=tuple(show_release(press, each) for each in shown.releases),
        hub=settings.subscribing.hub,
    )
    return Rendered(write_within(WRITERS[name], feed))


def touched(db: sqlite3.Connection, settings: Settings, changed: Changed) -> Planned:
    """The feeds of the terms that a changed release has or had, or one with a new translation."""
    declared = settings.subscribing.intersections
    if not declared:
        return
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
    """Yield the feeds that name a term."""
    for facets in settings.subscribing.intersections:
        if key.facet in facets:
            for pair in find_pairs(db, key.lang, facets):
                if key in pair:
                    yield from outputs_of(pair)


def shows(db: sqlite3.Connection, settings: Settings, output: Output) -> Iterator[Shown]:
    """The releases that have both terms."""
    found = load(db, settings, output)
    yield from show(
        "the releases in it", paths_of(each.row for each in found.releases) if found else ()
    )


KIND = Kind(
    name=NAME,
    addresses=tuple(f"{{lang}}/{{facet}}/{{term}}/{{facet}}/{{term}}/{name}" for name in WRITERS),
    every=every,
    load=load,
    media_type=feed_type,
    render=render,
    touched=touched,
    shows=shows,
)
