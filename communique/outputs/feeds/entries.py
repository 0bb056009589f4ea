"""A feed as a value, whatever format it is written in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date as Date  # noqa: N812 - a type beside values named date
from datetime import datetime

from communique.model.release import Release

EPOCH = Date(2019, 1, 1)
"""The day that ids of what has no date of its own are minted under."""


@dataclass(frozen=True, slots=True)
class Enclosure:
    """A document of a release: whole address, media type, bytes, title, language or ""."""

    url: str
    type: str
    size: int
    title: str
    lang: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One release in a feed. ``id`` never changes; addresses are absolute; ``html`` is the text."""

    id: str
    lang: str
    title: str
    url: str
    published: datetime
    updated: datetime
    summary: str
    html: str
    authors: tuple[str, ...]
    categories: tuple[str, ...]
    enclosures: tuple[Enclosure, ...] = ()
    image: str = ""


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed: its newest entries first."""

    id: str
    lang: str
    title: str
    site_url: str
    self_url: str
    entries: tuple[Entry, ...]

    @property
    def updated(self) -> datetime | None:
        """The last change of any entry; None for an empty feed."""
        return max((entry.updated for entry in self.entries), default=None)


def tag_uri(authority: str, specific: str, day: Date = EPOCH) -> str:
    """Return a tag URI (RFC 4151 §2.1): ``tag:mfa.example,2019-06-05:specific``."""
    return f"tag:{authority},{day.isoformat()}:{specific}"


def entry_id(authority: str, release: Release) -> str:
    """Return what feeds and search engines know a release by, whatever its address becomes."""
    return tag_uri(authority, f"{release.stable_id}/{release.lang}", release.date.date())
