"""``python -m benchmarks.picture``: how time grows with the archive, into docs/benchmark.svg.

The figures are those of docs/benchmark.json, which says when, on what and with which texts they
were measured. The same figures give the same bytes.
"""

import argparse
import json
from itertools import pairwise
from pathlib import Path

import matplotlib as mpl  # type: ignore[import-not-found, unused-ignore] # only make bench has it
from matplotlib.figure import Figure  # type: ignore[import-not-found, unused-ignore]

from benchmarks.peers.peer import REPOSITORY

DOCS = REPOSITORY / "docs"

STYLES = {
    "From nothing": ("#0b5394", "s"),
    "One release edited": ("#c2185b", "o"),
    "The same, told what changed": ("#444", "^"),
}
"""Colour and mark of each kind of work; the marks of other texts are hollow."""


def draw(figures: Path, target: Path) -> None:
    """Draw seconds over releases, both logarithmic: a line for each kind of work."""
    known = json.loads(figures.read_text("utf-8"))
    runs = known["runs"]
    texts = list(dict.fromkeys(run["texts"] for run in runs))
    mpl.rcParams |= {"svg.hashsalt": "communique", "svg.fonttype": "none", "font.size": 10}
    figure = Figure(figsize=(7, 4.4), layout="constrained")
    axes = figure.subplots()
    for work, (colour, mark) in STYLES.items():
        points = sorted(
            (int(size), seconds, run["texts"])
            for run in runs
            for size, seconds in run["seconds"].get(work, {}).items()
        )
        for one, other in pairwise(points):
            line = "-" if one[2] == other[2] else ":"
            axes.plot(*zip(one[:2], other[:2], strict=True), line, color=colour, linewidth=1)
        for size, seconds, said in points:
            face = colour if said == texts[0] else "white"
            axes.plot(size, seconds, mark, color=colour, markerfacecolor=face)
            place = {"textcoords": "offset points", "xytext": (0, 7), "ha": "center"}
            axes.annotate(f"{seconds:,g}", (size, seconds), color=colour, **place)
        axes.plot([], [], f"{mark}-", color=colour, label=work)
    axes.plot([], [], "s", color="#777", markerfacecolor="white", label=f"texts {texts[-1]}")
    sizes = sorted({int(size) for run in runs for each in run["seconds"].values() for size in each})
    axes.set(xscale="log", yscale="log", xlabel="releases", ylabel="seconds", ylim=(0.2, 3000))
    axes.set_xticks(sizes, [f"{size:,}" for size in sizes])
    axes.set_xticks([], minor=True)
    axes.yaxis.set_major_formatter("{x:g}")
    axes.grid(visible=True, which="major", color="#ddd")
    axes.spines[["top", "right"]].set_visible(False)
    axes.legend(frameon=False, loc="upper left")
    dates = " to ".join(sorted({run["date"] for run in runs}))
    axes.set_title(f"{known['program']}, {dates}\n{known['machine']}", fontsize=10)
    figure.savefig(target, format=target.suffix[1:], metadata={"Date": None, "Creator": None})


def main() -> None:
    """Draw what the command line asks for."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.picture", description=__doc__)
    parser.add_argument("--figures", default=DOCS / "benchmark.json", type=Path)
    parser.add_argument("--to", default=DOCS / "benchmark.svg", type=Path)
    asked = parser.parse_args()
    draw(asked.figures, asked.to)


if __name__ == "__main__":
    main()
