"""Progress bars on a terminal; a separate module, because rich takes long to import."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from pelican.log import console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    Task,
    TimeRemainingColumn,
)
from rich.text import Text


class Rate(ProgressColumn):
    """How many are done in a second."""

    def render(self, task: Task) -> Text:
        """Show the rate of the last seconds; none before the first is done."""
        speed = task.finished_speed or task.speed
        return Text(f"{speed:,.0f}/s" if speed else "", style="progress.data.speed")


@contextmanager
def show_bar(what: str, total: int) -> Iterator[Callable[[int], None]]:
    """Show a bar with numbers, rate and time left below Pelican's display, and take it away."""
    columns = "{task.description}", BarColumn(), MofNCompleteColumn(), Rate(), TimeRemainingColumn()
    with Progress(*columns, console=console, transient=True) as bars:
        task = bars.add_task(what, total=total)
        yield lambda done: bars.advance(task, done)
