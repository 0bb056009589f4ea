"""The feeds of a listing: its newest releases, in RSS, Atom and JSON Feed."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from urllib.parse import quote

from communique.catalogue.changes import Changed
from communique.catalogue.links import link_urls
from communique.catalogue.listings import Listing, find_listing, find_listings, newest
from communique.catalogue.releases import Row, bodies, unpack
from communique.model.listing import ALL, ListingKey
from communique.model.output import Output, listing_ref, parse_listing_ref
from communique.model.release import Media, Release
from communique.model.value import Value
from communique.outputs.feeds import atom, jsonfeed, rss
from communique.outputs.feeds.entries import Enclosure, Entry, Feed, entry_id, tag_uri
from communique.outputs.feeds.links import FORMATS
from communique.outputs.kind import Kind, Planned
from communique.outputs.listings import SHAPES, has_feeds, missed_with_term
from communique.outputs.media_types import FEEDS, media_type
from communique.outputs.press.corrections import corrections_in_words
from communique.outputs.press.media_views import document_language
from communique.outputs.press.names import listing_name
from communique.outputs.press.press import Press, Rendered
from communique.outputs.press.views import absolute_links, resolve_links
from communique.outputs.shown import Shown, paths_of, show
from communique.settings import Settings

NAME = "feed"

WRITERS = {"rss.xml": rss.write, "atom.xml": atom.write, "feed.json": jsonfeed.write}


@dataclass(frozen=True, slots=True)
class ShownFeed(Value):
    """What a feed shows: releases, newest first, with their bodies and the links in them."""

    key: ListingKey
    name: str
    releases: tuple[tuple[Row, bytes, dict[str, str]], ...]


def outputs_of(key: ListingKey) -> list[Output]:
    """Return the outputs that a listing's feeds are; none where it has none."""
    if not has_feeds(key):
        return []
    return [Output(f"{key.url}{name}", NAME, listing_ref(key, name)) for _, name, _ in FORMATS]


def every(db: sqlite3.Connection, settings: Settings) -> Iterator[Output]:
    """Yield every listing's feeds; every language has a feed of everything."""
    for lang in settings.languages:
        yield from outputs_of(ListingKey(lang, ALL, ""))
    for listing in find_listings(db):
        if listing.key.facet != ALL:
            yield from outputs_of(listing.key)


def load(db: sqlite3.Connection, settings: Settings, output: Output) -> ShownFeed | None:
    """Load a listing's newest releases; None if the listing is not there any more."""
    key, _ = parse_listing_ref(output.ref)
    listing = find_listing(db, key)
    if listing is None:
        if key.facet != ALL or key.lang not in settings.languages:
            return None
        listing = Listing(0, key, "", 0)
    rows = newest(db, listing, settings.feed_items)
    texts = bodies(db, [row.id for row in rows])
    shown = ((row, texts[row.id], link_urls(db, settings, row.release)) for row in rows)
    return ShownFeed(key, listing.name, tuple(shown))


def render(press: Press, output: Output, shown: ShownFeed) -> Rendered:
    """Write the feed in the format of the output's name; every address in it is absolute."""
    key, name = parse_listing_ref(output.ref)
    site = press.settings.absolute_siteurl
    title = press.sitename(key.lang)
    if key.facet != ALL:
        title = f"{title} · {listing_name(press, key, shown.name)}"
    feed = Feed(
        id=tag_uri(press.settings.authority, f"feed/{key.url.rstrip('/')}"),
        lang=key.lang,
        title=title,
        site_url=f"{site}/{key.url}",
        self_url=f"{site}/{output.path}",
        entries=tuple(
            _with_notes(
                press,
                row.release,
                _entry(press.settings.authority, site, row.text, body, tuple(sorted(urls.items()))),
            )
            for row, body, urls in shown.releases
        ),
    )
    return Rendered(WRITERS[name](feed))


def _with_notes(press: Press, release: Release, entry: Entry) -> Entry:
    """Return an entry whose text begins with what was corrected in it."""
    notes = corrections_in_words(press, release)
    return replace(entry, html=f"{notes}{entry.html}") if notes else entry


@lru_cache(maxsize=1024)
def _entry(
    authority: str, site: str, text: str, body: bytes, urls: tuple[tuple[str, str], ...]
) -> Entry:
    """Return a release as an entry; it stands in many feeds, in three formats each."""
    release = Row(0, text).release
    url = f"{site}/{release.url}"
    html = resolve_links(unpack(body), release.path, dict(urls), site)
    return Entry(
        id=entry_id(authority, release),
        lang=release.lang,
        title=release.title,
        url=url,
        published=release.date,
        updated=release.updated,
        summary=release.summary,
        html=absolute_links(html, url),
        authors=tuple(term.name for term in release.terms if term.facet == "authors"),
        categories=tuple(
            term.name for term in release.terms if term.facet in ("kinds", "tags", "countries")
        ),
        enclosures=tuple(_enclosure(site, release, media) for media in release.attachments),
        image=f"{url}{quote(release.image.name)}" if release.image else "",
    )


def _enclosure(site: str, release: Release, media: Media) -> Enclosure:
    return Enclosure(
        url=f"{site}/{release.url}{quote(media.name)}",
        type=media_type(media.name),
        size=media.size,
        title=media.title,
        lang=document_language(media.name),
    )


def touched(_db: sqlite3.Connection, settings: Settings, changed: Changed) -> Planned:
    """The feeds of a listing whose newest releases changed, or look different."""
    for change in changed.effects.listings:
        if change.has_new_among(settings.feed_items):
            for output in outputs_of(change.key):
                yield output, f"it shows {changed.sources}"


def shows(db: sqlite3.Connection, settings: Settings, output: Output) -> Iterator[Shown]:
    """The releases in the feed, and what they link to."""
    feed = load(db, settings, output)
    found = feed.releases if feed else ()
    yield from show("the newest releases, whole", paths_of(row for row, _, _ in found))
    links = dict.fromkeys(link for _, _, urls in found for link in urls)
    yield from show("what their texts link to", links)


KIND = Kind(
    name=NAME,
    missed=missed_with_term,
    addresses=tuple(f"{shape}{name}" for shape in SHAPES for name in WRITERS),
    every=every,
    load=load,
    media_type=lambda path: FEEDS[path.rpartition("/")[2]],
    render=render,
    touched=touched,
    shows=shows,
)
