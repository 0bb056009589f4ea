"""A feed as a value, for every format."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from communique.model.release import Release
from communique.values import dataclass

EPOCH = "2019-01-01"
"""The day that all ids are minted under: an id that held a release's Date would move with it."""

LARGEST = 1_000_000
"""Bytes of a feed: many readers take no more."""

LONGEST_TEXT = 100_000
"""Bytes of a text that a feed has whole; of a longer one it has the summary and the link."""

LONGEST_SUMMARY = 2_000
"""Signs of a summary."""


@dataclass(frozen=True, slots=True)
class Enclosure:
    """A file of a release: whole address, media type, title, language or "".

    ``size`` is None for a PDF that the build makes: when feeds are written, it may not be there.
    """

    url: str
    type: str
    size: int | None
    title: str
    lang: str


@dataclass(frozen=True, slots=True)
class Category:
    """A subject: its scheme, its permanent name, and its label for readers."""

    scheme: str
    term: str
    label: str

    def __hash__(self) -> int:
        return hash(self.term)


@dataclass(frozen=True, slots=True)
class Entry:
    """One release in a feed. ``id`` never changes; addresses are absolute.

    ``html`` is the text, ``short`` what a feed has in place of a long one: its summary, and a link.
    ``translations`` have language and address. ``withdrawn`` is the reason of a withdrawal, else
    "".
    """

    id: str
    lang: str
    title: str
    url: str
    published: datetime
    updated: datetime
    summary: str
    html: str
    authors: tuple[str, ...]
    categories: tuple[Category, ...]
    enclosures: tuple[Enclosure, ...] = ()
    image: str = ""
    translations: tuple[tuple[str, str], ...] = ()
    withdrawn: str = ""
    short: str = ""

    def __hash__(self) -> int:
        return hash(self.id)


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed: its newest entries first, then older ones that changed.

    ``older`` and ``newer`` are the addresses of archive documents (RFC 5005). An archive document
    names in ``current`` the feed that it belongs to. ``hub`` is a WebSub hub; "" for none.
    """

    id: str
    lang: str
    title: str
    site_url: str
    self_url: str
    entries: tuple[Entry, ...]
    current: str = ""
    older: str = ""
    newer: str = ""
    hub: str = ""

    @property
    def updated(self) -> datetime | None:
        """The last change of any entry; None for an empty feed."""
        return max((entry.updated for entry in self.entries), default=None)


def tag_uri(authority: str, specific: str) -> str:
    """Return a tag URI (RFC 4151 §2.1): ``tag:mfa.example,2019-01-01:specific``."""
    return f"tag:{authority},{EPOCH}:{specific}"


def entry_id(authority: str, release: Release) -> str:
    """Return the permanent id of a release in feeds and for search engines."""
    return tag_uri(authority, f"{release.stable_id}/{release.lang}")


def write_within(write: Callable[[Feed], bytes], feed: Feed) -> bytes:
    """Write a feed of LARGEST bytes at most.

    Where it would be larger, its longest texts give way to their summaries, and in the end its
    last entries go.
    """
    limit = LONGEST_TEXT
    while len(data := write(feed)) > LARGEST:
        limit //= 2
        entries = tuple(shorten_entry(entry, limit) for entry in feed.entries)
        if limit < LONGEST_SUMMARY:
            entries = entries[: len(entries) // 2]
        feed = replace(feed, entries=entries)
    return data


def shorten_entry(entry: Entry, limit: int) -> Entry:
    """Return an entry with its summary for its text, where that has more than so many bytes."""
    # No sign has more than four bytes.
    long = len(entry.html) > limit // 4 and len(entry.html.encode()) > limit
    return replace(entry, html=entry.short) if long else entry
