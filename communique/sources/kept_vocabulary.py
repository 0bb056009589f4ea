"""The vocabulary as the build before this one read it."""

import json
from collections.abc import Iterable
from dataclasses import astuple
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path

from communique.errors import Problem
from communique.model.term import Facet
from communique.sources.vocabulary import Vocabulary, VocabularyEntry
from communique.sources.vocabulary_files import load_vocabulary, read_vocabulary_files


def recall_vocabulary(
    folder: Path | None, languages: Iterable[str], code: str, kept: str
) -> tuple[Vocabulary, tuple[Problem, ...], str]:
    """Return the result of ``load_vocabulary``, and what to pass as ``kept`` the next time.

    What is kept is believed of the same bytes, languages and ``code``. It saves reading CLDR and
    TOML. A vocabulary with a problem is not kept.
    """
    given = repr((tuple(languages), code, read_vocabulary_files(folder)))
    digest = blake2b(given.encode("utf-8", "surrogateescape"), digest_size=16).hexdigest()
    before, _, entries = kept.partition(" ")
    if before == digest:
        return _unpack(entries), (), kept
    vocabulary, problems = load_vocabulary(folder, languages)
    return vocabulary, problems, "" if problems else f"{digest} {_pack(vocabulary)}"


def _pack(vocabulary: Vocabulary) -> str:
    """Return the entries of each facet, and the place of each spelling's entry among them."""
    entries = {facet: [*map(astuple, each)] for facet, each in vocabulary.entries.items()}
    spelled: dict[str, dict[str, int]] = {}
    places = {id(e): n for each in vocabulary.entries.values() for n, e in enumerate(each)}
    for (facet, word), entry in vocabulary.by_spelling.items():
        spelled.setdefault(facet, {})[word] = places[id(entry)]
    return json.dumps([entries, spelled])


@lru_cache(maxsize=2)
def _unpack(entries: str) -> Vocabulary:
    packed, spelled = json.loads(entries)
    found = {
        Facet(facet): tuple(
            VocabularyEntry(
                slug, (*map(tuple, names),), (*aliases,), (*former,), (*map(tuple, one),)
            )
            for slug, names, aliases, former, one in each
        )
        for facet, each in packed.items()
    }
    by_spelling = {
        (facet, word): found[facet][place]
        for facet in found
        for word, place in spelled.get(facet, {}).items()
    }
    return Vocabulary(found, by_spelling=by_spelling)
