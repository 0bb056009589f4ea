"""The sources that a build reads: those that changed, and those that name a changed term."""

import json
import sqlite3
from collections.abc import Iterable
from functools import lru_cache
from hashlib import blake2b

from communique.catalogue.known_sources import TEXTS, EveryText, SourceChanges
from communique.catalogue.terms import find_naming
from communique.engine.named_files import texts_among
from communique.sources.roles import Role
from communique.sources.vocabulary import Vocabulary, fold


@lru_cache(maxsize=2)
def digest_entries(vocabulary: Vocabulary) -> dict[str, list[str]]:
    """Return, by facet and slug, a digest of each entry followed by its spellings, folded."""
    return {
        f"{facet.value} {entry.slug}": [
            blake2b(repr(entry).encode(), digest_size=8).hexdigest(),
            *sorted({fold(spelling) for spelling in entry.spellings}),
        ]
        for facet, entries in vocabulary.entries.items()
        for entry in entries
    }


def choose_sources(
    db: sqlite3.Connection,
    found: SourceChanges,
    now: dict[str, str],
    before: dict[str, str],
    showing: Iterable[str],
    *,
    first: bool,
) -> list[tuple[str, Role]] | EveryText:
    """Return the sources to read: changed ones, or touched by a changed file or stylebook."""
    if first or before.get("stylebook") != now["stylebook"]:
        return EveryText(db)
    chosen = {item for item in found.changed if item[1] in TEXTS}
    chosen |= texts_among(db, showing)
    old, new = json.loads(before.get("vocabulary", "{}")), json.loads(now["vocabulary"])
    changed = {key for key in old.keys() | new.keys() if old.get(key) != new.get(key)}
    if changed:
        words = {
            (facet, word)
            for facet, slug in map(str.split, changed)
            for entry in (old.get(f"{facet} {slug}", [""]), new.get(f"{facet} {slug}", [""]))
            for word in (slug, *entry[1:])
        }
        # Those that are gone, or are a page now, are still in the catalogue.
        chosen |= texts_among(db, find_naming(db, words))
    return sorted(chosen)
