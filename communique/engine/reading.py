"""Reading: texts are loaded here, and workers turn them into releases and pages."""

import sqlite3
from collections.abc import Iterable, Iterator

from communique.catalogue.known_sources import EveryText, read_bytes
from communique.engine.worker_tasks import SourceText, read_batch
from communique.engine.workers import Workers, batches
from communique.errors import Problem
from communique.settings import Settings
from communique.sources.read import Reading
from communique.sources.roles import Role
from communique.sources.stylebook import Stylebook

BATCH = 64


def read_texts(
    db: sqlite3.Connection,
    settings: Settings,
    stylebook: Stylebook,
    to_read: list[tuple[str, Role]] | EveryText,
    workers: Workers,
    problems: list[Problem],
) -> Iterator[list[tuple[Reading, bytes]]]:
    """Yield what came of sources, in their order, in batches; ``read_batch`` tells of each.

    ``problems`` gains those that cannot be opened.
    """
    texts = _load(db, settings, to_read, problems)
    return workers.run(read_batch, stylebook, len(to_read), batches(texts, BATCH))


def _load(
    db: sqlite3.Connection,
    settings: Settings,
    to_read: Iterable[tuple[str, Role]],
    problems: list[Problem],
) -> Iterator[SourceText]:
    for path, role in to_read:
        data = read_bytes(db, settings, path)
        if isinstance(data, Problem):
            problems.append(data)
        else:
            yield path, data, role is Role.PAGE
