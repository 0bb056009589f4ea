"""A language's feeds as one OPML 2.0 list, with RSS alone lest a reader subscribe three times."""

import sqlite3
from itertools import groupby

from lxml import etree

from communique.catalogue.changes import ListingChange
from communique.catalogue.listings import find_listings
from communique.model.listing import ALL, ListingKey
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
    _add_feed(body, press, press.gettext(lang, "Everything"), ListingKey(lang, ALL, ""))
    name = press.gettext(lang, "Corrections")
    title = f"{press.sitename(lang)} · {name}"
    _add_outline(body, press, lang, (name, title), feed_links(f"{lang}/corrections/")[0].url)
    for facet, terms in groupby(shown, key=lambda term: term[1].facet):
        heading = press.gettext(lang, FACET_NAMES[Facet(facet)])
        group = etree.SubElement(body, "outline", {"text": heading})
        for name, key in terms:
            _add_feed(group, press, name, key)
    return Rendered(write_xml(root))


def _add_feed(parent: etree._Element, press: Press, name: str, key: ListingKey) -> None:
    title = press.sitename(key.lang) if key.facet == ALL else f"{press.sitename(key.lang)} · {name}"
    _add_outline(parent, press, key.lang, (name, title), feed_links(key.url)[0].url)


def _add_outline(
    parent: etree._Element, press: Press, lang: str, called: tuple[str, str], rss: str
) -> None:
    """Add a feed by its name and title; its page is in the same folder."""
    site = press.settings.absolute_siteurl
    addresses = {"xmlUrl": f"{site}/{rss}", "htmlUrl": f"{site}/{rss.rpartition('/')[0]}/"}
    form = {"type": "rss", "version": "RSS2", "language": lang}
    etree.SubElement(parent, "outline", {"text": called[0], "title": called[1]} | form | addresses)


def lists(change: ListingChange) -> bool:
    """Decide whether a term came, went or changed its name."""
    return change.key.is_term and change.is_another


SAYS = "the names of all terms in {}, from"

KIND = of_each_language("feed list", load, FILE, render=render, lists=lists, says=SAYS)
