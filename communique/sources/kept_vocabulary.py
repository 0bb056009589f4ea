"""The vocabulary as the build before this one read it."""

import json
from collections.abc import Iterable
from dataclasses import astuple
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path

from communique.errors import Problem
from communique.model.term import Facet
from communique.sources.vocabulary import Entry, Vocabulary
from communique.sources.vocabulary_files import load_vocabulary, read_vocabulary_files


def recall_vocabulary(
    folder: Path | None, languages: Iterable[str], code: str, kept: str
) -> tuple[Vocabulary, tuple[Problem, ...], str]:
    """Return what ``load_vocabulary`` returns, and what to keep, which is ``kept`` the next time.

    What is kept is believed of the same bytes, languages and ``code``. It saves reading CLDR and
    TOML. A vocabulary with a problem is not kept.
    """
    given = repr((tuple(languages), code, read_vocabulary_files(folder)))
    digest = blake2b(given.encode("utf-8", "surrogateescape"), digest_size=16).hexdigest()
    before, _, entries = kept.partition(" ")
    if before == digest:
        return _unpack(entries), (), kept
    vocabulary, problems = load_vocabulary(folder, languages)
    packed = {facet.value: [*map(astuple, each)] for facet, each in vocabulary.entries.items()}
    return vocabulary, problems, "" if problems else f"{digest} {json.dumps(packed)}"


@lru_cache(maxsize=2)
def _unpack(entries: str) -> Vocabulary:
    return Vocabulary(
        {
            Facet(facet): tuple(
                Entry(slug, (*map(tuple, names),), (*aliases,), (*former,), (*map(tuple, one),))
                for slug, names, aliases, former, one in packed
            )
            for facet, packed in json.loads(entries).items()
        }
    )
