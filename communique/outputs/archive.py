"""The archive overview of a language: its years and months."""

import sqlite3
from typing import Any

from communique.catalogue.changes import Changed
from communique.catalogue.listings import facets_of, find_periods
from communique.model.output import Output, page_file
from communique.model.term import Facet
from communique.outputs.kind import Kind, Planned
from communique.outputs.press.listing_names import date_name, facet_crumbs
from communique.outputs.press.press import Press, Rendered
from communique.outputs.sharing.open_graph import share_standing
from communique.outputs.shown import filed
from communique.settings import Settings

NAME = "archive"

TEMPLATES = ("archives",)


Overview = tuple[tuple[tuple[str, str, int], ...], tuple[Facet, ...]]
"""Slug, address and count of each year and month of a language, and its facets."""


def output_of(lang: str) -> Output:
    """Return the output that a language's overview is."""
    return Output(page_file(f"{lang}/archive/"), NAME, lang)


def load(db: sqlite3.Connection, settings: Settings, output: Output) -> Overview | None:
    """Load the years and months of a language; None for a language that the site lost."""
    lang = output.ref
    if lang not in settings.languages:
        return None
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


def touched(_db: sqlite3.Connection, _settings: Settings, changed: Changed) -> Planned:
    """A language's overview, where a day has more or fewer releases, or a facet may come or go."""
    for change in changed.effects.listings:
        if change.changes_overviews:
            yield output_of(change.key.lang), f"it shows {changed.sources}"


KIND = Kind(
    name=NAME,
    addresses=("{lang}/archive/index.html",),
    every=lambda _db, settings: map(output_of, settings.languages),
    load=load,
    render=render,
    templates=(TEMPLATES,),
    touched=touched,
    shows=lambda db, _settings, output: filed(
        db, f"how many releases in {output.ref} each year and month has, from", output.ref
    ),
)
