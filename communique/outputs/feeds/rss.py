"""RSS 2.0 (rssboard.org), with Atom's self link and the content module."""

from __future__ import annotations

from email.utils import format_datetime

from lxml import etree

from communique.outputs.feeds.entries import Entry, Feed
from communique.outputs.xml import XML_LANG, add, write_xml

ATOM = "http://www.w3.org/2005/Atom"
CONTENT = "http://purl.org/rss/1.0/modules/content/"
DC = "http://purl.org/dc/elements/1.1/"


def write(feed: Feed) -> bytes:
    """Write a feed as RSS 2.0: stable guids that are no permalinks, full texts."""
    root = etree.Element("rss", nsmap={"atom": ATOM, "content": CONTENT, "dc": DC}, version="2.0")
    root.set(XML_LANG, feed.lang)
    channel = add(root, "channel")
    add(channel, "title", feed.title)
    add(channel, "link", feed.site_url)
    add(channel, "description", feed.title)
    add(channel, "language", feed.lang)
    if feed.updated is not None:
        add(channel, "lastBuildDate", format_datetime(feed.updated))
    add(
        channel,
        f"{{{ATOM}}}link",
        href=feed.self_url,
        rel="self",
        type="application/rss+xml",
    )
    for entry in feed.entries:
        _add_item(channel, entry)
    return write_xml(root)


def _add_item(channel: etree._Element, entry: Entry) -> None:
    item = add(channel, "item")
    item.set(XML_LANG, entry.lang)
    add(item, "title", entry.title)
    add(item, "link", entry.url)
    add(item, "guid", entry.id, isPermaLink="false")
    add(item, "pubDate", format_datetime(entry.published))
    for author in entry.authors:
        add(item, f"{{{DC}}}creator", author)
    for category in entry.categories:
        add(item, "category", category)
    for file in entry.enclosures[:1]:
        # One only: more are undefined (rssboard.org, best practices).
        add(item, "enclosure", url=file.url, length=str(file.size), type=file.type)
    add(item, "description", entry.summary)
    add(item, f"{{{CONTENT}}}encoded", entry.html)
