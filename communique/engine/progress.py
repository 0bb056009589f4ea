"""The progress of a long task."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

LONG = 400
"""Work on fewer items is over before anybody asks."""


class Progress:
    """Reports to nobody; the plugin has classes that report to a terminal or a log."""

    @contextmanager
    def count(self, _what: str, _total: int) -> Iterator[Callable[[int], None]]:
        """Yield a function to call with the number of items that were just done."""
        yield ignore


def ignore(done: int) -> None:
    """Report nothing."""
    del done
