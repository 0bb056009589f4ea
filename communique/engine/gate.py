"""The gate: the last search for held releases, before any new file is put in place.

It does not rely on the rest of the build. It takes the held releases from the sources
(``catalogue.waiting``), and searches every file for their traces: file names, pages, feeds,
sitemaps, unpacked search files, text and metadata of documents and pictures. Words that also stand
in a public text or in the theme are no traces.
"""

from __future__ import annotations

import sqlite3
from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING

from communique.catalogue.outputs import find_output, recorded_in_place
from communique.catalogue.waiting import (
    copies_of,
    is_file_public,
    is_named_in_public,
    public_bodies,
)
from communique.engine.contents import contents_of
from communique.engine.traces import Trace, Traces, find_traces
from communique.engine.writer import Writer
from communique.errors import Problem
from communique.opening import read_regular
from communique.outputs.press.kit import Kit
from communique.outputs.registry import find_shown
from communique.pictures.store import Store
from communique.settings import Settings
from communique.sources.static_files import published_path
from communique.text.runs import plain_text

if TYPE_CHECKING:
    from ahocorasick_rs import BytesAhoCorasick

RULE = "the site must say nothing of what is held back"
HINT = (
    "take it out of the text, template or file that says it; if none does, a plugin or this "
    "program is at fault"
)

MOST = 100
"""Leaks that are told."""

WORDLESS = (".css", ".js", ".mjs", ".wasm", ".woff2", ".woff", ".ttf", ".ico")
"""Endings of files that have no words of readers: a name in them is by chance."""

BEGINNING = 20
"""Bytes of a needle that are looked for first: three words."""

BESIDE = 8
"""Bytes beside a hit in which the next letter is whole."""


@dataclass(slots=True)
class _Public:
    """What the public may read already, asked only of words that were found in a file."""

    db: sqlite3.Connection
    settings: Settings
    kit: Kit
    now: datetime
    _theme: str = ""

    def has(self, trace: Trace, path: str) -> bool:
        """Decide whether a public text has the words; first those that the file shows."""
        words = trace.words
        if is_named_in_public(self.db, words, self.now) or words in self._words_of_theme():
            return True
        record = find_output(self.db, path)
        shown = find_shown(self.db, self.settings, record.output) if record else ()
        paths = [source for each in shown for source in each.paths]
        near = public_bodies(self.db, self.now, paths)
        return any(words in plain_text(body) for body in near) or any(
            words in plain_text(body) for body in public_bodies(self.db, self.now)
        )

    def _words_of_theme(self) -> str:
        """Return what templates, translations and settings say."""
        if not self._theme:
            texts = [*self.kit.templates.values()]
            said = [str(text) for text in texts] + [plain_text(str(text)) for text in texts]
            said += [data.decode("utf-8", "replace") for data in self.kit.catalogs.values()]
            said += [repr(value) for value in self.kit.context.values()]
            self._theme = " ".join(" ".join(said).split())
        return self._theme


