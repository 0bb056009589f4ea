"""Atom (RFC 4287), with archive documents (RFC 5005) and tombstones (RFC 6721)."""

from __future__ import annotations

from functools import lru_cache

from lxml import etree

from communique.outputs.feeds.entries import Entry, Feed
from communique.outputs.xml import XML_LANG, add, inner_xml, write_within_root

ATOM = "{http://www.w3.org/2005/Atom}"
HISTORY = "http://purl.org/syndication/history/1.0"
TOMBSTONES = "http://purl.org/atompub/tombstones/1.0"
NEVER = "2019-01-01T00:00:00+00:00"
"""``updated`` of a feed without entries: RFC 4287 §4.1.1 wants one, and no clock is read."""

TYPE = "application/atom+xml"


def write(feed: Feed) -> bytes:
    """Write a feed as Atom: texts as HTML, ``updated`` from the last public change."""
    spaces: dict[str | None, str] = {None: ATOM.strip("{}")}
    if feed.current:
        spaces["fh"] = HISTORY
    if any(entry.withdrawn for entry in feed.entries):
        spaces["at"] = TOMBSTONES
    root = etree.Element(f"{ATOM}feed", nsmap=spaces)  # type: ignore[arg-type]
    root.set(XML_LANG, feed.lang)
    add(root, f"{ATOM}id", feed.id)
    add(root, f"{ATOM}title", feed.title)
    add(root, f"{ATOM}updated", feed.updated.isoformat() if feed.updated else NEVER)
    author = add(root, f"{ATOM}author")
    add(author, f"{ATOM}name", feed.title)
    add(root, f"{ATOM}link", rel="self", type=TYPE, href=feed.self_url)
    add(root, f"{ATOM}link", rel="alternate", type="text/html", href=feed.site_url)
    add_history(root, feed, TYPE)
    for entry in feed.entries:
        if entry.withdrawn:
            when = entry.updated.isoformat()
            gone = add(root, f"{{{TOMBSTONES}}}deleted-entry", ref=entry.id, when=when)
            add(gone, f"{{{TOMBSTONES}}}comment", entry.withdrawn)
    return write_within_root(root, map(_write_entry, feed.entries), "at:deleted-entry")


@lru_cache(maxsize=1024)
def _write_entry(entry: Entry) -> bytes:
    """Write an entry, which stands in many feeds."""
    root = etree.Element(f"{ATOM}feed", nsmap={None: ATOM.strip("{}")})  # type: ignore[dict-item]
    _add_entry(root, entry)
    return inner_xml(root)


def add_history(parent: etree._Element, feed: Feed, kind: str) -> None:
    """Add a feed's links to its archive documents, and to its hub."""
    links = {"current": feed.current, "prev-archive": feed.older, "next-archive": feed.newer}
    for rel, href in links.items():
        if href:
            add(parent, f"{ATOM}link", rel=rel, type=kind, href=href)
    if feed.hub:
        add(parent, f"{ATOM}link", rel="hub", href=feed.hub)
    if feed.current:
        add(parent, f"{{{HISTORY}}}archive")


def add_editions(parent: etree._Element, entry: Entry) -> None:
    """Add links to an entry's translations.

    Not as alternates: readers would take the last of those for the entry's own address.
    """
    for lang, url in entry.editions:
        add(parent, f"{ATOM}link", rel="related", type="text/html", hreflang=lang, href=url)


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
    add_editions(element, entry)
    for file in entry.enclosures:
        named = {"title": file.title} | ({"hreflang": file.lang} if file.lang else {})
        size = str(file.size)
        about = {"rel": "enclosure", "type": file.type, "href": file.url, "length": size}
        add(element, f"{ATOM}link", **about, **named)
    for each in entry.categories:
        scheme = {"scheme": each.scheme} if each.scheme else {}
        add(element, f"{ATOM}category", term=each.term, label=each.label, **scheme)
    add(element, f"{ATOM}summary", entry.summary)
    add(element, f"{ATOM}content", entry.html, type="html")
