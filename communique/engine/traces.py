"""Traces: by what a text that waits for its time is known, wherever it may have got to."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from communique.catalogue.sources import source_file
from communique.catalogue.waiting import find_waiting, is_term_public
from communique.errors import CommuniqueError
from communique.model.release import Page, Release
from communique.model.term import Facet
from communique.opening import read_regular
from communique.pictures.store import Copy, Store
from communique.settings import Settings
from communique.text.runs import is_telling, runs_of, written_forms

SHORTEST_NAME = 5
"""Bytes of a term's name that is looked for: "G7" is in every other file."""


@dataclass(frozen=True, slots=True)
class Trace:
    """One sign of a text: what it is, of which source, and in words.

    ``spoken`` says that it is words, which a public text may have as well; an address is not.
    ``whole`` words are no part of longer ones.
    """

    what: str
    source: str
    words: str
    spoken: bool = True
    whole: bool = True


@dataclass(frozen=True, slots=True)
class FileTrace:
    """A file that is published with a text and not before: how it is told, and what it is."""

    size: int
    sha256: str
    digest: str
    """The digest of its source, by which another source of the same content is found."""
    source: str
    words: str


@dataclass(frozen=True, slots=True)
class Traces:
    """All that a site must not have: bytes to look for, files, and paths of outputs."""

    needles: dict[bytes, Trace]
    files: tuple[FileTrace, ...]
    pages: dict[str, str]
    """The outputs that texts will be, each with its source."""


def find_traces(
    db: sqlite3.Connection, settings: Settings, store: Store, now: datetime
) -> Traces | None:
    """Return the traces of all that waits for its time; None where nothing does."""
    needles: dict[bytes, Trace] = {}
    files: list[FileTrace] = []
    pages: dict[str, str] = {}
    for content in find_waiting(db, now):
        pages[f"{content.url}index.html"] = content.path
        for trace in _traces_of(db, content, now):
            for form in written_forms(trace.words):
                needles.setdefault(form, trace)
        if isinstance(content, Release):
            files += _files_of(settings, store, content)
    return Traces(needles, tuple(files), pages) if pages else None


def _traces_of(db: sqlite3.Connection, content: Release | Page, now: datetime) -> Iterator[Trace]:
    path = content.path
    if is_telling(content.title):
        yield Trace("the title", path, content.title)
    said = [content.body, content.summary]
    if isinstance(content, Release):
        # Of a page the address is short: another site may have the same.
        yield Trace("the address", path, content.url, spoken=False, whole=False)
        said += [content.venue, content.accreditation]
        said += [text for media in content.media for text in (media.alt, media.caption)]
        said += [content.subtitle, content.number, *(each.title for each in content.recordings)]
        yield from _terms_of(db, content, now)
    for run in sorted(set().union(*map(runs_of, said))):
        yield Trace("words", path, run, whole=False)


def _terms_of(db: sqlite3.Connection, release: Release, now: datetime) -> Iterator[Trace]:
    """Yield the terms that no public release of the language names; kinds are common words."""
    for term in release.terms:
        if is_term_public(db, term, release.lang, now):
            continue
        address = f"/{release.lang}/{term.path}"
        yield Trace("the address of a term", release.path, address, spoken=False, whole=False)
        if term.facet is not Facet.KIND and len(term.name.encode()) >= SHORTEST_NAME:
            yield Trace("a term", release.path, term.name)


def _files_of(settings: Settings, store: Store, release: Release) -> Iterator[FileTrace]:
    """Yield each file of a release, as it is and as it will be published, variants among them."""
    known = {media.source: media for media in (*release.media, *release.pictures)}
    widths = [*((media, 0) for media in release.media), *release.variants]
    for media, width in widths:
        file = source_file(settings, media.source)
        places = {file} if not width else set()
        with suppress(CommuniqueError, OSError):  # that it cannot be had is told elsewhere
            places.add(store.find(Copy(media.source, file, known[media.source].digest, width)))
        for place in sorted(places):
            yield from _file_trace(place, media.digest, release.path, media.source)


def _file_trace(place: Path, digest: str, source: str, words: str) -> Iterator[FileTrace]:
    try:
        data = read_regular(place)
    except OSError:
        return
    yield FileTrace(len(data), sha256(data).hexdigest(), digest, source, words)
