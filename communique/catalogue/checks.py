"""Rules that need more than one source: each is a generator of problems, its docstring the rule."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Iterator

from communique.catalogue.listings import Listing, find_listings, newest
from communique.catalogue.sources import static_sources
from communique.errors import Problem, Severity
from communique.model.listing import ListingKey
from communique.model.term import Facet
from communique.settings import Settings
from communique.sources.nearness import near_pairs
from communique.sources.scan import Role
from communique.sources.static import published_path

__all__ = ["check_catalogue", "warn_of_near_misses"]


def addresses_are_unique(db: sqlite3.Connection, settings: Settings) -> Iterator[Problem]:
    """No two sources, public or not, claim one address."""
    del settings
    query = """
        SELECT claim.path, claim.source, claim.line, claim.kind FROM claim JOIN (
            SELECT path FROM claim GROUP BY path HAVING count(*) > 1
        ) AS shared ON shared.path = claim.path ORDER BY claim.path, claim.source
    """
    sharing: dict[str, list[tuple[str, int, str]]] = {}
    for path, source, line, kind in db.execute(query):
        sharing.setdefault(path, []).append((source, line, kind))
    for path, claims in sharing.items():
        first, first_line, _ = claims[0]
        where = f"{first}:{first_line}" if first_line else first
        for source, line, kind in claims[1:]:
            header = "Aliases" if kind == "alias" else "Slug"
            found = f"got /{path.removesuffix('index.html')}, which {where} has too"
            hint = f"change the {header} of one of the two"
            yield Problem(source, line, "an address must belong to one source", found, hint)


def translations_are_one_a_language(
    db: sqlite3.Connection, settings: Settings
) -> Iterator[Problem]:
    """A translation group has one release a language."""
    del settings
    query = """
        SELECT min(path), max(path), lang FROM release
        GROUP BY translation_group, lang HAVING count(*) > 1 ORDER BY 1
    """
    for first, second, lang in db.execute(query):
        rule = "translations of one release must differ in language"
        found = f"got {lang} in {first} too"
        yield Problem(second, 0, rule, found, "correct a Lang, or rename one of the files")


def ids_agree(db: sqlite3.Connection, settings: Settings) -> Iterator[Problem]:
    """Releases with one Id in one language are the same release."""
    del settings
    query = """
        SELECT min(path), max(path), stable_id FROM release
        GROUP BY stable_id, lang HAVING count(*) > 1 ORDER BY 1
    """
    for first, second, stable_id in db.execute(query):
        rule = "an Id must belong to one release"
        found = f"got {stable_id}, which {first} has too"
        yield Problem(second, 0, rule, found, "give one of the two an Id of its own")


def needs_are_met(db: sqlite3.Connection, settings: Settings) -> Iterator[Problem]:
    """What a source links to, attaches or shows is there, and is public when the source is."""
    del settings
    query = """
        SELECT need.source, need.target, need.line, source.role FROM need
        LEFT JOIN source ON source.path = need.target
        WHERE source.path IS NULL OR source.role = ? ORDER BY 1, 2
    """
    for source, target, line, role in db.execute(query, (Role.FOREIGN,)):
        rule = "a linked or attached file must be in the content folder"
        found = f"got {target}" if role is None else f"got {target}, a format that is not read"
        yield Problem(source, line, rule, found, "correct the path")
    query = """
        SELECT need.source, need.target, need.line FROM need
        JOIN release AS linked ON linked.path = need.target AND linked.visible = 0
        LEFT JOIN release ON release.path = need.source
        LEFT JOIN page ON page.path = need.source
        WHERE coalesce(release.visible, page.visible) = 1 ORDER BY 1, 2
    """
    for source, target, line in db.execute(query):
        rule = "a public text must link to public texts only"
        found = f"got {target}, which is not public yet"
        yield Problem(source, line, rule, found, "publish it later than its target, or unlink it")


def addresses_are_free(db: sqlite3.Connection, settings: Settings) -> Iterator[Problem]:
    """No former address and no static file takes the address of a page that the build makes."""
    rule = "an address must not be one that the build makes itself"
    made = _made_addresses(settings)
    claims = "SELECT path, source, line FROM claim WHERE kind = 'alias' ORDER BY path, source"
    for path, source, line in db.execute(claims):
        if made.fullmatch(path):
            found = f"got /{path.removesuffix('index.html')}"
            yield Problem(source, line, rule, found, "take it out of Aliases")
    published: dict[str, str] = {}
    claimed = "SELECT source FROM claim WHERE path = ?"
    for source, role in static_sources(db):
        path = published_path(settings, source)
        if made.fullmatch(path) and role is Role.STATIC:
            yield Problem(source, 0, rule, f"got /{path}", "publish the file under another name")
        other = published.setdefault(path, source)
        taken = db.execute(claimed, (path,)).fetchone()
        if other != source or taken:
            found = f"got /{path}, which {taken[0] if taken else other} has too"
            yield Problem(source, 0, "an address must belong to one source", found, "rename one")


def _made_addresses(settings: Settings) -> re.Pattern[str]:
    """Match the files that every site has, whatever its releases."""
    languages = "|".join(map(re.escape, settings.languages))
    facets = "|".join(facet.value for facet in Facet)
    listing = rf"(?:\d{{4}}/(?:\d\d/){{0,2}}|(?:{facets})/[^/]+/)?"
    files = r"(?:page/\d+/)?index\.html|rss\.xml|atom\.xml|feed\.json|sitemap\.xml"
    return re.compile(
        r"index\.html|404\.html|robots\.txt|sitemap\.xml|\.communique|\.staging/.*"
        rf"|(?:{languages})/(?:{listing}(?:{files})|(?:{facets}|archive|subscribe)/index\.html)"
    )


RULES: tuple[Callable[[sqlite3.Connection, Settings], Iterator[Problem]], ...] = (
    addresses_are_unique,
    addresses_are_free,
    translations_are_one_a_language,
    ids_agree,
    needs_are_met,
)


def check_catalogue(db: sqlite3.Connection, settings: Settings) -> Iterator[Problem]:
    """Yield what every rule finds, in the order of the rules."""
    for rule in RULES:
        yield from rule(db, settings)


def warn_of_near_misses(
    db: sqlite3.Connection, new_terms: set[ListingKey], known: Callable[[ListingKey], str | None]
) -> Iterator[Problem]:
    """Warn where a term that is new in this build is nearly one that there is already.

    ``known`` gives the vocabulary's name of a listing's term: such a term is no slip.
    """
    for lang, facet in sorted({(key.lang, key.facet) for key in new_terms}):
        listings = {listing.name: listing for listing in find_listings(db, lang, facet)}
        for pair in sorted(near_pairs(listings)):
            # The rarer of the two is the slip; of equals, the later in the alphabet.
            usual, slip = sorted(pair, key=lambda name: (-listings[name].count, name))
            keys = {listings[name].key for name in pair}
            if known(listings[slip].key) is None and keys & new_terms:
                yield _near_miss(db, listings[slip], usual)


def _near_miss(db: sqlite3.Connection, slip: Listing, usual: str) -> Problem:
    path = newest(db, slip, 1)[0].release.path
    rule = f"a name in {slip.key.facet} should be spelt as elsewhere"
    hint = f'did you mean "{usual}"?'
    return Problem(path, 0, rule, f'got "{slip.name}"', hint, Severity.WARNING)
