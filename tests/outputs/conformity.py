"""Checks of feeds: what RSS 2.0, Atom, JSON Feed and the W3C's validator require."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import datetime
from email.utils import parsedate_to_datetime
from functools import cache
from typing import Any
from urllib.parse import urlsplit

import html5lib  # type: ignore[import-untyped]
from lxml import etree

from tests.sites import Tree

LARGEST = 1_000_000
ATOM = "{http://www.w3.org/2005/Atom}"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
TAG = re.compile(r"tag:[a-z0-9.-]+,\d{4}-\d\d-\d\d:[0-9a-zA-Z;/?:@&=+$.\-_!~*'()%,]+")
MIME = re.compile(r"[\w.+-]+/[\w.+-]+")
SIGNS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffd-\uffff]")
LANGUAGE = re.compile("[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
HTML = re.compile(r"</\w+>|&#?\w+;")
"""What in a plain text the W3C's validator takes for HTML."""

RELATIONS = {"self", "alternate", "related", "enclosure"}
RELATIONS |= {"hub", "current", "prev-archive", "next-archive"}
SPACES: dict[str, set[str | None]] = {
    "http://www.w3.org/XML/1998/namespace": {"xml"},
    "http://www.w3.org/2005/Atom": {None, "atom"},
    "http://purl.org/rss/1.0/modules/content/": {"content"},
    "http://purl.org/dc/elements/1.1/": {"dc"},
    "http://purl.org/syndication/history/1.0": {"fh"},
    "http://purl.org/atompub/tombstones/1.0": {"at"},
}
"""Namespaces with their usual prefixes. The validator does not know tombstones, and says so."""
ADDRESSES = ("href", "src", "poster", "cite")
RISKY = {"script", "style", "form", "iframe", "object", "embed", "input", "button", "bdo"}
PLAIN = {"class", "id", "style", "role", "controls"}


def find_faults(tree: Tree) -> list[str]:
    """Return what is wrong with each feed of a site, a line each."""
    faults = []
    for path, data in sorted(tree.items()):
        name = path.rpartition("/")[2]
        check = {"atom.xml": atom_faults, "rss.xml": rss_faults, "feed.json": json_faults}.get(name)
        if check is not None:
            faults += [f"{path}: {fault}" for fault in check(data)]
    return faults


def atom_faults(data: bytes) -> Iterator[str]:
    """Yield what is wrong with an Atom feed (RFC 4287, 5005, 6721)."""
    yield from _size(data)
    root = etree.fromstring(data)
    yield from _document(data, root)
    if root.tag != f"{ATOM}feed":
        yield f"it is {root.tag}"
    entries = [*root.iter(f"{ATOM}entry")]
    for element in [root, *entries]:
        yield from _atom_common(element)
    for entry in entries:
        yield from _entry(entry)
    ids = [entry.findtext(f"{ATOM}id") for entry in entries]
    if len(ids) != len(set(ids)):
        yield "an id twice"
    if root.find(f"{ATOM}author/{ATOM}name") is None:
        yield "no author"
    if not [link for link in root.findall(f"{ATOM}link") if link.get("rel") == "self"]:
        yield "no self"


def _atom_common(element: etree._Element) -> Iterator[str]:
    for name in ("id", "title", "updated"):
        found = element.findall(f"{ATOM}{name}")
        if len(found) != 1 or not (found[0].text or "").strip():
            yield f"{len(found)} {name}"
    for text in (element.find(f"{ATOM}{name}") for name in ("title", "summary")):
        if text is not None and text.get("type") == "html":
            yield from html_faults(text.text or "")
        elif text is not None and HTML.search(text.text or ""):
            yield f"HTML in a plain text: {text.text}"
    yield from _id(element.findtext(f"{ATOM}id"))
    for name in ("updated", "published"):
        yield from _moment(element.findtext(f"{ATOM}{name}"))
    for link in element.findall(f"{ATOM}link"):
        yield from _link(link)


def _entry(entry: etree._Element) -> Iterator[str]:
    links = [link.get("rel") for link in entry.findall(f"{ATOM}link")]
    if links.count("alternate") != 1:
        yield f"{links.count('alternate')} alternates"
    content = entry.find(f"{ATOM}content")
    if content is None or content.get("type") != "html":
        yield "no content as HTML"
    else:
        yield from html_faults(content.text or "")
    for category in entry.findall(f"{ATOM}category"):
        if not category.get("term") or not category.get("label"):
            yield "a category without a term"


def rss_faults(data: bytes) -> Iterator[str]:
    """Yield what is wrong with an RSS 2.0 feed (rssboard.org, profile and specification)."""
    yield from _size(data)
    root = etree.fromstring(data)
    yield from _document(data, root)
    channel = root.find("channel")
    if root.tag != "rss" or root.get("version") != "2.0" or channel is None:
        yield "no RSS 2.0"
        return
    for name in ("title", "link", "description", "language"):
        if len(channel.findall(name)) != 1 or not (channel.findtext(name) or "").strip():
            yield f"no {name}"
    yield from _language(channel.findtext("language"))
    links = channel.findall(f"{ATOM}link")
    if [link.get("rel") for link in links].count("self") != 1:
        yield "no self"
    for link in links:
        yield from _link(link)
    guids = [item.findtext("guid") for item in channel.iter("item")]
    if len(guids) != len(set(guids)):
        yield "a guid twice"
    for item in channel.iter("item"):
        yield from _item(item)


