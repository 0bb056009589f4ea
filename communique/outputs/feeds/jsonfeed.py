"""JSON Feed 1.1 (jsonfeed.org)."""

from __future__ import annotations

import json
from typing import Any

from communique.outputs.feeds.entries import Entry, Feed


def write(feed: Feed) -> bytes:
    """Write a feed as JSON Feed 1.1: full texts, the language of each item."""
    document = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "home_page_url": feed.site_url,
        "feed_url": feed.self_url,
        "language": feed.lang,
        "items": [_item(entry) for entry in feed.entries],
    }
    return (json.dumps(document, ensure_ascii=False, separators=(",", ":")) + "\n").encode("utf-8")


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
        "tags": list(entry.categories),
    }
    if entry.authors:
        item["authors"] = [{"name": name} for name in entry.authors]
    if entry.image:
        item["image"] = entry.image
    if entry.enclosures:
        item["attachments"] = [
            {
                "url": file.url,
                "mime_type": file.type,
                "title": file.title,
                "size_in_bytes": file.size,
            }
            for file in entry.enclosures
        ]
    return item
