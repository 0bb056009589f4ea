"""Reading and rendering in other processes, through any ``concurrent.futures.Executor``.

Everything travels as values: a worker needs neither the sources nor the catalogue. What it renders
it stages itself, beside the output, so that the bytes need not travel back.
"""

from __future__ import annotations

import os
import pickle
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from multiprocessing import get_context
from typing import Any, TypeVar

from communique.build.templates import find_template_problem
from communique.build.writer import Writer
from communique.errors import Problem, ProblemsFound
from communique.model.output import Output
from communique.outputs.kit import Kit
from communique.outputs.press import Press
from communique.outputs.registry import RENDERED
from communique.settings import Settings
from communique.sources.read import Reading, read_source
from communique.sources.stylebook import Stylebook
from communique.text.markdown import Renderer

__all__ = [
    "Made",
    "Task",
    "Workers",
    "batches",
    "make_all",
    "make_batch",
    "open_executor",
    "read_batch",
    "run_batches",
]

Given = TypeVar("Given")
Item = TypeVar("Item")
Batch = TypeVar("Batch")
Result = TypeVar("Result")

WORTH_A_PROCESS = 400
"""Fewer items than this are done sooner than a worker has started."""

SourceText = tuple[str, bytes, bool]


@dataclass(frozen=True, slots=True)
class Task:
    """An output to make: what it shows, and the recorded digest of its bytes in place."""

    output: Output
    shown: Any
    recorded: str


@dataclass(frozen=True, slots=True)
class Made:
    """An output that is staged, or whose bytes are as they were, and what its template observed."""

    output: Output
    digest: str
    changed: bool
    observed: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Workers:
    """Processes that were given a value, pickled once, that every task of theirs needs."""

    executor: Executor
    given: bytes


@contextmanager
def open_executor(settings: Settings, items: int, given: object) -> Iterator[Workers | None]:
    """Open a pool of worker processes for this many items.

    Gives None where that is not worth it, or ``given`` cannot travel, such as a setting's lambda.
    """
    workers = settings.workers or os.cpu_count() or 1
    pickled = _pickle(given) if workers > 1 and items >= WORTH_A_PROCESS else None
    if pickled is None:
        yield None
        return
    # Spawned, not forked: Pelican's progress display runs in a thread.
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as executor:
        yield Workers(executor, pickled)


def _pickle(value: object) -> bytes | None:
    try:
        return pickle.dumps(value)
    except (pickle.PicklingError, AttributeError, TypeError):
        return None


def batches(items: Iterable[Item], size: int) -> Iterator[list[Item]]:
    """Cut items into lists of ``size``, the last one shorter."""
    rest = iter(items)
    while batch := list(islice(rest, size)):
        yield batch


def run_batches(
    workers: Workers | None,
    function: Callable[[Given, Batch], Result],
    given: Given,
    todo: Iterable[Batch],
    *,
    ahead: int = 6,
) -> Iterator[Result]:
    """Yield the results of ``function(given, batch)`` in order, few batches ahead at a time."""
    if workers is None:
        for batch in todo:
            yield function(given, batch)
        return
    waiting: deque[Future[Result]] = deque()
    for batch in todo:
        waiting.append(workers.executor.submit(_run, function, workers.given, batch))
        if len(waiting) >= ahead:
            yield waiting.popleft().result()
    while waiting:
        yield waiting.popleft().result()


def _run(function: Callable[[Any, Batch], Result], given: bytes, batch: Batch) -> Result:
    return function(_unpickle(given), batch)


@lru_cache(maxsize=2)
def _unpickle(given: bytes) -> Any:
    return pickle.loads(given)  # noqa: S301 - from the build's own process


@lru_cache(maxsize=1)
def _renderer(stylebook: Stylebook) -> Renderer:
    return Renderer(stylebook.markdown)


def read_batch(stylebook: Stylebook, batch: list[SourceText]) -> list[Reading]:
    """Read sources: path, bytes, and whether each is a page."""
    renderer = _renderer(stylebook)
    return [read_source(path, data, stylebook, renderer, page=page) for path, data, page in batch]


@lru_cache(maxsize=1)
def _press(kit: Kit) -> Press:
    return Press(kit)


@lru_cache(maxsize=1)
def _writer(kit: Kit) -> Writer:
    return Writer(kit.settings)


def make_batch(kit: Kit, batch: list[Task]) -> list[Made]:
    """Render and stage outputs from what they show, into a folder that this machine has."""
    return make_all(_press(kit), _writer(kit), batch)


def make_all(press: Press, writer: Writer, batch: list[Task]) -> list[Made]:
    """Render and stage outputs; raises ProblemsFound with every template that fails."""
    made: list[Made] = []
    problems: list[Problem] = []
    for task in batch:
        try:
            rendered = RENDERED[task.output.kind].render(press, task.output, task.shown)
        except Exception as error:
            problem = find_template_problem(error, press.kit.templates)
            if problem is None:
                raise
            problems.append(problem)
            continue
        digest, changed = writer.stage(task.output, rendered.data, task.recorded)
        made.append(Made(task.output, digest, changed, rendered.observed))
    if problems:
        raise ProblemsFound(problems)
    return made
