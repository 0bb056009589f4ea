"""Work in batches of values: in this process, in others here, or on a Dask cluster."""

import gc
import os
import pickle
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent import futures
from concurrent.futures import Executor, Future
from functools import lru_cache
from itertools import chain, islice
from multiprocessing import get_context, parent_process
from multiprocessing.connection import wait
from signal import SIG_IGN, SIGINT, signal
from threading import Thread
from typing import Any, Self, TypeVar

from communique.engine.cluster import connect_cluster

Given = TypeVar("Given")
Item = TypeVar("Item")
Batch = TypeVar("Batch")
Result = TypeVar("Result")

WORTH_A_PROCESS = 400
"""Fewer items than this are done sooner than a worker has started."""

AHEAD = 3
"""Batches that wait for each worker: enough to keep it busy, few enough to hold in memory."""

GARBAGE = 20_000
"""Objects that a build or a worker makes before Python looks for rings of them, by default 700:
almost all are gone with the last reference to them, and looking takes long."""

CLUSTER = 16
"""The assumed number of workers of a cluster: it may gain and lose some during a build."""

PRELOADED = ["pelican", "communique.engine.worker_tasks"]
"""What workers are forked with. Each runs the script that started the build, which is Pelican's."""


class Workers:
    """Where a build's batches are worked off; a context manager that ends its processes.

    ``workers`` is WORKERS: a number of processes, 0 for one a core, or the address of a Dask
    scheduler. Processes start with the first work that is worth them, and serve until the end.
    """

    def __init__(self, workers: int | str) -> None:
        self._workers = workers
        self._executors: list[Executor] = []
        self.shares_disk = isinstance(workers, int)
        """Whether a worker can write into this machine's folders."""

    def __enter__(self) -> Self:
        gc.set_threshold(GARBAGE)
        return self

    def __exit__(self, *exception: object) -> None:
        for executor in self._executors:
            executor.shutdown(wait=True, cancel_futures=any(exception))
        self._executors = []

    def streams(self, items: int) -> int:
        """Return in how many streams so many items are best worked off: one a process."""
        return self._count if self.shares_disk and self._is_worth_it(items) else 1

    def run(
        self,
        function: Callable[[Given, Batch], Result],
        given: Given,
        items: int,
        *streams: Iterable[Batch],
    ) -> Iterator[Result]:
        """Yield the results of ``function(given, batch)``; ``items`` are in all batches.

        The results of a stream come in its order. A process takes the batches of one stream, and
        reuses what it made for the batch before. When its stream ends, it helps with another.

        In this process where there are few, where ``given`` cannot travel, such as a lambda in a
        setting, and on a machine that has nowhere for what its processes share.
        """
        pickled = _pickle(given) if self._is_worth_it(items) else None
        executors = self._open() if pickled is not None else []
        if pickled is None or not executors:
            yield from (function(given, batch) for batch in chain(*streams))
            return
        rest = [iter(stream) for stream in streams]
        waiting: deque[tuple[int, Future[Result]]] = deque()

        def count_waiting(place: int) -> int:
            return sum(where == place and not future.done() for where, future in waiting)

        while True:
            place = min(range(len(executors)), key=count_waiting)
            batch = next(chain(*rest[place:], *rest[:place]), None)
            if batch is None:
                break
            future = executors[place].submit(_run, function, pickled, batch)
            waiting.append((place, future))
            if len(waiting) >= self._count * AHEAD:
                yield waiting.popleft()[1].result()
        while waiting:
            yield waiting.popleft()[1].result()

    def _is_worth_it(self, items: int) -> bool:
        if isinstance(self._workers, str):
            return items > 0
        return items >= WORTH_A_PROCESS and self._count > 1

    @property
    def _count(self) -> int:
        if isinstance(self._workers, str):
            return CLUSTER
        return self._workers or os.cpu_count() or 1

    def _open(self) -> list[Executor]:
        """Return a cluster, or an executor for each process; nothing if none can start."""
        if self._executors:
            return self._executors
        if isinstance(self._workers, str):
            self._executors = [connect_cluster(self._workers)]
        else:
            # Not forked from this process: Pelican's progress display runs in a thread. Forked from
            # a server that has imported what they need, so that they start in no time.
            context = get_context("forkserver")
            context.set_forkserver_preload(PRELOADED)
            try:
                self._executors = [
                    futures.ProcessPoolExecutor(1, mp_context=context, initializer=start_worker)
                    for _ in range(self._count)
                ]
            except (OSError, ImportError, NotImplementedError):
                # No /dev/shm to write into, as in some containers and chroots: no semaphores.
                self._workers = 1
        return self._executors


def start_worker() -> None:
    """Make a worker ready: what it has imported stays, and rings of objects are rare.

    It ends when its build ends, even if the build is killed.
    """
    gc.freeze()
    gc.set_threshold(GARBAGE)
    parent = parent_process()
    assert parent is not None
    # Ctrl-C reaches every process of a terminal: the build answers it, for all of them.
    signal(SIGINT, SIG_IGN)

    def watch() -> None:
        wait([parent.sentinel])
        os._exit(1)

    Thread(target=watch, daemon=True).start()


def batches(items: Iterable[Item], size: int) -> Iterator[list[Item]]:
    """Cut items into lists of ``size``, the last one shorter."""
    rest = iter(items)
    while batch := list(islice(rest, size)):
        yield batch


def _pickle(value: object) -> bytes | None:
    try:
        return pickle.dumps(value)
    except (pickle.PicklingError, AttributeError, TypeError):
        return None


def _run(function: Callable[[Any, Batch], Result], given: bytes, batch: Batch) -> Result:
    return function(_unpickle(given), batch)


@lru_cache(maxsize=2)
def _unpickle(given: bytes) -> Any:
    return pickle.loads(given)  # noqa: S301 - from the build's own process
