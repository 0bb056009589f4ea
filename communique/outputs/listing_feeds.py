"""The feeds of a listing, in RSS, Atom and JSON Feed: its newest releases, and its archive.

Two terms have feeds too, where FEED_INTERSECTIONS pairs their facets.

The feed itself has the newest releases, and after them older ones that changed: a subscriber who
reads it alone ends with what the whole list says. Of chosen listings each numbered page has feeds
as well, archive documents (RFC 5005), by which a subscriber goes back to the first release.
"""

import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import replace

from communique.catalogue.changes import Changed
from communique.catalogue.listings import (
    Listing,
    entries,
    every_page,
    find_listing,
    find_listings,
    newest,
)
from communique.catalogue.renewals import (
    is_among_newest,
    is_renewed,
    renewed_keys,
    renewed_releases,
)
from communique.model.listing import ALL, DATES, FRONT, ListingKey, keys_of, page_count, ranks_of
from communique.model.order import sort_key
from communique.model.output import Output, listing_ref, parse_listing_ref
from communique.outputs.feeds import atom, jsonfeed, rss
from communique.outputs.feeds.entries import Entry, Feed, tag_uri, write_within
from communique.outputs.feeds.release_entries import (
    ShownRelease,
    load_shown,
    show_release,
    with_translations,
)
from communique.outputs.kind import Kind, Planned
from communique.outputs.listings import FILTERED, SHAPES, has_feeds, missed_with_term
from communique.outputs.press.listing_names import listing_name
from communique.outputs.press.press import Press, Rendered
from communique.outputs.shown import Shown, paths_of, show
from communique.outputs.xml import plain
from communique.settings import Settings
from communique.values import dataclass

NAME = "feed"
ARCHIVE = "feed archive"

RENEWED = 50
"""How many older releases that changed a feed has."""

WRITERS = {"rss.xml": rss.write, "atom.xml": atom.write, "feed.json": jsonfeed.write}


@dataclass(frozen=True, slots=True)
class ShownFeed:
    """What a feed shows: releases, newest first; which page of how many it is."""

    key: ListingKey
    name: str
    releases: tuple[ShownRelease, ...]
    number: int = FRONT
    pages: int = 0


def has_archive(settings: Settings, key: ListingKey) -> bool:
    """Decide whether a listing's feeds can be walked to its first release."""
    return has_feeds(settings, key) and key.facet in settings.subscribing.archives


def outputs_of(settings: Settings, key: ListingKey, number: int = FRONT) -> list[Output]:
    """Return the feeds of a listing, or of one of its pages; nothing if it has no feeds."""
    if not has_feeds(settings, key):
        return []
    url, kind = key.page_url(number), NAME if number == FRONT else ARCHIVE
    part = "" if number == FRONT else f"{number}/"
    return [Output(f"{url}{name}", kind, listing_ref(key, f"{part}{name}")) for name in WRITERS]


def every(db: sqlite3.Connection, settings: Settings) -> Iterator[Output]:
    """Yield every listing's feeds; every language has a feed of everything."""
    for lang in settings.languages:
        yield from outputs_of(settings, ListingKey(lang, ALL, ""))
    for listing in find_listings(db):
        if listing.key.facet != ALL:
            yield from outputs_of(settings, listing.key)


def every_archive(db: sqlite3.Connection, settings: Settings) -> Iterator[tuple[str, Output]]:
    """Yield the feeds of every numbered page of the listings that are archived, oldest first."""
    for sort, key, number in every_page(db, settings.page_size):
        if number != FRONT and has_archive(settings, key):
            yield from ((sort, output) for output in outputs_of(settings, key, number))


def head_size(settings: Settings, key: ListingKey, count: int) -> int:
    """Return how many of its newest releases a listing's feed has.

    Where there are archive documents it has those that are on no numbered page: a walk meets each
    release once.
    """
    if not has_archive(settings, key):
        return settings.feed_items
    return len(ranks_of(FRONT, count, settings.page_size))


def _most(settings: Settings) -> int:
    """Return how many of its newest releases a feed has at most."""
    return max(settings.feed_items, 2 * settings.page_size)


def load(db: sqlite3.Connection, settings: Settings, output: Output) -> ShownFeed | None:
    """Load what a feed shows, or an archive document: the releases of a numbered page.

    A feed has the newest releases, and older ones that changed. None if it is not there any more.
    """
    key, part = parse_listing_ref(output.ref)
    number = int(part.partition("/")[0]) if output.kind == ARCHIVE else FRONT
    listing = find_listing(db, key) if has_feeds(settings, key) else None
    if listing is None:
        if key.facet != ALL or key.lang not in settings.languages:
            return None
        listing = Listing(0, key, "", 0)
    pages = page_count(listing.count, settings.page_size) if has_archive(settings, key) else 0
    if number > pages:
        return None
    if number == FRONT:
        rows = newest(db, listing, head_size(settings, key, listing.count))
        known = {row.id for row in rows}
        rows += [row for row in renewed_releases(db, key, RENEWED) if row.id not in known]
    else:
        rows = entries(db, listing, ranks_of(number, listing.count, settings.page_size))[::-1]
    found = load_shown(db, settings, rows, whole=key.facet in settings.subscribing.whole)
    if number == FRONT:
        found = with_translations(db, settings, found)
    return ShownFeed(key, listing.name, found, number, pages)


