"""A publisher in a process of its own, to be killed: ``python -m tests.publish.publisher``."""

from __future__ import annotations

import sqlite3
import sys
from contextlib import closing
from pathlib import Path

from communique.publish.publication import Publisher
from communique.publish.record import Record
from communique.publish.targets.registry import open_target
from tests.publish.peers import NOW


def main(root: str, address: str, cache: str) -> None:
    """Publish what was built at ``root``."""
    target = open_target(address, Path(root), Path(cache) / "target")
    with closing(sqlite3.connect(Path(root) / "record.sqlite3")) as db:
        record = Record(db, Path(root) / "public")
        outcome = Publisher(target, Path(cache) / "ledger.sqlite3", NOW).publish(record)
    print(outcome.number, *outcome.sent)


if __name__ == "__main__":
    main(*sys.argv[1:])
