"""The vocabulary: the editors' facts about kinds, countries, organisations, people and places.

A TOML file a facet, a table a term; ``docs/editing.md`` describes the form. Country names and codes
are CLDR's (Babel); ``countries.toml`` only adds to them.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from communique.errors import Problem
from communique.model.term import Facet, Term
from communique.text.locales import find_locale
from communique.text.slugs import is_slug, slugify

__all__ = ["CLOSED", "Entry", "Vocabulary", "fold", "load_vocabulary"]

CLOSED = frozenset({Facet.KIND, Facet.COUNTRY})
"""The facets in which only what the vocabulary knows may be named."""

NOT_COUNTRIES = frozenset({"EU", "EZ", "UN", "QO", "XA", "XB", "ZZ"})
"""Two-letter codes of CLDR that are no territory."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One term of the vocabulary.

    ``names`` gives the name to show by language; ``aliases`` are other spellings, shown by the
    name; ``former`` are names of other times, shown as written.
    """

    slug: str
    names: tuple[tuple[str, str], ...]
    aliases: tuple[str, ...] = ()
    former: tuple[str, ...] = ()

    def name(self, lang: str) -> str:
        """The name in ``lang``, else in English, else the first one that there is."""
        names = dict(self.names)
        return names.get(lang) or names.get("en") or next(iter(names.values()), self.slug)

    @property
    def spellings(self) -> tuple[str, ...]:
        """Everything an editor may write for the term."""
        return (*(name for _, name in self.names), *self.aliases, *self.former)


class Vocabulary:
    """Every known term by facet, in the order readers see them. A value: nobody changes it."""

    def __init__(self, entries: Mapping[Facet, tuple[Entry, ...]]) -> None:
        self.entries = dict(entries)
        every = [(facet, entry) for facet in Facet for entry in self.entries.get(facet, ())]
        self._by_slug = {(facet, entry.slug): entry for facet, entry in every}
        self._by_spelling = {
            (facet, fold(spelling)): entry for facet, entry in every for spelling in entry.spellings
        }

    def resolve(self, facet: Facet, written: str, lang: str) -> Term | None:
        """Return the term that an editor's words name, or None where the facet is closed to them.

        Letter case and runs of white space do not count. In an open facet an unknown name is a
        new term; None then means that no address can be made of it.
        """
        entry = self._by_spelling.get((facet, fold(written)))
        if entry is not None:
            former = {fold(name) for name in entry.former}
            name = written if fold(written) in former else entry.name(lang)
            return Term(facet, entry.slug, name)
        if facet in CLOSED:
            return None
        slug = slugify(written, lang)
        return Term(facet, slug, written) if slug else None

    def name(self, facet: Facet, slug: str, lang: str) -> str | None:
        """The name of a known term in ``lang``; None for one that the vocabulary does not know."""
        entry = self._by_slug.get((facet, slug))
        return entry.name(lang) if entry else None

    def names(self, facet: Facet, lang: str) -> tuple[str, ...]:
        """Every name of a facet in ``lang``, in the vocabulary's order."""
        return tuple(entry.name(lang) for entry in self.entries.get(facet, ()))

    def slugs(self, facet: Facet) -> tuple[str, ...]:
        """Every slug of a facet, in the vocabulary's order."""
        return tuple(entry.slug for entry in self.entries.get(facet, ()))


def fold(text: str) -> str:
    """Fold what does not tell two names apart: letter case, white space, the kind of apostrophe."""
    return " ".join(text.replace("’", "'").split()).casefold()


def load_vocabulary(
    folder: Path | None, languages: Iterable[str]
) -> tuple[Vocabulary, tuple[Problem, ...]]:
    """Read every facet's file in ``folder``, and CLDR's countries in ``languages`` and English.

    A file that is absent stands for an empty facet.
    """
    problems: list[Problem] = []
    entries: dict[Facet, tuple[Entry, ...]] = {}
    for facet in Facet:
        path = folder / f"{facet.value}.toml" if folder else None
        tables = _load_tables(path, problems) if path and path.is_file() else {}
        if facet is Facet.COUNTRY:
            entries[facet] = tuple(_add_countries(tables, languages, path, problems))
        else:
            entries[facet] = tuple(_make_entries(tables, path, problems))
        if path:
            problems += _find_ambiguous(entries[facet], path, tables)
    return Vocabulary(entries), tuple(problems)


def _load_tables(path: Path, problems: list[Problem]) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
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
    names = {}
    lists: dict[str, tuple[str, ...]] = {"aliases": (), "former": ()}
    for name, value in table.items():
        if name in lists and isinstance(value, list) and all(isinstance(v, str) for v in value):
            lists[name] = tuple(value)
        elif name not in lists and isinstance(value, str) and re.fullmatch(r"[a-z]{2,3}", name):
            names[name] = value
        else:
            rule = "a term must have names by language code, and lists: aliases, former"
            line = _line_of(path, key or slug)
            problems.append(Problem(str(path), line, rule, f'got "{name}" in [{key or slug}]'))
    return Entry(slug, tuple(sorted(names.items())), lists["aliases"], lists["former"])


def _add_countries(
    tables: Mapping[str, Any],
    languages: Iterable[str],
    path: Path | None,
    problems: list[Problem],
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
        names = cldr | dict(extra.names)
        aliases = (code, *extra.aliases, *(set(cldr.values()) - set(names.values())))
        yield Entry(slug, tuple(sorted(names.items())), tuple(sorted(set(aliases))), extra.former)


def _find_ambiguous(
    entries: Iterable[Entry], path: Path, tables: Mapping[str, Any]
) -> Iterator[Problem]:
    seen: dict[str, str] = {}
    for entry in entries:
        for spelling in entry.spellings:
            other = seen.setdefault(fold(spelling), entry.slug)
            if other != entry.slug:
                rule = "a name must stand for one term"
                found = f'got "{spelling}" for both {other} and {entry.slug}'
                named = [key for key, table in tables.items() if _names(table, spelling)]
                line = _line_of(path, named[-1] if named else entry.slug)
                yield Problem(str(path), line, rule, found)


def _names(table: Any, spelling: str) -> bool:
    """Whether a term's table has this spelling."""
    values = table.values() if isinstance(table, dict) else ()
    return any(value == spelling or (value and spelling in value) for value in values)


def _line_of(path: Path | None, table: str) -> int:
    if path is None:
        return 0
    for number, line in enumerate(path.read_text(encoding="utf-8-sig").splitlines(), 1):
        if re.match(rf"""\s*\[?\s*["']?{re.escape(table)}["']?\s*[\]=]""", line):
            return number
    return 0
