"""The vocabulary's files: TOML, a file a facet, a table a term; ``docs/editing.md`` has the form.

Country names and codes are CLDR's (Babel); ``countries.toml`` only adds to them.
"""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import zip_longest
from pathlib import Path
from typing import Any

from communique.errors import Problem
from communique.model.term import Facet
from communique.opening import read_regular
from communique.patterns import late
from communique.shipped import VOCABULARY
from communique.signs import find_hidden
from communique.sources.hints import shorten
from communique.sources.vocabulary import Entry, Vocabulary, fold
from communique.text.letters import compose
from communique.text.locales import find_locale, kin
from communique.text.slugs import is_slug, slugify

LANGUAGE = late(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
"""A language code (BCP 47): ``en``, ``pt-BR``, ``zh-Hant``."""

NAME = late(r"""\s*\[?\s*(?:"([^"]*)"|'([^']*)'|([^\s"'\[\]=]+))\s*[\]=]""")
"""The name of a table, or of a value."""

LISTS = ("aliases", "former")
"""What a term's table has besides names."""

SINGULAR = "singular"
"""The table with the name of one release of a kind."""

NOT_COUNTRIES = frozenset({"EU", "EZ", "UN", "QO", "XA", "XB", "ZZ"})
"""Two-letter codes of CLDR that are no territory."""


def load_vocabulary(
    folder: Path | None, languages: Iterable[str]
) -> tuple[Vocabulary, tuple[Problem, ...]]:
    """Read every facet's file in ``folder``, if there, and CLDR's countries in ``languages``.

    A file with ``extends = "communique"`` adds to the package's own. Equal bytes are read once a
    process.
    """
    return _load(folder, tuple(languages), read_vocabulary_files(folder))


def read_vocabulary_files(folder: Path | None) -> tuple[tuple[bytes | str | None, ...], ...]:
    """Return the bytes of each facet's files, or in words why they cannot be opened."""
    return tuple(_read_both(folder, facet) for facet in Facet) if folder else ()


def _read_both(folder: Path, facet: Facet) -> tuple[bytes | str | None, bytes | str | None]:
    """Return a facet's file, and the package's where the file may extend that."""
    name = f"{facet.value}.toml"
    data = _read(folder / name)
    extends = isinstance(data, bytes) and b"extends" in data
    return data, _read(Path(VOCABULARY) / name) if extends else None


def _read(path: Path) -> bytes | str | None:
    """Return a file's bytes, None if it is absent, or in words why it cannot be opened."""
    try:
        return read_regular(path.resolve())
    except FileNotFoundError:
        return "a link that leads nowhere" if path.is_symlink() else None
    except (OSError, RuntimeError) as error:  # RuntimeError: of a link that leads to itself
        return str(getattr(error, "strerror", "") or "a link that leads to itself")


@lru_cache(maxsize=2)
def _load(
    folder: Path | None,
    languages: tuple[str, ...],
    files: tuple[tuple[bytes | str | None, ...], ...],
) -> tuple[Vocabulary, tuple[Problem, ...]]:
    problems: list[Problem] = []
    entries: dict[Facet, tuple[Entry, ...]] = {}
    broken: set[Facet] = set()
    for facet, both in zip_longest(Facet, files):
        data, base = both or (None, None)
        sound = len(problems)
        path = folder / f"{facet.value}.toml" if folder else None
        tables = _load_tables(path, data, problems) if path and data is not None else {}
        if path and "extends" in tables:
            tables = _extend(path, base, tables, problems)
        if facet is Facet.COUNTRY:
            entries[facet] = tuple(_add_countries(tables, languages, path, problems))
        else:
            entries[facet] = tuple(_make_entries(tables, path, problems))
        if path:
            problems += _find_ambiguous(entries[facet], path, tables)
        if len(problems) > sound:
            broken.add(facet)
    return Vocabulary(entries, frozenset(broken)), tuple(problems)


def _load_tables(path: Path, data: bytes | str, problems: list[Problem]) -> dict[str, Any]:
    if isinstance(data, str):
        rule = "vocabulary must be files that can be read"
        problems.append(Problem(str(path), 0, rule, f"got: {data}", "check the file"))
        return {}
    try:
        return tomllib.loads(data.decode("utf-8-sig"))
    except RecursionError:
        rule, found = "vocabulary must be TOML in UTF-8", "got tables or lists nested too deeply"
        problems.append(Problem(str(path), 0, rule, found, "take out some of the levels"))
        return {}
    except ValueError as error:  # of TOML, of UTF-8, of a number with thousands of digits
        line = re.search(r"at line (\d+)", str(error))
        problems.append(
            Problem(
                str(path),
                int(line[1]) if line else 0,
                "vocabulary must be TOML in UTF-8",
                f"got: {error}",
            )
        )
        return {}


def _extend(
    path: Path, base: bytes | str | None, tables: Mapping[str, Any], problems: list[Problem]
) -> dict[str, Any]:
    """Return the package's tables of a facet with a newsroom's in them."""
    own = {slug: table for slug, table in tables.items() if slug != "extends"}
    if tables["extends"] != "communique":
        rule, hint = "a vocabulary can extend the package's alone", 'write extends = "communique"'
        found = f"got {tables['extends']!r}"
        problems.append(Problem(str(path), _line_of(path, "extends"), rule, found, hint))
        return own
    given = tomllib.loads(base.decode()) if isinstance(base, bytes) else {}
    for slug, table in own.items():
        known = given.get(slug)
        if isinstance(known, dict) and isinstance(table, dict):
            lists = [name for name in LISTS if isinstance(table.get(name), list)]
            more = {name: [*known.get(name, ()), *table[name]] for name in lists}
            if isinstance(table.get(SINGULAR), dict):
                more[SINGULAR] = known.get(SINGULAR, {}) | table[SINGULAR]
            given[slug] = known | table | more
        else:
            given[slug] = table
    return given


def _make_entries(
    tables: Mapping[str, Any], path: Path | None, problems: list[Problem]
) -> Iterator[Entry]:
    for slug, table in tables.items():
        if not is_slug(slug) or not isinstance(table, dict):
            found = f'got "{slug}"'
            rule = "a term's table must be named by its slug, ASCII letters, digits and hyphens"
            problems.append(Problem(str(path), _line_of(path, slug), rule, found))
            continue
        yield _make_entry(slug, table, path, problems)


def _make_entry(
    slug: str, table: Mapping[str, Any], path: Path | None, problems: list[Problem], key: str = ""
) -> Entry:
    names: dict[str, str] = {}
    singular: dict[str, str] = {}
    lists: dict[str, tuple[str, ...]] = {"aliases": (), "former": ()}
    for name, written in table.items():
        value = _compose(written)
        if name in lists and isinstance(value, list) and all(isinstance(v, str) for v in value):
            lists[name] = tuple(value)
        elif name not in lists and isinstance(value, str) and LANGUAGE.fullmatch(name):
            names[name] = value
        elif name == SINGULAR and _are_names(value):
            singular = value
        else:
            rule = "a term must have names by language code, a table singular of such names, and "
            rule += "lists: aliases, former"
            line = _line_of(path, key or slug)
            problems.append(Problem(str(path), line, rule, f'got "{name}" in [{key or slug}]'))
            continue
        spelt = [value] if name in names else value.values() if name == SINGULAR else value
        unfit = next(filter(None, map(find_hidden, spelt)), None)
        if unfit:
            rule = "a term's names must have no control characters"
            line, found = _line_of(path, key or slug), f"got {unfit.found} in [{key or slug}]"
            problems.append(Problem(str(path), line, rule, found, unfit.hint))
    spelt = (tuple(sorted(names.items())), lists["aliases"], lists["former"])
    return Entry(slug, *spelt, tuple(sorted(singular.items())))


def _are_names(value: Any) -> bool:
    """Whether a table gives a name by language."""
    return isinstance(value, dict) and all(
        isinstance(name, str) and LANGUAGE.fullmatch(lang) for lang, name in value.items()
    )


def _compose(value: Any) -> Any:
    """Return a text, or a table or list of texts, with each letter in one piece (NFC)."""
    if isinstance(value, dict):
        return {name: _compose_text(each) for name, each in value.items()}
    return list(map(_compose_text, value)) if isinstance(value, list) else _compose_text(value)


def _compose_text(value: Any) -> Any:
    return compose(value) if isinstance(value, str) else value


def _add_countries(
    tables: Mapping[str, Any], languages: Iterable[str], path: Path | None, problems: list[Problem]
) -> Iterator[Entry]:
    territories = {lang: find_locale(lang).territories for lang in sorted({*languages, "en"})}
    codes = [c for c in sorted(territories["en"]) if len(c) == 2 and c not in NOT_COUNTRIES]  # noqa: PLR2004 - ISO 3166-1 alpha-2
    for code in sorted(tables.keys() - set(codes)):
        rule = "a country's table must be named by its ISO 3166-1 code"
        problems.append(Problem(str(path), _line_of(path, code), rule, f'got "{code}"'))
    for code in codes:
        cldr = {lang: names[code] for lang, names in territories.items() if code in names}
        slug = slugify(cldr["en"], "en")
        table = tables.get(code, {})
        if not isinstance(table, dict):
            rule, found = "a country must be a table", f"got {table!r}"
            problems.append(
                Problem(str(path), _line_of(path, code), rule, found, f"write [{code}]")
            )
            table = {}
        extra = _make_entry(slug, table, path, problems, key=code)
        given = dict(extra.names)
        names = {lang: name for lang, name in cldr.items() if given.keys().isdisjoint(kin(lang))}
        names |= given
        aliases = (code, *extra.aliases, *(set(cldr.values()) - set(names.values())))
        yield Entry(slug, tuple(sorted(names.items())), tuple(sorted(set(aliases))), extra.former)


def _find_ambiguous(
    entries: Iterable[Entry], path: Path, tables: Mapping[str, Any]
) -> Iterator[Problem]:
    seen: dict[str, str] = {}
    twice = [
        (spelling, entry.slug, other)
        for entry in entries
        for spelling in entry.spellings
        if (other := seen.setdefault(fold(spelling), entry.slug)) != entry.slug
    ]
    if not twice:
        return
    named = {name: key for key, table in tables.items() for name in _names(table)}
    lines = _find_lines(path)
    for spelling, slug, other in twice:
        rule = "a name must stand for one term"
        found = f'got "{shorten(spelling)}" for both {shorten(other)} and {slug}'
        yield Problem(str(path), lines.get(named.get(spelling, slug), 0), rule, found)


def _names(table: Any) -> Iterator[str]:
    """Yield the spellings that a term's table has."""
    for value in table.values() if isinstance(table, dict) else ():
        if isinstance(value, dict):
            yield from _names(value)
        yield from (
            compose(each)
            for each in (value if isinstance(value, list) else [value])
            if isinstance(each, str)
        )


def _line_of(path: Path | None, table: str) -> int:
    """Return the line that a table, or a value, begins in; 0 where it is not found."""
    return _find_lines(path).get(table, 0) if path else 0


def _find_lines(path: Path) -> dict[str, int]:
    data = _read(path)
    lines: dict[str, int] = {}
    text = data.decode("utf-8-sig", "replace") if isinstance(data, bytes) else ""
    for number, line in enumerate(text.splitlines(), 1):
        if match := NAME.match(line):
            lines.setdefault(match[1] or match[2] or match[3], number)
    return lines
