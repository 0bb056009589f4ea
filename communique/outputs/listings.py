"""Listings: everything in a language (its front page), a term's archive, a year, a month, a day."""

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from communique.catalogue.changes import Changed
from communique.catalogue.events import coming_events
from communique.catalogue.listings import (
    Listing,
    entries,
    every_page,
    find_in_languages,
    find_listing,
)
from communique.catalogue.releases import Row
from communique.model.listing import ALL, DATES, FRONT, ListingKey, page_count, ranks_of
from communique.model.output import Output, listing_ref, page_file, parse_listing_ref
from communique.model.term import Facet
from communique.outputs.feeds.links import feed_links
from communique.outputs.filters import Filters, load_filters, view_filters
from communique.outputs.front import Front, load_front, show_front, touched_fronts, view_front
from communique.outputs.kind import Kind, Lost, Planned
from communique.outputs.press.listing_names import listing_crumbs, listing_name
from communique.outputs.press.pagination import Paginator
from communique.outputs.press.press import Alternate, Press, Rendered
from communique.outputs.press.views import TermView
from communique.outputs.sharing.open_graph import share_page
from communique.outputs.shown import Shown, paths_of, show
from communique.settings import Settings
from communique.text.dates import month_name
from communique.values import dataclass

NAME = "listing"

COMING = 20
"""How many coming events a front page is given."""

TEMPLATES = {
    ALL: ("index",),
    DATES: ("period_archives",),
    Facet.KIND.value: ("category",),
    Facet.TAG.value: ("tag",),
    Facet.AUTHOR.value: ("author",),
    Facet.COUNTRY.value: ("country", "tag"),
    Facet.ORGANISATION.value: ("organisation", "tag"),
    Facet.PERSON.value: ("person", "tag"),
    Facet.PLACE.value: ("place", "tag"),
}
"""The templates of each facet's listings, the first that the theme has."""

SHAPES = (
    "{lang}/",
    *("{lang}/{year}/", "{lang}/{year}/{month}/", "{lang}/{year}/{month}/{day}/"),
    "{lang}/{facet}/{term}/",
)
"""Where listings are."""

FILTERED = ("{lang}/{facet}/{term}/{facet}/{term}/", "{lang}/{facet}/{term}/{year}/")
"""Where filters are, below the listings that they narrow."""


@dataclass(frozen=True, slots=True)
class ListingPage:
    """What one page of a listing shows; ``count`` is of the whole listing, oldest first.

    ``translations`` are its names in every language that has it; a numbered page has none,
    for the same number holds other releases there.
    """

    key: ListingKey
    name: str
    number: int
    count: int
    rows: tuple[Row, ...]
    translations: tuple[tuple[ListingKey, str], ...] = ()
    coming: tuple[Row, ...] = ()
    """On a language's front page the releases whose events are still to come, the next first."""
    front: Front | None = None
    """On a language's front page what else it shows."""
    filters: tuple[Filters, ...] = ()
    above: str = ""
    """Of a filter the name of the listing that it narrows."""


def has_pages(settings: Settings, key: ListingKey) -> bool:
    """Decide whether a listing has pages: of two terms those of LIST_FILTERS have some."""
    return not key.is_filter or key.facet in settings.list_filters


def has_feeds(settings: Settings, key: ListingKey) -> bool:
    """Decide whether a listing has feeds: of two terms those of FEED_INTERSECTIONS have some."""
    if key.is_filter:
        return key.facet in settings.subscribing.intersections
    return key.facet != DATES


def templates_of(output: Output) -> tuple[str, ...]:
    """Return the templates that a listing's output may use."""
    return TEMPLATES[parse_listing_ref(output.ref)[0].facet.partition("/")[0]]


def output_of(key: ListingKey, number: int) -> Output:
    """Return the output that a page of a listing, or its front, is."""
    return Output(page_file(key.page_url(number)), NAME, listing_ref(key, str(number)))


def in_time(db: sqlite3.Connection, settings: Settings) -> Iterator[tuple[str, Output]]:
    """Yield the pages of all listings by their oldest release, oldest first, and every front."""
    for lang in settings.languages:
        yield "", output_of(ListingKey(lang, ALL, ""), FRONT)
    for sort, key, number in every_page(db, settings.page_size):
        if (key.facet != ALL or number != FRONT) and has_pages(settings, key):
            yield sort, output_of(key, number)


def load(db: sqlite3.Connection, settings: Settings, output: Output) -> ListingPage | None:
    """Load a page of a listing; None if the listing, or the page, is not there any more."""
    key, part = parse_listing_ref(output.ref)
    number = int(part)
    listing = find_listing(db, key) if has_pages(settings, key) else None
    if listing is None:
        if key.facet != ALL or number != FRONT or key.lang not in settings.languages:
            return None
        listing = Listing(0, key, "", 0)
    if number > page_count(listing.count, settings.page_size):
        return None
    rows = entries(db, listing, ranks_of(number, listing.count, settings.page_size))
    rows = rows[::-1]
    translations = _translations(db, settings, key) if number == FRONT else ()
    page = ListingPage(key, listing.name, number, listing.count, tuple(rows), translations)
    if key.is_filter:
        narrowed = find_listing(db, key.parts[0])
        return replace(page, above=narrowed.name if narrowed else "")
    if number != FRONT or key.facet == DATES:
        return page
    if key.facet != ALL:
        return replace(page, filters=load_filters(db, settings, key))
    events = tuple(coming_events(db, key.lang, COMING))
    return replace(page, coming=events, front=load_front(db, settings, listing, rows))


