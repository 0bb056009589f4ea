"""Names of listings and facets in a language, and breadcrumbs."""

from collections.abc import Iterable
from datetime import date as Date  # noqa: N812 - a type beside values named date
from functools import lru_cache

from communique.model.listing import ALL, DATES, ListingKey, date_slugs
from communique.model.release import Release
from communique.model.term import Facet
from communique.outputs.press.press import Alternate, Press
from communique.text.dates import format_date, format_month
from communique.values import dataclass

FACET_NAMES = {
    Facet.KIND: "Kinds",
    Facet.TAG: "Tags",
    Facet.COUNTRY: "Countries",
    Facet.ORGANISATION: "Organisations",
    Facet.PERSON: "People",
    Facet.PLACE: "Places",
    Facet.AUTHOR: "Authors",
}
"""The message ids of the facets' names."""

STANDING = {
    "releases": ("Releases", ""),
    "archive": ("Archive", "archive/"),
    "search": ("Search", "search/"),
    "subscribe": ("Subscribe", "subscribe/"),
    "corrections": ("Corrections", "corrections/"),
}
"""Places that each language has, with what they are called and their address in it."""


@dataclass(frozen=True, slots=True)
class Crumb:
    """One step of the way from a language's front page to where the reader is."""

    title: str
    url: str


def standing_alternates(press: Press, name: str) -> list[Alternate]:
    """Return such a place in every language."""
    word, folder = STANDING[name]
    return [
        Alternate(lang, f"{lang}/{folder}", press.gettext(lang, word)) for lang in press.languages
    ]


def date_name(slug: str, lang: str) -> str:
    """Return the name of a year, a month or a day from its slug: ``2019/06`` is "June 2019"."""
    parts = [int(part) for part in slug.split("/")]
    match parts:
        case [year]:
            return str(year)
        case [year, month]:
            return format_month(year, month, lang)
        case _:
            return format_date(Date(*parts), lang)


def listing_name(press: Press, key: ListingKey, name: str) -> str:
    """Return a listing's name in its language; ``name`` is the catalogue's, for a term."""
    if key.facet == ALL:
        return press.gettext(key.lang, "Releases")
    return date_name(key.slug, key.lang) if key.facet == DATES else name


def facet_crumbs(press: Press, lang: str, facets: Iterable[Facet]) -> list[Crumb]:
    """Return the names of facets in a language, and where their indexes are."""
    return [
        Crumb(press.gettext(lang, FACET_NAMES[facet]), f"{lang}/{facet.value}/") for facet in facets
    ]


def _archive_crumbs(press: Press, lang: str) -> list[Crumb]:
    return [
        Crumb(press.gettext(lang, "Releases"), f"{lang}/"),
        Crumb(press.gettext(lang, "Archive"), f"{lang}/archive/"),
    ]


def listing_crumbs(press: Press, key: ListingKey, above: str = "") -> list[Crumb]:
    """Return the way to a listing below the front page; ``above`` names what a filter narrows."""
    if key.is_filter:
        of = key.parts[0]
        return [*listing_crumbs(press, of), Crumb(above, of.url)]
    if key.facet == ALL:
        return []
    crumbs = _archive_crumbs(press, key.lang)
    if key.facet == DATES:
        parts = key.slug.split("/")
        parents = ["/".join(parts[:depth]) for depth in range(1, len(parts))]
        return crumbs + [_date_crumb(slug, key.lang) for slug in parents]
    name = press.gettext(key.lang, FACET_NAMES[Facet(key.facet)])
    return [*crumbs, Crumb(name, f"{key.lang}/{key.facet}/")]


def release_crumbs(press: Press, release: Release) -> list[Crumb]:
    """Return the way to a release by its date; a withdrawn one may be the only one of its day."""
    front = _archive_crumbs(press, release.lang)[:1]
    if release.withdrawn is not None:
        return front
    return front + [_date_crumb(slug, release.lang) for slug in date_slugs(release.date)[:2]]


@lru_cache(maxsize=512)
def _date_crumb(slug: str, lang: str) -> Crumb:
    return Crumb(date_name(slug, lang), f"{lang}/{slug}/")
