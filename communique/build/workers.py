"""Reading and rendering in other processes, through any ``concurrent.futures.Executor``.

Everything travels as values: a worker needs neither the sources nor the catalogue, and no shared
disk.
"""

from __future__ import annotations

import os
import pickle
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from contextlib import contextmanager
from functools import lru_cache
from itertools import islice
from multiprocessing import get_context
from typing import Any, TypeVar

from communique.build.templates import find_template_problem
from communique.errors import Problem, ProblemsFound
from communique.model.output import Output
from communique.outputs.press import Press, Rendered
from communique.outputs.registry import RENDERED
from communique.settings import Settings
from communique.sources.read import Reading, read_source
from communique.sources.stylebook import Stylebook
from communique.text.markdown import Renderer

__all__ = ["batches", "open_executor", "read_batch", "render_batch", "run_batches"]

Item = TypeVar("Item")
Batch = TypeVar("Batch")
Result = TypeVar("Result")

WORTH_A_PROCESS = 400
"""Fewer items than this are done sooner than a worker has started."""

SourceText = tuple[str, bytes, bool]
Task = tuple[Output, Any]


@contextmanager
def open_executor(settings: Settings, items: int) -> Iterator[Executor | None]:
    """Open a pool of worker processes for this many items; None where that is not worth it."""
    workers = settings.workers or os.cpu_count() or 1
    if workers == 1 or items < WORTH_A_PROCESS:
        yield None
        return
    # Spawned, not forked: Pelican's progress display runs in a thread.
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as executor:
        yield executor


def batches(items: Iterable[Item], size: int) -> Iterator[list[Item]]:
    """Cut items into lists of ``size``, the last one shorter."""
    rest = iter(items)
    while batch := list(islice(rest, size)):
        yield batch


def run_batches(
    executor: Executor | None,
    function: Callable[[bytes, Batch], Result],
    kit: bytes,
    todo: Iterable[Batch],
    *,
    ahead: int = 6,
) -> Iterator[Result]:
    """Yield the results of ``function(kit, batch)`` in order, few batches ahead at a time."""
    if executor is None:
        for batch in todo:
            yield function(kit, batch)
        return
    waiting: deque[Future[Result]] = deque()
    for batch in todo:
        waiting.append(executor.submit(function, kit, batch))
        if len(waiting) >= ahead:
            yield waiting.popleft().result()
    while waiting:
        yield waiting.popleft().result()


@lru_cache(maxsize=1)
def _desk(stylebook: bytes) -> tuple[Stylebook, Renderer]:
    loaded: Stylebook = pickle.loads(stylebook)  # noqa: S301 - from the build's own process
    return loaded, Renderer(loaded.markdown)


def read_batch(stylebook: bytes, batch: list[SourceText]) -> list[Reading]:
    """Read sources: path, bytes, and whether each is a page; ``stylebook`` is pickled."""
    loaded, renderer = _desk(stylebook)
    return [read_source(path, data, loaded, renderer, page=page) for path, data, page in batch]


@lru_cache(maxsize=1)
def _press(kit: bytes) -> Press:
    return Press(pickle.loads(kit))  # noqa: S301 - from the build's own process


def render_batch(kit: bytes, batch: list[Task]) -> list[tuple[Output, Rendered]]:
    """Render outputs from what they show; ``kit`` is pickled."""
    return render_all(_press(kit), batch)


def render_all(press: Press, batch: list[Task]) -> list[tuple[Output, Rendered]]:
    """Render outputs from what they show; raises ProblemsFound with every template that fails."""
    done: list[tuple[Output, Rendered]] = []
    problems: list[Problem] = []
    for output, shown in batch:
        try:
            done.append((output, RENDERED[output.kind].render(press, output, shown)))
        except Exception as error:
            problem = find_template_problem(error)
            if problem is None:
                raise
            problems.append(problem)
    if problems:
        raise ProblemsFound(problems)
    return done
