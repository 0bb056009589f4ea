"""The progress of a long task."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

LONG = 400
"""Work on fewer items is over before anybody asks."""


class Progress:
    """Reports to nobody; the plugin has classes that report to a terminal or a log."""

    @contextmanager
    def count(self, what: str, total: int) -> Iterator[Callable[[int], None]]:
        """Yield a function to call with the number of items that were just done."""
        shown = self if total >= LONG else Progress()
        with shown.show(what, total) as count:
            yield count

    @contextmanager
    def show(self, _what: str, _total: int) -> Iterator[Callable[[int], None]]:
        """Yield the function for long work."""
        yield lambda _done: None
