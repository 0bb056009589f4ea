"""The parts of a front page besides the newest releases: kinds, other languages."""

import sqlite3
from collections.abc import Iterator, Sequence
from typing import Any

from communique.catalogue.changes import Changed
from communique.catalogue.events import find_pinned
from communique.catalogue.listings import Listing, find_listing, newest
from communique.catalogue.releases import Row
from communique.model.listing import ALL, ListingKey
from communique.model.term import Facet
from communique.outputs.press.press import Press
from communique.outputs.press.views import Article, TermView
from communique.outputs.shown import Shown, paths_of, show
from communique.settings import Settings
from communique.values import dataclass

KIND = Facet.KIND.value

BESIDE = 5
"""How many releases stand beside the one that leads."""

OF_A_KIND = 3
"""How many of each kind of FRONT_KINDS are shown."""

FEW = 6
"""A language with fewer releases offers as many of other languages."""

LOOKED_AT = 2 * FEW
"""How many releases of each other language are looked at; some may be translations."""


@dataclass(frozen=True, slots=True)
class Front:
    """The releases of a front page besides the newest: of chosen kinds, or in other languages.

    One that is pinned leads.
    A language with few releases shows all that it has as its newest.
    """

    pinned: Row | None = None
    kinds: tuple[tuple[Listing, tuple[Row, ...]], ...] = ()
    others: tuple[Row, ...] = ()


def load_front(
    db: sqlite3.Connection, settings: Settings, listing: Listing, rows: Sequence[Row]
) -> Front:
    """Load it for a language's listing of everything; ``rows`` are its newest releases."""
    lang = listing.key.lang
    pinned = find_pinned(db, lang)
    if listing.count < FEW:
        return Front(pinned, (), _others(db, settings, lang, rows))
    found = (find_listing(db, ListingKey(lang, KIND, slug)) for slug in settings.front_kinds)
    kinds = tuple((each, tuple(newest(db, each, OF_A_KIND))) for each in found if each is not None)
    return Front(pinned, kinds)


def _others(
    db: sqlite3.Connection, settings: Settings, lang: str, rows: Sequence[Row]
) -> tuple[Row, ...]:
    """Return the newest of other languages, each text once: in the first language that has it."""
    seen = {row.release.group for row in rows}
    found = []
    for other in settings.languages:
        listing = find_listing(db, ListingKey(other, ALL, "")) if other != lang else None
        for row in newest(db, listing, LOOKED_AT) if listing else ():
            if row.release.group not in seen:
                seen.add(row.release.group)
                found.append(row)
    found.sort(key=lambda row: (row.release.date, row.release.url), reverse=True)
    return tuple(found[:FEW])


def touched_fronts(
    db: sqlite3.Connection, settings: Settings, changed: Changed
) -> Iterator[ListingKey]:
    """Yield the listings whose front pages show a change of another listing."""
    few = None
    for change in changed.effects.listings:
        key = change.key
        if key.facet == KIND and key.slug in settings.front_kinds:
            if change.has_new_among(OF_A_KIND):
                yield ListingKey(key.lang, ALL, "")
        elif key.facet == ALL and change.has_new_among(LOOKED_AT):
            few = _find_few(db, settings) if few is None else few
            yield from (other for other in few if other.lang != key.lang)


def _find_few(db: sqlite3.Connection, settings: Settings) -> list[ListingKey]:
    keys = [ListingKey(lang, ALL, "") for lang in settings.languages]
    return [key for key in keys if (found := find_listing(db, key)) is None or found.count < FEW]


def view_front(press: Press, shown: Front, articles: Sequence[Article]) -> dict[str, Any]:
    """Show a front page: what is pinned leads, else the newest of LEAD_KINDS, else of all.

    ``stream`` is what neither leads nor stands beside.
    """
    lead = press.article(shown.pinned) if shown.pinned is not None else None
    if lead is None:
        chosen = press.settings.lead_kinds
        lead = next((each for each in articles if each.category.slug in chosen), None)
        lead = lead or next(iter(articles), None)
    rest = [each for each in articles if lead is None or each.url != lead.url]
    return {
        "lead": lead,
        "beside": rest[:BESIDE],
        "stream": rest[BESIDE:],
        "sections": [
            {
                "term": TermView(listing.name, listing.key.slug, listing.key.url),
                "articles": [press.article(row) for row in rows],
            }
            for listing, rows in shown.kinds
        ],
        "others": [press.article(row) for row in shown.others],
    }


def show_front(shown: Front) -> Iterator[Shown]:
    """Say which sources it shows besides the newest."""
    yield from show("the release that is pinned", paths_of([shown.pinned]))
    for listing, rows in shown.kinds:
        yield from show(f"the newest of {listing.key.slug}", paths_of(rows))
    yield from show("releases in other languages, as it has few", paths_of(shown.others))
