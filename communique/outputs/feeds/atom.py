"""Atom (RFC 4287)."""

from __future__ import annotations

from lxml import etree

from communique.outputs.feeds.entries import Entry, Feed
from communique.outputs.xml import XML_LANG, add, write_xml

ATOM = "{http://www.w3.org/2005/Atom}"
NEVER = "1970-01-01T00:00:00+00:00"
"""``updated`` of a feed without entries: RFC 4287 §4.1.1 wants one, and no clock is read."""


def write(feed: Feed) -> bytes:
    """Write a feed as Atom: full texts as HTML, ``updated`` from Modified."""
    root = etree.Element(f"{ATOM}feed", nsmap={None: ATOM.strip("{}")})  # type: ignore[dict-item]
    root.set(XML_LANG, feed.lang)
    add(root, f"{ATOM}id", feed.id)
    add(root, f"{ATOM}title", feed.title)
    add(root, f"{ATOM}updated", feed.updated.isoformat() if feed.updated else NEVER)
    author = add(root, f"{ATOM}author")
    add(author, f"{ATOM}name", feed.title)
    add(root, f"{ATOM}link", rel="self", type="application/atom+xml", href=feed.self_url)
    add(root, f"{ATOM}link", rel="alternate", type="text/html", href=feed.site_url)
    for entry in feed.entries:
        _add_entry(root, entry)
    return write_xml(root)


def _add_entry(root: etree._Element, entry: Entry) -> None:
    element = add(root, f"{ATOM}entry")
    element.set(XML_LANG, entry.lang)
    add(element, f"{ATOM}id", entry.id)
    add(element, f"{ATOM}title", entry.title)
    add(element, f"{ATOM}published", entry.published.isoformat())
    add(element, f"{ATOM}updated", entry.updated.isoformat())
    for name in entry.authors:
        author = add(element, f"{ATOM}author")
        add(author, f"{ATOM}name", name)
    add(element, f"{ATOM}link", rel="alternate", type="text/html", href=entry.url)
    for file in entry.enclosures:
        named = {"title": file.title} | ({"hreflang": file.lang} if file.lang else {})
        size = str(file.size)
        add(
            element,
            f"{ATOM}link",
            rel="enclosure",
            type=file.type,
            href=file.url,
            length=size,
            **named,
        )
    for category in entry.categories:
        add(element, f"{ATOM}category", term=category)
    add(element, f"{ATOM}summary", entry.summary)
    add(element, f"{ATOM}content", entry.html, type="html")
