"""Traces: the signs of a held release that the gate looks for in any file."""

from __future__ import annotations

import sqlite3
from bisect import bisect_right
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote_plus

from communique.catalogue.known_sources import source_file
from communique.catalogue.waiting import Runs, find_waiting, is_term_public, keep_runs, kept_runs
from communique.engine.trace_search import TraceSearch
from communique.errors import CommuniqueError
from communique.model.release import Page, Release
from communique.model.term import Facet, Term
from communique.opening import digest_bytes
from communique.pictures.store import Copy, Store
from communique.settings import Settings
from communique.text.runs import is_telling, runs_of, written_forms
from communique.values import dataclass

SHORTEST_NAME = 5
"""The fewest bytes of a term's name that is looked for: "G7" is in every other file."""


TITLE = "the title"

IsPublic = Callable[[Term, str], bool]
"""Says whether a public release of a language names a term."""


class Trace(NamedTuple):
    """One sign of a text; ``spoken`` words may be public as well, ``whole`` ones match alone."""

    what: str
    source: str
    words: str
    spoken: bool = True
    whole: bool = True


@dataclass(frozen=True, slots=True)
class FileTrace:
    """A file that is published only with its text: how it is recognised, and a description."""

    size: int
    place: Path
    """Where its bytes are: they are read where a file of that size is looked through."""
    digest: str
    """The digest of its source, by which another source of the same content is found."""
    source: str
    words: str


class Traces:
    """Everything that a site must not contain: bytes to search for, files, and paths of outputs.

    The first ``needles`` are those of ``named``. Needles of the words of texts follow, text by
    text. ``pages`` are the outputs that texts will be, each with its source.
    """

    def __init__(
        self,
        named: Mapping[bytes, Trace],
        runs: Mapping[str, Runs],
        files: Iterable[FileTrace],
        pages: Mapping[str, str],
        fresh: frozenset[str] = frozenset(),
    ) -> None:
        self.fresh = fresh
        """The sources that did not wait, as they are, in the last build."""
        self.named, self.runs, self.files, self.pages = named, runs, tuple(files), pages
        self.needles = list(named)
        self._texts: list[tuple[int, str]] = []
        """Of each text the number of its first needle, and its source."""
        for path, run in runs.items():
            if run.forms:
                self._texts.append((len(self.needles), path))
                self.needles += run.forms.split(b"\n")

    def of(self, sources: Collection[str]) -> Traces:
        """Return the traces of some sources alone."""
        return Traces(
            {form: trace for form, trace in self.named.items() if trace.source in sources},
            {path: runs for path, runs in self.runs.items() if path in sources},
            (file for file in self.files if file.source in sources),
            {page: path for page, path in self.pages.items() if path in sources},
        )

    def search(self) -> TraceSearch:
        """Return what looks for them."""
        whole = frozenset(at for at, trace in enumerate(self.named.values()) if trace.whole)
        files = tuple((file.size, file.place) for file in self.files)
        return TraceSearch(self.needles, whole, files)

    def digest(self) -> str:
        """Return a digest of all traces."""
        files = repr([(file.digest, file.size) for file in self.files]).encode()
        return digest_bytes(b"\n".join([*self.needles, files]))

    def trace(self, number: int) -> Trace:
        """Return what a needle is a trace of. It is worked out on a hit, as there are thousands."""
        if number < len(self.named):
            return self.named[self.needles[number]]
        text = bisect_right(self._texts, number, key=lambda text: text[0]) - 1
        first, source = self._texts[text]
        runs, place = self.runs[source], number - first
        words = runs.words.split("\n")[place] or runs.forms.split(b"\n")[place].decode()
        return Trace("words", source, words, whole=False)


def find_traces(
    db: sqlite3.Connection, settings: Settings, store: Store, now: datetime, *, keep: bool = False
) -> Traces | None:
    """Return the traces of all held texts, or None; ``keep`` keeps each text's runs."""
    found: dict[bytes, Trace] = {}
    files: list[FileTrace] = []
    pages: dict[str, str] = {}
    known, used = kept_runs(db), dict[str, Runs]()
    is_public = cache(lambda term, lang: is_term_public(db, term, lang, now))
    for content, digest, body in find_waiting(db, now):
        path = content.path
        pages[f"{content.url}index.html"] = path
        for trace in _traces_of(content, is_public):
            for form in _forms_of(trace):
                found.setdefault(form, trace)
        runs = known.get(path)
        used[path] = runs if runs and runs.digest == digest else _runs_of(content, body(), digest)
        if isinstance(content, Release):
            files += _files_of(settings, store, content)
    if keep and used != known:
        keep_runs(db, used)
    if not pages:
        return None
    fresh = frozenset(path for path, runs in used.items() if known.get(path) is not runs)
    return Traces(found, used, files, pages, fresh)


def _forms_of(trace: Trace) -> set[bytes]:
    """Return the bytes of a trace; a title may also be in capitals, or in a link that shares it."""
    forms = written_forms(trace.words)
    if trace.what == TITLE:
        forms |= written_forms(trace.words.upper()) | {quote_plus(trace.words).encode()}
    return forms


def _traces_of(content: Release | Page, is_public: IsPublic) -> Iterator[Trace]:
    if is_telling(content.title):
        yield Trace(TITLE, content.path, content.title)
    if isinstance(content, Release):
        # Of a page the address is short: another site may have the same.
        yield Trace("the address", content.path, content.url, spoken=False, whole=False)
        yield from _terms_of(content, is_public)


def _runs_of(content: Release | Page, body: str, digest: str) -> Runs:
    """Return the runs of a text in all forms that files may have them in."""
    said = [body, content.summary]
    if isinstance(content, Release):
        said += [
            content.subtitle,
            *(text for each in content.media for text in (each.alt, each.caption)),
        ]
    forms, words = [], []
    for run in sorted(set().union(*map(runs_of, said))):
        plain = run.encode()
        for form in sorted(written_forms(run)):
            forms.append(form)
            words.append("" if form == plain else run)
    return Runs(digest, b"\n".join(forms), "\n".join(words))


def _terms_of(release: Release, is_public: IsPublic) -> Iterator[Trace]:
    """Yield the terms that no public release of the language names; kinds are common words."""
    for term in release.terms:
        if is_public(term, release.lang):
            continue
        address = f"/{release.lang}/{term.path}"
        yield Trace("the address of a term", release.path, address, spoken=False, whole=False)
        if term.facet is not Facet.KIND and len(term.name.encode()) >= SHORTEST_NAME:
            yield Trace("a term", release.path, term.name)


def _files_of(settings: Settings, store: Store, release: Release) -> Iterator[FileTrace]:
    """Yield each file of a release: its source, its published form and its variants."""
    known = {media.source: media for media in (*release.media, *release.pictures)}
    widths = [*((media, 0) for media in release.media), *release.variants]
    for media, width in widths:
        file = source_file(settings, media.source)
        places = {file} if not width else set()
        with suppress(CommuniqueError, OSError):  # a missing file is reported elsewhere
            places.add(store.find(Copy(media.source, file, known[media.source].digest, width)))
        for place in sorted(places):
            with suppress(OSError):
                size = place.stat().st_size
                yield FileTrace(size, place, media.digest, release.path, media.source)
