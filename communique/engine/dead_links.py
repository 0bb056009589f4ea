"""Dead links: addresses in the site's pages that lead to no file of the site."""

from collections.abc import Collection, Iterator
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit

from lxml import html

from communique.errors import Problem

NOWHERE = "https://site.invalid"
"""Stands for SITEURL where that is empty."""


def find_dead_links(
    page: str, data: bytes, files: Collection[str], siteurl: str, retained: Collection[str]
) -> Iterator[Problem]:
    """Yield each address of a page that leads to none of the output's ``files``, once.

    ``retained`` are names at the top of the output that are somebody else's.
    """
    base = f"{siteurl or NOWHERE}/"
    here = f"{base}{page.removesuffix('index.html')}"
    for link in sorted(set(_links_of(data))):
        try:
            url = urljoin(here, link.strip())
            path = unquote(urlsplit(url.removeprefix(base)).path) if url.startswith(base) else None
        except ValueError:
            continue  # no address at all, such as one with half an IPv6 host
        if path is None or path.partition("/")[0] in retained:
            continue
        file = f"{path}index.html" if not path or path.endswith("/") else path
        if file not in files and f"{path}/index.html" not in files:
            rule = "an address of this site must lead to a file of it"
            hint = "correct the link where the text or the template has it"
            yield Problem(page, 0, rule, f'got "{link}"', hint)


def _links_of(data: bytes) -> Iterator[str]:
    if not data.strip():
        return
    found: Any = html.fromstring(data).xpath("//@href | //@src | //@poster | //@srcset")
    for value in found:
        if value.attrname == "srcset":
            yield from (part.split()[0] for part in value.split(",") if part.strip())
        else:
            yield str(value)
