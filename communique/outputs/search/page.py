"""The search page of a language."""

import sqlite3

from communique.catalogue.changes import Changed
from communique.catalogue.listings import facets_of, find_listings, find_periods
from communique.model.output import Output, page_file
from communique.model.term import Facet
from communique.outputs.kind import Kind, Planned
from communique.outputs.press.listing_names import FACET_NAMES, facet_crumbs, standing_editions
from communique.outputs.press.press import Press, Rendered
from communique.outputs.search.script import script_path
from communique.outputs.shown import filed
from communique.settings import Settings

NAME = "search"

TEMPLATES = ("search",)

FILTERS = (Facet.KIND, Facet.COUNTRY, Facet.ORGANISATION, Facet.PERSON, Facet.TAG)
"""The facets by which a search can be narrowed; a year narrows it too."""

MOST = 300
"""How many terms of a facet the form offers. By a facet with more, only an address narrows a
search: ``?people=…``."""


Terms = list[tuple[Facet, tuple[tuple[str, str], ...]]]

SearchPage = tuple[list[str], Terms, tuple[Facet, ...]]
"""What the page offers: years, terms by facet as name and slug, and facets."""


def output_of(lang: str) -> Output:
    """Return the output that a language's page is."""
    return Output(page_file(f"{lang}/search/"), NAME, lang)


def load(db: sqlite3.Connection, settings: Settings, output: Output) -> SearchPage | None:
    """Load what a language's releases can be narrowed by; None for a page that the site lost."""
    lang = output.ref
    if lang not in settings.languages:
        return None
    terms = [
        (facet, tuple(sorted((each.name, each.key.slug) for each in found)))
        for facet in FILTERS
        if (found := find_listings(db, lang, facet.value)) and len(found) <= MOST
    ]
    dates = (each.key.slug for each in find_periods(db, lang))
    years = sorted((slug for slug in dates if "/" not in slug), reverse=True)
    return years, terms, facets_of(db, lang)


def render(press: Press, output: Output, shown: SearchPage) -> Rendered:
    """Render ``search.html``; without a script it leads into the archives."""
    lang, (years, offered, facets) = output.ref, shown
    filters = [
        (facet.value, press.gettext(lang, FACET_NAMES[facet]), terms) for facet, terms in offered
    ]
    variables = {
        "years": years,
        "filters": filters,
        "facets": facet_crumbs(press, lang, facets),
        "script": script_path(lang),
    } | press.editions(standing_editions(press, "search"))
    return press.render(TEMPLATES, lang, output.path, variables)


def touched(_db: sqlite3.Connection, _settings: Settings, changed: Changed) -> Planned:
    """A language's page, where a year, a kind or a country may come or go."""
    for change in changed.effects.listings:
        if change.changes_overviews:
            yield output_of(change.key.lang), f"it shows {changed.sources}"


KIND = Kind(
    name=NAME,
    addresses=("{lang}/search/index.html",),
    wanted=lambda settings: settings.search,
    every=lambda _db, settings: map(output_of, settings.languages),
    load=load,
    render=render,
    templates=(TEMPLATES,),
    touched=touched,
    shows=lambda db, _settings, output: filed(
        db, f"which years, kinds and countries there are in {output.ref}, from", output.ref
    ),
)
