"""Progress for whoever waits: a bar on a terminal, lines in a log, nothing for short work."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from pelican.log import console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    Task,
    TextColumn,
    TimeRemainingColumn,
)
from rich.text import Text

from communique.build import progress

__all__ = ["choose_progress"]

LINES = 10
"""How many lines a log gets for one piece of work."""


def choose_progress() -> progress.Progress:
    """Return bars where Pelican's console is a terminal, else lines."""
    return Bars() if console.is_terminal else Lines()


class Rate(ProgressColumn):
    """How many are done in a second."""

    def render(self, task: Task) -> Text:
        """Show the rate of the last seconds; none before the first is done."""
        speed = task.finished_speed or task.speed
        return Text(f"{speed:,.0f}/s" if speed else "", style="progress.data.speed")


class Bars(progress.Progress):
    """A bar with numbers, rate and time left, below Pelican's own display of being at work."""

    @contextmanager
    def count(self, what: str, total: int) -> Iterator[Callable[[int], None]]:
        """Show a bar while the work is under way, and take it away after it."""
        if total < progress.LONG:
            yield progress.ignore
            return
        columns = (
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            Rate(),
            TimeRemainingColumn(),
        )
        with Progress(*columns, console=console, transient=True) as bars:
            task = bars.add_task(what, total=total)
            yield lambda done: bars.advance(task, done)


class Lines(progress.Progress):
    """A line for every tenth."""

    @contextmanager
    def count(self, what: str, total: int) -> Iterator[Callable[[int], None]]:
        """Print lines to standard error as the work goes on."""
        if total < progress.LONG:
            yield progress.ignore
            return
        done = 0

        def advance(more: int) -> None:
            nonlocal done
            before, done = done * LINES // total, done + more
            if done * LINES // total > before:
                print(f"{done:,} of {total:,} {what}", file=sys.stderr, flush=True)

        yield advance
