"""What a search finds a release by: words of title, text and names; its terms and its year."""

from __future__ import annotations

import zlib

from communique.model.release import Release
from communique.text.words import find_forms, plain_lines

TITLE = "^"
"""Stands before a word of a title, which is noted twice: a search may list such releases first."""


def searched_names(release: Release) -> str:
    """Return what its terms are called, and what the vocabulary calls them besides."""
    names = dict.fromkeys([*(term.name for term in release.terms), *release.other_names])
    return " · ".join(names)


def pack_words(release: Release) -> bytes:
    """Return all that finds a release, sorted, a line each, compressed."""
    title = find_forms(release.title)
    found = title | find_forms(searched_names(release))
    for line in plain_lines(release.body):
        found |= find_forms(line)
    found |= {f"{TITLE}{form}" for form in title}
    found |= {f"{term.facet.value}:{term.slug}" for term in release.terms}
    found.add(f"year:{release.date.year:04}")
    return zlib.compress("\n".join(sorted(found)).encode(), 1)


def unpack_words(packed: bytes) -> list[str]:
    """Return what ``pack_words`` packed; nothing of nothing."""
    return zlib.decompress(packed).decode().split("\n") if packed else []
