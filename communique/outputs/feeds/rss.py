"""RSS 2.0 (rssboard.org), with Atom's links and last change, and the content module."""

from __future__ import annotations

from email.utils import format_datetime
from functools import lru_cache

from lxml import etree

from communique.outputs.feeds.atom import HISTORY, add_editions, add_history
from communique.outputs.feeds.entries import Entry, Feed
from communique.outputs.xml import XML_LANG, add, write_xml

ATOM = "http://www.w3.org/2005/Atom"
CONTENT = "http://purl.org/rss/1.0/modules/content/"
DC = "http://purl.org/dc/elements/1.1/"
SPACES = {"atom": ATOM, "content": CONTENT, "dc": DC}
TYPE = "application/rss+xml"


def write(feed: Feed) -> bytes:
    """Write a feed as RSS 2.0: stable guids that are no permalinks, full texts."""
    spaces = SPACES | ({"fh": HISTORY} if feed.current else {})
    root = etree.Element("rss", nsmap=spaces, version="2.0")
    root.set(XML_LANG, feed.lang)
    channel = add(root, "channel")
    add(channel, "title", feed.title)
    add(channel, "link", feed.site_url)
    add(channel, "description", feed.title)
    add(channel, "language", feed.lang)
    if feed.updated is not None:
        add(channel, "lastBuildDate", format_datetime(feed.updated))
    add(channel, f"{{{ATOM}}}link", href=feed.self_url, rel="self", type=TYPE)
    add_history(channel, feed, TYPE)
    text = write_xml(root)
    place = text.rindex(b"\n  </channel>")
    return b"".join([text[:place], *map(_write_item, feed.entries), text[place:]])


@lru_cache(maxsize=1024)
def _write_item(entry: Entry) -> bytes:
    """Write an item, which stands in many feeds."""
    root = etree.Element("rss", nsmap=SPACES)
    _add_item(add(root, "channel"), entry)
    text = write_xml(root)
    return text[text.index(b"\n    <item") : text.rindex(b"\n  </channel>")]


def _add_item(channel: etree._Element, entry: Entry) -> None:
    item = add(channel, "item")
    item.set(XML_LANG, entry.lang)
    add(item, "title", entry.title)
    add(item, "link", entry.url)
    add(item, "guid", entry.id, isPermaLink="false")
    add(item, "pubDate", format_datetime(entry.published))
    add(item, f"{{{ATOM}}}updated", entry.updated.isoformat())
    add_editions(item, entry)
    for author in entry.authors:
        add(item, f"{{{DC}}}creator", author)
    for category in entry.categories:
        scheme = {"domain": category.scheme} if category.scheme else {}
        add(item, "category", category.label, **scheme)
    for number, file in enumerate(entry.enclosures):
        about = {"length": str(file.size), "type": file.type}
        if not number:  # more are undefined (rssboard.org, best practices)
            add(item, "enclosure", url=file.url, **about)
        else:
            add(item, f"{{{ATOM}}}link", rel="enclosure", href=file.url, **about)
    add(item, "description", entry.summary)
    add(item, f"{{{CONTENT}}}encoded", entry.html)
