"""Rules about addresses, of public sources and held ones: generators with the rule as docstring."""

import re
import sqlite3
from collections.abc import Iterable, Iterator, Mapping

from communique.catalogue.known_sources import find_role, sources_of
from communique.errors import Problem
from communique.model.listing import DATES
from communique.model.term import Facet
from communique.patterns import late
from communique.settings import Settings
from communique.sources.roles import Role

WORDS = {
    "facet": "|".join(facet.value for facet in Facet),
    "term": "[^/.]+",
    "year": r"\d{4}",
    "month": r"\d\d",
    "day": r"\d\d",
    "number": r"\d+",
    "name": "[^/]+",
    "rest": ".+",
}
"""What may stand in a shape of addresses in braces, beside ``lang`` and ``theme``."""


REPLACED = frozenset({"robots.txt"})
"""Outputs that a static file with the same address replaces."""

ONE_OWNER = "an address must belong to one source"

_IS_STATIC = f"role != 'release' AND role IN ('{Role.STATIC}', '{Role.THEME}')"

_BELOW = "path >= ?1 || '/' AND path < ?1 || '0'"
"""What is in a folder; "0" is the character after "/"."""

_ALIASES = """
    SELECT claim.path, claim.source, claim.line FROM touched
    CROSS JOIN claim ON claim.source = touched.path AND claim.kind != 'page'
    WHERE claim.kind = 'alias' ORDER BY 1, 2
"""


class MadeAddresses:
    """The addresses that the build makes itself, whatever the releases.

    A shape is like ``{lang}/{facet}/{term}/index.html``; ``{name}`` is any one name, ``{rest}`` any
    at any depth.
    """

    def __init__(self, settings: Settings, shapes: Iterable[str]) -> None:
        languages, theme = settings.languages, settings.theme_static_dir
        self._words = WORDS | {"lang": "|".join(map(re.escape, languages))}
        self._words["theme"] = re.escape(theme)
        self._heads = {"{lang}": languages, "{theme}": (theme.partition("/")[0],)}
        files = dict.fromkeys(shapes)
        folders = dict.fromkeys(folder for shape in files for folder in _folders(shape))
        self._files, self._folders = self._by_head(files), self._by_head(folders)

    def _by_head(self, shapes: Iterable[str]) -> dict[str, list[re.Pattern[str]]]:
        """Return patterns by the first name of an address, "" for any; few are ever compiled."""
        groups: dict[str, list[str]] = {}
        for shape in shapes:
            groups.setdefault(shape.partition("/")[0], []).append(shape)
        found: dict[str, list[re.Pattern[str]]] = {}
        for head, group in groups.items():
            pattern = self._compile(group)
            for each in self._heads.get(head, ("" if "{" in head else head,)):
                found.setdefault(each, []).append(pattern)
        return found

    def _compile(self, shapes: Iterable[str]) -> re.Pattern[str]:
        parts = (re.split(r"\{(\w+)\}", shape) for shape in shapes)
        written = [
            "".join(
                f"(?:{self._words[part]})" if place % 2 else re.escape(part)
                for place, part in enumerate(each)
            )
            for each in parts
        ]
        return late("|".join(written))

    def has_file(self, path: str) -> bool:
        """Whether an output may be at a path."""
        return _matches(self._files, path)

    def has_folder(self, path: str) -> bool:
        """Whether outputs may be below a path."""
        return _matches(self._folders, path)


def _matches(patterns: Mapping[str, list[re.Pattern[str]]], path: str) -> bool:
    heads = (path.partition("/")[0], "")
    return any(each.fullmatch(path) for head in heads for each in patterns.get(head, ()))


def check_addresses(
    db: sqlite3.Connection, settings: Settings, made: MadeAddresses, *, every: bool
) -> Iterator[Problem]:
    """Yield the addresses of sources, public or not, that the build or others have as well.

    The rules ask only of the sources in the table ``touched``, unless it has ``every`` source.
    """
    if not every:
        _touch_neighbours(db, settings)
    for rule in BUILT_RULES:
        yield from rule(db, settings, made)


def _touch_neighbours(db: sqlite3.Connection, settings: Settings) -> None:
    """Enter in ``touched`` what has an address of a touched source, or one above or below it."""
    claimed = [path for (path,) in db.execute("SELECT path FROM touched_claim")]
    own = {*_touched_static(db, settings), *claimed}
    files = [path for path in own if not path.endswith("/index.html")]
    at = {each for path in own for each in (path, *_folders(path))}
    for wanted, paths in (("path = ?1", at), (_BELOW, files)):
        query = f"""
            INSERT OR IGNORE INTO touched
            SELECT source FROM claim WHERE {wanted} AND kind = 'alias'
            UNION ALL SELECT path FROM source WHERE {wanted} AND {_IS_STATIC}
        """  # noqa: S608 - fixed texts
        db.executemany(query, ((path,) for path in sorted(paths)))
    moved = _moved_files(db, settings).items()
    near = sorted(source for path, source in moved if path in at or own & {*_folders(path)})
    db.executemany("INSERT OR IGNORE INTO touched VALUES (?)", ((path,) for path in near))


def _moved_files(db: sqlite3.Connection, settings: Settings) -> dict[str, str]:
    """Return the static files that are not published by their own paths, by where they are."""
    moved = [path for path, _ in sources_of(db, Role.THEME)]
    moved += [path for path in settings.extra_path_metadata if find_role(db, path) is Role.STATIC]
    return {settings.published_path(path): path for path in moved}


