"""What publishing costs: one new release into an archive, and a second time when nothing changed.

``python -m benchmarks.publish``. The target is a folder, search is off. Seconds are those of the
whole command, which builds first; in brackets is what processors did for it, in all processes.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

from benchmarks.corpus import Corpus
from benchmarks.measure import measure
from benchmarks.options import read_options
from benchmarks.peers import PEERS
from benchmarks.peers.peer import REPOSITORY

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
sys.path.insert(0, sys.argv[1])
from invoke.program import Program
Program().run(["inv", "--search-root", sys.argv[1], *sys.argv[2:]], exit=False)
print("files read", len(opened))
"""
"""Runs ``inv`` and counts the files of the output that it opens."""


def main() -> None:
    """Publish an archive, then a release more, then nothing; print what each took."""
    asked = read_options("publish", __doc__, sizes="1000,10000")
    print(
        "| releases | work | seconds | files read | files sent | sent |\n|--:|---|--:|--:|--:|--:|"
    )
    for size in asked.sizes:
        _measure(size, asked.work / f"publish-{size}")


def _measure(size: int, work: Path) -> None:
    peer = PEERS["communique"](work)
    corpus = Corpus(size)
    peer.write_corpus(corpus)
    peer.forget()
    (work / "publishconf.py").write_text(CONF, encoding="utf-8")
    target = work / "published"
    if target.exists():
        target.rename(peer.trash / "published")
    peer.build()
    _tell(size, "everything, for the first time", work)
    release = corpus.release(size)
    peer.note_edits([release.path])
    peer.write(release)
    peer.build()
    _tell(size, "one release more", work)
    _tell(size, "nothing changed", work)
    _tell(size, "back to the publication before", work, "rollback")
    peer.throw_away()


def _tell(size: int, what: str, work: Path, verb: str = "publish") -> None:
    """Run a task of ``inv``, and print what it took and did."""
    command, log = [sys.executable, "-c", COUNTING, str(REPOSITORY), verb], work / "log.txt"
    cost = measure(command, work / "output", log, work)
    said = log.read_text(encoding="utf-8")
    read = re.search(r"files read (\d+)", said)
    sent = re.search(r"([\d,]+) files? sent, (.*)", said)
    files, said_sent = sent.groups() if sent else ("0", "0 bytes")
    seen = f"{int(read[1]) if read else 0:,} | {files} | {said_sent}"
    print(f"| {size:,} | {what} | {cost.wall:.1f} ({cost.cpu:.1f}) | {seen} |", flush=True)


if __name__ == "__main__":
    main()
