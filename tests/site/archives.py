"""What a site must hold, told from its sources by a parser that shares no line with ours."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import unquote

SIZE = 20
"""Releases a numbered page, and a feed."""

FACETS = {"Category": "kinds", "Tags": "tags", "Countries": "countries", "Authors": "authors"}
FEEDS = ("rss.xml", "atom.xml", "feed.json")


def slug_of(name: str) -> str:
    """Return a term's slug: ASCII letters and digits, anything else a hyphen."""
    plain = unicodedata.normalize("NFKD", name.replace("’", "")).encode("ascii", "ignore").decode()
    return re.sub("[^a-z0-9]+", "-", plain.lower()).strip("-")


@dataclass(frozen=True)
class Simple:
    """One release of the archive: a file, its address, its moment, its listings."""

    file: Path
    url: str
    moment: datetime
    listings: frozenset[str]

    @property
    def page(self) -> str:
        """The file of its page."""
        return f"{self.url}index.html"


def parse(file: Path) -> Simple:
    """Read the header of an English release, one value a line."""
    head = file.read_text(encoding="utf-8").split("\n\n", 1)[0]
    headers = dict(line.split(": ", 1) for line in head.splitlines())
    date = datetime.fromisoformat(headers["Date"])
    day = [f"en/{date:%Y}/", f"en/{date:%Y}/{date:%m}/", f"en/{date:%Y}/{date:%m}/{date:%d}/"]
    terms = [
        f"en/{facet}/{slug_of(name)}/"
        for header, facet in FACETS.items()
        for name in headers.get(header, "").split("; ")
        if name
    ]
    # One slug of the archive was copied from an address, percent signs and all.
    url = f"{day[-1]}{slug_of(unquote(headers['Slug']))}/"
    return Simple(file, url, date, frozenset(["en/", *day, *terms]))


@dataclass
class Archive:
    """Every release, and every listing with its releases, oldest first."""

    releases: list[Simple]
    listings: dict[str, list[str]] = field(default_factory=dict)

    @classmethod
    def of(cls, folder: Path) -> Archive:
        """Read a folder of releases."""
        releases = [parse(file) for file in sorted(folder.rglob("*.md"))]
        releases.sort(key=lambda each: (each.moment.astimezone(UTC), each.url))
        archive = cls(releases)
        for each in releases:
            for listing in each.listings:
                archive.listings.setdefault(listing, []).append(each.url)
        return archive

    def pages(self, listing: str) -> dict[str, list[str]]:
        """Return the files of a listing's pages and what each shows, newest first."""
        urls, number, pages = self.listings[listing], 0, {}
        while len(urls) >= 2 * SIZE:
            number += 1
            pages[f"{listing}page/{number}/index.html"] = urls[:SIZE][::-1]
            urls = urls[SIZE:]
        return {f"{listing}index.html": urls[::-1]} | pages

    def feeds(self, listing: str) -> Iterator[str]:
        """Yield the files of a listing's feeds; those of a date have none."""
        if not re.match(r"en/\d", listing):
            yield from (f"{listing}{name}" for name in FEEDS)

    def files(self) -> set[str]:
        """Return every file that releases and their listings make."""
        found = {each.page for each in self.releases}
        for listing in self.listings:
            found |= {*self.pages(listing), *self.feeds(listing)}
            if re.fullmatch(r"en/\d{4}/\d\d/", listing):
                found.add(f"{listing}sitemap.xml")
            if listing.startswith("en/kinds/"):
                found.add(f"{listing}card.png")
        facets = {listing.split("/")[1] for listing in self.listings} & set(FACETS.values())
        return found | {f"en/{facet}/index.html" for facet in facets}

    def showing(self, url: str) -> set[str]:
        """Return the pages of listings that show a release."""
        pages = [self.pages(listing) for listing in self.listings if url in self.listings[listing]]
        return {page for each in pages for page, urls in each.items() if url in urls}

    def feeding(self, url: str) -> set[str]:
        """Return the feeds that have a release among their newest."""
        listings = [name for name, urls in self.listings.items() if url in urls[-SIZE:]]
        return {feed for listing in listings for feed in self.feeds(listing)}

    def beside(self, url: str) -> set[str]:
        """Return the pages of the releases before and after."""
        urls = self.listings["en/"]
        place = urls.index(url)
        around = [*urls[max(0, place - 1) : place], *urls[place + 1 : place + 2]]
        return {f"{each}index.html" for each in around}