def _touched_static(
    db: sqlite3.Connection, settings: Settings
) -> dict[str, list[tuple[str, Role]]]:
    """Return the touched static files, each list sorted, by where they are published."""
    query = f"""
        SELECT path, role FROM touched CROSS JOIN source USING (path)
        WHERE {_IS_STATIC} ORDER BY path
    """  # noqa: S608 - a fixed text
    found: dict[str, list[tuple[str, Role]]] = {}
    for path, role in db.execute(query):
        found.setdefault(settings.published_path(path), []).append((path, Role(role)))
    return found


def page_slugs_are_free(
    db: sqlite3.Connection, _settings: Settings, made: MadeAddresses
) -> Iterator[Problem]:
    """No page takes the address of a listing, nor its folder."""
    # CROSS JOIN: SQLite then begins with the pages, as there are few.
    query = """
        SELECT page.path, page.url, claim.line FROM page
        CROSS JOIN claim ON claim.path = page.url || 'index.html' AND claim.source = page.path
        ORDER BY 1
    """
    rule = f"a page's slug must not be one that {DATES} and listings have"
    for path, url, line in db.execute(query):
        if made.has_file(f"{url}index.html") or made.has_folder(url.rstrip("/")):
            found = f'got "{url.rstrip("/").rpartition("/")[2]}"'
            yield Problem(path, line, rule, found, "rename the file, or add a Slug")


def addresses_are_unique(db: sqlite3.Connection, _settings: Settings) -> Iterator[Problem]:
    """Two sources, public or not, do not have the same address."""
    query = """
        SELECT claim.path, claim.source, claim.line, claim.kind FROM claim JOIN (
            SELECT path FROM claim
            WHERE path IN (SELECT path FROM touched_claim)
            GROUP BY path HAVING count(*) > 1
        ) AS shared ON shared.path = claim.path
        ORDER BY claim.path, claim.kind IN ('redirect', 'gone'), claim.source
    """
    sharing: dict[str, list[tuple[str, int, str]]] = {}
    for path, source, line, kind in db.execute(query):
        sharing.setdefault(path, []).append((source, line, kind))
    for path, claims in sharing.items():
        first, first_line, _ = claims[0]
        where = f"{first}:{first_line}" if first_line else first
        for source, line, kind in claims[1:]:
            found = f"got /{path.removesuffix('index.html')}, which {where} has too"
            header = "Aliases" if kind == "alias" else "Slug"
            bulk = kind in ("redirect", "gone")
            hint = "remove the line" if bulk else f"change the {header} of one of the two"
            yield Problem(source, line, ONE_OWNER, found, hint)


def addresses_are_free(
    db: sqlite3.Connection, settings: Settings, made: MadeAddresses
) -> Iterator[Problem]:
    """No former address and no static file takes the address of a page that the build makes."""
    rule = "an address must not be one that the build makes itself"
    for path, source, line in db.execute(_ALIASES):
        if made.has_file(path):
            found = f"got /{path.removesuffix('index.html')}"
            yield Problem(source, line, rule, found, "remove it from Aliases")
    claimed = "SELECT source FROM claim WHERE path = ? AND kind NOT IN ('redirect', 'gone')"
    for path, sources in _touched_static(db, settings).items():
        taken = db.execute(claimed, (path,)).fetchone()
        other = taken[0] if taken else sources[0][0]
        for source, role in sources:
            if made.has_file(path) and role is Role.STATIC and path not in REPLACED:
                hint = "publish the file under another name"
                yield Problem(source, 0, rule, f"got /{path}", hint)
            if other != source:
                found = f"got /{path}, which {other} has too"
                yield Problem(source, 0, ONE_OWNER, found, "rename one")


def files_are_no_folders(
    db: sqlite3.Connection, settings: Settings, made: MadeAddresses
) -> Iterator[Problem]:
    """No file in the output has the name of a folder that another output needs."""
    static = _touched_static(db, settings)
    claims = db.execute(_ALIASES).fetchall()
    claims += [(path, source, 0) for path, sources in static.items() for source, _ in sources]
    for path, source, line in claims:
        parent = next((folder for folder in _folders(path) if made.has_file(folder)), "")
        files = [("the build itself", parent)] if parent else []
        for folder in dotted_folders(path):
            bulk = "SELECT source, line FROM redirect WHERE path = ? AND target IS NOT NULL"
            files += [(f"{by}:{at}", folder) for by, at in db.execute(bulk, (folder,))]
        for owner, file in files:
            rule = "a folder must not have the name of a file in the site"
            got = f"got /{path.removesuffix('index.html')}, where {owner} has /{file}"
            yield Problem(source, line, rule, got, "give it another address")
    below = f"""
        SELECT source, path FROM claim WHERE {_BELOW}
        UNION ALL SELECT path, path FROM source WHERE {_BELOW} AND {_IS_STATIC}
        ORDER BY 2 LIMIT 1
    """  # noqa: S608 - fixed texts
    folders = {
        parent: source
        for path, source in sorted(_moved_files(db, settings).items(), reverse=True)
        for parent in _folders(path)
    }
    for path, source, line in claims:
        if path.endswith("/index.html"):
            continue
        found = db.execute(below, (path,)).fetchone()
        other = found[0] if found else folders.get(path, "")
        if other or made.has_folder(path):
            rule = "a file must not have the name of a folder in the site"
            got = f"got /{path}, where {other or 'the build itself'} has /{path}/"
            yield Problem(source, line, rule, got, "give one of the two another address")


BUILT_RULES = (page_slugs_are_free, addresses_are_free, files_are_no_folders)
"""The rules of ``check_addresses``, in the order of the editors' manual."""


def dotted_folders(path: str) -> list[str]:
    """Return the folders of a path that may be the names of files."""
    return [folder for folder in _folders(path) if "." in folder.rpartition("/")[2]]


def _folders(path: str) -> list[str]:
    """Return the folders that a path is in, the outermost first."""
    parts = path.split("/")
    return ["/".join(parts[:depth]) for depth in range(1, len(parts))]
