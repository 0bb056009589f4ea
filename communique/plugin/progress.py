"""Progress of long work: a bar on a terminal, lines in a log."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module

from pelican.log import console

from communique.engine import progress

LINES = 10
"""How many lines a log gets for one piece of work."""


def choose_progress() -> progress.Progress:
    """Return bars where Pelican's console is a terminal, else lines."""
    return Bars() if console.is_terminal else PlainLines()


class Bars(progress.Progress):
    """A bar for work that is long."""

    @contextmanager
    def show(self, what: str, total: int) -> Iterator[Callable[[int], None]]:
        """Show a bar while the work is under way."""
        # Not at the top: an edit has no long work, and must be fast.
        bars = import_module("communique.plugin.bars")
        with bars.show_bar(what, total) as advance:
            yield advance


class PlainLines(progress.Progress):
    """A line for every tenth."""

    @contextmanager
    def show(self, what: str, total: int) -> Iterator[Callable[[int], None]]:
        """Print lines to standard error as the work goes on."""
        done = 0

        def advance(more: int) -> None:
            nonlocal done
            before, done = done * LINES // total, done + more
            if done * LINES // total > before:
                print(f"{done:,} of {total:,} {what}", file=sys.stderr, flush=True)

        yield advance
