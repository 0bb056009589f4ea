"""JSON Feed 1.1 (jsonfeed.org), with an extension that docs/feeds.md describes."""

import json
from functools import lru_cache
from typing import Any

from communique.outputs.feeds.entries import Entry, Feed
from communique.outputs.json_objects import keep_filled

EXTENSION = "_communique"


def write(feed: Feed) -> bytes:
    """Write a feed as JSON Feed 1.1: texts, and the language of each item."""
    document: dict[str, Any] = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "home_page_url": feed.site_url,
        "feed_url": feed.self_url,
        "language": feed.lang,
    }
    if feed.older:
        document["next_url"] = feed.older
    if feed.hub:
        document["hubs"] = [{"type": "WebSub", "url": feed.hub}]
    if feed.current:
        history = {"archive": True, "current": feed.current, "newer": feed.newer}
        document[EXTENSION] = keep_filled(history)
    items = b",".join(map(_write_item, feed.entries))
    return b"".join([_write(document)[:-1].encode(), b',"items":[', items, b"]}\n"])


_write = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


@lru_cache(maxsize=1024)
def _write_item(entry: Entry) -> bytes:
    return _write(_item(entry)).encode()


def _item(entry: Entry) -> dict[str, Any]:
    item: dict[str, Any] = {
        "id": entry.id,
        "url": entry.url,
        "title": entry.title,
        "language": entry.lang,
        "summary": entry.summary,
        "content_html": entry.html,
        "date_published": entry.published.isoformat(),
        "date_modified": entry.updated.isoformat(),
        "tags": [category.label for category in entry.categories],
    }
    deleted = {"when": entry.updated.isoformat(), "comment": entry.withdrawn}
    more = {
        "translations": [{"language": lang, "url": url} for lang, url in entry.translations],
        "terms": [
            {"scheme": each.scheme, "term": each.term, "label": each.label}
            for each in entry.categories
            if each.scheme
        ],
        "deleted": deleted if entry.withdrawn else {},
    }
    return item | keep_filled(
        {
            "authors": [{"name": name} for name in entry.authors],
            "image": entry.image,
            "attachments": [
                {"url": file.url, "mime_type": file.type, "title": file.title}
                | ({} if file.size is None else {"size_in_bytes": file.size})
                for file in entry.enclosures
            ],
            EXTENSION: keep_filled(more),
        }
    )
