"""The production: planned outputs are loaded from the catalogue, rendered and staged."""

from __future__ import annotations

import pickle
import sqlite3
from collections.abc import Iterator
from concurrent.futures import Executor
from dataclasses import dataclass, field
from typing import Any

from communique.build.workers import (
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
        with open_executor(self.kit.settings, pending_count(self.db)) as executor:
            for batch in batches(pending_outputs(self.db), BATCH):
                self._copy([item for item in batch if item[0].kind in COPIED])
                self._mark([item for item in batch if item[0].kind is Kind.MARK])
            local = self._press(whole=True) if self.whole_recipes else None
            reasons: dict[Output, str] = {}
            for rendered in self._render(executor, local, reasons):
                for output, result in rendered:
                    self._keep(output, result, reasons.pop(output))

    def _press(self, *, whole: bool) -> Press:
        press = Press(self.kit)
        if whole:
            press.whole = Whole(self.db)
        return press

    def _render(
        self, executor: Executor | None, local: Press | None, reasons: dict[Output, str]
    ) -> Iterator[list[tuple[Output, Rendered]]]:
        kit = _pickle(self.kit) if executor is not None else None
        if executor is None or kit is None:
            press = local or self._press(whole=False)
            for batch in batches(self._tasks(reasons), BATCH):
                yield render_all(press, batch)
            return
        if local is not None:
            for batch in batches(self._tasks(reasons, whole=True), BATCH):
                yield render_all(local, batch)
        todo = batches(self._tasks(reasons, whole=False), BATCH)
        yield from run_batches(executor, render_batch, kit, todo)

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

    def _recorded(self, output: Output) -> str:
        record = find_output(self.db, output.path)
        return record.digest if record else ""

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
        self.unchanged += not changed

    def _copy(self, batch: list[tuple[Output, str]]) -> None:
        for output, reason in batch:
            source = files.find_file(self.db, self.kit.settings, output)
            if source is None:
                self.gone.append(output)
                continue
            before = find_output(self.db, output.path)
            recorded = before.digest if before else ""
            digest, changed = self.writer.stage_file(output, source, recorded)
            self._record(Record(output, digest, "", reason), before, changed=changed)

    def _mark(self, batch: list[tuple[Output, str]]) -> None:
        for output, reason in batch:
            self._keep(output, Rendered(MARK_TEXT), reason)


def _pickle(kit: Kit) -> bytes | None:
    """Pickle a kit for other processes; None where a setting cannot travel, such as a lambda."""
    try:
        return pickle.dumps(kit)
    except (pickle.PicklingError, AttributeError, TypeError):
        return None
