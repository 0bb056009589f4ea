"""The gate: the last search for held releases, before any new file is put in place.

It does not rely on the rest of the build. It takes the held releases from the sources
(``catalogue.waiting``), and searches every file for their traces: file names, pages, feeds,
sitemaps, unpacked search files, text and metadata of documents and pictures. Words that also stand
in a public text or in the theme are no traces.
"""

import sqlite3
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import field
from datetime import datetime
from itertools import accumulate, chain, islice
from pathlib import Path

from communique.catalogue.outputs import find_output, load_meta, save_meta
from communique.catalogue.stamps import recorded_in_place
from communique.catalogue.waiting import (
    copies_of,
    is_file_public,
    is_named_in_public,
    public_bodies,
    published_documents,
)
from communique.engine.in_place import recorded_bytes
from communique.engine.production import Production
from communique.engine.trace_search import SHORT_BEGINNING, Found, TraceSearch, search_batch
from communique.engine.traces import Trace, Traces, find_traces
from communique.engine.workers import WORTH_A_PROCESS, Workers, batches
from communique.errors import Problem, ProblemsFound
from communique.opening import read_regular
from communique.outputs.press.kit import Kit
from communique.outputs.registry import find_shown
from communique.text.runs import plain_text
from communique.values import dataclass

RULE = "the site must contain nothing that is held back"
HINT = (
    "remove it from the text, template or file that says it; if none does, a plugin or this "
    "program is at fault"
)

MOST = 100
"""The most leaks that are reported."""

BATCH = 500
"""Files that a worker is given at once, with all that is looked for."""

PASSED = "gate"
"""The key in ``meta`` of the traces that files were searched for, and of the generation since which
every staged file was searched."""


@dataclass(slots=True)
class Gate:
    """Finds what files must not say, and remembers which words are secret."""

    traces: Traces
    search: TraceSearch
    db: sqlite3.Connection
    kit: Kit
    now: datetime
    _theme: str = ""
    """What templates, translations and settings say, once it was asked for."""
    _secret: dict[str, bool] = field(default_factory=dict)
    """Of words that were found, whether no public text has them."""
    _told: set[tuple[str, str, str]] = field(default_factory=set)

    def _is_public(self, words: str, path: str) -> bool:
        """Decide whether a public text has some words; first those that the file shows."""
        if is_named_in_public(self.db, words, self.now) or words in self._words_of_theme():
            return True
        record = find_output(self.db, path)
        shown = find_shown(self.db, self.kit.settings, record.output) if record else ()
        paths = [source for each in shown for source in each.paths]
        near = public_bodies(self.db, self.now, paths)
        return any(words in plain_text(body) for body in near) or any(
            words in plain_text(body) for body in public_bodies(self.db, self.now)
        )

    def _words_of_theme(self) -> str:
        if not self._theme:
            texts = [*self.kit.templates.values()]
            said = [str(text) for text in texts] + [plain_text(str(text)) for text in texts]
            said += [data.decode("utf-8", "replace") for data in self.kit.catalogs.values()]
            said += [repr(value) for value in self.kit.context.values()]
            self._theme = " ".join(" ".join(said).split())
        return self._theme

    def examine(
        self, files: Iterable[tuple[str, Path | str]], count: int, workers: Workers | None = None
    ) -> Iterator[Problem]:
        """Yield what files must not say; ``files`` are paths of outputs, and where each is.

        ``count`` is how many there are; only some batches are in memory at a time.
        """
        named: list[tuple[str, Trace, str]] = []

        def note_names(batch: list[tuple[str, str]]) -> list[tuple[str, str]]:
            named.extend(self._find_in_names([path for path, _ in batch]))
            return batch

        placed = ((path, str(place)) for path, place in files)
        todo = map(note_names, batches(placed, BATCH))
        if workers is not None and workers.shares_disk:
            looked = workers.run(search_batch, self.search, count, todo)
        else:
            looked = (search_batch(self.search, batch) for batch in todo)
        for found in looked:
            yield from self.judge(found)
        for path, trace, where in named:
            yield from self._tell(path, trace, where)

    def judge(self, found: Iterable[Found]) -> Iterator[Problem]:
        """Yield a problem for each find that is held back."""
        for path, needles, files in found:
            if len(self._told) >= MOST:
                return
            for number in files:
                file = self.traces.files[number]
                if not is_file_public(self.db, file.digest, self.now):
                    yield from self._tell(path, Trace("the file", file.source, file.words))
            for number in needles:
                trace = self.traces.trace(number)
                if self._is_secret(trace, path):
                    yield from self._tell(path, trace)

    def examine_names(self, paths: list[str]) -> Iterator[Problem]:
        """Yield what names of files must not say."""
        for path, trace, where in self._find_in_names(paths):
            yield from self._tell(path, trace, where)

    def _find_in_names(self, paths: list[str]) -> Iterator[tuple[str, Trace, str]]:
        """Yield what names of files say, and where: all of them in one pass."""
        for path in paths:
            if path in self.traces.pages:
                yield path, Trace("the page", self.traces.pages[path], path, spoken=False), "found"
        # A slash before each, as addresses have it.
        names = [f"/{path}\n".encode() for path in paths]
        ends = list(accumulate(map(len, names)))
        for number, start in self.search.find(b"".join(names)):
            path = paths[bisect_right(ends, start)]
            trace = self.traces.trace(number)
            if not self.search.is_by_chance(number, path) and self._is_secret(trace, path):
                yield path, trace, "found in its name"

    def examine_copies(self, published: Iterable[tuple[str, str]]) -> Iterator[Problem]:
        """Yield published files, perhaps old ones, with the digest of a held text's file."""
        held = {each.digest: each for each in self.traces.files}
        for path, digest in published:
            if digest in held and not is_file_public(self.db, digest, self.now):
                file = held[digest]
                yield from self._tell(path, Trace("the file", file.source, file.words))

    def _is_secret(self, trace: Trace, path: str) -> bool:
        """Decide whether no public text has what a file has."""
        if not trace.spoken:
            return True
        if trace.words not in self._secret:
            self._secret[trace.words] = not self._is_public(trace.words, path)
        return self._secret[trace.words]

    def _tell(self, path: str, trace: Trace, where: str = "found") -> Iterator[Problem]:
        told = path, trace.what, trace.source
        if told not in self._told:
            self._told.add(told)
            found = f'{where} {trace.what} of {trace.source}: "{trace.words}"'
            yield Problem(path, 0, RULE, found, HINT)


