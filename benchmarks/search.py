"""What searching costs: the build that publishes one release, and a reader's first search.

``python -m benchmarks.search``. "Before" is what a site without parts does: Pagefind over all pages
of the finished output. "After" is what this build does with ``SEARCH = True``.
"""

from __future__ import annotations

import argparse
import gzip
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from hashlib import blake2b
from pathlib import Path

import cbor2

from benchmarks.bench import WORK
from benchmarks.corpus import Corpus
from benchmarks.peers import PEERS
from benchmarks.peers.peer import Peer

Digests = dict[str, str]
RESULTS = 10


def main() -> None:
    """Build a searched site, publish and correct a release in it, and print what that took."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.search", description=__doc__)
    parser.add_argument("--size", type=int, default=10_000, help="releases: %(default)s")
    parser.add_argument("--word", default="border", help="searched for: %(default)s")
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

    whole = peer.folder / "whole"
    print(f"before: Pagefind over all pages {_index_all(peer.output, whole):.2f} s")
    before = _digests(whole)
    _tell("after: one release published", index, lambda: publish(asked.size, search=True))
    _tell("after: an old one corrected", index, lambda: correct("A correction."))
    again = _index_all(peer.output, whole)
    changed = _changed(before, _digests(whole))
    print(f"before: once more for those two {again:.2f} s, {changed:,} index files")
    _build(peer, search=False)
    print(f"one release published, without search: {publish(asked.size + 1, search=False):.2f} s")
    _build(peer, search=True)
    bytes_ = first_search(index, asked.word)
    print(f"a first search for {asked.word!r} fetches {bytes_ / 1000:.0f} KB")
    peer.throw_away()


def _build(peer: Peer, *, search: bool) -> float:
    start = time.perf_counter()
    command = [*peer.command, "-e", f"SEARCH={str(search).lower()}"]
    subprocess.run(command, check=True, capture_output=True)
    return time.perf_counter() - start


def _tell(what: str, index: Path, build: Callable[[], float]) -> None:
    before = _digests(index)
    seconds = build()
    print(f"{what}: {seconds:.2f} s, {_changed(before, _digests(index)):,} index files")


def _index_all(output: Path, whole: Path) -> float:
    shutil.rmtree(whole, ignore_errors=True)
    start = time.perf_counter()
    command = [sys.executable, "-m", "pagefind_bin", "--silent", "--site", str(output)]
    glob = ["--glob", "**/[0-9][0-9]/*/index.html"]
    subprocess.run([*command, *glob, "--output-path", str(whole)], check=True, capture_output=True)
    return time.perf_counter() - start


def _digests(folder: Path) -> Digests:
    return {
        str(path.relative_to(folder)): blake2b(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file()
    }


def _changed(before: Digests, after: Digests) -> int:
    paths = before.keys() | after.keys()
    return sum(before.get(path) != after.get(path) for path in paths)


def first_search(index: Path, word: str) -> int:
    """Return the bytes that a browser fetches to search for a word, as Pagefind's program does.

    That is the engine, its programs compressed as a host sends them, of each part the list of what
    is there and the words that begin alike, and the ten largest results.
    """
    total = 0
    results: list[int] = []
    for file in (index / "engine").iterdir():
        data = file.read_bytes()
        total += len(gzip.compress(data)) if file.suffix == ".js" else len(data)
    for part in index.iterdir():
        if part.name == "engine" or not part.is_dir():
            continue
        meta = next(part.glob("*.pf_meta"))
        total += meta.stat().st_size + (part / "pagefind-entry.json").stat().st_size
        _, _, chunks, *_ = cbor2.loads(gzip.decompress(meta.read_bytes())[12:])
        needed = [name for low, high, name in chunks if low <= word <= high]
        total += sum((part / "index" / f"{name}.pf_index").stat().st_size for name in needed)
        results += [file.stat().st_size for file in (part / "fragment").iterdir()]
    return total + sum(sorted(results)[-RESULTS:])


if __name__ == "__main__":
    main()
