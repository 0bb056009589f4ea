"""The whole run: every program takes its turn at every case, on the same machine."""

from __future__ import annotations

import argparse
import shutil
import sys
from collections.abc import Mapping
from pathlib import Path

from benchmarks.cases import CASES, NOTHING
from benchmarks.checks import DidLess, Expectation, check_sights
from benchmarks.corpus import HUGE, Corpus, read_sizes
from benchmarks.machine import describe_machine
from benchmarks.measure import BuildFailed, measure
from benchmarks.peers import PEERS
from benchmarks.peers.peer import Peer
from benchmarks.report import Figures, write_tables

WORK = Path(__file__).parents[1] / ".bench"

USUAL = "communique,hugo-pagefind,without-search,hugo,pelican"

FEW = (NOTHING, "nothing changed", "text edited")

NEEDED = 45_000
"""Bytes of disk that a release takes for each program: source, output, and what is remembered."""

SECONDS = 0.004
"""Seconds that a build from nothing takes for each release, and as long again is what is around."""


def main() -> None:
    """Measure what the command line asks for."""
    asked = _parse()
    for size in asked.sizes:
        keys = _choose_peers(asked, size)
        cases = asked.cases or list(FEW if size >= HUGE else CASES)
        runs = asked.runs or (1 if size >= HUGE else 3)
        _say_needs(size, len(keys), asked.work)
        peers = [PEERS[key](asked.work / str(size) / key) for key in keys]
        figures = Figures(size, describe_machine(peers), {})
        if size == asked.sizes[0]:
            for what, value in figures.machine.items():
                print(f"- {what}: {value}")
        try:
            measure_size(figures, peers, cases, runs, asked.work)
        except (DidLess, BuildFailed) as error:
            sys.exit(f"benchmark: {error}")
        finally:
            for peer in peers:
                peer.throw_away()
        print(f"\n{write_tables(figures)}", flush=True)


def measure_size(
    figures: Figures, peers: list[Peer], cases: list[str], runs: int, work: Path
) -> None:
    """Measure cases at one size into ``figures``; they are saved after each run.

    Every case needs a built site: one run from nothing comes first, asked for or not.
    """
    corpus = Corpus(figures.size)
    expected = Expectation(corpus)
    for peer in peers:
        _tell(f"{corpus.size:,} releases for {peer.name}")
        peer.write_corpus(corpus)
    for case in [NOTHING, *(case for case in CASES if case in cases and case != NOTHING)]:
        costs = figures.costs.setdefault(case, {peer.name: [] for peer in peers})
        for run in range(runs if case in cases else 1):
            edit = CASES[case](corpus, run)
            for peer in peers:
                edit.apply(peer)
                cost = measure(peer.command, peer.output, peer.folder / "log.txt")
                if case == NOTHING and run == 0:
                    _tell(f"{peer.name}: {expected.check(peer)}")
                check_sights(peer, edit.sights)
                costs[peer.name].append(cost)
                figures.save(work / f"results-{figures.size}.json")
                _tell(f"{figures.size:,} · {case} · {run + 1} · {peer.name}: {cost.wall:.2f} s")


def _choose_peers(asked: argparse.Namespace, size: int) -> list[str]:
    if not asked.peers and size >= HUGE:
        return ["without-search"]
    peers: list[str] = asked.peers or USUAL.split(",")
    return [key for key in peers if not key.endswith("pelican") or size <= asked.pelican_up_to]


def _say_needs(size: int, programs: int, work: Path) -> None:
    """Say what a size takes before anything is written; leave where the disk is too small."""
    free, needed = shutil.disk_usage(work).free, size * programs * NEEDED
    hours = 2 * size * programs * SECONDS / 3600
    if size >= HUGE:
        _tell(
            f"{size:,} releases for {programs} program{'s' if programs > 1 else ''}: about "
            f"{needed / 1e9:,.0f} GB of disk ({free / 1e9:,.0f} GB free) and {hours:.1f} hours"
        )
    written = sum((work / str(size) / name).is_dir() for name in PEERS)
    if not written and free < needed:
        sys.exit(f"benchmark: {work} must have {needed / 1e9:,.0f} GB free; name another by --work")


def _tell(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


def _parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    every = ",".join
    option = parser.add_argument
    option(
        "--sizes", default="1000,10000", type=read_sizes, help="numbers of releases: %(default)s"
    )
    option("--cases", type=_among(CASES), help=f"of: {every(CASES)}")
    option("--peers", type=_among(PEERS), help=f"of: {every(PEERS)}; by default {USUAL}")
    option("--runs", type=int, help="runs of each case: by default 3, of a huge archive 1")
    option("--work", default=WORK, type=Path, help="where corpora and results go: %(default)s")
    option("--pelican-up-to", default=10_000, type=int, help="largest size for stock Pelican")
    asked = parser.parse_args()
    asked.work = asked.work.resolve()
    asked.work.mkdir(parents=True, exist_ok=True)
    return asked


class _among:  # noqa: N801 - argparse shows its name in messages
    """A comma-separated choice of names."""

    def __init__(self, names: Mapping[str, object]) -> None:
        self.names = names

    def __call__(self, text: str) -> list[str]:
        chosen = [word.strip() for word in text.split(",")]
        if unknown := [word for word in chosen if word not in self.names]:
            raise argparse.ArgumentTypeError(f"got {unknown}, choose from {list(self.names)}")
        return [name for name in self.names if name in chosen]
