"""Outputs that stand for several files: those planned are made and staged, and what they had goes.

Which files one has is known when it is made, and not before. They are then pending as any other
output is, so that the next build puts in place what a build that was cut off did not.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator

from communique.catalogue.outputs import outputs_below, pending_outputs, save_pending
from communique.engine.making import Made
from communique.engine.progress import Progress
from communique.model.output import Output
from communique.outputs.registry import KINDS, names_of
from communique.settings import Settings

Stage = Callable[[Output, bytes, str], Made]
"""Stages an output's bytes, for a reason."""


def make_sets(
    db: sqlite3.Connection, settings: Settings, stage: Stage, progress: Progress
) -> tuple[list[Made], list[Output]]:
    """Make and stage the sets of files that are pending; return their files, and those that go.

    Raises CommuniqueError where one cannot be made.
    """
    made: list[Made] = []
    gone: list[Output] = []
    names = names_of(lambda kind: kind.files)
    planned = list(pending_outputs(db, *names))
    with progress.count(" and ".join(f"{name}s" for name in names), len(planned)) as count:
        for whole, reason, _ in planned:
            make = KINDS[whole.kind].files
            files = make(db, settings, whole) if make else {}
            left = [output for output in _files_of(db, whole) if output not in files]
            # Those that go as well: a build that is cut off may have deleted what is recorded.
            save_pending(db, ((output, reason) for output in (*files, *left)))
            made += [stage(output, data, reason) for output, data in sorted(files.items())]
            gone += left
            count(1)
    return made, gone


def _files_of(db: sqlite3.Connection, whole: Output) -> Iterator[Output]:
    """Yield all files that a set may have in the output: recorded ones, and pending ones.

    A build that was cut off may have put in place what is pending, the set's own output among it.
    """
    kinds = names_of(lambda kind: kind.files or kind.whole)
    folder = whole.path.rpartition("/")[0]
    return (output for output in outputs_below(db, folder) if output.kind in kinds)
