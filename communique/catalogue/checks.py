"""Rules that compare several sources: each is a generator of problems, its docstring the rule.

They start from the table ``touched``: the sources that this build read, or found changed or gone.
The last build left no problem, so each new one involves such a source. No rule reads all releases.
Pages, static files and former addresses are all read.
"""

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from urllib.parse import unquote

from communique.catalogue.addresses import MadeAddresses, addresses_are_unique, check_addresses
from communique.catalogue.destinations import addresses_lead_somewhere
from communique.catalogue.file_names import names_suit_every_computer, texts_are_no_numbered_copies
from communique.catalogue.listings import Listing, find_listings, newest
from communique.catalogue.near_files import find_near
from communique.catalogue.terms import line_of_facet, terms_have_addresses_of_their_own
from communique.catalogue.translations import (
    translations_are_up_to_date,
    withdrawals_are_in_every_language,
)
from communique.errors import Problem, Severity
from communique.model.listing import ListingKey
from communique.pictures.facts import is_picture
from communique.settings import Settings
from communique.sources.roles import Role
from communique.sources.scan import MARKDOWN_SUFFIXES
from communique.sources.vocabulary import near_pairs

TOUCHED = (
    "CREATE TEMP TABLE IF NOT EXISTS touched (path TEXT PRIMARY KEY) WITHOUT ROWID",
    (
        "CREATE TEMP VIEW IF NOT EXISTS touched_need AS "
        "SELECT need.* FROM touched CROSS JOIN need ON need.source = touched.path "
        "UNION SELECT need.* FROM touched CROSS JOIN need ON need.target = touched.path"
    ),
    """CREATE TEMP VIEW IF NOT EXISTS touched_claim AS
    SELECT claim.path, claim.source FROM touched
    CROSS JOIN claim ON claim.source = touched.path AND claim.kind != 'page'
    UNION ALL SELECT url || 'index.html', path FROM touched CROSS JOIN release USING (path)
    UNION ALL SELECT url || 'index.html', path FROM touched CROSS JOIN page USING (path)""",
    "DELETE FROM touched",
)
"""Creates the empty table. Rules join it with CROSS JOIN, so that SQLite begins with it."""


def translations_are_one_a_language(
    db: sqlite3.Connection, _settings: Settings
) -> Iterator[Problem]:
    """Each translation group has one release, or one page, for each language."""
    query = """
        SELECT min(path), max(path), lang FROM (
            SELECT translation_group, lang FROM release
            WHERE translation_group IN (
                SELECT translation_group FROM touched CROSS JOIN release USING (path)
            )
            GROUP BY translation_group, lang HAVING count(*) > 1
        ) CROSS JOIN release USING (translation_group, lang)
        GROUP BY translation_group, lang
        UNION SELECT min(path), max(path), lang FROM page
        GROUP BY translation_group, lang HAVING count(*) > 1
        UNION SELECT min(page.path, release.path), max(page.path, release.path), page.lang
        FROM page JOIN release
        ON release.translation_group = page.translation_group AND release.lang = page.lang
        ORDER BY 1, 2
    """
    for first, second, lang in db.execute(query):
        rule = "translations of one text must differ in language"
        found = f"got {lang} in {first} too"
        yield Problem(second, 0, rule, found, "correct a Lang, or rename one of the files")


def ids_agree(db: sqlite3.Connection, _settings: Settings) -> Iterator[Problem]:
    """Two releases in one language do not have the same Id."""
    query = """
        WITH told AS (
            SELECT DISTINCT stable_id, lang FROM touched CROSS JOIN release USING (path)
            WHERE EXISTS (
                SELECT 1 FROM release AS own
                WHERE own.own_id = release.stable_id AND own.lang = release.lang
            )
        ), holder AS (
            SELECT release.* FROM told CROSS JOIN release
            ON release.own_id = told.stable_id AND release.lang = told.lang
            UNION ALL SELECT release.* FROM told CROSS JOIN claim ON claim.path = told.lang || '/'
            || replace(substr(told.stable_id, 1, 11), '-', '/') || substr(told.stable_id, 12)
            || '/index.html' AND claim.kind = 'page'
            CROSS JOIN release ON release.path = claim.source AND release.own_id IS NULL
        )
        SELECT holder.path, second.path, holder.stable_id
        FROM holder CROSS JOIN holder AS second USING (stable_id, lang)
        WHERE second.path > holder.path AND second.url != holder.url
        AND NOT EXISTS (
            SELECT 1 FROM claim AS one JOIN claim AS other USING (path)
            WHERE one.source = holder.path AND other.source = second.path
            AND one.kind != 'page' AND other.kind != 'page'
        )
        AND NOT EXISTS (
            SELECT 1 FROM claim WHERE (path = holder.url || 'index.html' AND source = second.path)
            OR (path = second.url || 'index.html' AND source = holder.path)
        )
        ORDER BY 1, 2
    """
    for first, second, stable_id in db.execute(query):
        rule = "an Id must belong to one release"
        found = f"got {stable_id}, which {first} has too"
        yield Problem(second, 0, rule, found, "give one of the two an Id of its own")