def render(press: Press, output: Output, shown: ShownFeed) -> Rendered:
    """Write the feed in the format of the output's name; every address in it is absolute."""
    key = shown.key
    feed = make_feed(
        press,
        output,
        key.lang,
        () if key.facet == ALL else (listing_name(press, key, shown.name),),
        tuple(show_release(press, each) for each in shown.releases),
    )
    site, name = press.settings.absolute_siteurl, output.path.rpartition("/")[2]
    if key.is_filter:  # there may be no page of both
        feed = replace(feed, site_url=f"{site}/{key.parts[0].url}")
    older = shown.pages if shown.number == FRONT else shown.number - 1
    feed = replace(feed, older=f"{site}/{key.page_url(older)}{name}" if older else "")
    if shown.number != FRONT:
        newer = shown.number + 1 if shown.number < shown.pages else 0
        feed = replace(
            feed,
            id=tag_uri(press.settings.authority, f"feed/{key.url.rstrip('/')}"),
            current=f"{site}/{key.url}{name}",
            newer=f"{site}/{key.page_url(newer)}{name}" if newer else "",
            hub="",
        )
    return write_feed(output, feed)


def make_feed(
    press: Press, output: Output, lang: str, names: Iterable[str], entries: tuple[Entry, ...]
) -> Feed:
    """Return the feed of the page that is in its folder; ``names`` follow SITENAME in its title."""
    settings, site = press.settings, press.settings.absolute_siteurl
    folder = output.path.rpartition("/")[0]
    return Feed(
        id=tag_uri(settings.authority, f"feed/{folder}"),
        lang=lang,
        title=plain(" · ".join((press.sitename(lang), *names))),
        site_url=f"{site}/{folder}/",
        self_url=f"{site}/{output.path}",
        entries=entries,
        hub=settings.subscribing.hub,
    )


def write_feed(output: Output, feed: Feed) -> Rendered:
    """Write a feed in the format of the output's name."""
    return Rendered(write_within(WRITERS[output.path.rpartition("/")[2]], feed))


def touched(db: sqlite3.Connection, settings: Settings, changed: Changed) -> Planned:
    """The feeds of a listing whose newest releases changed, or look different.

    Also all feeds of a release that changed after its Date, and the feeds of a release if one of
    its translations was added, removed or moved.
    """
    why = f"it shows {changed.sources}"
    for change in changed.effects.listings:
        # On the front of a list whose pages are archived every release that comes or goes shows.
        moved = change.moved and has_archive(settings, change.key)
        if moved or change.has_new_among(_most(settings)):
            yield from ((output, why) for output in outputs_of(settings, change.key))
    for release, reason in changed.sides:
        for key in renewed_keys(release) if is_renewed(release) else ():
            yield from ((output, reason) for output in outputs_of(settings, key))
    for release in changed.effects.translations:
        sort = sort_key(release)
        for key in keys_of(release):
            shown = is_renewed(release) or (
                key.facet != DATES and is_among_newest(db, key, sort, _most(settings))
            )
            yield from ((output, why) for output in outputs_of(settings, key) if shown)


def touched_archive(_db: sqlite3.Connection, settings: Settings, changed: Changed) -> Planned:
    """The archive documents of pages that show another release, or another text."""
    for change in changed.effects.listings:
        if has_archive(settings, change.key):
            pages = change.dirty_pages(settings.page_size)
            pages |= change.retexted_pages(settings.page_size)
            for number in sorted(pages - {FRONT}):
                for output in outputs_of(settings, change.key, number):
                    yield output, f"it shows {changed.sources}"


def shows(db: sqlite3.Connection, settings: Settings, output: Output) -> Iterator[Shown]:
    """The releases in a feed or an archive document, and what they link to."""
    feed = load(db, settings, output)
    found = feed.releases if feed else ()
    yield from show("the releases in it", paths_of(shown.row for shown in found))
    links = dict.fromkeys(link for shown in found for link, _ in shown.urls)
    yield from show("what their texts link to", links)


KIND = Kind(
    name=NAME,
    missed=missed_with_term,
    addresses=tuple(f"{shape}{name}" for shape in (*SHAPES, *FILTERED) for name in WRITERS),
    every=every,
    load=load,
    shared=lambda output: output.path.rpartition("/")[0],  # each format shows the same
    render=render,
    touched=touched,
    shows=shows,
)

ARCHIVE_KIND = Kind(
    name=ARCHIVE,
    addresses=tuple(f"{shape}page/{{number}}/{name}" for shape in SHAPES for name in WRITERS),
    wanted=lambda settings: bool(settings.subscribing.archives),
    in_time=every_archive,
    load=load,
    shared=lambda output: output.path.rpartition("/")[0],
    render=render,
    touched=touched_archive,
    shows=shows,
)
