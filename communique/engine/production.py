"""The production: planned outputs are loaded from the catalogue, rendered and staged."""

import sqlite3
from collections.abc import Callable, Collection, Iterator
from concurrent import futures
from dataclasses import field
from typing import Any

from communique.catalogue.changes import Changed
from communique.catalogue.database import shorten_log
from communique.catalogue.outputs import (
    RecordedOutput,
    find_output,
    forget_output,
    is_mostly_pending,
    load_meta,
    pending_but,
    pending_count,
    pending_outputs,
    pending_parts,
    record_outputs,
    save_meta,
)
from communique.engine.in_place import recorded_bytes
from communique.engine.output_changes import Findings, is_stray, settle_places
from communique.engine.progress import Progress
from communique.engine.worker_tasks import Made, Task, make_all, make_batch, render_batch
from communique.engine.workers import WORTH_A_PROCESS, Workers, batches
from communique.engine.writer import Staged, Writer
from communique.errors import CommuniqueError
from communique.model.output import Output
from communique.outputs.media_types import media_type
from communique.outputs.press.kit import Kit
from communique.outputs.press.press import Press
from communique.outputs.press.whole_archive import Whole
from communique.outputs.registry import KINDS, names_of, recipe
from communique.pictures.store import Copy, Store
from communique.values import dataclass

BATCH = 100

HEAVY = 10_000
"""How many releases a batch shows together: several batches are in memory at a time."""


