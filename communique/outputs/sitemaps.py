"""Sitemaps (sitemaps.org 0.9): an index, a map a language of what stays, a map a month of releases.

A release touches its month's map, its translations' maps and the index, whatever the size of the
archive. An address that stands in several languages names each of them (xhtml:link).
"""

import sqlite3
from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import field
from datetime import UTC, datetime
from typing import TypeVar

from lxml import etree

from communique.catalogue.changes import Changed
from communique.catalogue.listings import find_listings
from communique.catalogue.pages import find_pages
from communique.catalogue.periods import find_months, releases_of_month, translations_of
from communique.model.listing import ALL, DATES
from communique.model.output import Output
from communique.model.release import Release
from communique.outputs import news_sitemaps
from communique.outputs.kind import Kind, Planned
from communique.outputs.listings import has_pages
from communique.outputs.press.press import Press, Rendered
from communique.outputs.shown import Shown, show
from communique.outputs.xml import add, write_xml
from communique.settings import Settings
from communique.values import dataclass

NAME = "sitemap"

NAMESPACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
XHTML = "{http://www.w3.org/1999/xhtml}"
INDEX = Output("sitemap.xml", NAME, "")


@dataclass(frozen=True, slots=True)
class Location:
    """An address of a map: its last change, and the address in each language that has one."""

    url: str
    changed: datetime | None = None
    translations: Mapping[str, str] = field(default_factory=dict)


Locations = tuple[Location, ...]

Key = TypeVar("Key", bound=Hashable)


def map_of(folder: str) -> Output:
    """Return the map of a month's releases, ``en/2019/06``, or of a language's pages and terms."""
    return Output(f"{folder}/sitemap.xml", NAME, folder)


def every(db: sqlite3.Connection, settings: Settings) -> Iterator[Output]:
    """Yield the index and every map."""
    yield INDEX
    yield from map(map_of, (*settings.languages, *find_months(db)))


def load(db: sqlite3.Connection, settings: Settings, output: Output) -> Locations | None:
    """Load the addresses of a map; None for a map that is empty now."""
    if not output.ref:
        have = (lang for lang in settings.languages if news_sitemaps.has_map(db, lang))
        paths = [map_of(lang).path for lang in settings.languages]
        paths += [f"{lang}/{news_sitemaps.FILE}" for lang in have]
        paths += [map_of(month).path for month in find_months(db)]
        return tuple(map(Location, paths))
    if "/" not in output.ref:
        return _standing(db, settings, output.ref)
    releases = releases_of_month(db, output.ref)
    groups = _by_language(settings, translations_of(db, output.ref))
    return (
        tuple(
            Location(release.url, release.updated, groups.get(release.group, {}))
            for release in releases
            if release.withdrawn is None
        )
        or None
    )


def _by_language(
    settings: Settings, found: Iterable[tuple[Key, str, str]]
) -> dict[Key, dict[str, str]]:
    """Group addresses by text or term, in the site's order of languages."""
    order = {lang: place for place, lang in enumerate(settings.languages)}
    gathered: dict[Key, dict[str, str]] = {}
    for of, lang, url in sorted(found, key=lambda each: order.get(each[1], len(order))):
        gathered.setdefault(of, {})[lang] = url
    return gathered


def _standing(db: sqlite3.Connection, settings: Settings, lang: str) -> Locations | None:
    if lang not in settings.languages:
        return None
    fronts = {code: f"{code}/" for code in settings.languages}
    pages = find_pages(db)
    groups = _by_language(settings, [(page.group, page.lang, page.url) for page in pages])
    found = (listing.key for listing in find_listings(db))
    keys = [key for key in found if key.facet not in (ALL, DATES) and has_pages(settings, key)]
    terms = _by_language(settings, [((key.facet, key.slug), key.lang, key.url) for key in keys])
    return (
        Location(f"{lang}/", None, fronts),
        *(
            Location(page.url, page.modified, groups[page.group])
            for page in pages
            if page.lang == lang
        ),
        *(Location(key.url, None, terms[key.facet, key.slug]) for key in keys if key.lang == lang),
    )


def render(press: Press, output: Output, shown: Locations) -> Rendered:
    """Write a map, or the index of maps; every address is absolute, every time in UTC."""
    site = press.settings.absolute_siteurl
    root_tag, tag = ("sitemapindex", "sitemap") if not output.ref else ("urlset", "url")
    spaces = {None: NAMESPACE.strip("{}")} | ({"xhtml": XHTML.strip("{}")} if output.ref else {})
    root = etree.Element(f"{NAMESPACE}{root_tag}", nsmap=spaces)  # type: ignore[arg-type]
    for location in shown:
        element = add(root, f"{NAMESPACE}{tag}")
        add(element, f"{NAMESPACE}loc", f"{site}/{location.url}")
        if location.changed is not None:
            add(element, f"{NAMESPACE}lastmod", location.changed.astimezone(UTC).isoformat())
        for lang, url in _alternates(location, press.settings.default_lang):
            href = f"{site}/{url}"
            add(element, f"{XHTML}link", rel="alternate", hreflang=lang, href=href)
    return Rendered(write_xml(root))


def _alternates(location: Location, default_lang: str) -> list[tuple[str, str]]:
    """Return a location's languages, itself among them, and ``x-default``, as the pages have."""
    translations = location.translations
    if len(translations) < 2:  # noqa: PLR2004 - itself alone is in no other language
        return []
    default = translations.get(default_lang) or next(iter(translations.values()))
    return [*translations.items(), ("x-default", default)]


def _month_of(release: Release) -> Output:
    return map_of(f"{release.lang}/{release.date:%Y/%m}")


def touched(_db: sqlite3.Connection, settings: Settings, changed: Changed) -> Planned:
    """The maps of a release's month, of its translations, and of terms and pages."""
    for release, why in changed.sides:
        yield _month_of(release), why
        yield INDEX, why
    for release in changed.effects.translations:
        yield _month_of(release), f"it shows {changed.sources}"
    for listing in changed.effects.listings:
        if listing.is_another and listing.key.facet not in (ALL, DATES):
            for lang in settings.languages:
                yield map_of(lang), f"it shows {changed.sources}"
    for page in changed.pages:
        for lang in settings.languages:
            yield map_of(lang), f"{page.path} changed"


def shows(db: sqlite3.Connection, _settings: Settings, output: Output) -> Iterator[Shown]:
    """What the addresses in the map are of."""
    if not output.ref:
        yield Shown("the languages, and the months that have releases")
    elif "/" in output.ref:
        what = f"the addresses and last changes of the releases of {output.ref}"
        yield from show(
            what, (release.path for release in reversed(releases_of_month(db, output.ref)))
        )
        yield Shown("the addresses of their translations")
    else:
        lang = output.ref
        yield from show("the pages", (page.path for page in find_pages(db) if page.lang == lang))
        yield Shown(f"the addresses of all terms in {lang}")
        yield Shown("in which languages each of them stands")


KIND = Kind(
    name=NAME,
    addresses=("sitemap.xml", "{lang}/sitemap.xml", "{lang}/{year}/{month}/sitemap.xml"),
    every=every,
    load=load,
    render=render,
    touched=touched,
    shows=shows,
)
