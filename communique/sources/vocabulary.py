"""The vocabulary: the editors' facts about kinds, countries, organisations, people and places.

A TOML file a facet, a table a term; ``docs/editing.md`` describes the form. Country names and codes
are CLDR's (Babel); ``countries.toml`` only adds to them.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import combinations

from communique.model.term import Facet, Term
from communique.patterns import late
from communique.text.locales import informal_country, kin
from communique.text.slugs import slugify
from communique.values import dataclass

CLOSED = frozenset({Facet.KIND, Facet.COUNTRY})
"""The facets in which only what the vocabulary knows may be named."""


MOST_REMEMBERED = 4096
"""Answers that are kept."""

MOST_COMMAS = 3
"""Commas in a name that a list with commas is looked through for."""

_ALIKE = {ord(sign): " " for sign in "-‐‑‒–—−"} | {ord("’"): "'"}

CODE = late("[A-Z]{2}")
"""What a country's code looks like (ISO 3166-1 alpha-2)."""


@dataclass(frozen=True, slots=True)
class VocabularyEntry:
    """One term of the vocabulary.

    ``names`` gives the name to show by language; ``aliases`` are other spellings, shown by the
    name; ``former`` are names of other times, shown as written.
    """

    slug: str
    names: tuple[tuple[str, str], ...]
    aliases: tuple[str, ...] = ()
    former: tuple[str, ...] = ()
    singular: tuple[tuple[str, str], ...] = ()
    """The name of a single release of a kind, by language."""

    def name(self, lang: str) -> str:
        """The name in ``lang``, else in its kin, in English, else the first one that there is."""
        names = dict(self.names)
        if lang in names:
            return names[lang] or self.slug
        near = {tag.lower(): name for tag, name in self.names}
        tags = (tag.lower() for tag in (lang, *kin(lang), "en"))
        return next(filter(None, map(near.get, tags)), next(iter(names.values()), self.slug))

    def is_own(self, written: str, lang: str) -> bool:
        """Whether a name is not only that of another language: Congo is one state in Spanish."""
        return fold(written) in map(fold, (self.name(lang), *self.aliases, *self.former))

    @property
    def spellings(self) -> tuple[str, ...]:
        """Everything an editor may write for the term."""
        singular = (name for _, name in self.singular)
        return (*(name for _, name in self.names), *singular, *self.aliases, *self.former)

    def one(self, lang: str) -> str:
        """What one release of the kind is called; "" where the language has no word for it."""
        names = {tag.lower(): name for tag, name in self.singular}
        tags = (tag.lower() for tag in (lang, *kin(lang)))
        return next(filter(None, map(names.get, tags)), "")


