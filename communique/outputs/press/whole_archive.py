"""The whole archive, as a Pelican theme may ask for it: ``articles``, ``tags``, ``pages``.

Our theme never does. For another theme the catalogue gives the values. The build records which
names a page's template reads, and writes the page again when one of the values changes.
"""

import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from hashlib import blake2b
from typing import Any, overload

from communique.catalogue.codec import dump
from communique.catalogue.listings import entries, find_listing, find_listings
from communique.catalogue.pages import find_pages
from communique.catalogue.releases import public_values
from communique.model.listing import ALL, DATES, ListingKey
from communique.model.release import Page
from communique.model.term import Facet
from communique.outputs.press.views import Article, PageView, TermView

FACETS = {"tags": Facet.TAG, "categories": Facet.KIND, "authors": Facet.AUTHOR}
ARTICLES = ("articles", "dates")
EMPTY = ("drafts", "hidden_articles", "hidden_pages", "draft_pages", "related_posts")
WHOLE = frozenset({*ARTICLES, *FACETS, "pages", "period_archives"})
"""The variables of Pelican that show the state of the whole archive."""


class Observed(Sequence[Any]):
    """A list that is loaded when it is first read; the reading is recorded under ``name``."""

    def __init__(self, name: str, load: Callable[[], Sequence[Any]], observed: set[str]) -> None:
        self._name = name
        self._load = load
        self._observed = observed

    @cached_property
    def _items(self) -> Sequence[Any]:
        self._observed.add(self._name)
        return self._load()

    @overload
    def __getitem__(self, index: int) -> Any: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Any]: ...
    def __getitem__(self, index: int | slice) -> Any:
        return self._items[index]

    def __len__(self) -> int:
        return len(self._items)

    def __iter__(self) -> Iterator[Any]:
        return iter(self._items)

    def __lt__(self, other: object) -> bool:
        return False


class Whole:
    """Gives the whole-archive variables of a language, each noticed when it is read."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self.db = db

    def __call__(self, lang: str, observed: set[str]) -> Mapping[str, Any]:
        """Return the variables for one page in ``lang``; names read are added to ``observed``."""

        def watch(name: str, load: Callable[[], Sequence[Any]]) -> Observed:
            return Observed(f"{lang}:{name}", load, observed)

        def articles_of(key: ListingKey) -> Observed:
            return watch("articles", lambda: self._articles(key))

        everything = ListingKey(lang, ALL, "")
        variables: dict[str, Any] = {
            name: watch("articles", lambda: self._articles(everything)) for name in ARTICLES
        }
        for name, facet in FACETS.items():
            variables[name] = watch(name, lambda facet=facet: self._terms(lang, facet, articles_of))  # type: ignore[misc]
        variables["pages"] = watch("pages", lambda: [PageView(page) for page in self._pages(lang)])
        variables["period_archives"] = {
            granularity: watch("articles", lambda depth=depth: self._periods(lang, depth))  # type: ignore[misc]
            for depth, granularity in enumerate(("year", "month", "day"))
        }
        return variables | dict.fromkeys(EMPTY, ())

    def digest(self, name: str) -> str:
        """Return a digest of the state that ``en:tags`` and the like stand for."""
        lang, _, variable = name.partition(":")
        if variable == "pages":
            state = repr([dump(page) for page in self._pages(lang)])
        elif variable in FACETS:
            listings = find_listings(self.db, lang, FACETS[variable].value)
            state = repr([(listing.key.slug, listing.name) for listing in listings])
        else:
            state = repr(public_values(self.db, lang))
        return blake2b(state.encode(), digest_size=16).hexdigest()

    def _articles(self, key: ListingKey) -> list[Article]:
        listing = find_listing(self.db, key)
        if listing is None:
            return []
        rows = entries(self.db, listing, range(listing.count))
        return [Article(row.release) for row in reversed(rows)]

    def _terms(
        self, lang: str, facet: Facet, articles_of: Callable[[ListingKey], Observed]
    ) -> list[tuple[TermView, Observed]]:
        return [
            (TermView(listing.name, listing.key.slug, listing.key.url), articles_of(listing.key))
            for listing in find_listings(self.db, lang, facet.value)
        ]

    def _pages(self, lang: str) -> list[Page]:
        return [page for page in find_pages(self.db) if page.lang == lang]

    def _periods(self, lang: str, depth: int) -> list[dict[str, Any]]:
        periods = []
        for listing in reversed(find_listings(self.db, lang, DATES)):
            if listing.key.slug.count("/") == depth:
                articles = self._articles(listing.key)
                parts = tuple(int(part) for part in listing.key.slug.split("/"))
                periods.append(
                    {
                        "period": parts,
                        "period_num": parts,
                        "url": listing.key.url,
                        "save_as": f"{listing.key.url}index.html",
                        "articles": articles,
                        "dates": articles,
                    }
                )
        return periods
