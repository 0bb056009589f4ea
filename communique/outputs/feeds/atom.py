"""Atom (RFC 4287), with archive documents (RFC 5005) and tombstones (RFC 6721)."""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from html import escape

from lxml import etree

from communique.outputs.feeds.entries import Category, Enclosure, Entry, Feed
from communique.outputs.xml import XML_LANG, add, element, write_xml
from communique.patterns import late

ATOM = "{http://www.w3.org/2005/Atom}"
HISTORY = "http://purl.org/syndication/history/1.0"
TOMBSTONES = "http://purl.org/atompub/tombstones/1.0"
NEVER = "2019-01-01T00:00:00+00:00"
"""``updated`` of a feed without entries: RFC 4287 §4.1.1 wants one, and no clock is read."""

TYPE = "application/atom+xml"

_MARKUP = late(r"</?\w|&#?\w+;")


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
    text = write_xml(root)
    place = text.find(b"\n  <at:deleted-entry")
    place = text.rindex(b"\n</feed>") if place < 0 else place
    return b"".join([text[:place], *map(_write_entry, feed.entries), text[place:]])


@lru_cache(maxsize=1024)
def _write_entry(entry: Entry) -> bytes:
    """Write an entry, which stands in many feeds."""
    parts = [
        element("id", entry.id),
        _write_text("title", entry.title),
        element("published", entry.published.isoformat()),
        element("updated", entry.updated.isoformat()),
        *(f"<author>\n      {element('name', name)}\n    </author>" for name in entry.authors),
        element("link", None, rel="alternate", type="text/html", href=entry.url),
        *write_translations("link", entry),
        *map(_write_enclosure, entry.enclosures),
        *map(_write_category, entry.categories),
        _write_text("summary", entry.summary),
        element("content", entry.html, type="html"),
    ]
    return write_lines(f'\n  <entry xml:lang="{entry.lang}">', parts, "\n  </entry>")


def write_lines(start: str, parts: Iterable[str], end: str) -> bytes:
    """Write an element of others, each on a line of its own, further in than its start."""
    indent = start[: start.index("<")] + "  "
    return (indent.join([start, *parts]) + end).encode()


def _write_text(tag: str, text: str) -> str:
    """Write a plain text; one that looks like HTML as HTML that shows it as it is."""
    if _MARKUP.search(text):
        return element(tag, escape(text, quote=False), type="html")
    return element(tag, text)


def _write_enclosure(file: Enclosure) -> str:
    named = {"title": file.title} | ({"hreflang": file.lang} if file.lang else {})
    about = {"rel": "enclosure", "type": file.type, "href": file.url}
    if file.size is not None:
        about["length"] = str(file.size)
    return element("link", None, **about, **named)


@lru_cache(maxsize=4096)
def _write_category(category: Category) -> str:
    scheme = {"scheme": category.scheme} if category.scheme else {}
    return element("category", None, term=category.term, label=category.label, **scheme)


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


def write_translations(tag: str, entry: Entry) -> Iterator[str]:
    """Write links to an entry's translations.

    Not as alternates: readers would take the last of those for the entry's own address.
    """
    for lang, url in entry.translations:
        yield element(tag, None, rel="related", type="text/html", hreflang=lang, href=url)
