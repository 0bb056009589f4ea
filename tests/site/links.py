"""A link checker: every address of a page that leads into the site leads to a file of it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit

from lxml import html

from tests.sites import Tree


def find_values(data: bytes, query: str) -> list[str]:
    """Return what an XPath finds in a page, as texts."""
    found: Any = html.fromstring(data).xpath(query)
    return [str(value) for value in found]


def dead_links(tree: Tree, siteurl: str) -> list[str]:
    """Name each page and address that leads nowhere; fragments must be there too."""
    base = f"{siteurl}/"

    @cache
    def ids(path: str) -> frozenset[str]:
        return frozenset(find_values(tree[path], "//@id | //a/@name"))

    def check(page: str, url: str) -> Iterator[str]:
        if not url.startswith(base):
            return
        parts = urlsplit(url.removeprefix(base))
        path = unquote(parts.path)
        file = f"{path}index.html" if not path or path.endswith("/") else path
        if file not in tree:
            yield f"{page} leads to {url}"
        elif parts.fragment and file.endswith(".html") and unquote(parts.fragment) not in ids(file):
            yield f"{page} leads to {url}, a place that is not there"

    found: list[str] = []
    for path, data in tree.items():
        if path.endswith(".html"):
            here = f"{base}{path.removesuffix('index.html')}"
            for link in find_values(data, "//@href | //@src"):
                found += check(path, urljoin(here, link))
    return sorted(set(found))