@dataclass(slots=True)
class Production:
    """Makes pending outputs, all or at paths of ``only``; ``gone`` collects outputs to delete.

    Recipes in ``whole_recipes`` read the whole archive, so this process renders them.
    """

    db: sqlite3.Connection
    kit: Kit
    writer: Writer
    whole_recipes: frozenset[tuple[str, ...]]
    filled: bool
    """Whether the output folder has files; if not, no output is compared with its file."""
    generation: int
    """The number of this build in the record, if it changes anything."""
    findings: Findings
    """What is in place that no build left there."""
    store: Store
    only: Collection[str] | None = None
    fresh: bool = False
    """Whether no output was recorded before: what is recorded may be committed in parts."""
    changed: Changed | None = None
    """All that outputs show anew; None where that is not known."""
    gone: list[Output] = field(default_factory=list)
    written: int = 0
    unchanged: int = 0
    replaced: dict[str, RecordedOutput] = field(default_factory=dict)
    """What was recorded of outputs whose bytes changed, if they are few."""
    _loaded: tuple[tuple[str, str], Any] = (("", ""), None)
    """What was loaded last that several outputs show, after their kind and its name for it."""
    _before: dict[Output, tuple[str, RecordedOutput | None]] = field(default_factory=dict)
    """The reason for each output under way, and what is recorded of it."""

    def run(self, workers: Workers, progress: Progress) -> None:
        """Stage everything; raises ProblemsFound where a template fails."""
        # Outputs of a kind that another version of the code had.
        self.gone += [output for output, _ in pending_but(self.db, KINDS, self.only)]
        workers_here = self.kit.settings.workers
        threads = workers_here if isinstance(workers_here, int) else 0
        copies = (copy for _, copy, _, _ in self._copies() if copy and copy.width)
        self.store.make_variants(copies, threads)
        for name, kind in KINDS.items() if self.only is None else ():
            if kind.prepare and is_mostly_pending(self.db, name, WORTH_A_PROCESS):
                kind.prepare(self.db)
        total = pending_count(self.db, self.only)
        with progress.count("outputs written", total) as count:
            self._record(list(self._copy()), count)
            for made in self._make(workers, total):
                self._record(made, count)

    def derive(self) -> None:
        """Stage the siblings of staged outputs, and missing siblings."""
        made_with = {f"{name} with": kind.made_with for name, kind in KINDS.items() if kind.derive}
        meta = load_meta(self.db)
        again = any(meta.get(key) != versions for key, versions in made_with.items())
        gone = {output.path for output in self.gone}
        jobs = self._siblings(gone, again=again)
        with futures.ThreadPoolExecutor() as pool:  # both packers let other threads run meanwhile
            for batch in batches(jobs, BATCH):
                derived = pool.map(_derive, batch)
                made = []
                for (output, _), data in zip(batch, derived, strict=True):
                    if data is None:
                        del self._before[output]
                        self.gone.append(output)
                    else:
                        made.append(Made(output, *self._stage(output, data)))
                self._record(made, lambda _: None)
        save_meta(self.db, made_with)

    def put_in_place(self) -> int:
        """Delete what goes, publish what is staged, and record both; return how many went."""
        deleted = 0
        known = ((output, find_output(self.db, output.path)) for output in self.gone)
        # Another kind of output may use the address of one that goes.
        gone = [out.path for out, record in known if record is None or record.output == out]
        for path in gone:
            deleted += find_output(self.db, path) is not None
            forget_output(self.db, path, self.generation)
        strays = [path for path in self.findings.strays if is_stray(self.db, path)]
        self.writer.check_open([*gone, *strays])
        if self.written or gone or strays:
            # First of all: the output of a build that is interrupted from here on is not trusted.
            self.writer.renew()
        self.writer.publish([*strays, *gone])
        touched = [*gone, *strays, *(f"{folder}/" for folder in self.findings.folders)]
        settle_places(self.db, self.writer.root, touched, fresh=self.fresh)
        return deleted

    def _siblings(self, gone: Collection[str], *, again: bool) -> Iterator[tuple[Output, bytes]]:
        for output, reason, before in self._pending(*names_of(lambda kind: kind.derive)):
            original = output.ref
            staged = self.writer.staged(original)
            record = find_output(self.db, original)
            other = self.writer.staged(output.path) is not None or (
                before is not None and before.output != output and output.path not in gone
            )
            lost = staged is None and (record is None or original in gone)
            if other or lost or self._load(output) is None:
                self.gone.append(output)
                continue
            known = before is not None and before.output == output and before.digest_in_place
            if known and staged is None and not again:
                continue
            self._before[output] = reason, before
            yield output, self._read_in_place(record) if staged is None else staged

    def _read_in_place(self, record: RecordedOutput | None) -> bytes:
        """Return the bytes of an output in place; they must be those that are recorded."""
        assert record is not None, "what is not staged is recorded"
        data = recorded_bytes(self.writer.root / record.output.path, record.digest)
        if data is None:
            raise CommuniqueError(f"{record.output.path} was changed meanwhile; build again")
        return data

    def _pending(
        self, *kinds: str, part: range | None = None
    ) -> Iterator[tuple[Output, str, RecordedOutput | None]]:
        return pending_outputs(self.db, *kinds, only=self.only, part=part)

    def _load(self, output: Output) -> Any:
        kind, settings = KINDS[output.kind], self.kit.settings
        if not kind.wanted(settings):
            return None
        if kind.shared is None:
            return kind.load(self.db, settings, output)
        name = kind.name, kind.shared(output)
        if name != self._loaded[0]:
            self._loaded = name, kind.load(self.db, settings, output)
        return self._loaded[1]

    def _make(self, workers: Workers, total: int) -> Iterator[list[Made]]:
        """Make all, here or elsewhere; here what reads the whole archive or needs this machine."""
        own = set[str]() if workers.shares_disk else set(names_of(lambda kind: kind.here))
        if self.whole_recipes or own:
            press = Press(self.kit)
            press.whole = Whole(self.db)
            for batch in batches(self._tasks(own, here=True), BATCH):
                yield make_all(press, self.writer, batch)
        # Each process makes what shows the releases of a time of its own.
        parts = pending_parts(self.db, workers.streams(total))
        todo = [_cut(self._tasks(own, here=False, part=part)) for part in parts]
        if workers.shares_disk:
            yield from workers.run(make_batch, self.kit, total, *todo)
            return
        # Rendered pages come back in the order of their tasks, and are staged here.
        for rendered in workers.run(render_batch, self.kit, total, *todo):
            yield [
                Made(output, *self._stage(output, each.data), each.observed)
                for output, each in rendered
            ]

    def _tasks(
        self, own: Collection[str], *, here: bool, part: range | None = None
    ) -> Iterator[Task]:
        """Yield outputs with what they show: those that this process must render, or the others.

        All of them, or a part of the plan.
        """
        kinds = names_of(lambda kind: kind.render)
        for output, reason, before in self._pending(*kinds, part=part):
            if (output.kind in own or recipe(output) in self.whole_recipes) is not here:
                continue
            self._before[output] = reason, before
            recorded = self._recorded(output)
            shown = self._load_anew(output, recorded)
            if shown is None:
                del self._before[output]
                self.gone.append(output)
            else:
                yield Task(output, shown, recorded)

    def _load_anew(self, output: Output, recorded: str | None) -> Any:
        """Load what an output shows; for an output that can be amended, only its changes."""
        amend = KINDS[output.kind].amend
        if amend is not None and self.changed is not None and recorded:
            data = recorded_bytes(self.writer.root / output.path, recorded)
            if data is not None:
                return amend(self.db, self.kit.settings, output, data, self.changed)
        return self._load(output)

    def _recorded(self, output: Output) -> str | None:
        if not self.filled or self.findings.is_behind_link(output.path):
            return None
        _, before = self._before[output]
        return before.digest_in_place if before else ""

    def _stage(self, output: Output, data: bytes) -> Staged:
        return self.writer.stage(output, data, self._recorded(output))

    def _record(self, batch: list[Made], count: Callable[[int], None]) -> None:
        records = []
        for made in batch:
            reason, before = self._before.pop(made.output)
            if before is not None and not made.changed:
                reason = before.reason
            shown = ",".join(sorted(made.observed))
            kind = media_type(made.output.path)
            generation = self.generation
            if before is not None and (before.digest, before.media_type) == (made.digest, kind):
                generation = before.generation
            stamp = before.stamp if before is not None and not made.staged else ""
            record = RecordedOutput(
                *(made.output, made.digest, made.size, kind, generation, shown, reason),
                *(stamp, made.staged),
            )
            if before is not None and made.changed and len(self.replaced) < WORTH_A_PROCESS:
                self.replaced[made.output.path] = before
            if record != before:
                records.append(record)
            if KINDS[made.output.kind].counted:
                self.written += made.changed
                self.unchanged += not made.changed
        record_outputs(self.db, records)
        if self.fresh:
            shorten_log(self.db)
        count(len(batch))

    def _copies(self) -> Iterator[tuple[Output, Copy | None, str, RecordedOutput | None]]:
        for output, reason, before in self._pending(*names_of(lambda kind: kind.copies)):
            yield output, self._load(output), reason, before

    def _copy(self) -> Iterator[Made]:
        for output, copy, reason, before in self._copies():
            if copy is None:
                self.gone.append(output)
                continue
            self._before[output] = reason, before
            source, recorded = self.store.find(copy), self._recorded(output)
            yield Made(output, *self.writer.stage_file(output, source, recorded))


def _cut(tasks: Iterator[Task]) -> Iterator[list[Task]]:
    """Cut tasks into batches: so many outputs, or fewer that show much, as the maps of months."""
    batch: list[Task] = []
    weight = 0
    for task in tasks:
        batch.append(task)
        weight += len(task.shown) if isinstance(task.shown, tuple) else 1
        if len(batch) == BATCH or weight >= HEAVY:
            yield batch
            batch, weight = [], 0
    if batch:
        yield batch


def _derive(job: tuple[Output, bytes]) -> bytes | None:
    derive = KINDS[job[0].kind].derive
    assert derive is not None, "only siblings are asked for"
    return derive(*job)
