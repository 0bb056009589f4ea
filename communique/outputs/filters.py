"""Filters of a listing: the lists of two terms that narrow it (LIST_FILTERS)."""

import sqlite3
from collections.abc import Iterable
from typing import Any

from communique.catalogue.listings import filters_of, find_listing
from communique.model.listing import DATES, ListingKey
from communique.model.term import Facet
from communique.outputs.press.listing_names import FACET_NAMES, Crumb
from communique.outputs.press.press import Press
from communique.settings import Settings
from communique.text.collation import collate

Filters = tuple[str, tuple[tuple[ListingKey, str], ...]]
"""The filters of a listing by one facet, each with its name."""


def load_filters(
    db: sqlite3.Connection, settings: Settings, key: ListingKey
) -> tuple[Filters, ...]:
    """Return a listing's filters: kinds by name, years newest first; none if there is only one."""
    found = []
    for facets in settings.list_filters:
        facet, _, by = facets.partition("/")
        if facet != key.facet:
            continue
        others = [(each, each.parts[1]) for each in filters_of(db, key, by)]
        names = ((each, find_listing(db, other), other.slug) for each, other in others)
        named = [(each, (of.name if of else "") or slug) for each, of, slug in names]
        named.sort(key=lambda each: collate(each[1], key.lang), reverse=by == DATES)
        if len(named) > 1:
            found.append((by, tuple(named)))
    return tuple(found)


def view_filters(press: Press, lang: str, shown: Iterable[Filters]) -> list[dict[str, Any]]:
    """Show them in a language."""
    return [
        {
            "title": press.gettext(lang, "Years" if by == DATES else FACET_NAMES[Facet(by)]),
            "links": [Crumb(name, key.url) for key, name in named],
        }
        for by, named in shown
    ]
