"""RSS 2.0 (rssboard.org), with Atom's links and last change, and the content module."""

from collections.abc import Iterable, Iterator
from email.utils import format_datetime
from functools import lru_cache
from html import escape

from lxml import etree

from communique.outputs.feeds.atom import HISTORY, add_history, write_lines, write_translations
from communique.outputs.feeds.entries import Category, Enclosure, Entry, Feed
from communique.outputs.xml import XML_LANG, add, element, write_xml

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
    parts = [
        # It is plain text, and so written that what looks like HTML in it is not taken for that.
        element("title", entry.title).replace("&lt;", "&#x3C;").replace("&amp;", "&#x26;"),
        element("link", entry.url),
        element("guid", entry.id, isPermaLink="false"),
        element("pubDate", format_datetime(entry.published)),
        element("atom:updated", entry.updated.isoformat()),
        *write_translations("atom:link", entry),
        *(element("dc:creator", author) for author in entry.authors),
        *map(_write_category, entry.categories),
        *_write_enclosures(entry.enclosures),
        element("description", escape(entry.summary, quote=False)),  # it is read as HTML
        element("content:encoded", entry.html),
    ]
    return write_lines(f'\n    <item xml:lang="{entry.lang}">', parts, "\n    </item>")


@lru_cache(maxsize=4096)
def _write_category(category: Category) -> str:
    scheme = {"domain": category.scheme} if category.scheme else {}
    return element("category", category.label, **scheme)


def _write_enclosures(files: Iterable[Enclosure]) -> Iterator[str]:
    for number, file in enumerate(files):
        about = {"type": file.type}
        if file.size is not None:
            about = {"length": str(file.size), "type": file.type}
        # An enclosure needs its length, and more than one are undefined (rssboard.org).
        if not number and file.size is not None:
            yield element("enclosure", None, url=file.url, **about)
        else:
            yield element("atom:link", None, rel="enclosure", href=file.url, **about)
