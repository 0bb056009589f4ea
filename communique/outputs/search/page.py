"""The search page of a language."""

import sqlite3

from communique.catalogue.listings import facets_of, find_listings, find_periods
from communique.model.output import Output
from communique.model.term import Facet
from communique.outputs.kind import of_each_language
from communique.outputs.press.listing_names import FACET_NAMES, facet_crumbs, standing_alternates
from communique.outputs.press.press import Press, Rendered
from communique.outputs.search.script import script_path

TEMPLATES = ("search",)

FILTERS = (Facet.KIND, Facet.COUNTRY, Facet.ORGANISATION, Facet.PERSON, Facet.TAG)
"""The facets by which a search can be narrowed; a year narrows it too."""

MOST = 300
"""How many terms of a facet the form offers. By a facet with more, only an address narrows a
search: ``?people=…``."""


Terms = list[tuple[Facet, tuple[tuple[str, str], ...]]]

SearchPage = tuple[list[str], Terms, tuple[Facet, ...]]
"""What the page offers: years, terms by facet as name and slug, and facets."""


def load(db: sqlite3.Connection, lang: str) -> SearchPage:
    """Load what a language's releases can be narrowed by."""
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
    } | press.alternates(standing_alternates(press, "search"))
    return press.render(TEMPLATES, lang, output.path, variables)


KIND = of_each_language(
    "search",
    load,
    "search/index.html",
    wanted=lambda settings: settings.search,
    render=render,
    templates=(TEMPLATES,),
    lists=lambda change: change.changes_overviews,
    says="which years, kinds and countries there are in {}, from",
)