def titles_of_a_day_differ(db: sqlite3.Connection, _settings: Settings) -> Iterator[Problem]:
    """Releases of one day in one language have different titles; a warning names those that do not.

    Drafts and withdrawn releases do not count.
    """
    # A month is read by its index; the day stands after it in the address.
    query = """
        SELECT json_extract(release.fields, '$.title') AS title, json_group_array(release.path)
        FROM (SELECT DISTINCT month FROM touched CROSS JOIN release USING (path)) AS near
        CROSS JOIN release ON release.month = near.month
        WHERE +release.published = 1 AND +release.state != 'withdrawn'
        GROUP BY near.month, substr(release.url, 1, length(near.month) + 3), title
        HAVING count(*) > 1 AND max(release.path IN touched)
    """
    for title, paths in db.execute(query):
        first, *others = sorted(json.loads(paths))
        for path in others:
            rule = "two releases of one day should differ in title"
            found, hint = f'got "{title}" in {first} too', "delete one, if it is there twice"
            yield Problem(path, 0, rule, found, hint, Severity.WARNING)


def needs_are_met(db: sqlite3.Connection, _settings: Settings) -> Iterator[Problem]:
    """A file that a source links to, attaches or shows exists, and is public when the source is."""
    query = """
        SELECT touched_need.source, target, line, source.role FROM touched_need
        LEFT JOIN source ON source.path = target
        WHERE (source.path IS NULL OR source.role = ?) AND (attached OR target NOT LIKE '/%')
        ORDER BY 1, 2
    """
    for source, target, line, role in db.execute(query, (Role.FOREIGN,)):
        rule = "a linked or attached file must be in the content folder"
        found = f"got {target}" if role is None else f"got {target}, a format that is not read"
        near = find_near(db, target) if role is None else ""
        hint = f'did you mean "{near}"?' if near else "correct the path"
        if near != target == unquote(near):
            hint = f"write %25 for each percent sign of {near}"
        yield Problem(source, line, rule, found, hint)
    query = """
        SELECT touched_need.source, target, line FROM touched_need
        JOIN source ON source.path = target AND source.role = ?
        WHERE NOT attached ORDER BY 1, 2
    """
    for source, target, line in db.execute(query, (Role.FILE,)):
        rule = "a linked file must be public"
        hint = "name it in Attachments too, or move it below STATIC_PATHS"
        yield Problem(source, line, rule, f"got {target}, which is beside the releases", hint)
    query = """
        SELECT need.source, need.target, need.line FROM (
            SELECT path FROM release WHERE visible = 0 UNION ALL
            SELECT path FROM release WHERE held = 1 UNION ALL
            SELECT path FROM page WHERE visible = 0 OR held = 1
        ) AS linked CROSS JOIN need ON need.target = linked.path
        LEFT JOIN release ON release.path = need.source
        LEFT JOIN page ON page.path = need.source
        WHERE coalesce(release.visible, page.visible) = 1
        AND coalesce(release.held, page.held) = 0 ORDER BY 1, 2
    """
    for source, target, line in db.execute(query):
        rule = "a public text must link to public texts only"
        found = f"got {target}, which is not public yet"
        yield Problem(source, line, rule, found, "publish it later than its target, or unlink it")


def documents_wait_with_their_text(
    db: sqlite3.Connection, _settings: Settings
) -> Iterator[Problem]:
    """A document below STATIC_PATHS is public at once; a warning names a waiting text's own."""
    query = """
        SELECT touched_need.source, target, line FROM touched_need
        CROSS JOIN source ON source.path = target AND source.role = ?
        CROSS JOIN release ON release.path = touched_need.source
        WHERE (release.visible = 0 OR release.held = 1) AND NOT EXISTS (
            SELECT 1 FROM need CROSS JOIN release AS other ON other.path = need.source
            WHERE need.target = touched_need.target AND other.visible = 1 AND other.held = 0
            UNION ALL SELECT 1 FROM need CROSS JOIN page ON page.path = need.source
            WHERE need.target = touched_need.target AND page.visible = 1 AND page.held = 0
        ) ORDER BY 1, 2
    """
    for source, target, line in db.execute(query, (Role.STATIC,)):
        if not is_picture(target):
            rule = "a document should wait with its text"
            found = f"got {target}, which is public at once"
            hint = "move it beside the text and name it in Attachments; if it may be read, leave it"
            yield Problem(source, line, rule, found, hint, Severity.WARNING)


