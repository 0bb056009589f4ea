"""WebSub: a hub is told of the feeds that a publication changed, and tells their subscribers."""

from __future__ import annotations

import http.client
from collections.abc import Iterable
from urllib.parse import urlencode
from urllib.request import Request, urlopen

from communique.publish.record import File

PATIENCE = 30

MOST = 200
"""Feeds that a hub is told of at once."""


def changed_feeds(uploads: Iterable[File], siteurl: str) -> list[str]:
    """Return the addresses of the feeds among what was sent; archive documents have no hub."""
    feeds = ("feed", "corrections feed", "intersection feed")
    return sorted(f"{siteurl}/{file.path}" for file in uploads if file.kind in feeds)


def tell_hub(hub: str, feeds: list[str]) -> str:
    """Tell a hub of feeds that changed (``hub.mode=publish``); return what went wrong, or ""."""
    for start in range(0, len(feeds), MOST):
        told = [("hub.mode", "publish")]
        told += [("hub.url", feed) for feed in feeds[start : start + MOST]]
        request = Request(hub, urlencode(told).encode(), {"User-Agent": "Communique"})  # noqa: S310 - http or https (settings/subscribing.py)
        try:
            with urlopen(request, timeout=PATIENCE):  # noqa: S310 - the same
                pass
        except (OSError, http.client.HTTPException) as error:
            return f"the hub {hub} was not told of {len(feeds) - start} feeds: {error}"
    return ""
