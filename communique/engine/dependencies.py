"""Which sources an output shows, and as what: asked of the catalogue, for ``inv explain``."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from communique.catalogue.pages import find_pages
from communique.catalogue.redirects import line_of
from communique.catalogue.releases import Row, find_release
from communique.model.listing import ALL
from communique.model.output import Kind, Output, parse_listing_ref
from communique.model.term import Facet
from communique.outputs import door, listing_feeds, listings, news_sitemaps, pages, releases
from communique.outputs.search.parts import searched
from communique.settings import Settings

__all__ = ["LIMIT", "Shown", "find_shown"]

LIMIT = 20
"""How many sources of one role are named."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What an output shows: in words, and its sources, ``count`` of them in all.

    One without sources is a state of the site, such as which months it has.
    """

    what: str
    paths: tuple[str, ...] = ()
    count: int = 0


def _shown(what: str, paths: Iterable[str]) -> Iterator[Shown]:
    every = tuple(paths)
    if every:
        yield Shown(what, every[:LIMIT], len(every))


def _paths(found: Iterable[Row | None]) -> list[str]:
    return [row.release.path for row in found if row is not None]


def _release(db: sqlite3.Connection, settings: Settings, output: Output) -> Iterator[Shown]:
    page = releases.load(db, settings, output)
    if page is None:
        return
    yield from _shown("its source", [page.row.release.path])
    yield from _shown("its translations", _paths(page.translations))
    yield from _shown("the release before it", _paths([page.older]))
    yield from _shown("the release after it", _paths([page.newer]))
    yield from _shown("the related releases before it", _paths(page.related))
    yield from _shown("what its text links to", page.urls)
    yield from _shown("its files", (media.source for media in page.row.release.media))


def _page(db: sqlite3.Connection, settings: Settings, output: Output) -> Iterator[Shown]:
    shown = pages.load(db, settings, output)
    if shown is None:
        return
    yield from _shown("its source", [shown.page.path])
    yield from _shown("its translations", (other.path for other in shown.translations))
    yield from _shown("what its text links to", shown.urls)


def _listing(db: sqlite3.Connection, settings: Settings, output: Output) -> Iterator[Shown]:
    page = listings.load(db, settings, output)
    yield from _shown("the releases in it", _paths(page.rows if page else ()))
    if page and page.editions:
        yield Shown("in which languages the list is, and its name there")


def _feed(db: sqlite3.Connection, settings: Settings, output: Output) -> Iterator[Shown]:
    feed = listing_feeds.load(db, settings, output)
    found = feed.releases if feed else ()
    yield from _shown("the newest releases, whole", _paths(row for row, _, _ in found))
    links = dict.fromkeys(link for _, _, urls in found for link in urls)
    yield from _shown("what their texts link to", links)


def _term_index(db: sqlite3.Connection, settings: Settings, output: Output) -> Iterator[Shown]:
    del settings
    lang, facet = output.ref.split("|")
    what = f"the names and numbers of releases of all {facet} in {lang}, from"
    yield _filed(db, what, lang, facet)
    yield Shown(f"in which languages there are {facet}")


def _search(db: sqlite3.Connection, settings: Settings, output: Output) -> Iterator[Shown]:
    del settings
    what = f"which years, kinds and countries there are in {output.ref}, from"
    yield _filed(db, what, output.ref, ALL)


def _search_part(db: sqlite3.Connection, settings: Settings, output: Output) -> Iterator[Shown]:
    del settings
    yield from _shown("the texts in that part of the search index", searched(db, output.ref))


def _archive(db: sqlite3.Connection, settings: Settings, output: Output) -> Iterator[Shown]:
    del settings
    what = f"how many releases in {output.ref} each year and month has, from"
    yield _filed(db, what, output.ref, ALL)


def _subscribe(db: sqlite3.Connection, settings: Settings, output: Output) -> Iterator[Shown]:
    del settings
    what = f"which kinds there are in {output.ref}, from"
    yield _filed(db, what, output.ref, Facet.KIND.value)


def _door(db: sqlite3.Connection, settings: Settings, output: Output) -> Iterator[Shown]:
    for lang, newest in door.load(db, settings, output):
        yield from _shown(f"the newest {door.HEADLINES} headlines in {lang}", _paths(newest))


def _sitemap(db: sqlite3.Connection, settings: Settings, output: Output) -> Iterator[Shown]:
    del settings
    if not output.ref:
        yield Shown("the languages, and the months that have releases")
    elif "/" in output.ref:
        what = f"the addresses and last changes of the releases of {output.ref}"
        clause = "release.month = ? AND release.visible = 1"
        yield _query(db, what, clause, (output.ref,))
        yield Shown("the addresses of their translations")
    else:
        lang = output.ref
        yield from _shown("the pages", (page.path for page in find_pages(db) if page.lang == lang))
        yield Shown(f"the addresses of all terms in {lang}")
        yield Shown("in which languages each of them stands")


def _news(db: sqlite3.Connection, settings: Settings, output: Output) -> Iterator[Shown]:
    del settings
    yield _filed(db, f"the titles of the newest {news_sitemaps.NEWEST} releases", output.ref, ALL)


def _card(db: sqlite3.Connection, settings: Settings, output: Output) -> Iterator[Shown]:
    del db, settings
    key, _ = parse_listing_ref(output.ref)
    yield Shown(f"the language {key.lang}{f' and the kind {key.slug}' if key.slug else ''}")


def _redirect(db: sqlite3.Connection, settings: Settings, output: Output) -> Iterator[Shown]:
    if settings.redirects and settings.redirects.name == output.ref:
        yield Shown(f"a former address, by line {line_of(db, output.path)} of {output.ref}")
    else:
        yield from _shown("a former address, among the Aliases of", [output.ref])


def _media(db: sqlite3.Connection, settings: Settings, output: Output) -> Iterator[Shown]:
    del settings
    path, source, *width = output.ref.split("|")
    what = f"a variant, {width[0]} pixels wide, of" if width else "a copy of"
    yield from _shown(what, [source])
    yield from _shown("bound to", _paths([find_release(db, path)]))


def _static(db: sqlite3.Connection, settings: Settings, output: Output) -> Iterator[Shown]:
    del db, settings
    yield from _shown("a copy of", [output.ref])


def _filed(db: sqlite3.Connection, what: str, lang: str, facet: str) -> Shown:
    """Name the newest releases that are in some listing of a facet."""
    clause = (
        "release.visible = 1 AND release.id IN (SELECT entry.release FROM entry JOIN listing "
        "ON listing.id = entry.listing WHERE listing.lang = ? AND listing.facet = ?)"
    )
    return _query(db, what, clause, (lang, facet))


def _query(db: sqlite3.Connection, what: str, clause: str, values: tuple[str, ...]) -> Shown:
    count = db.execute(f"SELECT count(*) FROM release WHERE {clause}", values).fetchone()[0]  # noqa: S608 - fixed texts
    query = f"SELECT path FROM release WHERE {clause} ORDER BY sort DESC LIMIT {LIMIT}"  # noqa: S608 - fixed texts
    return Shown(what, tuple(path for (path,) in db.execute(query, values)), count)


Finder = Callable[[sqlite3.Connection, Settings, Output], Iterator[Shown]]

FINDERS: Mapping[Kind, Finder] = {
    Kind.RELEASE: _release,
    Kind.PAGE: _page,
    Kind.LISTING: _listing,
    Kind.FEED: _feed,
    Kind.TERM_INDEX: _term_index,
    Kind.ARCHIVE: _archive,
    Kind.SEARCH: _search,
    Kind.SEARCH_PART: _search_part,
    Kind.SEARCH_FILE: _search_part,
    Kind.DOOR: _door,
    Kind.SUBSCRIBE: _subscribe,
    Kind.SITEMAP: _sitemap,
    Kind.NEWS_SITEMAP: _news,
    Kind.CARD: _card,
    Kind.REDIRECT: _redirect,
    Kind.MEDIA: _media,
    Kind.STATIC: _static,
}
"""By kind of output; the others show no source."""


def find_shown(db: sqlite3.Connection, settings: Settings, output: Output) -> tuple[Shown, ...]:
    """Return all that an output shows, with its sources; none where it shows nothing."""
    finder = FINDERS.get(output.kind)
    return tuple(finder(db, settings, output)) if finder else ()