def what_is_consolidated_is_found(db: sqlite3.Connection, _settings: Settings) -> Iterator[Problem]:
    """A release is consolidated into another release, and that one is not withdrawn."""
    query = """
        SELECT DISTINCT gone.path, target, release.state FROM touched_need
        CROSS JOIN release AS gone ON gone.path = source
        AND json_extract(gone.fields, '$.withdrawn.into') = target
        LEFT JOIN release ON release.path = target
        WHERE release.path IS NULL OR release.state = 'withdrawn' ORDER BY 1
    """
    for path, into, state in db.execute(query):
        rule = "a release must be consolidated into one that is not withdrawn"
        found = f"got {into}, which is {'withdrawn too' if state else 'no release'}"
        yield Problem(path, 0, rule, found, "name the release that has its text now")


def pictures_can_be_shown(db: sqlite3.Connection, _settings: Settings) -> Iterator[Problem]:
    """A picture is complete, and has the format that its name says."""
    query = """
        WITH broken AS (SELECT path, wrong, hint FROM file INDEXED BY file_wrong WHERE wrong != '')
        SELECT source, target, line, wrong, hint FROM broken CROSS JOIN need ON target = path
        UNION ALL SELECT path, path, 0, wrong, hint FROM broken
        CROSS JOIN source USING (path) WHERE role = 'static' ORDER BY 1, 2
    """
    for source, target, line, wrong, hint in db.execute(query):
        rule = "a picture must be one that browsers can show"
        yield Problem(source, line, rule, f"got {target}, which {wrong}", hint)


def sources_are_not_published(db: sqlite3.Connection, _settings: Settings) -> Iterator[Problem]:
    """No Markdown file lies below STATIC_PATHS: it would be published even if it is held back."""
    static = "SELECT path FROM touched CROSS JOIN source USING (path) WHERE role = ? ORDER BY path"
    for (path,) in db.execute(static, (Role.STATIC,)).fetchall():
        if path.lower().endswith(MARKDOWN_SUFFIXES):
            rule, found = "a static file must not be Markdown", "got what may be a source"
            hint = "move it to the releases or the pages, or give its name another ending"
            yield Problem(path, 0, rule, found, hint)


RULES: tuple[Callable[[sqlite3.Connection, Settings], Iterator[Problem]], ...] = (
    addresses_are_unique,
    translations_are_one_a_language,
    ids_agree,
    titles_of_a_day_differ,
    terms_have_addresses_of_their_own,
    needs_are_met,
    documents_wait_with_their_text,
    what_is_consolidated_is_found,
    pictures_can_be_shown,
    sources_are_not_published,
    texts_are_no_numbered_copies,
    names_suit_every_computer,
    withdrawals_are_in_every_language,
    translations_are_up_to_date,
)


def check_catalogue(
    db: sqlite3.Connection,
    settings: Settings,
    touched: Iterable[str],
    made: MadeAddresses,
    *,
    every: bool = False,
) -> Iterator[Problem]:
    """Yield what every rule finds, in order, for the sources in ``touched``.

    ``touched`` need not name them if the rules are for ``every`` source. ``made`` are the addresses
    that the build makes itself.
    """
    for statement in TOUCHED:
        db.execute(statement)
    db.executemany("INSERT OR IGNORE INTO touched VALUES (?)", ((path,) for path in touched))
    if every:
        db.execute("INSERT OR IGNORE INTO touched SELECT path FROM source")
    for rule in RULES:
        yield from rule(db, settings)
    yield from check_addresses(db, settings, made, every=every)
    yield from addresses_lead_somewhere(db, settings, made)


def warn_of_near_misses(
    db: sqlite3.Connection,
    settings: Settings,
    new_terms: set[ListingKey],
    known: Callable[[ListingKey], str | None],
) -> Iterator[Problem]:
    """Warn of a new term that is like an old one; ``known`` returns the vocabulary's name."""
    for lang, facet in sorted({(key.lang, key.facet) for key in new_terms}):
        listings = {listing.name: listing for listing in find_listings(db, lang, facet)}
        for pair in sorted(near_pairs(listings)):
            # The rarer of the two is the slip; of equals, the later in the alphabet.
            usual, slip = sorted(pair, key=lambda name: (-listings[name].count, name))
            keys = {listings[name].key for name in pair}
            if known(listings[slip].key) is None and keys & new_terms:
                yield _near_miss(db, settings, listings[slip], usual)


def _near_miss(db: sqlite3.Connection, settings: Settings, slip: Listing, usual: str) -> Problem:
    path = newest(db, slip, 1)[0].release.path
    rule = f"a name in {slip.key.facet} should be spelt as elsewhere"
    hint = f'did you mean "{usual}"?'
    line = line_of_facet(settings, path, slip.key.facet)
    return Problem(path, line, rule, f'got "{slip.name}"', hint, Severity.WARNING)
