"""What a command costs: time, processor, memory of all its processes, and files written."""

from __future__ import annotations

import ctypes
import os
import subprocess
import sys
import threading
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

INTERVAL = 0.02
"""Seconds between two looks at memory."""

Stamps = dict[str, int]


class BuildFailed(Exception):
    """A command that must end well did not."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What one run of a command took."""

    wall: float
    """Seconds from start to exit."""
    cpu: float
    """Seconds of user and system time, of the process and all its descendants."""
    peak: float | None
    """Most megabytes of memory that its processes held together; None where it is not measured."""
    written: int
    """Files of the output that are new or have another modification time than before."""


def measure(command: list[str], output: Path, log: Path, folder: Path | None = None) -> Cost:
    """Run a command and return what it cost; raises BuildFailed with the log if it fails."""
    _adopt_orphans()
    before = stamps(output)
    os.sync()  # what others left to be written is not this command's work
    with log.open("wb") as stream:
        start = time.perf_counter()
        process = subprocess.Popen(
            command,
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=stream,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        memory = _Memory(process.pid)
        memory.start()
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
        cpu = usage.ru_utime + usage.ru_stime + _wait_for_orphans()
    process.returncode = os.waitstatus_to_exitcode(status)
    memory.stop()
    if process.returncode:
        said = log.read_text(encoding="utf-8", errors="replace")[-4000:]
        raise BuildFailed(f"{' '.join(command)} must end well, got {process.returncode}:\n{said}")
    written = sum(before.get(path) != stamp for path, stamp in stamps(output).items())
    return Cost(wall, cpu, memory.peak, written)


def _adopt_orphans() -> None:
    """Become the parent of processes that outlive theirs (prctl(2), PR_SET_CHILD_SUBREAPER).

    Python's fork server, which starts Communiqué's workers, ends after the build; without a parent
    here its time, and that of the workers, would be nobody's.
    """
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(36, 1, 0, 0, 0)


def _wait_for_orphans() -> float:
    """Wait for them all; return the seconds that they and their children took."""
    seconds = 0.0
    with suppress(ChildProcessError):
        while True:
            _, _, usage = os.wait4(-1, 0)
            seconds += usage.ru_utime + usage.ru_stime
    return seconds


def stamps(folder: Path) -> Stamps:
    """Return every file below a folder with its modification time in nanoseconds."""
    found: Stamps = {}
    todo = [str(folder)] if folder.is_dir() else []
    while todo:
        with os.scandir(todo.pop()) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    todo.append(entry.path)
                else:
                    found[entry.path] = entry.stat(follow_symlinks=False).st_mtime_ns
    return found


class _Memory(threading.Thread):
    """Looks at a process and its descendants, and keeps the most memory it saw.

    One process: its resident set (RSS). Several: their proportional sets (PSS), in which a page
    that they share counts once. PSS is asked for only when RSS, which is never less, is above the
    peak so far: the kernel takes long to answer. A look takes at most a tenth of the time.
    """

    def __init__(self, root: int) -> None:
        super().__init__(daemon=True)
        self.root = root
        self.peak: float | None = None
        self._done = threading.Event()

    def run(self) -> None:
        """Look until told to stop."""
        if sys.platform != "linux":
            return
        pause = INTERVAL
        while not self._done.wait(pause):
            start = time.perf_counter()
            self._look()
            pause = max(INTERVAL, 10 * (time.perf_counter() - start))

    def stop(self) -> None:
        """Stop looking."""
        self._done.set()
        self.join()

    def _look(self) -> None:
        pids = _tree(self.root)
        held = sum(_rss(pid) for pid in pids) / 1e6
        if held <= (self.peak or 0):
            return
        if len(pids) > 1:
            held = sum(_pss(pid) for pid in pids) / 1e6
        self.peak = max(self.peak or 0, held)


def _tree(root: int) -> list[int]:
    """Return a process and its descendants."""
    pids = [root]
    for pid in pids:  # grows while it is walked
        with suppress(OSError):
            for task in os.listdir(f"/proc/{pid}/task"):  # noqa: PTH208 - fifty times a second
                with open(f"/proc/{pid}/task/{task}/children") as file:  # noqa: PTH123
                    pids += map(int, file.read().split())
    return pids


def _rss(pid: int) -> int:
    with suppress(OSError), open(f"/proc/{pid}/statm") as file:  # noqa: PTH123
        return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    return 0


def _pss(pid: int) -> int:
    with suppress(OSError), open(f"/proc/{pid}/smaps_rollup") as file:  # noqa: PTH123
        for line in file:
            if line.startswith("Pss:"):
                return int(line.split()[1]) * 1024
    return 0
