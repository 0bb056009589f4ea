"""A language's feeds as one OPML 2.0 list, with RSS alone lest a reader subscribe three times."""

import sqlite3
from itertools import groupby

from lxml import etree

from communique.catalogue.changes import ListingChange
from communique.catalogue.listings import find_listings
from communique.model.listing import ListingKey
from communique.model.output import Output
from communique.model.term import Facet
from communique.outputs.feeds.links import feed_links
from communique.outputs.kind import of_each_language
from communique.outputs.press.listing_names import FACET_NAMES
from communique.outputs.press.press import Press, Rendered
from communique.outputs.xml import add, write_xml

FILE = "feeds.opml"
FACETS = [facet.value for facet in Facet]

Terms = tuple[tuple[str, ListingKey], ...]


def load(db: sqlite3.Connection, lang: str) -> Terms:
    """Load the terms of a language, by facet and name."""
    found = [(each.name, each.key) for each in find_listings(db, lang) if each.key.is_term]
    return tuple(sorted(found, key=_order))


def _order(term: tuple[str, ListingKey]) -> tuple[int, str, str]:
    name, key = term
    return FACETS.index(key.facet), name.casefold(), key.slug


def render(press: Press, output: Output, shown: Terms) -> Rendered:
    """Write the list: everything, corrections, the terms of each facet; every address is whole."""
    lang = output.ref
    root = etree.Element("opml", version="2.0")
    add(add(root, "head"), "title", press.sitename(lang))
    body = add(root, "body")
    _add_feed(body, press, lang, press.gettext(lang, "Everything"), f"{lang}/")
    _add_feed(body, press, lang, press.gettext(lang, "Corrections"), f"{lang}/corrections/")
    for facet, terms in groupby(shown, key=lambda term: term[1].facet):
        heading = press.gettext(lang, FACET_NAMES[Facet(facet)])
        group = etree.SubElement(body, "outline", {"text": heading})
        for name, key in terms:
            _add_feed(group, press, lang, name, key.url)
    return Rendered(write_xml(root))


def _add_feed(parent: etree._Element, press: Press, lang: str, name: str, url: str) -> None:
    """Add the feed of a page; that of a language's front page has the newsroom's name alone."""
    site, newsroom = press.settings.absolute_siteurl, press.sitename(lang)
    title = newsroom if url == f"{lang}/" else f"{newsroom} · {name}"
    form = {"type": "rss", "version": "RSS2", "language": lang}
    addresses = {"xmlUrl": f"{site}/{feed_links(url)[0].url}", "htmlUrl": f"{site}/{url}"}
    etree.SubElement(parent, "outline", {"text": name, "title": title} | form | addresses)


def lists(change: ListingChange) -> bool:
    """Decide whether a term came, went or changed its name."""
    return change.key.is_term and change.is_another


SAYS = "the names of all terms in {}, from"

KIND = of_each_language("feed list", load, FILE, render=render, lists=lists, says=SAYS)
