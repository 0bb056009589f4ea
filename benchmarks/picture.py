"""``python -m benchmarks.picture``: how time grows with the archive, into docs/benchmark.svg.

Reads every ``results-<size>.json`` of a work folder. The same figures give the same bytes.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import matplotlib as mpl  # type: ignore[import-not-found, unused-ignore] # only make bench has it
from matplotlib.figure import Figure  # type: ignore[import-not-found, unused-ignore]

from benchmarks.bench import WORK
from benchmarks.cases import NOTHING
from benchmarks.peers.peer import REPOSITORY
from benchmarks.report import Figures

SHOWN = {NOTHING: "From nothing", "text edited": "One release edited"}
STYLES = {
    "Communiqué": ("#0b5394", "o-"),
    "Communiqué without search": ("#0b5394", "o:"),
    "Hugo and Pagefind": ("#c2185b", "s-"),
    "Hugo": ("#c2185b", "s:"),
    "stock Pelican": ("#777", "^:"),
}
"""Colour and line: dotted without search."""


def draw(results: list[Figures], target: Path) -> None:
    """Draw wall time over size, both logarithmic: a panel a case, a line a program."""
    mpl.rcParams |= {"svg.hashsalt": "communique", "svg.fonttype": "none", "font.size": 10}
    sizes = [each.size for each in results]
    figure = Figure(figsize=(9, 4), layout="constrained")
    for axes, (case, title) in zip(figure.subplots(1, 2, sharey=True), SHOWN.items(), strict=True):
        for program, (colour, line) in STYLES.items():
            found = [(each.size, each.middle(case, program)) for each in results]
            points = [(size, cost.wall) for size, cost in found if cost is not None]
            if points:
                axes.plot(*zip(*points, strict=True), line, color=colour, label=program)
        axes.set(title=title, xscale="log", yscale="log", xlabel="releases")
        axes.set_xticks(sizes, [f"{size:,}" for size in sizes])
        axes.set_xticks([], minor=True)
        axes.yaxis.set_major_formatter("{x:g}")
        axes.grid(visible=True, which="major", color="#ddd")
        axes.spines[["top", "right"]].set_visible(False)
    figure.axes[0].set_ylabel("seconds")
    figure.axes[0].legend(frameon=False)
    target.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(target, format="svg", metadata={"Date": None, "Creator": None})


def main() -> None:
    """Draw what the command line asks for."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.picture", description=__doc__)
    parser.add_argument("--work", default=WORK, type=Path)
    parser.add_argument("--to", default=REPOSITORY / "docs" / "benchmark.svg", type=Path)
    asked = parser.parse_args()
    results = [Figures.load(path) for path in asked.work.glob("results-*.json")]
    draw(sorted(results, key=lambda figures: figures.size), asked.to)


if __name__ == "__main__":
    main()
