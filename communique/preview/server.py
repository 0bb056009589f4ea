"""The preview's web server: it serves the output and tells open pages of changes."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, field
from html import escape
from http import HTTPStatus
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Lock
from urllib.parse import parse_qs

from communique.preview.listener import NOTHING, Listener, Reply, missing_pages, served_type
from communique.preview.preview import Preview, ShownPage
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

    def tell(self, shown: ShownPage) -> bool:
        """Tell the browser the current state of its page; return whether the page changed."""
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
        """Tell every open page the current state; return how many of them reload."""
        with self._lock:
            readers = list(self._open)
        shown = {page: self._preview.show(page) for page in {reader.page for reader in readers}}
        return sum(reader.tell(shown[reader.page]) for reader in readers)


CLIENT = (Path(__file__).parent / "client.js").read_bytes()
OURS = "/.preview/"
"""Addresses of the server's own; no output starts with a dot."""

HEARTBEAT = 15
"""Seconds after which a silent browser is written to, to see whether it is still there."""

HEADERS = {
    **Reply.headers_of_all,
    "X-Robots-Tag": "noindex",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "SAMEORIGIN",
}
"""Headers of every answer: no cache, no search engine, no frame in another page."""


class Server(Listener):
    """Answers with what the preview shows."""

    def __init__(self, host: str, port: int) -> None:
        self.preview: Preview
        self.readers: Readers
        super().__init__(host, port, _PageReply)

    def answer_for(self, preview: Preview, readers: Readers) -> None:
        """Answer all requests from now on, and those that have waited."""
        self.preview, self.readers = preview, readers
        self.start()


class _PageReply(Reply):
    """Answers one request."""

    server: Server

    headers_of_all = HEADERS

    def do_GET(self) -> None:
        """Answer with the news, or with a file that follows it."""
        address, _, query = self.path.partition("?")
        if address == f"{OURS}client.js":
            self.send(HTTPStatus.OK, "text/javascript; charset=utf-8", CLIENT)
        elif address == f"{OURS}events":
            self._tell_news(parse_qs(query))
        else:
            super().do_GET()

    def look(self, path: str) -> bytes | None:
        """Return what the preview shows, a page with the script that follows it."""
        shown = self.server.preview.show(path)
        if shown.data is None or "html" not in served_type(path):
            return shown.data
        return _with_client(shown.data, path, shown)

    def missing(self, path: str) -> bytes:
        """Return a page that is shown anew when something comes to be at the path."""
        found = (self.server.preview.show(name).data for name in missing_pages(path))
        page = next(filter(None, found), NOTHING)
        return _with_client(page, path, self.server.preview.show(path))

    def _tell_news(self, query: dict[str, list[str]]) -> None:
        """Send server-sent events (HTML Standard §9.2) until the page is loaded again, or gone."""
        self.begin(HTTPStatus.OK, {}, "text/event-stream")
        if self.command == "HEAD":
            return
        page, seen = (query.get(name, [""])[0] for name in ("page", "seen"))
        with self.server.readers.reading(page, seen) as reader:
            event = Event(reload=False)
            while not event.reload:
                try:
                    event = reader.events.get(timeout=HEARTBEAT)
                except Empty:
                    self.wfile.write(b":\n\n")
                else:
                    self.wfile.write(f"data: {json.dumps(asdict(event))}\n\n".encode())


def _with_client(page: bytes, path: str, shown: ShownPage) -> bytes:
    """Return a page with the script that follows it: in what is served, never in the output."""
    script = (
        f'<script src="{OURS}client.js" data-page="{escape(path)}" data-seen="{shown.token}">'
        "</script>\n"
    ).encode()
    end = page.rfind(b"</body>")
    return page[:end] + script + page[end:] if end >= 0 else page + script
