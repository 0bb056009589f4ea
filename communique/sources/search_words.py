"""The words under which the search finds a release: all that its page says of it."""

import zlib

from communique.model.release import Release
from communique.text.words import find_forms, plain_lines

LONG = 6_000
"""Characters of a text, about, that a search loads with its title; the rest comes when it must."""

IS_LONG = "length:long"
"""Finds releases with a longer text."""

TITLE = "^"
"""The prefix of words of a title, which are noted twice: a search may list these releases first."""


def searched_names(release: Release) -> str:
    """Return the page's words besides title and text, and the names of its terms."""
    headers = (release.subtitle, release.number, release.speaker, release.venue)
    documents = (media.title for media in release.attachments)
    captions = (media.caption for media in (release.image, *release.gallery) if media)
    terms = (*(term.name for term in release.terms), *release.other_names)
    return " · ".join(filter(None, dict.fromkeys((*headers, *documents, *captions, *terms))))


def split_text(lines: list[str]) -> tuple[list[str], list[str]]:
    """Return the first lines of a text, and the others of one that is long."""
    length = 0
    for at, line in enumerate(lines):
        length += len(line)
        if length > LONG and at:
            return lines[:at], lines[at:]
    return lines, []


def pack_words(release: Release) -> bytes:
    """Return all that finds a release, sorted, a line each, compressed."""
    title = find_forms(release.title)
    found = title | find_forms(searched_names(release))
    lines = plain_lines(release.body)
    for line in lines:
        found |= find_forms(line)
    if split_text(lines)[1]:
        found.add(IS_LONG)
    found |= {f"{TITLE}{form}" for form in title}
    found |= {f"{term.facet.value}:{term.slug}" for term in release.terms}
    found.add(f"year:{release.date.year:04}")
    return zlib.compress("\n".join(sorted(found)).encode(), 1)


def unpack_words(packed: bytes) -> list[str]:
    """Return the words that ``pack_words`` packed; none for empty bytes."""
    return zlib.decompress(packed).decode().split("\n") if packed else []
