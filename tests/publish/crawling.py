"""A reader who follows every link, over and over."""

from __future__ import annotations

import re
from pathlib import Path
from threading import Event

from tests.sites import Tree

LINK = re.compile(rb'href="/([^"]*)"')


def crawl(root: Path, stop: Event, missed: list[str]) -> None:
    """Walk the site until told to stop; ``missed`` gets each address that was linked and not there.

    A page is asked for right after the one that leads to it was read, as by a reader who clicks.
    """
    while not stop.is_set():
        waiting, seen = [""], {""}
        while waiting:
            address = waiting.pop()
            try:
                data = (root / _file(address)).read_bytes()
            except OSError:
                missed.append(address)
                continue
            for link in LINK.findall(data):
                if link.decode() not in seen:
                    seen.add(link.decode())
                    waiting.append(link.decode())


def dead_links(tree: Tree) -> list[str]:
    """Return every address that some file of a tree leads to and that is not there."""
    return sorted(
        link.decode()
        for data in tree.values()
        for link in LINK.findall(data)
        if _file(link.decode()) not in tree
    )


def _file(address: str) -> str:
    return f"{address}index.html" if not address or address.endswith("/") else address
