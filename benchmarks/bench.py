"""The whole run: every program takes its turn at every case, on the same machine."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping
from pathlib import Path

from benchmarks.cases import CASES, NOTHING
from benchmarks.checks import DidLess, Expectation, check_sights
from benchmarks.corpus import Corpus
from benchmarks.machine import describe_machine
from benchmarks.measure import BuildFailed, measure
from benchmarks.peers import PEERS
from benchmarks.peers.peer import Peer
from benchmarks.report import Figures, write_tables

WORK = Path(__file__).parents[1] / ".bench"


def main() -> None:
    """Measure what the command line asks for."""
    asked = _parse()
    for size in asked.sizes:
        keys = [
            key for key in asked.peers if not key.endswith("pelican") or size <= asked.pelican_up_to
        ]
        peers = [PEERS[key](asked.work / str(size) / key) for key in keys]
        figures = Figures(size, describe_machine(peers), {})
        if size == asked.sizes[0]:
            for what, value in figures.machine.items():
                print(f"- {what}: {value}")
        try:
            measure_size(figures, peers, asked.cases, asked.runs, asked.work)
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


def _tell(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


def _parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    every = ",".join
    option = parser.add_argument
    option("--sizes", default="1000,10000", type=_numbers, help="numbers of releases: %(default)s")
    option("--cases", default=every(CASES), type=_among(CASES), help="of: %(default)s")
    option("--peers", default="communique,hugo,pelican", type=_among(PEERS), help="of: %(default)s")
    option("--runs", default=3, type=int, help="runs of each case: %(default)s")
    option("--work", default=WORK, type=Path, help="where corpora and results go: %(default)s")
    option("--pelican-up-to", default=10_000, type=int, help="largest size for stock Pelican")
    asked = parser.parse_args()
    asked.work = asked.work.resolve()
    asked.work.mkdir(parents=True, exist_ok=True)
    return asked


def _numbers(text: str) -> list[int]:
    return [int(word) for word in text.split(",")]


class _among:  # noqa: N801 - argparse shows its name in messages
    """A comma-separated choice of names."""

    def __init__(self, names: Mapping[str, object]) -> None:
        self.names = names

    def __call__(self, text: str) -> list[str]:
        chosen = [word.strip() for word in text.split(",")]
        if unknown := [word for word in chosen if word not in self.names]:
            raise argparse.ArgumentTypeError(f"got {unknown}, choose from {list(self.names)}")
        return [name for name in self.names if name in chosen]
