"""A newsroom that ``inv serve`` shows: the real command, in a process of its own."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Thread

from tests.cli.newsroom import COMMAND, CONF, THEME, Newsroom
from tests.sites import ROOT


def make_newsroom(root: Path) -> Newsroom:
    """Make a newsroom of one release, with a theme of its own to edit."""
    newsroom = Newsroom(root)
    shutil.copytree(ROOT / "theme", root / "theme")
    newsroom.write("pelicanconf.py", CONF.replace(f'"{THEME}"', '"theme"'))
    return newsroom


@dataclass
class Serving:
    """A preview that runs: its address, and what it said so far."""

    process: subprocess.Popen[str]
    address: str
    said: list[str]

    def end(self, with_signal: signal.Signals = signal.SIGINT) -> int:
        """End it as Ctrl-C does, and return its exit status."""
        self.process.send_signal(with_signal)
        return self.process.wait(timeout=30)


@contextmanager
def serving(
    newsroom: Newsroom,
    *words: str,
    verb: str = "serve",
    ignoring: signal.Signals | None = None,
) -> Iterator[Serving]:
    """Run ``inv serve`` on a free port, in a shell that may ignore a signal, and end it."""
    trap = f'trap "" {ignoring.name.removeprefix("SIG")}; ' if ignoring else ""
    process = subprocess.Popen(
        ["sh", "-c", f'{trap}exec "$@"', "sh", *COMMAND, verb, "--port", "0", *words],
        cwd=newsroom.root,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    assert process.stdout is not None
    said: list[str] = []
    for line in process.stdout:
        said.append(line)
        if line.startswith(("Preview: ", "Site: ")):
            break
    else:
        raise AssertionError("".join(said))
    address = said[-1].split()[1]
    reader = Thread(target=said.extend, args=(process.stdout,))
    reader.start()
    try:
        yield Serving(process, address, said)
    finally:
        process.terminate()
        try:
            process.wait(timeout=30)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
        reader.join()
        process.stdout.close()
        sys.stdout.write("".join(said))
