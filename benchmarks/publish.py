"""What publishing costs: one new release into an archive, and a second time when nothing changed.

``python -m benchmarks.publish``. The target is a folder, search is off. Seconds are those of the
whole command, which builds first; in brackets is what processors did for it, in all processes.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage

from benchmarks.bench import WORK
from benchmarks.corpus import Corpus, usual_sizes
from benchmarks.peers import PEERS
from benchmarks.peers.peer import REPOSITORY, Peer

CONF = """
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent / "program"))
from communique_conf import *

SETTINGS_FILE = __file__
OUTPUT_PATH = "output"
THEME = "theme"
"""

COUNTING = """
import json, sys
from pathlib import Path
opened = set()
root = str(Path("output").absolute()) + "/"
def hear(event, words):
    if event == "open" and str(words[0]).startswith(root):
        opened.add(str(words[0]))
sys.addaudithook(hear)
from invoke.program import Program
Program().run(["inv", "--search-root", sys.argv[1], *sys.argv[2:]], exit=False)
print("files read", len(opened))
"""
"""Runs ``inv`` and counts the files of the output that it opens."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What one command took."""

    seconds: float
    worked: float
    read: int
    files: int
    sent: str


def main() -> None:
    """Publish an archive, then a release more, then nothing; print what each took."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.publish", description=__doc__)
    parser.add_argument(
        "--sizes", type=usual_sizes, default="1000,10000", help="releases: %(default)s"
    )
    parser.add_argument("--work", type=Path, default=WORK, help="where it happens: %(default)s")
    asked = parser.parse_args()
    print(
        "| releases | work | seconds | files read | files sent | sent |\n|--:|---|--:|--:|--:|--:|"
    )
    for size in asked.sizes:
        _measure(size, asked.work.resolve() / f"publish-{size}")


def _measure(size: int, work: Path) -> None:
    peer = PEERS["communique"](work)
    corpus = Corpus(size)
    peer.write_corpus(corpus)
    peer.forget()
    (work / "publishconf.py").write_text(CONF, encoding="utf-8")
    target = work / "published"
    if target.exists():
        target.rename(peer.trash / "published")
    _build(peer)
    _tell(size, "everything, for the first time", _publish(work))
    release = corpus.release(size)
    peer.note_edits([release.path])
    peer.write(release)
    _build(peer)
    _tell(size, "one release more", _publish(work))
    _tell(size, "nothing changed", _publish(work))
    _tell(size, "back to the publication before", _publish(work, "rollback"))
    peer.throw_away()


def _build(peer: Peer) -> None:
    subprocess.run(peer.command, check=True, capture_output=True)


def _publish(work: Path, verb: str = "publish") -> Cost:
    command = [sys.executable, "-c", COUNTING, str(REPOSITORY), verb]
    environment = os.environ | {"PYTHONPATH": str(REPOSITORY)}
    start, before = time.perf_counter(), _worked()
    done = subprocess.run(
        command, cwd=work, env=environment, check=True, capture_output=True, text=True
    )
    seconds = time.perf_counter() - start
    read = re.search(r"files read (\d+)", done.stdout)
    sent = re.search(r"([\d,]+) files? sent, (.*)", done.stdout)
    return Cost(
        seconds,
        _worked() - before,
        int(read[1]) if read else 0,
        int(sent[1].replace(",", "")) if sent else 0,
        sent[2] if sent else "0 bytes",
    )


def _worked() -> float:
    used = getrusage(RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _tell(size: int, work: str, cost: Cost) -> None:
    seen = f"{cost.read:,} | {cost.files:,} | {cost.sent}"
    print(f"| {size:,} | {work} | {cost.seconds:.1f} ({cost.worked:.1f}) | {seen} |", flush=True)


if __name__ == "__main__":
    main()