class Vocabulary:
    """Every known term by facet, in the order readers see them. A value: nobody changes it."""

    def __init__(
        self,
        entries: Mapping[Facet, tuple[VocabularyEntry, ...]],
        broken: frozenset[Facet] = frozenset(),
        by_spelling: dict[tuple[Facet, str], VocabularyEntry] | None = None,
    ) -> None:
        self.entries = dict(entries)
        self.broken = broken
        """Facets whose file has errors: a name that is missing here may be known."""
        every = [(facet, entry) for facet in Facet for entry in self.entries.get(facet, ())]
        self.with_commas = frozenset(
            facet for facet, entry in every if any("," in name for name in entry.spellings)
        )
        """Facets in which a known name has a comma."""
        self._resolved: dict[tuple[Facet, str, str], Term | None] = {}
        self._others: dict[tuple[Facet, str, str, str], tuple[str, ...]] = {}
        """Kept answers: releases name the same terms again and again."""
        self._by_slug = {(facet, entry.slug): entry for facet, entry in every}
        self.by_spelling = _by_spelling(every) if by_spelling is None else by_spelling
        """The entry of each facet and folded spelling."""

    def __getstate__(self) -> dict[str, object]:
        """Pickle without the kept answers."""
        return {**self.__dict__, "_resolved": {}, "_others": {}}

    def resolve(self, facet: Facet, written: str, lang: str) -> Term | None:
        """Return the term of an editor's words, by ``fold``; None if a closed facet lacks it.

        In an open facet None means that no address can be made of a new term, or only another's.
        """
        asked = facet, written, lang
        if asked not in self._resolved:
            if len(self._resolved) >= MOST_REMEMBERED:
                self._resolved.clear()
            self._resolved[asked] = self._find(facet, written, lang)
        return self._resolved[asked]

    def _find(self, facet: Facet, written: str, lang: str) -> Term | None:
        entry = self.by_spelling.get((facet, fold(written)))
        if entry is not None:
            former = {fold(name) for name in entry.former}
            name = written if fold(written) in former else entry.name(lang)
            if " " in (informal_country(written) or "") and not entry.is_own(written, lang):
                return None
            return Term(facet, entry.slug, name)
        if facet in CLOSED and facet not in self.broken:
            return None
        slug = slugify(written, lang)
        if not slug or ((facet, slug) in self._by_slug and facet not in self.broken):
            return None
        return Term(facet, slug, written)

    def at_address(self, facet: Facet, written: str, lang: str) -> VocabularyEntry | None:
        """Return the known term that has the address of some words; None where none has."""
        return self._by_slug.get((facet, slugify(written, lang)))

    def spells(self, facet: Facet, written: str) -> bool:
        """Whether some words are a spelling of a known term."""
        return (facet, fold(written)) in self.by_spelling

    def join_known(self, facet: Facet, parts: Sequence[str]) -> list[str]:
        """Return the parts of a list that was split at commas, known names with commas whole."""
        joined: list[str] = []
        rest = list(parts)
        while rest:
            lengths = range(min(len(rest), MOST_COMMAS + 1), 1, -1)
            names = {length: ", ".join(rest[:length]) for length in lengths}
            known = (each for each in lengths if (facet, fold(names[each])) in self.by_spelling)
            length = next(known, 1)
            joined.append(names.get(length, rest[0]))
            del rest[:length]
        return joined

    def name(self, facet: Facet, slug: str, lang: str) -> str | None:
        """The name of a known term in ``lang``; None for one that the vocabulary does not know."""
        entry = self._by_slug.get((facet, slug))
        return entry.name(lang) if entry else None

    def other_names(self, term: Term, lang: str) -> tuple[str, ...]:
        """Every other name of a known term in the language's script; not a country's code."""
        entry = self._by_slug.get((term.facet, term.slug))
        if entry is None:
            return ()
        asked = term.facet, term.slug, term.name, lang
        if asked not in self._others:
            if len(self._others) >= MOST_REMEMBERED:
                self._others.clear()
            self._others[asked] = _other_names(entry, term, lang)
        return self._others[asked]

    def names(self, facet: Facet, lang: str) -> tuple[str, ...]:
        """Every name of a facet in ``lang``, in the vocabulary's order."""
        return tuple(entry.name(lang) for entry in self.entries.get(facet, ()))

    def spellings(self, facet: Facet) -> tuple[str, ...]:
        """Every name of a facet in every language, and every other spelling."""
        return tuple(name for entry in self.entries.get(facet, ()) for name in entry.spellings)

    def slugs(self, facet: Facet) -> tuple[str, ...]:
        """Every slug of a facet, in the vocabulary's order."""
        return tuple(entry.slug for entry in self.entries.get(facet, ()))

    def singulars(self, languages: Iterable[str]) -> dict[str, dict[str, str]]:
        """Return by language and kind's slug what one release is called, if not as the kind."""
        kinds = self.entries.get(Facet.KIND, ())
        return {
            lang: {kind.slug: one for kind in kinds if (one := kind.one(lang))}
            for lang in languages
        }


def _by_spelling(
    every: Iterable[tuple[Facet, VocabularyEntry]],
) -> dict[tuple[Facet, str], VocabularyEntry]:
    found = {(facet, fold(name)): entry for facet, entry in every for name in entry.spellings}
    # Kinds and countries may be spelt as in Switzerland; Weiß and Weiss are two people.
    return found | {
        (facet, fold(name.replace("ß", "ss"))): entry
        for facet, entry in every
        for name in (entry.spellings if facet in CLOSED else ())
        if "ß" in name
    }


def _other_names(entry: VocabularyEntry, term: Term, lang: str) -> tuple[str, ...]:
    names = dict.fromkeys((entry.name(lang), *entry.former, *entry.aliases))
    names.pop(term.name, None)
    script = _script(entry.name(lang))
    is_country = term.facet is Facet.COUNTRY
    return tuple(
        name
        for name in names
        if _script(name) == script and not (is_country and CODE.fullmatch(name))
    )


@lru_cache(maxsize=4096)
def _script(name: str) -> str:
    """The script of a name's first letter, as Unicode names it: LATIN, CYRILLIC, CJK."""
    first = next(filter(str.isalpha, name), " ")
    return unicodedata.name(first, "").partition(" ")[0]


@lru_cache(maxsize=4096)
def fold(text: str) -> str:
    """Fold what tells no names apart: case, spaces and hyphens, apostrophes, width of letters."""
    plain = text if text.isascii() else unicodedata.normalize("NFKC", text)
    return " ".join(plain.translate(_ALIKE).split()).lower()


SHORTEST, LONGEST = 5, 200
"""Letters of names that are compared. Shorter ones, such as G7 and G20, differ on purpose; of a
longer one too many forms would be kept."""


def near_pairs(names: Iterable[str]) -> set[tuple[str, str]]:
    """Return sorted pairs of names one slip apart, with equal digits; linear in the names."""
    by_form: dict[str, set[str]] = defaultdict(set)
    for name in names:
        folded = fold(name)
        if SHORTEST <= len(folded) <= LONGEST:
            by_form[folded].add(name)
            for place in range(len(folded)):
                by_form[folded[:place] + folded[place + 1 :]].add(name)
    pairs = (pair for group in by_form.values() for pair in combinations(sorted(group), 2))
    digits = re.compile(r"\d+").findall
    return {(one, other) for one, other in pairs if digits(one) == digits(other)}
