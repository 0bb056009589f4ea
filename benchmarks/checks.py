"""That every program did the same work. A program that did less ends the benchmark."""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from heapq import nlargest
from html import unescape
from pathlib import Path

from benchmarks.cases import Sight
from benchmarks.corpus import Corpus, Release
from benchmarks.peers.peer import Peer

LINK = re.compile(r"\d{4}/\d\d/\d\d/[a-z]+-[a-z]+-[a-z]+-\d{6}(?=/)")
"""A release's address, wherever it is linked."""

FEED_ITEMS = 20
EXAMPLES = 40


class DidLess(Exception):
    """A program's output lacks what the others' have."""


@dataclass(frozen=True)
class Expectation:
    """What every program must have made of a corpus from nothing."""

    corpus: Corpus

    @cached_property
    def counts(self) -> Counter[tuple[str, str]]:
        """How many releases each archive lists."""
        return Counter(key for release in self.corpus.releases() for key in release.listings)

    @cached_property
    def chosen(self) -> dict[tuple[str, str], list[Release]]:
        """The commonest and the rarest archive of each facet, with their releases."""
        keys = {
            choose((key for key in self.counts if key[0] == facet), key=self.counts.__getitem__)
            for facet in ("kinds", "tags", "years", "months", "days")
            for choose in (max, min)
        }
        found: dict[tuple[str, str], list[Release]] = {key: [] for key in sorted(keys)}
        for release in self.corpus.releases():
            for key in keys.intersection(release.listings):
                found[key].append(release)
        return found

    def check(self, peer: Peer) -> str:
        """Return what a program made, in words; raises DidLess."""
        pages = _count_release_pages(peer.folder / peer.home)
        _insist(peer, pages == self.corpus.size, f"{self.corpus.size} release pages, got {pages}")
        for key in self.counts:
            front = peer.archive(*key) / "index.html"
            _insist(peer, front.is_file(), f"an archive {front}")
        for key, releases in self.chosen.items():
            shown = set(LINK.findall("".join(_texts(peer.archive(*key)))))
            missing = {release.address for release in releases} - shown
            _insist(peer, not missing, f"all releases in {key}, {len(missing)} are missing")
            if key[0] in ("kinds", "tags"):
                self._check_feed(peer, peer.archive(*key) / "rss.xml", releases)
        index = peer.folder / peer.index
        _insist(peer, index.is_file() or not peer.index, f"a search index {index}")
        newest = [self.corpus.release(number) for number in range(self.corpus.size)[-FEED_ITEMS:]]
        self._check_feed(peer, peer.feed, newest)
        for number in range(1, self.corpus.size - 1, max(1, self.corpus.size // EXAMPLES)):
            self._check_page(peer, number)
        tags = [key for key in self.counts if key[0] == "tags"]
        tag_pages = sum(len(_pages(peer.archive(*key))) for key in tags)
        return f"{pages} release pages, {len(tags)} tags on {tag_pages} pages"

    def _check_feed(self, peer: Peer, feed: Path, releases: list[Release]) -> None:
        _insist(peer, feed.is_file(), f"a feed {feed}")
        text = feed.read_text(encoding="utf-8")
        newest = nlargest(FEED_ITEMS, releases, key=lambda release: release.date)
        items = len(re.findall(r"<item\b", text))
        _insist(peer, items == len(newest), f"{len(newest)} entries in {feed}, got {items}")
        whole = all(release.reference in text for release in newest)
        _insist(peer, whole, f"the whole texts of the newest releases in {feed}")

    def _check_page(self, peer: Peer, number: int) -> None:
        release = self.corpus.release(number)
        text = peer.page(release).read_text(encoding="utf-8")
        _insist(peer, release.reference in text, f"the whole text in {release.address}")
        _insist(peer, "“" in unescape(text), f"quotation marks in {release.address}")
        if peer.links_neighbours:
            near = {self.corpus.release(number + step).address for step in (-1, 1)}
            _insist(peer, near <= set(LINK.findall(text)), f"neighbours in {release.address}")


def check_sights(peer: Peer, sights: Iterable[Sight]) -> None:
    """Raise DidLess where the output does not show an edit."""
    for sight in sights:
        place = sight.place(peer)
        seen = any(sight.text in text for text in _texts(place))
        wanted = f"{'no ' if sight.absent else ''}{sight.text!r} in {place}"
        _insist(peer, seen != sight.absent, wanted)


def _insist(peer: Peer, condition: bool, wanted: str) -> None:  # noqa: FBT001
    if not condition:
        raise DidLess(f"{peer.name} must have made {wanted}")


def _pages(archive: Path) -> list[Path]:
    """Return an archive's front and its numbered pages."""
    return [*archive.glob("index.html"), *archive.glob("page/*/index.html")]


def _texts(place: Path) -> Iterator[str]:
    for path in _pages(place) if place.is_dir() else [place]:
        if path.is_file():
            yield path.read_text(encoding="utf-8")


def _count_release_pages(home: Path) -> int:
    """Count ``2019/06/05/<slug>/index.html``; a day's own archive is not one."""
    folders = [entry.path for entry in os.scandir(home) if re.fullmatch(r"\d{4}", entry.name)]
    for _ in range(2):
        below = [entry for folder in folders for entry in os.scandir(folder)]
        folders = [entry.path for entry in below if re.fullmatch(r"\d\d", entry.name)]
    below = [entry for folder in folders for entry in os.scandir(folder) if entry.is_dir()]
    return sum(Path(entry.path, "index.html").is_file() for entry in below if entry.name != "page")
