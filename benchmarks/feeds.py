"""What publishing one release writes for subscribers and researchers, and how long its build takes.

``python -m benchmarks.feeds --sizes 1000,10000``. The release is an event, so that the calendar
changes too; search is off.
"""

from __future__ import annotations

import argparse
import subprocess
import time
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage

from benchmarks.bench import WORK
from benchmarks.corpus import Corpus, usual_sizes
from benchmarks.peers import PEERS
from benchmarks.peers.peer import Peer

RUNS = 3

FEEDS = {"rss.xml", "atom.xml", "feed.json"}
EVENT = "Starts: 2025-06-01 10:00 UTC\nCategory:"

Stamps = dict[Path, tuple[int, int]]


def main() -> None:
    """Publish releases into sites of some sizes, without and with DATA, and print what changed."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.feeds", description=__doc__)
    parser.add_argument(
        "--sizes", type=usual_sizes, default="1000,10000", help="releases: %(default)s"
    )
    parser.add_argument("--work", type=Path, default=WORK, help="where it happens: %(default)s")
    asked = parser.parse_args()
    print("| releases | DATA | feeds | calendars | data files | seconds | of processors |")
    print("|---|---|---|---|---|---|---|")
    for size in asked.sizes:
        peer = PEERS["without-search"](asked.work.resolve() / "feeds")
        corpus = Corpus(size)
        peer.write_corpus(corpus)
        peer.forget()
        for place, data in enumerate((False, True)):
            _build(peer, data=data)
            first = size + place * RUNS
            rows = [
                _publish(peer, corpus, number, data=data) for number in range(first, first + RUNS)
            ]
            written = rows[-1][0]
            seconds, busy = (min(each[part] for each in rows) for part in (1, 2))
            named = f"| {size:,} | {'on' if data else 'off'} | {' | '.join(written)} |"
            print(f"{named} {seconds:.2f} | {busy:.2f} |", flush=True)
        peer.throw_away()


def _publish(
    peer: Peer, corpus: Corpus, number: int, *, data: bool
) -> tuple[list[str], float, float]:
    """Publish a release; return what was written of each sort, and what its build took."""
    release = corpus.release(number)
    peer.note_edits([release.path])
    peer.write(release)
    source = peer.folder / peer.content / release.path
    source.write_text(source.read_text().replace("Category:", EVENT, 1))
    before = _stamps(peer.output)
    seconds, busy = _build(peer, data=data)
    after = _stamps(peer.output)
    changed = [path for path, stamp in after.items() if before.get(path) != stamp]
    sorts = {
        "feeds": [path for path in changed if path.name in FEEDS],
        "calendars": [path for path in changed if path.suffix == ".ics"],
        "data": [path for path in changed if path.parent == peer.output / "data"],
    }
    return [_in_words(paths) for paths in sorts.values()], seconds, busy


def _in_words(paths: list[Path]) -> str:
    size = sum(path.stat().st_size for path in paths)
    return f"{len(paths)}, {size / 1_000_000:.2f} MB" if paths else "none"


def _build(peer: Peer, *, data: bool) -> tuple[float, float]:
    """Build, and return the seconds that went by and those of all processors."""
    start, before = time.perf_counter(), getrusage(RUSAGE_CHILDREN)
    command = [*peer.command, f"DATA={str(data).lower()}"]
    subprocess.run(command, check=True, capture_output=True)
    after = getrusage(RUSAGE_CHILDREN)
    busy = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return time.perf_counter() - start, busy


def _stamps(output: Path) -> Stamps:
    """Return what a build would change of each file: it leaves alone what stays the same."""
    found = ((path, path.stat()) for path in output.rglob("*") if path.is_file())
    return {path: (stat.st_mtime_ns, stat.st_size) for path, stat in found}


if __name__ == "__main__":
    main()