@dataclass
class Gate:
    """Looks for the traces of what waits in files; holds what it found out about words."""

    traces: Traces
    public: _Public
    _secret: dict[str, bool] = field(default_factory=dict)
    """Of words that were found, whether no public text has them."""
    _found: dict[int, Trace] = field(default_factory=dict)
    """What needles that were found are of."""
    _told: set[tuple[str, str, str]] = field(default_factory=set)

    @classmethod
    def of(
        cls, traces: Traces, db: sqlite3.Connection, settings: Settings, kit: Kit, now: datetime
    ) -> Gate:
        """Return the gate of a build."""
        return cls(traces, _Public(db, settings, kit, now))

    def examine(self, files: Iterable[tuple[str, Path | str]]) -> Iterator[Problem]:
        """Yield what files must not say; ``files`` are paths of outputs, and where each is."""
        paths = []
        sizes = {each.size for each in self.traces.files}
        for path, file in files:
            if len(self._told) >= MOST:
                return
            paths.append(path)
            data = read_regular(file)
            if len(data) in sizes:
                yield from self._examine_file(path, data)
            for content in contents_of(path, data):
                yield from self._search(path, content)
        yield from self._examine_names(paths)

    def _examine_names(self, paths: list[str]) -> Iterator[Problem]:
        """Yield what names of files say: all of them in one pass."""
        for path in paths:
            if path in self.traces.pages:
                trace = Trace("the page", self.traces.pages[path], path, spoken=False)
                yield from self._tell(path, trace)
        # A slash before each, as addresses have it.
        names = [f"/{path}\n".encode() for path in paths]
        ends = list(accumulate(map(len, names)))
        joined = b"".join(names)
        for number, start, end in self._find(joined):
            path = paths[bisect_right(ends, start)]
            if self._counts(number, joined, start, end, path):
                yield from self._tell(path, self._found[number], "found in its name")

    def _examine_file(self, path: str, data: bytes) -> Iterator[Problem]:
        """Yield that a file is one that is held back."""
        for file in self.traces.files:
            if file.size != len(data) or not _has_bytes(file.place, data):
                continue
            if not is_file_public(self.public.db, file.digest, self.public.now):
                yield from self._tell(path, Trace("the file", file.source, file.words))

    def examine_copies(self, published: Iterable[tuple[str, str]]) -> Iterator[Problem]:
        """Yield which files that are published as they are, by digest, are held back elsewhere.

        They may have been in place long before the text that now holds them back.
        """
        held = {each.digest: each for each in self.traces.files}
        for path, digest in published:
            if digest in held and not is_file_public(self.public.db, digest, self.public.now):
                file = held[digest]
                yield from self._tell(path, Trace("the file", file.source, file.words))

    def _search(self, path: str, content: bytes) -> Iterator[Problem]:
        for number, start, end in self._find(content):
            if self._counts(number, content, start, end, path):
                yield from self._tell(path, self._found[number])

    def _counts(self, number: int, content: bytes, start: int, end: int, path: str) -> bool:
        """Decide whether a hit is one: whole words, and a secret."""
        trace = self._found.get(number)
        if trace is None:
            trace = self._found[number] = self.traces.trace(number)
        if self._secret.get(trace.words) is False and trace.spoken:
            return False
        if trace.whole and (path.endswith(WORDLESS) or not _is_whole(content, start, end)):
            return False
        if not trace.spoken:
            return True
        if trace.words not in self._secret:
            self._secret[trace.words] = not self.public.has(trace, path)
        return self._secret[trace.words]

    def _tell(self, path: str, trace: Trace, where: str = "found") -> Iterator[Problem]:
        told = path, trace.what, trace.source
        if told not in self._told:
            self._told.add(told)
            found = f'{where} {trace.what} of {trace.source}: "{trace.words}"'
            yield Problem(path, 0, RULE, found, HINT)

    @cached_property
    def _beginnings(self) -> BytesAhoCorasick:
        """What finds how needles begin, in one pass (Aho and Corasick).

        Whole needles would take three times as long to prepare as the files of an edit to search.
        """
        from ahocorasick_rs import BytesAhoCorasick  # noqa: PLC0415 - seldom needed

        return BytesAhoCorasick([needle[:BEGINNING] for needle in self.traces.needles])

    def _find(self, content: bytes) -> Iterator[tuple[int, int, int]]:
        """Yield each hit: the number of its needle, where it begins and where it ends."""
        needles, begun = self.traces.needles, self._beginnings
        for number, start, _ in begun.find_matches_as_indexes(content, overlapping=True):
            needle = needles[number]
            if content.startswith(needle, start):
                yield number, start, start + len(needle)


def check_gate(
    db: sqlite3.Connection,
    kit: Kit,
    store: Store,
    now: datetime,
    writer: Writer,
    gone: Collection[str],
) -> list[Problem]:
    """Return what a build has staged that is held back; ``gone`` are the outputs that it deletes.

    Where a text that waits has its page in the output, it was public before: then all that stays
    is looked through as well.
    """
    traces = find_traces(db, kit.settings, store, now, keep=True)
    if traces is None:
        return []
    gate = Gate.of(traces, db, kit.settings, kit, now)
    staged = dict(writer.staged_files())
    problems = list(gate.examine(staged.items()))
    held = {each.digest for each in traces.files}
    copies = ((published_path(kit.settings, path), digest) for path, digest in copies_of(db, held))
    problems += gate.examine_copies(copies)
    if any(find_output(db, path) for path in traces.pages):
        left = {path for path in recorded_in_place(db) if path not in staged} - {*gone}
        problems += gate.examine((path, writer.root / path) for path in sorted(left))
    return problems


def _has_bytes(place: Path, data: bytes) -> bool:
    try:
        return read_regular(place) == data
    except OSError:
        return False


def _is_whole(content: bytes, start: int, end: int) -> bool:
    """Decide whether what is found is no part of a longer word."""
    before = content[max(0, start - BESIDE) : start].decode("utf-8", "ignore")[-1:]
    after = content[end : end + BESIDE].decode("utf-8", "ignore")[:1]
    return not (_is_letter(before) or _is_letter(after))


def _is_letter(sign: str) -> bool:
    return sign.isalnum() and not "\u3040" <= sign <= "\u9fff"
