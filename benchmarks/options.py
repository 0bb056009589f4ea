"""The options of the programs beside the benchmark itself."""

from __future__ import annotations

import argparse
from pathlib import Path

from benchmarks.bench import WORK
from benchmarks.corpus import usual_sizes

HELP = {
    "sizes": "numbers of releases",
    "size": "releases",
    "edits": "edits",
    "runs": "of each edit",
    "held": "releases under embargo",
}


def read_options(program: str, doc: str | None, **usual: int | str) -> argparse.Namespace:
    """Return what the command line says of the options that have these ``usual`` values."""
    parser = argparse.ArgumentParser(prog=f"python -m benchmarks.{program}", description=doc)
    for name, value in usual.items():
        kind = usual_sizes if name == "sizes" else int
        parser.add_argument(
            f"--{name}", type=kind, default=value, help=f"{HELP[name]}: %(default)s"
        )
    where = "where it happens: %(default)s"
    parser.add_argument("--work", type=Path, default=WORK, help=where)
    asked = parser.parse_args()
    asked.work = asked.work.resolve()
    asked.work.mkdir(parents=True, exist_ok=True)
    return asked
