"""The production: planned outputs are loaded from the catalogue, rendered and staged."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, field

from communique.build.workers import (
    Made,
    Task,
    Workers,
    batches,
    make_all,
    make_batch,
    open_executor,
    run_batches,
)
from communique.build.writer import MARK_TEXT, Writer
from communique.catalogue.outputs import (
    Record,
    find_output,
    pending_count,
    pending_outputs,
    record_output,
)
from communique.model.output import Kind, Output
from communique.outputs import files
from communique.outputs.kit import Kit
from communique.outputs.press import Press
from communique.outputs.registry import RENDERED, recipe
from communique.outputs.whole import Whole

__all__ = ["Production"]

BATCH = 50
COPIED = (Kind.STATIC, Kind.MEDIA)


@dataclass(slots=True)
class Production:
    """Makes all that is pending in the catalogue.

    ``whole_recipes`` are the choices of templates that read the whole archive; what they make is
    rendered in this process, which has the catalogue. ``gone`` fills with outputs to delete.
    """

    db: sqlite3.Connection
    kit: Kit
    writer: Writer
    whole_recipes: frozenset[tuple[str, ...]]
    gone: list[Output] = field(default_factory=list)
    written: int = 0
    unchanged: int = 0

    def run(self) -> None:
        """Stage everything; raises ProblemsFound where a template fails."""
        files.make_variants(self.db, self.kit.settings)
        for output, reason in pending_outputs(self.db):
            if output.kind in COPIED:
                self._copy(output, reason)
            elif output.kind is Kind.MARK:
                staged = self.writer.stage(output, MARK_TEXT, self._recorded(output))
                self._record(Made(output, *staged), reason)
        reasons: dict[Output, str] = {}
        with open_executor(self.kit.settings, pending_count(self.db), self.kit) as workers:
            for batch in self._make(workers, reasons):
                for made in batch:
                    self._record(made, reasons.pop(made.output))

    def _make(self, workers: Workers | None, reasons: dict[Output, str]) -> Iterator[list[Made]]:
        """Make all, here or elsewhere; what reads the whole archive here, where that is."""
        if self.whole_recipes or workers is None:
            press = Press(self.kit)
            press.whole = Whole(self.db) if self.whole_recipes else None
            here = None if workers is None else True
            for batch in batches(self._tasks(reasons, whole=here), BATCH):
                yield make_all(press, self.writer, batch)
        if workers is not None:
            todo = batches(self._tasks(reasons, whole=False), BATCH)
            yield from run_batches(workers, make_batch, self.kit, todo)

    def _tasks(self, reasons: dict[Output, str], *, whole: bool | None = None) -> Iterator[Task]:
        """Yield outputs with what they show; only those that read the whole archive, or not."""
        for output, reason in pending_outputs(self.db):
            maker = RENDERED.get(output.kind)
            if maker is None:
                continue
            if whole is not None and (recipe(output) in self.whole_recipes) is not whole:
                continue
            shown = maker.load(self.db, self.kit.settings, output)
            if shown is None:
                self.gone.append(output)
            else:
                reasons[output] = reason
                yield Task(output, shown, self._recorded(output))

    def _recorded(self, output: Output) -> str:
        before = find_output(self.db, output.path)
        return before.digest if before else ""

    def _record(self, made: Made, reason: str) -> None:
        before = find_output(self.db, made.output.path)
        if before is not None and not made.changed:
            reason = before.reason
        record = Record(made.output, made.digest, ",".join(sorted(made.observed)), reason)
        if record != before:
            record_output(self.db, record)
        self.written += made.changed
        self.unchanged += not made.changed and made.output.kind is not Kind.MARK

    def _copy(self, output: Output, reason: str) -> None:
        source = files.find_file(self.db, self.kit.settings, output)
        if source is None:
            self.gone.append(output)
            return
        staged = self.writer.stage_file(output, source, self._recorded(output))
        self._record(Made(output, *staged), reason)