def _translations(
    db: sqlite3.Connection, settings: Settings, key: ListingKey
) -> tuple[tuple[ListingKey, str], ...]:
    if key.facet == ALL:
        return tuple((ListingKey(lang, ALL, ""), "") for lang in settings.languages)
    found = find_in_languages(db, key, settings.languages)
    return tuple((listing.key, listing.name) for listing in found)


def render(press: Press, output: Output, shown: ListingPage) -> Rendered:
    """Render a page of a listing with Pelican's variables for it."""
    key = shown.key
    observed: set[str] = set()
    articles = [press.article(row) for row in shown.rows]
    name = listing_name(press, key, shown.name)
    pages = page_count(shown.count, press.settings.page_size)
    paginator = Paginator(key, articles, pages, observed)
    page = paginator.permanent(shown.number)
    variables: dict[str, Any] = {
        "listing": {
            "name": name,
            "url": key.url,
            "facet": key.facet,
            "feeds": feed_links(key.url) if has_feeds(press.settings, key) else (),
            "filters": view_filters(press, key.lang, shown.filters),
        },
        "articles": articles,
        "dates": articles,
        "articles_page": page,
        "dates_page": page,
        "articles_paginator": paginator,
        "articles_previous_page": paginator.newer(shown.number),
        "articles_next_page": paginator.older(shown.number),
        "upcoming": [press.article(row) for row in shown.coming],
        "breadcrumbs": listing_crumbs(press, key, shown.above),
        "sharing": share_page(
            press, key.lang, key.page_url(shown.number), "" if key.facet == ALL else name, key
        ),
        "page_name": key.url.rstrip("/"),
    }
    if shown.translations:
        variables |= press.alternates(
            Alternate(key.lang, key.url, listing_name(press, key, known))
            for key, known in shown.translations
        )
    if shown.front is not None:
        variables["front"] = view_front(press, shown.front, articles)
    variables |= _term_variables(key, name)
    return press.render(templates_of(output), key.lang, output.path, variables, observed)


def _term_variables(key: ListingKey, name: str) -> dict[str, Any]:
    if key.facet == ALL:
        return {}
    if key.facet == DATES:
        parts = tuple(int(part) for part in key.slug.split("/"))
        words = tuple(
            month_name(part, key.lang) if place == 1 else part for place, part in enumerate(parts)
        )
        return {"period": words, "period_num": parts}
    term = TermView(name, key.slug, key.url)
    facet = key.facet.partition("/")[0]
    names = {Facet.KIND.value: "category", Facet.AUTHOR.value: "author"}
    return {"term": term, names.get(facet, "tag"): term}


def touched(db: sqlite3.Connection, settings: Settings, changed: Changed) -> Planned:
    """The pages whose releases changed, and the listing's front pages in other languages.

    Each front leads to the listing in the other languages, by its name there.
    """
    for change in changed.effects.listings:
        if not has_pages(settings, change.key):
            continue
        for number in sorted(change.dirty_pages(settings.page_size)):
            yield output_of(change.key, number), f"it shows {changed.sources}"
        if change.is_another and change.key.facet != ALL:
            for lang in settings.languages:
                front = output_of(replace(change.key, lang=lang), FRONT)
                yield front, f"it shows {changed.sources}"
            if change.key.is_filter:
                front = output_of(change.key.parts[0], FRONT)
                yield front, f"it leads to {change.key.url}, which came, went or has another name"
    for lang in sorted(changed.eventful):
        front = output_of(ListingKey(lang, ALL, ""), FRONT)
        yield front, "an event or a pin that it shows changed, or is over"
    for key in touched_fronts(db, settings, changed):
        yield output_of(key, FRONT), f"it shows {changed.sources}"


def shows(db: sqlite3.Connection, settings: Settings, output: Output) -> Iterator[Shown]:
    """The releases on the page."""
    page = load(db, settings, output)
    yield from show("the releases in it", paths_of(page.rows if page else ()))
    yield from show("the events to come", paths_of(page.coming if page else ()))
    if page and page.front:
        yield from show_front(page.front)
    if page and page.translations:
        yield Shown("in which languages the list is, and its name there")


def missed_with_term(db: sqlite3.Connection, output: Output, lost: Lost) -> str:
    """The source that was the last to name a term; "" for dates, and if the listing exists."""
    key, _ = parse_listing_ref(output.ref)
    if key.facet in (ALL, DATES) or find_listing(db, key) is not None:
        return ""
    return lost(key)


KIND = Kind(
    name=NAME,
    missed=missed_with_term,
    addresses=tuple(
        f"{shape}{page}index.html"
        for shape in (*SHAPES, *FILTERED)
        for page in ("", "page/{number}/")
    ),
    in_time=in_time,
    load=load,
    render=render,
    templates=tuple(TEMPLATES.values()),
    choose=templates_of,
    touched=touched,
    shows=shows,
)
