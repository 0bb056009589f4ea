"""What searching costs a build that publishes one release; ``reader`` measures what readers fetch.

``python -m benchmarks.search``.
"""

from __future__ import annotations

import argparse
import subprocess
import time
from collections.abc import Callable
from dataclasses import replace
from hashlib import blake2b
from pathlib import Path

from benchmarks.bench import WORK
from benchmarks.corpus import Corpus
from benchmarks.peers import PEERS
from benchmarks.peers.peer import Peer

Digests = dict[str, str]


def main() -> None:
    """Build a searched site, publish and correct a release in it, and print what that took."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.search", description=__doc__)
    parser.add_argument("--size", type=int, default=10_000, help="releases: %(default)s")
    parser.add_argument("--work", type=Path, default=WORK, help="where it happens: %(default)s")
    asked = parser.parse_args()
    peer = PEERS["communique"](asked.work.resolve() / "search")
    corpus = Corpus(asked.size)
    peer.write_corpus(corpus)
    peer.forget()
    index = peer.output / "en" / "search"
    print(f"from nothing, without search: {_build(peer, search=False):.2f} s")
    print(f"search switched on: {_build(peer, search=True):.2f} s, {len(_digests(index)):,} files")

    def publish(number: int, *, search: bool) -> float:
        peer.write(corpus.release(number))
        peer.note_edits([corpus.release(number).path])
        return _build(peer, search=search)

    def correct(note: str) -> float:
        release = replace(corpus.release(asked.size // 2), note=note)
        peer.write(release)
        peer.note_edits([release.path])
        return _build(peer, search=True)

    _tell("one release published", index, lambda: publish(asked.size, search=True))
    _tell("an old one corrected", index, lambda: correct("A correction."))
    _build(peer, search=False)
    print(f"one release published, without search: {publish(asked.size + 1, search=False):.2f} s")
    peer.throw_away()


def _build(peer: Peer, *, search: bool) -> float:
    start = time.perf_counter()
    command = [*peer.command, f"SEARCH={str(search).lower()}"]
    subprocess.run(command, check=True, capture_output=True)
    return time.perf_counter() - start


def _tell(what: str, index: Path, build: Callable[[], float]) -> None:
    before = _digests(index)
    seconds = build()
    print(f"{what}: {seconds:.2f} s, {_changed(before, _digests(index)):,} index files")


def _digests(folder: Path) -> Digests:
    return {
        str(path.relative_to(folder)): blake2b(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file()
    }


def _changed(before: Digests, after: Digests) -> int:
    paths = before.keys() | after.keys()
    return sum(before.get(path) != after.get(path) for path in paths)


if __name__ == "__main__":
    main()
