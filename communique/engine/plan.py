"""The plan: a pure decision, from what changed, on which outputs to make again.

An output that is planned and turns out not to exist any more is deleted, so that one rule serves
writing and deleting.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from communique.catalogue.changes import Change, Effects, ListingChange
from communique.model.listing import ALL, DATES, FRONT, ListingKey, page_count, page_of
from communique.model.output import Output
from communique.model.release import Page
from communique.model.term import Facet
from communique.outputs import (
    archive,
    door,
    files,
    listing_feeds,
    listings,
    news_sitemaps,
    pages,
    redirects,
    releases,
    sitemaps,
    subscribe,
    term_indexes,
)
from communique.outputs.search import page as search_page
from communique.outputs.sharing import cards
from communique.settings import Settings

__all__ = ["dirty_feeds", "dirty_pages", "plan_listing", "plan_pages", "plan_release"]


def dirty_pages(change: ListingChange, size: int) -> set[int]:
    """Return the numbers of a listing's pages, FRONT among them, that show something else now.

    Pages before the first release that came or went keep their ranks for good. A page more or
    less also changes the page before it, which links to it.
    """
    before, after = page_count(change.old_count, size), page_count(change.new_count, size)
    if change.renamed:
        return {FRONT, *range(1, max(before, after) + 1)}
    dirty = {page_of(rank, change.new_count, size) for rank in change.recarded}
    moved = [*change.departed, *change.arrived]
    if moved:
        first = min(moved) // size + 1
        dirty |= {FRONT, *range(first, max(before, after) + 1)}
    if before != after:
        fewer, more = sorted((before, after))
        dirty |= {FRONT, *range(max(fewer, 1), more + 1)}
    return dirty


def dirty_feeds(change: ListingChange, items: int) -> bool:
    """Decide whether a listing's feeds, its newest ``items`` releases, show something else now."""
    seen_before = change.old_count - items
    seen_now = change.new_count - items
    return (
        change.renamed
        or any(rank >= seen_before for rank in change.departed)
        or any(rank >= seen_now for rank in (*change.arrived, *change.recarded, *change.retexted))
    )


def plan_listing(change: ListingChange, settings: Settings) -> Iterator[Output]:
    """Yield all outputs that one listing's change touches."""
    key = change.key
    for number in sorted(dirty_pages(change, settings.page_size)):
        yield listings.output_of(key, number)
    if dirty_feeds(change, settings.feed_items):
        yield from listing_feeds.outputs_of(key)
    if change.renamed or not change.old_count or not change.new_count:
        yield from _plan_editions(key, settings)
    moved = bool(change.departed or change.arrived)
    if key.facet == ALL:
        shown = change.recarded + change.retexted
        if moved or any(rank >= change.new_count - door.HEADLINES for rank in shown):
            yield door.OUTPUT
        if dirty_feeds(change, news_sitemaps.NEWEST):
            yield news_sitemaps.output_of(key.lang)
    elif key.facet == DATES:
        if moved:
            yield archive.output_of(key.lang)
            yield from _plan_search(key, settings)
    elif moved or change.renamed:
        yield from _plan_term(key, change, settings)


def _plan_editions(key: ListingKey, settings: Settings) -> Iterator[Output]:
    """Yield what says in another language that this one has the listing, and how it is named."""
    for lang in settings.languages if key.facet != ALL else ():
        yield listings.output_of(replace(key, lang=lang), FRONT)
        if key.facet != DATES:
            yield term_indexes.output_of(lang, Facet(key.facet))
            yield sitemaps.standing_map(lang)


def _plan_search(key: ListingKey, settings: Settings) -> Iterator[Output]:
    if settings.search:
        yield search_page.output_of(key.lang)


def _plan_term(key: ListingKey, change: ListingChange, settings: Settings) -> Iterator[Output]:
    yield term_indexes.output_of(key.lang, Facet(key.facet))
    if change.renamed or not change.old_count or not change.new_count:
        yield from _plan_search(key, settings)
        yield archive.output_of(key.lang)
        yield subscribe.output_of(key.lang)
        if key.facet == Facet.KIND:
            yield cards.output_of(key)


def plan_release(change: Change) -> Iterator[Output]:
    """Yield what belongs to a changed release alone, as it was and as it is."""
    for row in (change.old, change.new):
        if row is None:
            continue
        release = row.release
        yield releases.output_of(release)
        yield from files.media_outputs(release)
        yield from redirects.outputs_of(release)
        yield sitemaps.month_map(f"{release.lang}/{release.date:%Y/%m}")
        yield sitemaps.INDEX


def plan_effects(effects: Effects, settings: Settings) -> Iterator[Output]:
    """Yield what unchanged releases and listings show of the changed ones."""
    for release in (*effects.neighbours, *effects.translations):
        yield releases.output_of(release)
    for release in effects.translations:
        yield sitemaps.month_map(f"{release.lang}/{release.date:%Y/%m}")
    for change in effects.listings:
        yield from plan_listing(change, settings)


def plan_pages(changed: Iterable[Page], settings: Settings) -> Iterator[Output]:
    """Yield what belongs to pages that changed, as they were and as they are."""
    for page in changed:
        yield pages.output_of(page)
        yield from redirects.outputs_of(page)
        yield from map(sitemaps.standing_map, settings.languages)
