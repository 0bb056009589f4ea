"""Open pages of a preview, and the messages to them: reload, or a problem."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import field
from queue import SimpleQueue
from threading import Lock

from communique.preview.preview import Preview, Shown
from communique.values import dataclass


@dataclass(frozen=True, slots=True)
class Event:
    """A message to a browser; ``lines`` are problems to show over the page, or empty."""

    reload: bool
    lines: tuple[str, ...] = ()


@dataclass(slots=True, eq=False)
class Reader:
    """An open page: its output's path, and the token of what the browser shows of it."""

    page: str
    seen: str
    events: SimpleQueue[Event] = field(default_factory=SimpleQueue)
    _last: Event = Event(reload=False)

    def tell(self, shown: Shown) -> bool:
        """Tell the browser what there is now; return whether the page changed."""
        event = Event(shown.token != self.seen, shown.problems)
        if event != self._last:
            self._last = event
            self.events.put(event)
        return event.reload


class Readers:
    """All pages that are open."""

    def __init__(self, preview: Preview) -> None:
        self._preview = preview
        self._open: list[Reader] = []
        self._lock = Lock()

    @contextmanager
    def reading(self, page: str, seen: str) -> Iterator[Reader]:
        """Count a page as open; tell its browser at once if it changed since it was loaded."""
        reader = Reader(page, seen)
        with self._lock:
            self._open.append(reader)
        try:
            reader.tell(self._preview.show(page))
            yield reader
        finally:
            with self._lock:
                self._open.remove(reader)

    def tell(self) -> int:
        """Tell every open page what there is now; return how many load it again."""
        with self._lock:
            readers = list(self._open)
        shown = {page: self._preview.show(page) for page in {reader.page for reader in readers}}
        return sum(reader.tell(shown[reader.page]) for reader in readers)
