"""How much of a long task is done, for whoever waits."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

LONG = 400
"""Work on fewer items is over before anybody asks."""


class Progress:
    """Tells nobody; the plugin has those that tell a terminal or a log."""

    @contextmanager
    def count(self, _what: str, _total: int) -> Iterator[Callable[[int], None]]:
        """Give a function to call with how many more of ``total`` are done; ``what`` in words."""
        yield ignore


def ignore(done: int) -> None:
    """Tell nobody."""
    del done
