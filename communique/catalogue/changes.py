"""What changed among public releases, and what that did to listings and other releases: values."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from communique.catalogue.codec import dump
from communique.catalogue.releases import Row
from communique.model.listing import ALL, DATES, ListingKey
from communique.model.release import Release

__all__ = ["Change", "Effects", "ListingChange"]


@dataclass(frozen=True, slots=True)
class Change:
    """A release as the public saw it and as it will; None on a side where it is not public."""

    old: Row | None
    new: Row | None

    @property
    def path(self) -> str:
        """The source."""
        row = self.new or self.old
        assert row is not None
        return row.release.path

    @property
    def moved(self) -> bool:
        """Whether its address changed, or came or went."""
        return _url(self.old) != _url(self.new)

    @property
    def carded(self) -> bool:
        """Whether what others say of it changed: a listing, a neighbour, a translation."""
        return _card_view(self.old) != _card_view(self.new)


def _url(row: Row | None) -> str | None:
    return row.release.url if row is not None else None


def _card_view(row: Row | None) -> str:
    """Return all of a release that a theme may show of it elsewhere, written: not its text.

    Two dates that are one moment in two offsets are equal to Python, and written otherwise.
    """
    if row is None:
        return ""
    shown = replace(row.release, path="", links=(), aliases=(), pictures=(), other_names=())
    return dump(shown)


@dataclass(slots=True)
class ListingChange:
    """What happened to one listing: ranks from 0, the oldest, before and after.

    ``departed`` are ranks before, the others ranks after; ``recarded`` kept their place and show
    something else, ``retexted`` kept their place and changed in the text only.
    """

    key: ListingKey
    old_count: int = 0
    new_count: int = 0
    departed: list[int] = field(default_factory=list)
    arrived: list[int] = field(default_factory=list)
    recarded: list[int] = field(default_factory=list)
    retexted: list[int] = field(default_factory=list)
    renamed: bool = False


@dataclass(slots=True)
class Effects:
    """All that a set of changes did; lists of releases are of those that did not change."""

    listings: list[ListingChange]
    neighbours: list[Release]
    translations: list[Release]
    related: list[Release]
    """Those that show other related releases than before, or one that looks different."""

    @property
    def new_terms(self) -> set[ListingKey]:
        """The listings of terms that no public release named before."""
        return {
            listing.key
            for listing in self.listings
            if not listing.old_count and listing.new_count and listing.key.facet not in (ALL, DATES)
        }
