"""What the gate costs of a build: ``python -m benchmarks.gate [--size N] [--held N]``.

Builds the benchmark's releases with some under embargo, from nothing and after edits. Prints the
processor time of the gate and of the build's own process, and the time on the clock of both.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

from benchmarks.corpus import Corpus
from benchmarks.peers import PEERS
from benchmarks.peers.peer import Peer

EDITS = 3

MEASURED = """
import sys, time
sys.path.insert(0, "program")
import communique.engine.build as build
import pelican
gate, spent = build.check_gate, [0.0, 0.0]
def measured(*given):
    before = time.process_time(), time.perf_counter()
    try:
        return gate(*given)
    finally:
        spent[0] += time.process_time() - before[0]
        spent[1] += time.perf_counter() - before[1]
build.check_gate = measured
before = time.process_time(), time.perf_counter()
pelican.main(sys.argv[1:])
print("measured", *spent, time.process_time() - before[0], time.perf_counter() - before[1])
"""


def main() -> None:
    """Build and measure."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.gate", description=__doc__)
    parser.add_argument("--size", type=int, default=10_000, help="public releases: %(default)s")
    parser.add_argument("--held", type=int, default=30, help="under embargo: %(default)s")
    asked = parser.parse_args()
    corpus = Corpus(asked.size)
    with tempfile.TemporaryDirectory() as name:
        peer = PEERS["communique"](Path(name))
        peer.write_corpus(corpus)
        for number in range(asked.held):
            release = corpus.release(2 * asked.size + number)
            source = peer.source(release).replace("\n", "\nEmbargo: 2099-01-01 10:00Z\n", 1)
            place = peer.folder / peer.content / f"held-{number}.md"
            place.write_text(source, encoding="utf-8")
        print(f"{asked.size:,} releases, {asked.held} under embargo")
        _measure(peer, "from nothing")
        for number in range(EDITS):
            edited = replace(corpus.release(asked.size - 1), note=f"Edit {number}.")
            peer.write(edited)
            _measure(peer, "one text edited")


def _measure(peer: Peer, what: str) -> None:
    command = [sys.executable, "-c", MEASURED, *peer.command[3:]]
    done = subprocess.run(command, cwd=peer.folder, capture_output=True, text=True, check=False)
    line = next((each for each in done.stdout.splitlines() if each.startswith("measured")), "")
    if done.returncode or not line:
        sys.exit(done.stderr)
    gate, gate_clock, build, clock = map(float, line.split()[1:])
    print(
        f"{what}: gate {gate:.3f} s of {build:.2f} s of the build's own process, "
        f"{gate_clock:.3f} s of {clock:.2f} s on the clock",
        flush=True,
    )


if __name__ == "__main__":
    main()
