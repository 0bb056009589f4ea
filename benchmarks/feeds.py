"""What publishing one release writes for subscribers and researchers, and how long its build takes.

``python -m benchmarks.feeds --sizes 1000,10000``. The release is an event, so that the calendar
changes too; search is off.
"""

from __future__ import annotations

from pathlib import Path

from benchmarks.corpus import Corpus
from benchmarks.measure import Cost, measure, stamps
from benchmarks.options import read_options
from benchmarks.peers import PEERS
from benchmarks.peers.peer import Peer

RUNS = 3

FEEDS = {"rss.xml", "atom.xml", "feed.json"}
EVENT = "Starts: 2025-06-01 10:00 UTC\nCategory:"


def main() -> None:
    """Publish releases into sites of some sizes, without and with DATA, and print what changed."""
    asked = read_options("feeds", __doc__, sizes="1000,10000")
    print("| releases | DATA | feeds | calendars | data files | seconds | of processors |")
    print("|---|---|---|---|---|---|---|")
    for size in asked.sizes:
        peer = PEERS["without-search"](asked.work / "feeds")
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
            seconds = min(cost.wall for _, cost in rows)
            busy = min(cost.cpu for _, cost in rows)
            named = f"| {size:,} | {'on' if data else 'off'} | {' | '.join(written)} |"
            print(f"{named} {seconds:.2f} | {busy:.2f} |", flush=True)
        peer.throw_away()


def _publish(peer: Peer, corpus: Corpus, number: int, *, data: bool) -> tuple[list[str], Cost]:
    """Publish a release; return what was written of each sort, and what its build took."""
    release = corpus.release(number)
    peer.note_edits([release.path])
    peer.write(release)
    source = peer.folder / peer.content / release.path
    source.write_text(source.read_text().replace("Category:", EVENT, 1))
    before = stamps(peer.output)
    cost = _build(peer, data=data)
    after = stamps(peer.output)
    changed = [Path(path) for path, stamp in after.items() if before.get(path) != stamp]
    sorts = {
        "feeds": [path for path in changed if path.name in FEEDS],
        "calendars": [path for path in changed if path.suffix == ".ics"],
        "data": [path for path in changed if path.parent == peer.output / "data"],
    }
    return [_in_words(paths) for paths in sorts.values()], cost


def _in_words(paths: list[Path]) -> str:
    size = sum(path.stat().st_size for path in paths)
    return f"{len(paths)}, {size / 1_000_000:.2f} MB" if paths else "none"


def _build(peer: Peer, *, data: bool) -> Cost:
    command = [*peer.command, f"DATA={str(data).lower()}"]
    return measure(command, peer.output, peer.folder / "log.txt")


if __name__ == "__main__":
    main()
