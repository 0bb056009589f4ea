"""The archive overview of a language: its years and months."""

import sqlite3
from typing import Any

from communique.catalogue.listings import facets_of, find_periods
from communique.model.output import Output
from communique.model.term import Facet
from communique.outputs.kind import of_each_language
from communique.outputs.press.listing_names import date_name, facet_crumbs
from communique.outputs.press.press import Press, Rendered
from communique.outputs.sharing.open_graph import share_standing

TEMPLATES = ("archives",)


Overview = tuple[tuple[tuple[str, str, int], ...], tuple[Facet, ...]]
"""Slug, address and count of each year and month of a language, and its facets."""


def load(db: sqlite3.Connection, lang: str) -> Overview:
    """Load the years and months of a language."""
    dates = tuple(
        (listing.key.slug, listing.key.url, listing.count) for listing in find_periods(db, lang)
    )
    return dates, facets_of(db, lang)


def render(press: Press, output: Output, shown: Overview) -> Rendered:
    """Render ``archives.html``: years newest first, and so their months."""
    lang = output.ref
    years: dict[str, dict[str, Any]] = {}
    for slug, url, count in shown[0]:
        year, _, month = slug.partition("/")
        if not month:
            years[year] = {"year": int(year), "url": url, "count": count, "months": []}
        else:
            known = {"name": date_name(slug, lang), "url": url, "count": count, "month": int(month)}
            years[year]["months"].insert(0, known)
    variables = {
        "years": [years[year] for year in sorted(years, reverse=True)],
        "facets": facet_crumbs(press, lang, shown[1]),
        **share_standing(press, lang, "archive"),
    }
    return press.render(TEMPLATES, lang, output.path, variables)


KIND = of_each_language(
    "archive",
    load,
    "archive/index.html",
    render=render,
    templates=(TEMPLATES,),
    lists=lambda change: change.changes_overviews,
    says="how many releases in {} each year and month has, from",
)
