"""The archive overview of a language: its years and months."""

import sqlite3
from dataclasses import field

from communique.catalogue.changes import Changed
from communique.catalogue.listings import facets_of, find_periods
from communique.model.output import Output, page_file
from communique.model.term import Facet
from communique.outputs.kind import Kind, Planned
from communique.outputs.press.listing_names import date_name, facet_crumbs
from communique.outputs.press.press import Alternate, Press, Rendered
from communique.outputs.sharing.open_graph import as_tags, issuer_of, share_page
from communique.outputs.shown import filed
from communique.settings import Settings
from communique.values import dataclass

NAME = "archive"

TEMPLATES = ("archives",)


@dataclass(frozen=True, slots=True)
class Overview:
    """The counts of a language's years and months, by slug, and its facets."""

    lang: str
    counts: tuple[tuple[str, str, int], ...]
    facets: tuple[Facet, ...]


@dataclass(slots=True)
class Month:
    """A month as the template sees it."""

    name: str
    url: str
    count: int
    month: int


@dataclass(slots=True)
class Year:
    """A year as the template sees it, its months newest first."""

    year: int
    url: str
    count: int
    months: list[Month] = field(default_factory=list)


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
    return Overview(lang, dates, facets_of(db, lang))


def render(press: Press, output: Output, shown: Overview) -> Rendered:
    """Render ``archives.html``: years newest first."""
    lang = shown.lang
    years: dict[str, Year] = {}
    for slug, url, count in shown.counts:
        year, _, month = slug.partition("/")
        if not month:
            years[year] = Year(int(year), url, count)
        else:
            name = date_name(slug, lang)
            years[year].months.insert(0, Month(name, url, count, int(month)))
    titles = {code: press.gettext(code, "Archive") for code in press.languages}
    variables = {
        "years": [years[year] for year in sorted(years, reverse=True)],
        "facets": facet_crumbs(press, lang, shown.facets),
        "sharing": as_tags(share_page(issuer_of(press, lang), f"{lang}/archive/", titles[lang])),
    } | press.editions(Alternate(code, f"{code}/archive/", titles[code]) for code in titles)
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
