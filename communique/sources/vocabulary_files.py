"""The vocabulary's files: TOML, a file a facet, a table a term; ``docs/editing.md`` has the form.

Country names and codes are CLDR's (Babel); ``countries.toml`` only adds to them.
"""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property, lru_cache
from itertools import zip_longest
from pathlib import Path
from typing import Any

from communique.errors import Problem, not_utf8
from communique.model.term import Facet
from communique.opening import read_regular
from communique.patterns import late
from communique.shipped import VOCABULARY
from communique.signs import find_hidden
from communique.sources.hints import shorten
from communique.sources.vocabulary import Vocabulary, VocabularyEntry, fold
from communique.text.letters import compose
from communique.text.locales import find_locale, kin
from communique.text.slugs import is_slug, slugify

LANGUAGE = late(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
"""A language code (BCP 47): ``en``, ``pt-BR``, ``zh-Hant``."""

NAME = late(r"""\s*\[*\s*(?:"([^"]*)"|'([^']*)'|([^\s"'\[\]=.]+))\s*[\].=]""")
"""The name of a table, or of a value."""

FIX = "correct it, or remove it"

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


class VocabularyFile:
    """A file of the vocabulary, and the problems that are found in it."""

    def __init__(self, path: str, data: bytes | str | None) -> None:
        self.path, self.data = path, data
        self.problems: list[Problem] = []

    def tell(self, name: str, rule: str, found: str, hint: str = "") -> None:
        """Note a problem of a table or a value."""
        self.problems.append(Problem(self.path, self.lines.get(name, 0), rule, found, hint))

    @cached_property
    def lines(self) -> dict[str, int]:
        """The line that each table and each value begins in, by its name."""
        lines: dict[str, int] = {}
        text = self.data.decode("utf-8-sig", "replace") if isinstance(self.data, bytes) else ""
        for number, line in enumerate(text.splitlines(), 1):
            if match := NAME.match(line):
                lines.setdefault(match[1] or match[2] or match[3], number)
        return lines

    def load(self) -> dict[str, Any]:
        """Return the tables; an empty result for a file that is missing or cannot be read."""
        if not isinstance(self.data, bytes):
            if self.data is not None:
                rule = "vocabulary must be files that can be read"
                self.tell("", rule, f"got: {self.data}", "check the file")
            return {}
        rule = "vocabulary must be TOML in UTF-8"
        try:
            return _load_toml(self.data)
        except RecursionError:
            found = "got tables or lists nested too deeply"
            self.tell("", rule, found, "remove some of the levels")
        except UnicodeDecodeError as error:
            self.problems.append(not_utf8(self.path, error, rule))
        except ValueError as error:  # of TOML, of a number with thousands of digits
            at = re.search(r"at line (\d+)", str(error))
            line = int(at[1]) if at else 0
            hint = 'write tables as [name], and each value once: en = "…", in straight marks'
            self.problems.append(Problem(self.path, line, rule, f"got: {error}", hint))
        return {}


def _load_toml(data: bytes) -> dict[str, Any]:
    tables: dict[str, Any] = _compose(tomllib.loads(data.decode("utf-8-sig")))
    return tables


def _compose(value: Any) -> Any:
    """Return tables in which each letter of the texts is in one piece (NFC)."""
    if isinstance(value, dict):
        return {name: _compose(each) for name, each in value.items()}
    if isinstance(value, list):
        return list(map(_compose, value))
    return compose(value) if isinstance(value, str) else value


@lru_cache(maxsize=2)
def _load(
    folder: Path | None,
    languages: tuple[str, ...],
    files: tuple[tuple[bytes | str | None, ...], ...],
) -> tuple[Vocabulary, tuple[Problem, ...]]:
    problems: list[Problem] = []
    entries: dict[Facet, tuple[VocabularyEntry, ...]] = {}
    broken: set[Facet] = set()
    for facet, both in zip_longest(Facet, files):
        data, base = both or (None, None)
        file = VocabularyFile(str(folder / f"{facet.value}.toml") if folder else "", data)
        tables = file.load()
        if "extends" in tables:
            tables = _extend(file, base, tables)
        if facet is Facet.COUNTRY:
            entries[facet] = tuple(_add_countries(tables, languages, file))
        else:
            entries[facet] = tuple(_make_entries(tables, file))
        if folder:
            _check_ambiguous(entries[facet], file, tables)
        if file.problems:
            broken.add(facet)
        problems += file.problems
    return Vocabulary(entries, frozenset(broken)), tuple(problems)


def _extend(
    file: VocabularyFile, base: bytes | str | None, tables: Mapping[str, Any]
) -> dict[str, Any]:
    """Return the package's tables of a facet with a newsroom's in them."""
    own = {slug: table for slug, table in tables.items() if slug != "extends"}
    if tables["extends"] != "communique":
        rule, hint = "a vocabulary can extend only the package's", 'write extends = "communique"'
        file.tell("extends", rule, f"got {tables['extends']!r}", hint)
        return own
    given = _load_toml(base) if isinstance(base, bytes) else {}
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


def _make_entries(tables: Mapping[str, Any], file: VocabularyFile) -> Iterator[VocabularyEntry]:
    rule = "a term's table must be named by its slug, ASCII letters, digits and hyphens"
    for slug, table in tables.items():
        if is_slug(slug) and isinstance(table, dict):
            yield _make_entry(slug, table, file, slug)
        else:
            file.tell(slug, rule, f'got "{slug}"', f"write [{slugify(slug, 'en') or 'its-slug'}]")


def _make_entry(
    slug: str, table: Mapping[str, Any], file: VocabularyFile, key: str
) -> VocabularyEntry:
    names: dict[str, str] = {}
    singular: dict[str, str] = {}
    lists: dict[str, tuple[str, ...]] = dict.fromkeys(LISTS, ())
    for name, value in table.items():
        if name in lists and isinstance(value, list) and all(isinstance(v, str) for v in value):
            lists[name] = tuple(value)
        elif name not in lists and isinstance(value, str) and LANGUAGE.fullmatch(name):
            names[name] = value
        elif name == SINGULAR and _are_names(value):
            singular = value
        else:
            rule = "a term must have names by language code, a table singular of such names, and "
            file.tell(key, f"{rule}lists: aliases, former", f'got "{name}" in [{key}]', FIX)
            continue
        spelt = [value] if name in names else value.values() if name == SINGULAR else value
        if not all(map(str.strip, spelt)):
            file.tell(key, "a term's names must not be blank", f'got "{name}" in [{key}]', FIX)
        if unfit := next(filter(None, map(find_hidden, spelt)), None):
            rule = "a term's names must have no control characters"
            file.tell(key, rule, f"got {unfit.found} in [{key}]", unfit.hint)
    spelt = (tuple(sorted(names.items())), lists["aliases"], lists["former"])
    return VocabularyEntry(slug, *spelt, tuple(sorted(singular.items())))


def _are_names(value: Any) -> bool:
    return isinstance(value, dict) and all(
        isinstance(name, str) and LANGUAGE.fullmatch(lang) for lang, name in value.items()
    )


def _add_countries(
    tables: Mapping[str, Any], languages: Iterable[str], file: VocabularyFile
) -> Iterator[VocabularyEntry]:
    territories = {lang: find_locale(lang).territories for lang in sorted({*languages, "en"})}
    codes = [c for c in sorted(territories["en"]) if len(c) == 2 and c not in NOT_COUNTRIES]  # noqa: PLR2004 - ISO 3166-1 alpha-2
    for code in sorted(tables.keys() - set(codes)):
        file.tell(
            code,
            "a country's table must be named by its ISO 3166-1 code",
            f'got "{code}"',
            "write its code, such as [KZ]",
        )
    for code in codes:
        cldr = {lang: names[code] for lang, names in territories.items() if code in names}
        slug = slugify(cldr["en"], "en")
        table = tables.get(code, {})
        if not isinstance(table, dict):
            file.tell(code, "a country must be a table", f"got {table!r}", f"write [{code}]")
            table = {}
        extra = _make_entry(slug, table, file, code)
        given = dict(extra.names)
        names = {lang: name for lang, name in cldr.items() if given.keys().isdisjoint(kin(lang))}
        names |= given
        aliases = (code, *extra.aliases, *(set(cldr.values()) - set(names.values())))
        yield VocabularyEntry(
            slug, tuple(sorted(names.items())), tuple(sorted(set(aliases))), extra.former
        )


def _check_ambiguous(
    entries: Iterable[VocabularyEntry], file: VocabularyFile, tables: dict[str, Any]
) -> None:
    seen: dict[str, str] = {}
    for entry in entries:
        for spelling in entry.spellings:
            other = seen.setdefault(fold(spelling), entry.slug)
            if other != entry.slug:
                named = (key for key in reversed(tables) if spelling in _names(tables[key]))
                found = f'got "{shorten(spelling)}" for both {shorten(other)} and {entry.slug}'
                file.tell(next(named, entry.slug), "a name must stand for one term", found, FIX)


def _names(table: Any) -> Iterator[str]:
    for value in table.values() if isinstance(table, dict) else ():
        if isinstance(value, dict):
            yield from _names(value)
        yield from (
            each
            for each in (value if isinstance(value, list) else [value])
            if isinstance(each, str)
        )
