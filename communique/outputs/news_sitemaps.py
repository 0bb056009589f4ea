"""News sitemaps: each language's newest releases, as news search engines ask for them.

They want the releases of the last two days. A map of two days would change every hour, though
nobody edited anything. So a map holds a fixed number of releases, and search engines ignore the
older ones (decision 10).
"""

import sqlite3
from collections.abc import Iterator
from datetime import datetime

from lxml import etree

from communique.catalogue.changes import Changed
from communique.catalogue.listings import find_listing, newest
from communique.model.listing import ALL, ListingKey
from communique.model.output import Output
from communique.outputs.kind import Kind, Planned
from communique.outputs.press.press import Press, Rendered
from communique.outputs.shown import filed
from communique.outputs.xml import add, write_xml
from communique.settings import Settings
from communique.text.language import find_language
from communique.text.locales import primary

NAME = "news sitemap"

SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
NEWS = "http://www.google.com/schemas/sitemap-news/0.9"
NEWEST = 100
"""How many releases a map holds; the extension allows 1,000."""

Items = tuple[tuple[str, str, datetime, datetime], ...]


def output_of(lang: str) -> Output:
    """Return a language's map."""
    return Output(f"{lang}/news.xml", NAME, lang)


def every(db: sqlite3.Connection, settings: Settings) -> Iterator[Output]:
    """Yield the map of every language that has releases."""
    for lang in settings.languages:
        if find_listing(db, ListingKey(lang, ALL, "")):
            yield output_of(lang)


def load(db: sqlite3.Connection, settings: Settings, output: Output) -> Items | None:
    """Load address, title, date and last change of a language's newest releases, or None."""
    listing = find_listing(db, ListingKey(output.ref, ALL, ""))
    if listing is None or output.ref not in settings.languages:
        return None
    rows = newest(db, listing, NEWEST)
    found = (row.release for row in rows)
    return tuple((each.url, each.title, each.date, each.updated) for each in found)


def render(press: Press, output: Output, shown: Items) -> Rendered:
    """Write the map; every address is whole."""
    site, lang = press.settings.absolute_siteurl, output.ref
    root = etree.Element(f"{{{SITEMAP}}}urlset", nsmap={None: SITEMAP, "news": NEWS})  # type: ignore[dict-item]
    for url, title, date, updated in shown:
        element = add(root, f"{{{SITEMAP}}}url")
        add(element, f"{{{SITEMAP}}}loc", f"{site}/{url}")
        add(element, f"{{{SITEMAP}}}lastmod", updated.isoformat())
        news = add(element, f"{{{NEWS}}}news")
        publication = add(news, f"{{{NEWS}}}publication")
        add(publication, f"{{{NEWS}}}name", press.sitename(lang))
        add(publication, f"{{{NEWS}}}language", find_language(lang).news_code or primary(lang))
        add(news, f"{{{NEWS}}}publication_date", date.isoformat())
        add(news, f"{{{NEWS}}}title", title)
    return Rendered(write_xml(root))


def touched(_db: sqlite3.Connection, _settings: Settings, changed: Changed) -> Planned:
    """A language's map, when its newest releases changed or look different."""
    for change in changed.effects.listings:
        if change.key.facet == ALL and change.has_new_among(NEWEST):
            yield output_of(change.key.lang), f"it shows {changed.sources}"


KIND = Kind(
    name=NAME,
    addresses=("{lang}/news.xml",),
    every=every,
    load=load,
    render=render,
    touched=touched,
    shows=lambda db, _settings, output: filed(
        db, f"the titles of the newest {NEWEST} releases", output.ref
    ),
)
