"""Changes of public releases, and their effects on listings and other releases: values."""

from collections.abc import Iterator, Mapping
from dataclasses import field, replace

from communique.catalogue.codec import dump
from communique.catalogue.releases import Row
from communique.model.listing import DATES, FRONT, ListingKey, keys_of, page_count, page_of
from communique.model.release import Page, Release
from communique.values import dataclass


@dataclass(frozen=True, slots=True)
class Change:
    """A release before and after, as the public sees it; None on a side where it is not public."""

    old: Row | None
    new: Row | None

    @property
    def path(self) -> str:
        """The source."""
        row = self.new or self.old
        assert row is not None
        return row.release.path

    @property
    def sides(self) -> tuple[Release, ...]:
        """The release before and after the change, where it is public."""
        return tuple(row.release for row in (self.old, self.new) if row is not None)

    @property
    def moved(self) -> bool:
        """Whether its address changed, or came or went."""
        before, now = (row and row.release.url for row in (self.old, self.new))
        return before != now

    @property
    def warned(self) -> bool:
        """Whether a warning may be due: it was added or removed, or something permanent changed."""
        return _lasting_view(self.old) != _lasting_view(self.new)

    @property
    def carded(self) -> bool:
        """Whether what listings, neighbours and translations show of it changed."""
        return _card_view(self.old) != _card_view(self.new)


def _lasting_view(row: Row | None) -> tuple[object, ...]:
    """Return what warnings of changes look at: address, id, event, corrections, listings."""
    if row is None:
        return ()
    release = row.release
    event = (release.starts, release.ends, release.venue)
    told = (len(release.corrections), release.withdrawn is None)
    return (release.url, release.stable_id, event, told, keys_of(release))


def _card_view(row: Row | None) -> str:
    """Return all that a theme may show of a release on other pages, as text; its body is not in it.

    Two dates that are one moment in two offsets are equal to Python, but not as text.
    """
    if row is None:
        return ""
    release = replace(row.release, id=row.release.stable_id)  # Aliases may say it
    shown = replace(
        release, path="", links=(), aliases=(), pictures=(), other_names=(), original=None
    )
    own = replace(shown, contacts=(), recordings=(), gallery=())
    return dump(replace(own, subtitle="", number="", speaker="", delivery=""))


@dataclass(frozen=True, slots=True)
class ListingChange:
    """What happened to one listing: ranks from 0, the oldest, before and after.

    ``departed`` are ranks before, the others ranks after; ``recarded`` kept their place and show
    something else, ``retexted`` kept their place and changed in the text only.
    """

    key: ListingKey
    old_count: int = 0
    new_count: int = 0
    departed: tuple[int, ...] = ()
    arrived: tuple[int, ...] = ()
    recarded: tuple[int, ...] = ()
    retexted: tuple[int, ...] = ()
    renamed: bool = False

    @property
    def moved(self) -> bool:
        """Whether a release came or went."""
        return bool(self.departed or self.arrived)

    @property
    def is_another(self) -> bool:
        """Whether the listing itself came, went or changed its name."""
        return self.renamed or not self.old_count or not self.new_count

    @property
    def changes_overviews(self) -> bool:
        """Whether a term came, went or has another name, or a date has more or fewer releases."""
        if self.key.facet == DATES:
            return self.moved
        return self.key.is_term and self.is_another

    def dirty_pages(self, size: int) -> set[int]:
        """Return the numbers of its pages, FRONT among them, that show something else now.

        Pages before the first release that came or went keep their ranks for good. A page more or
        less also changes the page before it, which links to it.
        """
        before, after = page_count(self.old_count, size), page_count(self.new_count, size)
        if self.renamed:
            return {FRONT, *range(1, max(before, after) + 1)}
        dirty = {page_of(rank, self.new_count, size) for rank in self.recarded}
        if self.moved:
            first = min([*self.departed, *self.arrived]) // size + 1
            dirty |= {FRONT, *range(first, max(before, after) + 1)}
        if before != after:
            fewer, more = sorted((before, after))
            dirty |= {FRONT, *range(max(fewer, 1), more + 1)}
        return dirty

    def retexted_pages(self, size: int) -> set[int]:
        """Return the numbers of pages on which only a text changed, FRONT among them."""
        return {page_of(rank, self.new_count, size) for rank in self.retexted}

    def has_new_among(self, newest: int) -> bool:
        """Whether the texts or the looks of its ``newest`` releases changed."""
        seen_before, seen_now = self.old_count - newest, self.new_count - newest
        shown = (*self.arrived, *self.recarded, *self.retexted)
        return (
            self.renamed
            or any(rank >= seen_before for rank in self.departed)
            or any(rank >= seen_now for rank in shown)
        )


@dataclass(frozen=True, slots=True)
class Reindexed:
    """What changed in the search index, by language.

    It has the leaves whose words came, went, or have other releases, and those that are cut anew,
    each with its tree; and for each day with changed releases the greater of how many it had and
    has.
    """

    leaves: frozenset[tuple[str, int, int]] = frozenset()
    days: Mapping[tuple[str, int], int] = field(default_factory=dict)
    moved: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Effects:
    """All that a set of changes did; lists of releases are of those that did not change."""

    listings: list[ListingChange]
    neighbours: list[Release]
    translations: list[Release]
    related: list[Release]
    """Releases with new related releases, or with a related release that looks different now."""
    reindexed: Reindexed = Reindexed()
    """What changed in the search index."""

    @property
    def new_terms(self) -> set[ListingKey]:
        """The listings of terms that no public release named before."""
        return {
            listing.key
            for listing in self.listings
            if not listing.old_count and listing.new_count and listing.key.is_term
        }


@dataclass(frozen=True, slots=True)
class Changed:
    """All changes since the last build; each kind of output derives from it what to make again."""

    effects: Effects
    releases: tuple[Change, ...] = ()
    pages: tuple[Page, ...] = ()
    """Pages that changed, each before and after."""
    files: tuple[str, ...] = ()
    """Files that changed or went: static ones, the theme's, those that releases name."""
    redirects: tuple[tuple[str, str], ...] = ()
    """Redirects in bulk that changed: each output's path, and the file that has the line."""
    showing: Mapping[str, str] = field(default_factory=dict)
    """Texts that name a changed file, each with the file."""
    eventful: frozenset[str] = frozenset()
    """Languages in which an event or a pin changed, or is over."""
    meta: Mapping[str, str] = field(default_factory=dict)
    """What the last build remembered besides releases and listings."""

    @property
    def sources(self) -> str:
        """The releases that changed, in words."""
        if not self.releases:
            return "what changed"
        more = len(self.releases) - 1
        return f"{self.releases[0].path}{f' and {more} more' if more else ''}"

    @property
    def sides(self) -> Iterator[tuple[Release, str]]:
        """Each changed release as it was and as it is, and why what belongs to it is made again."""
        for change in self.releases:
            for release in change.sides:
                yield release, self._why(change)

    def _why(self, change: Change) -> str:
        path = change.path
        if change.old is change.new:  # the same row: its own text did not change
            return f"a text that {path} leads to has another address, or is another"
        if path in self.showing and change.old and change.new:
            return f"{self.showing[path]} changed, which {path} shows"
        if change.old is None:
            return f"{path} became public"
        return f"{path} changed" if change.new else f"{path} is not public any more"
