"""Sitemaps (sitemaps.org 0.9): an index, a map a language of what stays, a map a month of releases.

A release touches its month's map and the index, whatever the size of the archive.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime

from lxml import etree

from communique.catalogue.codec import load_release
from communique.catalogue.listings import find_listings
from communique.catalogue.pages import find_pages
from communique.model.listing import ALL, DATES
from communique.model.output import Kind, Output
from communique.outputs import news_sitemaps
from communique.outputs.press import Press, Rendered
from communique.outputs.xml import add, write_xml
from communique.settings import Settings

__all__ = ["INDEX", "every", "load", "month_map", "render", "standing_map"]

NAMESPACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
INDEX = Output("sitemap.xml", Kind.SITEMAP, "")

Locations = tuple[tuple[str, datetime | None], ...]


def standing_map(lang: str) -> Output:
    """Return the map of a language's pages and terms."""
    return Output(f"{lang}/sitemap.xml", Kind.SITEMAP, lang)


def month_map(month: str) -> Output:
    """Return the map of a month's releases; ``month`` is like ``en/2019/06``."""
    return Output(f"{month}/sitemap.xml", Kind.SITEMAP, month)


def _months(db: sqlite3.Connection) -> list[str]:
    query = "SELECT lang, slug FROM listing WHERE facet = ? AND slug LIKE '____/__' ORDER BY 1, 2"
    return [f"{lang}/{slug}" for lang, slug in db.execute(query, (DATES,))]


def every(db: sqlite3.Connection, settings: Settings) -> Iterator[Output]:
    """Yield the index and every map."""
    yield INDEX
    yield from map(standing_map, settings.languages)
    yield from map(month_map, _months(db))


def load(db: sqlite3.Connection, settings: Settings, output: Output) -> Locations | None:
    """Load the addresses of a map, each with its last change; None for a map that is empty now."""
    if not output.ref:
        maps = [standing_map(lang) for lang in settings.languages]
        months = [month_map(month) for month in _months(db)]
        news = news_sitemaps.every(db, settings)
        return tuple((each.path, None) for each in [*maps, *news, *months])
    if "/" not in output.ref:
        return _standing(db, settings, output.ref)
    query = "SELECT value FROM release WHERE month = ? AND visible = 1 ORDER BY sort"
    releases = [load_release(value) for (value,) in db.execute(query, (output.ref,))]
    listed = [release for release in releases if release.withdrawn is None]
    return tuple((release.url, release.updated) for release in listed) or None


def _standing(db: sqlite3.Connection, settings: Settings, lang: str) -> Locations | None:
    if lang not in settings.languages:
        return None
    terms = [
        listing.key.url
        for listing in find_listings(db, lang)
        if listing.key.facet not in (ALL, DATES)
    ]
    pages = [page for page in find_pages(db) if page.lang == lang]
    return (
        (f"{lang}/", None),
        *((page.url, page.modified) for page in pages),
        *((url, None) for url in terms),
    )


def render(press: Press, output: Output, shown: Locations) -> Rendered:
    """Write a map, or the index of maps; every address is absolute, every time in UTC."""
    site = press.settings.absolute_siteurl
    root_tag, tag = ("sitemapindex", "sitemap") if not output.ref else ("urlset", "url")
    root = etree.Element(f"{NAMESPACE}{root_tag}", nsmap={None: NAMESPACE.strip("{}")})  # type: ignore[dict-item]
    for url, changed in shown:
        element = add(root, f"{NAMESPACE}{tag}")
        add(element, f"{NAMESPACE}loc", f"{site}/{url}")
        if changed is not None:
            add(element, f"{NAMESPACE}lastmod", changed.astimezone(UTC).isoformat())
    return Rendered(write_xml(root))
