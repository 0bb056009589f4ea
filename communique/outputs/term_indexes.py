"""The index of a facet's terms in a language, with the number of releases of each."""

import sqlite3
from collections.abc import Iterable, Iterator

from communique.catalogue.changes import Changed
from communique.catalogue.listings import facets_of, find_listings, has_terms
from communique.model.output import Output, page_file
from communique.model.term import Facet
from communique.outputs.kind import Kind, Planned
from communique.outputs.press.listing_names import FACET_NAMES
from communique.outputs.press.press import Alternate, Press, Rendered
from communique.outputs.press.views import TermView
from communique.outputs.sharing.open_graph import share_page
from communique.outputs.shown import Shown, filed
from communique.settings import Settings
from communique.text.collation import collate, initial

NAME = "term index"

MANY = 40
"""Terms from which on an index has a heading for each letter."""

TEMPLATES = {
    Facet.KIND: ("categories",),
    Facet.TAG: ("tags",),
    Facet.AUTHOR: ("authors",),
    Facet.COUNTRY: ("countries", "tags"),
    Facet.ORGANISATION: ("organisations", "tags"),
    Facet.PERSON: ("people", "tags"),
    Facet.PLACE: ("places", "tags"),
}


TermIndex = tuple[tuple[TermView, ...], tuple[str, ...]]
"""A facet's terms in a language, and every language that has terms of the facet."""


def output_of(lang: str, facet: Facet) -> Output:
    """Return the output that a facet's index in a language is."""
    return Output(page_file(f"{lang}/{facet.value}/"), NAME, f"{lang}|{facet.value}")


def templates_of(output: Output) -> tuple[str, ...]:
    """Return the templates that an index may use."""
    return TEMPLATES[Facet(output.ref.split("|")[1])]


def load(db: sqlite3.Connection, settings: Settings, output: Output) -> TermIndex | None:
    """Load a facet's terms, sorted by name; None if there are none any more."""
    lang, facet = output.ref.split("|")
    terms = [
        TermView(listing.name, listing.key.slug, listing.key.url, listing.count)
        for listing in find_listings(db, lang, facet)
    ]
    if not terms:
        return None
    languages = tuple(code for code in settings.languages if has_terms(db, code, facet))
    terms.sort(key=lambda term: (collate(term.name, lang), term.name.casefold(), term.url))
    return tuple(terms), languages


def _by_letter(terms: Iterable[TermView], lang: str) -> list[tuple[str, list[TermView]]]:
    """Return terms under their letters, in their order."""
    found: dict[str, list[TermView]] = {}
    for term in terms:
        found.setdefault(initial(term.name, lang), []).append(term)
    return list(found.items())


def render(press: Press, output: Output, shown: TermIndex) -> Rendered:
    """Render the facet's index; a Pelican theme finds its pairs of term and articles too."""
    (lang, facet), (terms, languages) = output.ref.split("|"), shown
    names = {code: press.gettext(code, FACET_NAMES[Facet(facet)]) for code in languages}
    pairs = [(term, range(term.count)) for term in terms]
    templates = templates_of(output)
    variables = {
        "terms": terms,
        "letters": _by_letter(terms, lang) if len(terms) >= MANY else [],
        "facet": facet,
        "facet_name": names[lang],
        "sharing": share_page(press, lang, f"{lang}/{facet}/", names[lang]),
        templates[-1]: pairs,
    } | press.alternates(Alternate(code, f"{code}/{facet}/", name) for code, name in names.items())
    return press.render(templates, lang, output.path, variables)


def touched(_db: sqlite3.Connection, settings: Settings, changed: Changed) -> Planned:
    """The indexes of facets with a changed term, in all languages if a term came or went."""
    for change in changed.effects.listings:
        lang, facet = change.key.lang, change.key.facet
        if not change.key.is_term:
            continue
        for each in settings.languages if change.is_another else ():
            yield output_of(each, Facet(facet)), f"it shows {changed.sources}"
        if change.moved or change.renamed:
            yield output_of(lang, Facet(facet)), f"it shows {changed.sources}"


def shows(db: sqlite3.Connection, _settings: Settings, output: Output) -> Iterator[Shown]:
    """The terms and their numbers, by the releases that have them."""
    lang, facet = output.ref.split("|")
    what = f"the names and numbers of releases of all {facet} in {lang}, from"
    yield from filed(db, what, lang, facet)
    yield Shown(f"in which languages there are {facet}")


KIND = Kind(
    name=NAME,
    addresses=("{lang}/{facet}/index.html",),
    every=lambda db, settings: (
        output_of(lang, facet) for lang in settings.languages for facet in facets_of(db, lang)
    ),
    load=load,
    render=render,
    templates=tuple(TEMPLATES.values()),
    choose=templates_of,
    touched=touched,
    shows=shows,
)
