"""A reader who follows every link, over and over."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from threading import Event

from tests.sites import Tree

LINK = re.compile(rb'href="/([^"]*)"')


def crawl(
    read: Callable[[str], bytes | None], stop: Event, missed: list[str], walks: list[int]
) -> None:
    """Walk the site until told to stop; ``missed`` gets each address that was linked and not there.

    ``walks`` gets the number of pages of each walk. A page is asked for right after the one that
    leads to it was read, as by a reader who clicks.
    """
    while not stop.is_set():
        waiting, seen = [""], {""}
        while waiting:
            address = waiting.pop()
            data = read(_file(address))
            if data is None:
                missed.append(address)
                continue
            for link in LINK.findall(data):
                if link.decode() not in seen:
                    seen.add(link.decode())
                    waiting.append(link.decode())
        walks.append(len(seen))


def dead_links(tree: Tree) -> list[str]:
    """Return every address that some file of a tree leads to and that is not there."""
    return sorted(
        link.decode()
        for data in tree.values()
        for link in LINK.findall(data)
        if _file(link.decode()) not in tree
    )


def dead_links_from(tree: Tree, known: Iterable[str]) -> list[str]:
    """Return every address that is not there and that a reader of known files is led to.

    Two new pages that link to one another are put one after the other: nobody knows of them yet.
    """
    found: dict[str, bytes] = {}
    waiting = [path for path in known if path in tree]
    while waiting:
        path = waiting.pop()
        if path not in found:
            found[path] = tree[path]
            led = (_file(link.decode()) for link in LINK.findall(tree[path]))
            waiting += [each for each in led if each in tree]
    return sorted(
        link.decode()
        for data in found.values()
        for link in LINK.findall(data)
        if _file(link.decode()) not in tree
    )


def _file(address: str) -> str:
    return f"{address}index.html" if not address or address.endswith("/") else address
