"""News sitemaps: each language's newest releases, as news search engines ask for them.

They want the releases of the last two days. A map of two days would change every hour, though
nobody edited anything. So a map holds a fixed number of releases, and search engines ignore the
older ones (decision 10).
"""

import sqlite3
from datetime import datetime

from lxml import etree

from communique.catalogue.listings import find_listing, newest
from communique.model.listing import ALL, ListingKey
from communique.model.output import Output
from communique.outputs.kind import of_each_language
from communique.outputs.press.press import Press, Rendered
from communique.outputs.xml import add, write_xml
from communique.text.language import find_language
from communique.text.locales import primary

SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
NEWS = "http://www.google.com/schemas/sitemap-news/0.9"
NEWEST = 100
"""How many releases a map holds; the extension allows 1,000."""

FILE = "news.xml"

Items = tuple[tuple[str, str, datetime, datetime], ...]


def has_map(db: sqlite3.Connection, lang: str) -> bool:
    """Decide whether a language has a map: whether it has releases."""
    return find_listing(db, ListingKey(lang, ALL, "")) is not None


def load(db: sqlite3.Connection, lang: str) -> Items | None:
    """Load address, title, date and last change of a language's newest releases; None for none."""
    listing = find_listing(db, ListingKey(lang, ALL, ""))
    if listing is None:
        return None
    found = (row.release for row in newest(db, listing, NEWEST))
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


KIND = of_each_language(
    "news sitemap",
    load,
    FILE,
    has=has_map,
    render=render,
    lists=lambda change: change.key.facet == ALL and change.has_new_among(NEWEST),
    says=f"the titles of the newest {NEWEST} releases",
)