def check_gate(production: Production, now: datetime, workers: Workers) -> None:
    """Search the files that a build has staged; raises ProblemsFound if one leaks.

    A preview is not searched: it shows the office what is held back. If a waiting text has its page
    in the output, it was public before. Then everything that stays is searched as well. If a
    waiting text is new or changed, the files that are published unchanged are searched too.
    """
    db, kit, writer = production.db, production.kit, production.writer
    settings = kit.settings
    if settings.preview:
        return
    traces = find_traces(db, settings, production.store, now, keep=True)
    if traces is None:
        save_meta(db, {PASSED: ""})
        return
    gate = Gate(traces, traces.search(), db, kit, now)
    files = writer.staged_files()
    staged = dict(islice(files, WORTH_A_PROCESS))
    since = _passed_since(production, traces)
    if len(staged) < WORTH_A_PROCESS:
        if since < production.generation:
            gate.search.beginning = SHORT_BEGINNING
        problems = list(_examine_few(gate, production, staged, since))
    else:
        every = chain(staged.items(), files)
        problems = list(gate.examine(every, production.written, workers))
    copies = copies_of(db, {file.digest for file in traces.files})
    problems += gate.examine_copies((settings.published_path(path), each) for path, each in copies)
    left: set[str] = set()
    if any(find_output(db, path) for path in traces.pages):
        left.update(recorded_in_place(db))
    elif traces.fresh:
        traces = traces.of(traces.fresh)
        gate = Gate(traces, traces.search(), db, kit, now)
        documents = (settings.published_path(path) for path in published_documents(db))
        left.update(path for path in documents if find_output(db, path))
    left -= {output.path for output in production.gone}
    rest = [(path, writer.root / path) for path in sorted(left) if not writer.is_staged(path)]
    problems += gate.examine(rest, len(rest), workers)
    if problems:
        raise ProblemsFound(problems)


def _passed_since(production: Production, traces: Traces) -> int:
    """Return since which generation all that was staged was looked through for the same."""
    meta = load_meta(production.db)
    sought = f"{meta.get('shape', '')} {traces.digest()}"
    passed, _, since = meta.get(PASSED, "").rpartition(" ")
    if passed == sought:
        return int(since)
    save_meta(production.db, {PASSED: f"{sought} {production.generation}"})
    return production.generation


def _examine_few(
    gate: Gate, production: Production, staged: dict[str, str], since: int
) -> Iterator[Problem]:
    """Yield what the files of an edit must not say.

    The unchanged beginning and end of a file are not searched again, if it was searched for the
    same traces, and is in place as it was made.
    """
    found = []
    for path, place in staged.items():
        before, known = b"", production.replaced.get(path)
        if known is not None and known.generation >= since:
            before = recorded_bytes(production.writer.root / path, known.digest) or b""
        found.append(gate.search.look(path, read_regular(place), before))
    yield from gate.judge(each for each in found if each is not None)
    yield from gate.examine_names([*staged])
