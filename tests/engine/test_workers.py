"""Worker processes: the same results in order, and none that outlives its build."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from multiprocessing import synchronize

import pytest

from communique.engine.workers import WORTH_A_PROCESS, Workers, batches
from tests.sites import ROOT

BUILD = """
import os, sys, time
from communique.engine.workers import Workers
def work(given, batch):
    print(os.getpid(), flush=True)
    time.sleep(600)
if __name__ == "__main__":
    with Workers(2) as workers:
        list(workers.run(work, None, 1000, [[1], [2]]))
"""


def double(by: int, batch: list[int]) -> list[int]:
    return [by * number for number in batch]


@pytest.mark.parametrize("workers", [1, 2, 3])
def test_results_come_in_order(workers: int) -> None:
    """Whatever the number of processes, and for more than one piece of work."""
    numbers = list(range(WORTH_A_PROCESS + 7))
    with Workers(workers) as pool:
        for by in (2, 3):
            found = pool.run(double, by, len(numbers), batches(numbers, 10))
            assert [by * number for number in numbers] == [n for batch in found for n in batch]


@pytest.mark.parametrize("lengths", [(400, 30), (30, 400), (0, 400, 1)])
def test_each_stream_comes_in_its_order(lengths: tuple[int, ...]) -> None:
    """Each is complete, also where one ends long before another."""
    streams = [range(place * 1000, place * 1000 + many) for place, many in enumerate(lengths)]
    with Workers(2) as pool:
        todo = [batches(stream, 7) for stream in streams]
        found = [number for batch in pool.run(double, 1, sum(lengths), *todo) for number in batch]
    for stream in streams:
        assert [number for number in found if number in stream] == list(stream)
    assert len(found) == sum(lengths)


def test_what_cannot_travel_stays_here() -> None:
    """A lambda in a setting keeps the work in the build's own process."""
    with Workers(2) as pool:
        here = list(pool.run(_pid, lambda: None, 1000, [[1]]))
        assert here == [os.getpid()]


@pytest.mark.parametrize("error", [PermissionError, FileNotFoundError, NotImplementedError])
def test_where_processes_can_share_nothing_work_stays_here(
    monkeypatch: pytest.MonkeyPatch, error: type[Exception]
) -> None:
    """A container or chroot without /dev/shm, or one that a user cannot write into."""

    def refuse(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(synchronize.SemLock, "__init__", refuse)
    with Workers(2) as pool:
        for _ in range(2):
            assert list(pool.run(_pid, None, 1000, [[1], [2]])) == [os.getpid()] * 2


def _pid(given: object, batch: list[int]) -> int:
    del given, batch
    return os.getpid()


def test_no_worker_outlives_a_killed_build(tmp_path: object) -> None:
    """SIGKILL leaves no message behind; the workers notice by themselves."""
    script = os.path.join(str(tmp_path), "build.py")  # noqa: PTH118 - a path in words
    with open(script, "w") as file:  # noqa: PTH123
        file.write(BUILD)
    environ = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, script]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environ) as build:
        assert build.stdout is not None
        workers = [int(build.stdout.readline()) for _ in range(2)]
        build.send_signal(signal.SIGKILL)
        build.wait()
        deadline = time.monotonic() + 60
        while any(_is_alive(pid) for pid in workers):
            assert time.monotonic() < deadline, "a worker must end with its build"
            time.sleep(0.05)


def _is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True
