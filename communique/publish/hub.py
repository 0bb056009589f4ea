"""WebSub: tells a hub which feeds a publication changed."""

import http.client
from collections.abc import Collection, Iterable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from urllib.parse import urlencode
from urllib.request import Request, urlopen

from communique.publish.record import File

PATIENCE = 30

AT_ONCE = 8
"""Requests to a hub at a time."""


def changed_feeds(uploads: Iterable[File], added: Collection[str], siteurl: str) -> list[str]:
    """Return the feeds whose text changed; a new one has no subscribers, an archive no hub."""
    changed = (file.path for file in uploads if file.treated.hub and file.path not in added)
    return sorted(f"{siteurl}/{path}" for path in changed)


def tell_hub(hub: str, feeds: list[str]) -> str:
    """Tell a WebSub hub of changed feeds, one a request, by both names; return failures or ""."""
    with ThreadPoolExecutor(AT_ONCE) as pool:
        for start in range(0, len(feeds), AT_ONCE):
            wrong = [*filter(None, pool.map(partial(_tell, hub), feeds[start : start + AT_ONCE]))]
            if wrong:
                return f"the hub {hub} was not told of {len(feeds) - start} feeds: {wrong[0]}"
    return ""


def _tell(hub: str, feed: str) -> str:
    told = {"hub.mode": "publish", "hub.topic": feed, "hub.url": feed}
    request = Request(hub, urlencode(told).encode(), {"User-Agent": "Communique"})  # noqa: S310 - http or https (subscribing.py)
    try:
        with urlopen(request, timeout=PATIENCE):  # noqa: S310 - the same
            return ""
    except (OSError, http.client.HTTPException) as error:
        return str(error)
