"""Pelican's ``articles_paginator`` and ``articles_page`` over pages that never move.

Page 1 of Pelican is the newest; ours is the oldest, for good, and the listing's own address has the
highest number. That number, and ``num_pages``, are the state of the whole listing: reading one is
noticed, and the page is written again when it changes (trap 4). ``permanent_number`` is not: it
is None on the listing's own address.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from communique.model.listing import FRONT, ListingKey

NUM_PAGES = "num_pages"
"""The state that an output observes if its template reads the number of pages."""


@dataclass(frozen=True)
class ArticlesPage:
    """One page of a listing."""

    paginator: Paginator
    permanent_number: int | None
    url: str
    object_list: Sequence[Any]

    @property
    def number(self) -> int:
        """The page's number; on the listing's own address it is ``num_pages``, and observed."""
        return self.permanent_number or self.paginator.num_pages

    @property
    def save_as(self) -> str:
        """The page's file."""
        return f"{self.url}index.html"

    def has_previous(self) -> bool:
        """Whether there is a newer page."""
        return self.permanent_number is not None

    def has_next(self) -> bool:
        """Whether there is an older page."""
        return self.paginator.older(self.permanent_number or FRONT) is not None

    def has_other_pages(self) -> bool:
        """Whether the listing has more than this page."""
        return self.has_previous() or self.has_next()


class Paginator:
    """The pages of one listing, seen from one of them, whose releases are ``articles``."""

    def __init__(
        self, key: ListingKey, articles: Sequence[Any], pages: int, observed: set[str]
    ) -> None:
        self._key = key
        self._articles = articles
        self._pages = pages
        self._observed = observed

    @property
    def num_pages(self) -> int:
        """The number of pages, the listing's own address counted as one; noticed."""
        self._observed.add(NUM_PAGES)
        return self._pages + 1

    def page(self, number: int) -> ArticlesPage:
        """Return a page as Pelican counts them: 1 is the listing's own address, the newest."""
        return self.permanent(FRONT if number <= 1 else max(1, self.num_pages + 1 - number))

    def permanent(self, number: int) -> ArticlesPage:
        """Return the page of a permanent number, or the front."""
        return ArticlesPage(self, number or None, self._key.page_url(number), self._articles)

    def newer(self, number: int) -> ArticlesPage | None:
        """Return the page with newer releases."""
        if number == FRONT:
            return None
        return self.permanent(FRONT if number >= self._pages else number + 1)

    def older(self, number: int) -> ArticlesPage | None:
        """Return the page with older releases."""
        older = self._pages if number == FRONT else number - 1
        return self.permanent(older) if older >= 1 else None
