"""The menu and the links at the foot of each page, as the settings name them."""

import sqlite3
from collections.abc import Iterator

from communique.catalogue.known_sources import static_sources
from communique.catalogue.listings import find_listing, has_terms
from communique.catalogue.pages import find_pages, page_slugs
from communique.catalogue.terms import is_named
from communique.errors import Problem
from communique.model.listing import ListingKey
from communique.model.release import Page
from communique.model.term import Facet
from communique.outputs.press.kit import MenuItem
from communique.outputs.press.listing_names import FACET_NAMES, STANDING
from communique.settings import Settings
from communique.settings.brand import Item, items_of
from communique.settings.lines import find_setting
from communique.settings.shapes import LEADING
from communique.sources.hints import did_you_mean
from communique.sources.vocabulary import Vocabulary

FACETS = {facet.value: facet for facet in Facet}

Items = dict[str, tuple[MenuItem, ...]]


def load_menus(db: sqlite3.Connection, settings: Settings) -> tuple[Items, Items]:
    """Return menu and footer of each language, without places that the language lacks."""
    pages = find_pages(db)
    menus, footers = {}, {}
    for lang in settings.languages:
        known = _Places(db, settings, pages, lang)
        given = None if settings.brand.menu is None else items_of(settings.brand.menu, lang)
        chosen = known.usual() if given is None else map(known.find, given)
        menus[lang] = tuple(item for item in chosen if item is not None)
        below = map(known.find, items_of(settings.brand.footer, lang) or ())
        footers[lang] = tuple(item for item in below if item is not None)
    return menus, footers


class _Places:
    """The places of a language, by the names that MENU gives them."""

    def __init__(
        self, db: sqlite3.Connection, settings: Settings, pages: list[Page], lang: str
    ) -> None:
        self.db, self.settings, self.pages, self.lang = db, settings, pages, lang

    def usual(self) -> Iterator[MenuItem | None]:
        """Yield the default menu, without what the footer has."""
        yield from map(self.find, ("releases", "archive"))
        if self.settings.pages_on_menu:
            footer = items_of(self.settings.brand.footer, self.lang) or ()
            below = [self.find(item) for item in footer]
            shown = (_item_of(page) for page in self.pages if page.lang == self.lang)
            yield from (item for item in shown if item not in below)
        yield from map(self.find, self.settings.brand.more)
        yield self.find("subscribe")

    def find(self, item: Item) -> MenuItem | None:
        """Return what an item leads to; None where the language has no such place."""
        lang = self.lang
        if not isinstance(item, str):
            return MenuItem.of(item, lang, self.settings.default_lang)
        if item == "search" and not self.settings.search:
            return None  # of a preview
        if item in STANDING:
            word, below = STANDING[item]
            return MenuItem(word, f"{lang}/{below}", word=True)
        first, _, slug = item.partition("/")
        if first == "pages":
            found = _find_page_of(self.pages, slug, lang)
            return _item_of(found) if found else None
        if not slug:
            word = FACET_NAMES[FACETS[first]]
            shown = has_terms(self.db, lang, first)
            return MenuItem(word, f"{lang}/{first}/", word=True) if shown else None
        key = ListingKey(lang, first, slug)
        listing = find_listing(self.db, key)
        return MenuItem(listing.name, key.url) if listing else None


def _find_page_of(pages: list[Page], slug: str, lang: str) -> Page | None:
    """Return the page of a slug in a language, or the translation there of one that has it."""
    groups = {page.group for page in pages if page.slug == slug}
    here = [page for page in pages if page.lang == lang and page.group in groups]
    return next((page for page in here if page.slug == slug), here[0] if here else None)


def _item_of(page: Page) -> MenuItem:
    return MenuItem(page.title, page.url)


def check_chrome(
    db: sqlite3.Connection, settings: Settings, vocabulary: Vocabulary
) -> Iterator[Problem]:
    """Yield a problem for each place that no language has, and each file that is not published."""
    for name, what, got, hint in _misnamed(db, settings, vocabulary):
        place = find_setting(settings.settings_file, name)
        yield Problem(*place, f"{name} must name {what}", f'got "{got}"', hint)


def _misnamed(
    db: sqlite3.Connection, settings: Settings, vocabulary: Vocabulary
) -> Iterator[tuple[str, str, str, str]]:
    """Yield the setting, what it must name, what it names, and the likely fix."""
    brand = settings.brand
    for name, items in (("MENU", brand.menu), ("FOOTER_LINKS", brand.footer)):
        given = items.values() if isinstance(items, dict) else [items or ()]
        for item in dict.fromkeys(each for one in given for each in one if isinstance(each, str)):
            if (hint := _miss(db, settings, vocabulary, item)) is not None:
                yield name, "places that the site has", item, hint
    for name, slugs in (("FRONT_KINDS", settings.front_kinds), ("LEAD_KINDS", settings.lead_kinds)):
        known = vocabulary.slugs(Facet.KIND)
        for slug in slugs if slugs != LEADING else ():
            if slug not in known:
                hint = did_you_mean(slug, known) or f"there are {', '.join(known)}"
                yield name, "kinds of vocabulary/kinds.toml", slug, hint
    published = {source for source, _ in static_sources(db)} if brand.emblem else set()
    for file in filter(None, (brand.emblem.file, brand.emblem.dark) if brand.emblem else ()):
        if file not in published:
            pictures = (each for each in published if each.endswith((".svg", ".png", ".webp")))
            absent = f"there is no file {settings.path.name}/{file}"
            hint = "put it below STATIC_PATHS" if (settings.path / file).is_file() else absent
            yield "EMBLEM", "a file that is published", file, did_you_mean(file, pictures) or hint


def _miss(
    db: sqlite3.Connection, settings: Settings, vocabulary: Vocabulary, item: str
) -> str | None:
    """Return the likely fix for a place that does not exist; None if it exists."""
    if item == "search" and not settings.search and not settings.preview:
        return "write SEARCH = True, or remove it"
    first, _, slug = item.partition("/")
    if item in STANDING or item in FACETS:
        return None
    pages = page_slugs(db)
    if first == "pages":
        fix = f"write a page with the slug {slug}"
        return None if slug in pages else did_you_mean(slug, pages) or fix
    if first in FACETS and slug:
        slugs = vocabulary.slugs(FACETS[first])
        if slug in slugs or is_named(db, first, slug):
            return None
        return did_you_mean(slug, slugs) or f"name a term of vocabulary/{first}.toml"
    known = [*STANDING, *FACETS, *(f"pages/{each}" for each in pages)]
    return did_you_mean(item, known) or f"there are {', '.join(known)}"
