"""Figures to tables: Markdown, with search and without, and JSON for later."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median

from benchmarks.measure import Cost
from benchmarks.peers import TABLES


@dataclass(frozen=True, slots=True)
class Figures:
    """All costs of one size: a list of runs for each case and program."""

    size: int
    machine: dict[str, str]
    costs: dict[str, dict[str, list[Cost]]]

    def save(self, path: Path) -> None:
        """Write them as JSON."""
        path.write_text(json.dumps(asdict(self), indent=1, ensure_ascii=False), encoding="utf-8")

    def middle(self, case: str, program: str) -> Cost | None:
        """Return the median of a case's runs, figure by figure; None if it was not measured."""
        runs = self.costs.get(case, {}).get(program)
        if not runs:
            return None
        peaks = [run.peak for run in runs if run.peak is not None]
        return Cost(
            wall=median(run.wall for run in runs),
            cpu=median(run.cpu for run in runs),
            peak=median(peaks) if peaks else None,
            written=round(median(run.written for run in runs)),
        )


def write_tables(figures: Figures) -> str:
    """Return the tables of one size; the ratios are to the first program of each."""
    runs = max((len(runs) for case in figures.costs.values() for runs in case.values()), default=0)
    lines = [
        f"### {figures.size:,} releases",
        "",
        f"Median of {runs} run{'s' if runs > 1 else ''} in turn. Ratio: wall time to Communiqué's.",
    ]
    measured = {name for programs in figures.costs.values() for name in programs}
    for title, peers in TABLES.items():
        first, *others = (peer.name for peer in peers)
        if first in measured:
            lines += [
                *("", f"{title}:", ""),
                "| case | program | wall s | CPU s | peak MB | files written | ratio |",
                "|---|---|--:|--:|--:|--:|--:|",
                *_rows(figures, [first, *others]),
            ]
    return "\n".join(lines)


def _rows(figures: Figures, programs: list[str]) -> Iterator[str]:
    for case in figures.costs:
        shown = case
        first = figures.middle(case, programs[0])
        for program in programs:
            cost = figures.middle(case, program)
            if cost is None:
                continue
            peak = "not measured" if cost.peak is None else f"{cost.peak:,.0f}"
            ratio = f"{cost.wall / first.wall:.3g}" if first else ""
            cells = (shown, program, f"{cost.wall:.2f}", f"{cost.cpu:.2f}", peak)
            yield f"| {' | '.join(cells)} | {cost.written:,} | {ratio} |"
            shown = ""