def _item(item: etree._Element) -> Iterator[str]:
    guid = item.find("guid")
    if guid is None or guid.get("isPermaLink") != "false":
        yield "a guid that is a permalink"
    yield from _id(item.findtext("guid"))
    names = [str(each.tag) for each in item]
    for name in ("title", "link", "guid", "pubDate", "description", "enclosure"):
        if names.count(name) > 1 or (name != "enclosure" and name not in names):
            yield f"{names.count(name)} {name}"
    if CONTENT in names[: names.index("description") if "description" in names else 0]:
        yield "content before description"
    yield from _address(item.findtext("link"))
    try:
        if parsedate_to_datetime(str(item.findtext("pubDate"))).tzinfo is None:
            yield "a pubDate without an offset"
    except ValueError:
        yield "a pubDate that is none"
    for file in item.findall("enclosure"):
        yield from _file(file.get("url"), file.get("type"), file.get("length"))
    yield from html_faults(item.findtext("description") or "")
    yield from html_faults(item.findtext(CONTENT) or "")


def json_faults(data: bytes) -> Iterator[str]:
    """Yield what is wrong with a JSON Feed 1.1."""
    yield from _size(data)
    feed: dict[str, Any] = json.loads(data)
    if feed.get("version") != "https://jsonfeed.org/version/1.1" or not feed.get("title"):
        yield "no JSON Feed 1.1"
    for name in ("home_page_url", "feed_url", "next_url"):
        if name in feed or name != "next_url":
            yield from _address(feed.get(name))
    ids = [item.get("id") for item in feed["items"]]
    if len(ids) != len(set(ids)):
        yield "an id twice"
    for item in feed["items"]:
        yield from _id(item.get("id"))
        yield from _address(item.get("url"))
        for name in ("date_published", "date_modified"):
            yield from _moment(item.get(name) or "none")
        if SIGNS.search(json.dumps(item, ensure_ascii=False)):
            yield "a control character"
        for file in item.get("attachments", ()):
            size = str(file.get("size_in_bytes"))
            yield from _file(file.get("url"), file.get("mime_type"), size)
        yield from html_faults(str(item.get("content_html") or ""))
    for place in (feed, *feed["items"]):
        yield from _language(place.get("language"))


def _document(data: bytes, root: etree._Element) -> Iterator[str]:
    """Yield what is wrong with an XML document, whichever format it has."""
    if not data.startswith(b"<?xml version='1.0' encoding='utf-8'?>"):
        yield "no encoding declared"
    if SIGNS.search(data.decode()):
        yield "a control character"
    for element in root.iter():
        for prefix, space in element.nsmap.items():
            if prefix not in SPACES.get(space, ()):
                yield f"the namespace {prefix}: {space}"
        for language in (element.get(XML_LANG), element.get("hreflang")):
            yield from _language("en" if language is None else language)


def _language(value: str | None) -> Iterator[str]:
    if not LANGUAGE.fullmatch(value or ""):
        yield f"a language that is none: {value}"


@cache
def html_faults(html: str) -> tuple[str, ...]:
    """Return what readers of feeds refuse, or would show wrong, in a text."""
    return tuple(_find_html_faults(html))


def _find_html_faults(html: str) -> Iterator[str]:
    if SIGNS.search(html):
        yield "a control character"
    if not html.strip():
        yield "no text"
    parser = html5lib.HTMLParser(strict=False, namespaceHTMLElements=False)
    fragment = parser.parseFragment(html)
    wrong = [name for _, name, _ in parser.errors if not name.startswith("expected-doctype")]
    if wrong:
        yield f"HTML that no parser takes: {wrong[0]}"
    for element in fragment.iter():
        if not isinstance(element.tag, str):
            yield "a comment"
            continue
        if element.tag in RISKY:
            yield f"<{element.tag}>"
        for name, value in element.attrib.items():
            yield from _attribute(name, value)


def _attribute(name: str, value: str) -> Iterator[str]:
    if name in PLAIN or name.startswith(("on", "aria-", "data-")):
        yield f"the attribute {name}"
    if name in ADDRESSES:
        yield from _address(value)
    if name == "srcset":
        for offer in value.split(","):
            yield from _address(offer.split()[0])


def _size(data: bytes) -> Iterator[str]:
    if len(data) > LARGEST:
        yield f"{len(data)} bytes"


def _id(value: str | None) -> Iterator[str]:
    if value is None or not TAG.fullmatch(value):
        yield f"an id that is no tag URI: {value}"


def _moment(value: str | None) -> Iterator[str]:
    if value is None:
        return
    try:
        if (
            datetime.fromisoformat(value).tzinfo is None
            or datetime.fromisoformat(value).year < 1990
        ):
            yield f"a moment that is none: {value}"
    except ValueError:
        yield f"a moment that is none: {value}"


def _address(value: str | None) -> Iterator[str]:
    try:
        parts = urlsplit(value or "")
    except ValueError:
        yield f"an address that is none: {value}"
        return
    whole = parts.netloc if parts.scheme in ("http", "https") else parts.scheme in ("mailto", "tel")
    if not whole:
        yield f"an address that is not whole: {value}"


def _link(link: etree._Element) -> Iterator[str]:
    yield from _address(link.get("href"))
    if link.get("rel") not in RELATIONS:
        yield f"the relation {link.get('rel')}"
    if link.get("rel") == "enclosure":
        yield from _file(link.get("href"), link.get("type"), link.get("length"))


def _file(url: str | None, kind: str | None, size: str | None) -> Iterator[str]:
    yield from _address(url)
    if kind is None or not MIME.fullmatch(kind):
        yield f"a media type that is none: {kind}"
    if size is None or not size.isdigit() or not int(size):
        yield f"a length that is none: {size}"
