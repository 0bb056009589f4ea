"""The production: planned outputs are loaded from the catalogue, rendered and staged."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from communique.build.workers import (
    Workers,
    batches,
    open_executor,
    render_all,
    render_batch,
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
from communique.outputs.press import Press, Rendered
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
        for output, reason in pending_outputs(self.db):
            if output.kind in COPIED:
                self._copy(output, reason)
            elif output.kind is Kind.MARK:
                self._keep(output, Rendered(MARK_TEXT), reason)
        reasons: dict[Output, str] = {}
        with open_executor(self.kit.settings, pending_count(self.db), self.kit) as workers:
            for rendered in self._render(workers, reasons):
                for output, result in rendered:
                    self._keep(output, result, reasons.pop(output))

    def _render(
        self, workers: Workers | None, reasons: dict[Output, str]
    ) -> Iterator[list[tuple[Output, Rendered]]]:
        """Render all, here or elsewhere; what reads the whole archive here, where that is."""
        if self.whole_recipes or workers is None:
            press = Press(self.kit)
            press.whole = Whole(self.db) if self.whole_recipes else None
            here = None if workers is None else True
            for batch in batches(self._tasks(reasons, whole=here), BATCH):
                yield render_all(press, batch)
        if workers is not None:
            todo = batches(self._tasks(reasons, whole=False), BATCH)
            yield from run_batches(workers, render_batch, self.kit, todo)

    def _tasks(
        self, reasons: dict[Output, str], *, whole: bool | None = None
    ) -> Iterator[tuple[Output, Any]]:
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
                yield output, shown

    def _keep(self, output: Output, result: Rendered, reason: str) -> None:
        before = find_output(self.db, output.path)
        digest, changed = self.writer.stage(output, result.data, before.digest if before else "")
        observed = ",".join(sorted(result.observed))
        self._record(Record(output, digest, observed, reason), before, changed=changed)

    def _record(self, record: Record, before: Record | None, *, changed: bool) -> None:
        if changed or before is None:
            record_output(self.db, record)
        elif before != record:
            record_output(
                self.db, Record(record.output, record.digest, record.observed, before.reason)
            )
        self.written += changed
        self.unchanged += not changed and record.output.kind is not Kind.MARK

    def _copy(self, output: Output, reason: str) -> None:
        source = files.find_file(self.db, self.kit.settings, output)
        if source is None:
            self.gone.append(output)
            return
        before = find_output(self.db, output.path)
        digest, changed = self.writer.stage_file(output, source, before.digest if before else "")
        self._record(Record(output, digest, "", reason), before, changed=changed)
