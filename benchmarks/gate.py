"""What the gate costs of a build: ``python -m benchmarks.gate [--sizes N,N] [--held N]``.

Builds the benchmark's releases with some under embargo, from nothing and after edits. Prints a line
for each: seconds on the clock of the build and of its gate, medians, and the gate's share of the
clock and of the processor time of the build's own process.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from statistics import median

from benchmarks.corpus import Corpus, Release
from benchmarks.options import read_options
from benchmarks.peers import PEERS
from benchmarks.peers.peer import Peer

EDITS = 5

MEASURED = """
import time
begun = time.perf_counter()
import sys
sys.path.insert(0, "program")
import communique.engine.build as build
import pelican
gate, spent = build.check_gate, [0.0, 0.0]
def measured(*given):
    before = time.perf_counter(), time.process_time()
    try:
        return gate(*given)
    finally:
        spent[0] += time.perf_counter() - before[0]
        spent[1] += time.process_time() - before[1]
build.check_gate = measured
pelican.main(sys.argv[1:])
print("measured", *spent, time.perf_counter() - begun, time.process_time())
"""


def main() -> None:
    """Build and measure."""
    asked = read_options("gate", __doc__, sizes="10000", held=100)
    print("| releases | held back | work | build | gate | share | of its own process |")
    print("|--:|--:|---|--:|--:|--:|--:|", flush=True)
    for size in asked.sizes:
        with tempfile.TemporaryDirectory(dir=asked.work) as name:
            _measure_size(PEERS["communique"](Path(name)), Corpus(size), asked.held)


def _measure_size(peer: Peer, corpus: Corpus, held: int) -> None:
    peer.write_corpus(corpus)
    for number in range(held):
        release = corpus.release(2 * corpus.size + number)
        source = peer.source(release).replace("\n", "\nEmbargo: 2099-01-01 10:00Z\n", 1)
        place = peer.folder / peer.content / f"held-{number}.md"
        place.write_text(source, encoding="utf-8")
    newest, middle = corpus.release(corpus.size - 1), corpus.release(corpus.size // 2)
    works: tuple[tuple[str, int, Callable[[int], Release | None]], ...] = (
        ("from nothing", 1, lambda _: None),
        ("the newest text edited", EDITS, lambda run: replace(newest, note=f"Edit {run}.")),
        ("an old text edited", EDITS, lambda run: replace(middle, note=f"Edit {run}.")),
    )
    for what, runs, edit in works:
        costs = []
        for run in range(runs):
            edited = edit(run)
            if edited is not None:
                peer.write(edited)
            costs.append(_build(peer))
        gate, gate_own, build, build_own = map(median, zip(*costs, strict=True))
        shares = f"{gate / build:.1%} | {gate_own / build_own:.1%}"
        sizes = f"{corpus.size:,} | {held}"
        print(f"| {sizes} | {what} | {build:.2f} s | {gate:.3f} s | {shares} |", flush=True)


def _build(peer: Peer) -> tuple[float, ...]:
    command = [sys.executable, "-c", MEASURED, *peer.command[3:]]
    done = subprocess.run(command, cwd=peer.folder, capture_output=True, text=True, check=False)
    line = next((each for each in done.stdout.splitlines() if each.startswith("measured")), "")
    if done.returncode or not line:
        sys.exit(done.stderr)
    return tuple(map(float, line.split()[1:]))


if __name__ == "__main__":
    main()
