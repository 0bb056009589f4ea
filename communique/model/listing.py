"""Listings whose pages never move: the arithmetic of permanent pages.

A listing of ``count`` releases, oldest first, is cut from its oldest end into pages of ``size``.
Page 1 holds the ranks 0 to size-1 for good. The front, the listing's own address, holds the
newest ``size`` to ``2 * size - 1``, so that a new release touches the front and, once in ``size``
releases, makes one new page.
"""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache
from itertools import product

from communique.model.release import Release, date_path
from communique.values import dataclass

ALL = "all"
"""The facet name of the listing of everything in a language."""

DATES = "dates"
"""The facet name of the listings of a year, a month or a day; the slug is ``2019/06/05``."""

FRONT = 0
"""The number that stands for a listing's own address."""


@dataclass(frozen=True, slots=True, order=True)
class ListingKey:
    """Names one listing: its language, a facet (or ALL, or DATES) and the slug within it.

    A filter has two facets, ``countries/kinds``, and two slugs, ``kazakhstan/statements``.
    """

    lang: str
    facet: str
    slug: str

    @property
    def url(self) -> str:
        """The listing's own address below SITEURL: ``en/``, ``en/2019/06/``, ``en/tags/g7/``."""
        if self.facet == ALL:
            return f"{self.lang}/"
        if self.facet == DATES:
            return f"{self.lang}/{self.slug}/"
        if self.is_filter:
            one, other = self.parts
            return f"{one.url}{other.url.removeprefix(f'{self.lang}/')}"
        return f"{self.lang}/{self.facet}/{self.slug}/"

    @property
    def is_filter(self) -> bool:
        """Whether it has the releases that two listings share."""
        return "/" in self.facet

    @property
    def is_term(self) -> bool:
        """Whether it has the releases of one term."""
        return self.facet not in (ALL, DATES) and not self.is_filter

    @property
    def parts(self) -> tuple[ListingKey, ListingKey]:
        """The two listings of a filter."""
        (facet, other_facet), (slug, other_slug) = self.facet.split("/"), self.slug.split("/")
        return _key(self.lang, facet, slug), _key(self.lang, other_facet, other_slug)

    def page_url(self, number: int) -> str:
        """The address of page ``number``, or of the front for FRONT."""
        return self.url if number == FRONT else f"{self.url}page/{number}/"


def date_slugs(date: datetime) -> tuple[str, str, str]:
    """Return the slugs of a date's year, month and day: ``2019``, ``2019/06``, ``2019/06/05``."""
    day = date_path(date)
    return day[:4], day[:7], day


def keys_of(release: Release) -> tuple[ListingKey, ...]:
    """Return each listing that shows the release; nothing for a withdrawn release."""
    if release.withdrawn is not None:
        return ()
    keys = [_key(release.lang, ALL, "")]
    keys += [_key(release.lang, DATES, slug) for slug in date_slugs(release.date)]
    keys += [_key(release.lang, term.facet, term.slug) for term in release.terms]
    for facets in release.filters:
        one, other = facets.split("/")
        firsts = [key for key in keys if key.facet == one]
        seconds = keys[1:2] if other == DATES else [key for key in keys if key.facet == other]
        keys += [
            _key(release.lang, facets, f"{first.slug}/{second.slug}")
            for first, second in product(firsts, seconds)
        ]
    return tuple(dict.fromkeys(keys))


@lru_cache(maxsize=4096)
def _key(lang: str, facet: str, slug: str) -> ListingKey:
    """Return a key; kept, as each release asks for those of common terms."""
    return ListingKey(lang, str(facet), slug)


def page_count(count: int, size: int) -> int:
    """Return how many numbered pages ``count`` releases make, the front not counted."""
    return max(0, count // size - 1)


def page_of(rank: int, count: int, size: int) -> int:
    """Return the number of the page that shows ``rank`` (from 0, the oldest), or FRONT."""
    page = rank // size + 1
    return page if page <= page_count(count, size) else FRONT


def ranks_of(number: int, count: int, size: int) -> range:
    """Return the ranks that page ``number`` (or FRONT) shows, oldest first."""
    if number == FRONT:
        return range(page_count(count, size) * size, count)
    return range((number - 1) * size, number * size)
