"""A web server for one machine; it closes connections that send no request."""

from __future__ import annotations

import errno
import os
import signal
from collections.abc import Callable, Mapping
from contextlib import suppress
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from socket import AF_INET, AF_INET6, SHUT_RDWR, socket
from socketserver import TCPServer
from threading import Lock, Thread
from typing import Any
from urllib.parse import quote, unquote

from communique.clock import start_stopwatch
from communique.errors import CommuniqueError
from communique.outputs.media_types import FEEDS, media_type
from communique.preview.host_names import is_host_allowed

PATIENCE = 10
"""Seconds that a connection has to say what it wants, all headers included."""

MOST = 200
"""The most connections at once; a browser has six. Beyond, those without a request are closed."""

SILENCE = 30
"""Seconds after which a connection is closed whose client reads nothing of an answer."""

NOTHING = b"""<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>Not found</title></head>
<body><p>There is no page here. If one comes to be, it is shown at once.</p></body></html>
"""

IN_UTF_8 = ("text/", "application/json", "application/xml", "image/svg", *FEEDS.values())

PIECE = 1 << 16
"""Bytes that are sent at once: a slow client still reads so many in time."""


class Listener(ThreadingHTTPServer):
    """Answers each request in a thread that does not delay its end, by PATIENCE and MOST.

    Raises CommuniqueError, with a hint, where it cannot listen.
    """

    verb = "serve"
    """The task of ``inv`` that listens."""
    daemon_threads = True
    block_on_close = False
    request_queue_size = 2 * MOST
    """Those beyond it knock again after one second, three, seven; the library has five."""
    patience: float = PATIENCE
    most: int = MOST

    def __init__(self, host: str, port: int, answer: type[Reply]) -> None:
        self.host = host
        self.address_family = AF_INET6 if ":" in host else AF_INET
        self._waiting: dict[socket, Callable[[], float]] = {}
        """Connections that did not yet say what they want, oldest first, each with its age."""
        self._answered: set[socket] = set()
        self._lock = Lock()
        try:
            super().__init__((host, port), answer)
        except (OSError, OverflowError) as error:
            raise _why_not(error, host, port, self.verb) from error

    def server_bind(self) -> None:
        """Listen, without looking up the machine's full name, as Python's own server does."""
        TCPServer.server_bind(self)
        self.server_name, self.server_port = self.host, self.server_address[1]

    def start(self) -> None:
        """Answer all requests from now on, and those that have waited."""
        Thread(target=self.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Print nothing: a browser may leave in the middle of an answer."""

    def process_request(self, request: Any, client_address: Any) -> None:
        """Answer in a thread; beyond MOST close the connection that waits longest, or this one."""
        with self._lock:
            self._waiting[request] = start_stopwatch()
            if len(self._waiting) + len(self._answered) > self.most:
                self._give_up(next(iter(self._waiting)))
        super().process_request(request, client_address)

    def service_actions(self) -> None:
        """Close connections that sent no request in time; the library calls this repeatedly."""
        with self._lock:
            late = [each for each, age in self._waiting.items() if age() > self.patience]
            for each in late:
                self._give_up(each)

    def _give_up(self, connection: socket) -> None:
        del self._waiting[connection]
        with suppress(OSError):  # it may have left by itself
            connection.shutdown(SHUT_RDWR)  # its thread then reads the end, and closes it

    def take(self, connection: socket) -> None:
        """Note that a connection sent its request: it stays open until it is answered."""
        with self._lock:
            if self._waiting.pop(connection, None):
                self._answered.add(connection)

    def shutdown_request(self, request: Any) -> None:
        """Forget a connection, and close it."""
        with self._lock:
            self._waiting.pop(request, None)
            self._answered.discard(request)
        super().shutdown_request(request)


def missing_pages(path: str) -> tuple[str, ...]:
    """Return the pages to show for a path without a file: the first of them that exists."""
    folder, slash, _ = path.partition("/")
    return (f"{folder}/404.html", "404.html") if slash else ("404.html",)


class Reply(BaseHTTPRequestHandler):
    """Answers one request of a Listener with a file, as a static host does."""

    server_version = "Communique"
    sys_version = ""
    timeout = SILENCE

    server: Listener

    headers_of_all: Mapping[str, str] = {
        "Cache-Control": "no-store",
        "Cross-Origin-Resource-Policy": "same-origin",
    }
    """What every answer says."""

    def look(self, path: str) -> bytes | None:
        """Return the file at a path below the site; None without one."""
        raise NotImplementedError

    def missing(self, path: str) -> bytes:
        """Return the page for a path without a file: its language's, or the site's own."""
        pages = (self.look(name) for name in missing_pages(path))
        return next(filter(None, pages), NOTHING)

    def do_GET(self) -> None:
        """Answer with a file, a redirect to a folder's page, or the page for missing files."""
        address = unquote(self.path.partition("?")[0])
        path = address.lstrip("/")
        if not path or path.endswith("/"):
            path += "index.html"
        data = self.look(path)
        if data is not None:
            self.send(HTTPStatus.OK, served_type(path), data)
        elif self.look(f"{path}/index.html") is not None:
            self.send(HTTPStatus.FOUND, "text/plain", b"", {"Location": f"/{quote(path)}/"})
        else:
            self.send(HTTPStatus.NOT_FOUND, "text/html; charset=utf-8", self.missing(path))

    def do_HEAD(self) -> None:
        """Answer as to GET, without the bytes."""
        self.do_GET()

    def send(
        self, status: HTTPStatus, type_: str, data: bytes, more: Mapping[str, str] | None = None
    ) -> None:
        """Send an answer; close the connection if nothing is read for SILENCE seconds."""
        self.begin(status, {"Content-Length": str(len(data)), **(more or {})}, type_)
        if self.command != "HEAD":
            for start in range(0, len(data), PIECE):
                self.wfile.write(data[start : start + PIECE])

    def begin(self, status: HTTPStatus, more: Mapping[str, str], type_: str) -> None:
        """Send the head of an answer."""
        self.send_response(status)
        for name, value in {**self.headers_of_all, "Content-Type": type_, **more}.items():
            self.send_header(name, value)
        self.end_headers()

    def parse_request(self) -> bool:
        """Read the headers; from then on the connection is not waited for."""
        whole = super().parse_request()
        self.server.take(self.connection)
        if whole and not is_host_allowed(self.headers.get("Host", ""), self.server.host):
            self.send(HTTPStatus.FORBIDDEN, "text/plain", b"Asked for by a name not of here.\n")
            return False
        return whole

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's name
        """Say nothing: the terminal is for what was built."""


def served_type(path: str) -> str:
    """Return a file's media type as HOSTS sends it: text with its charset."""
    found = media_type(path)
    return f"{found}; charset=utf-8" if found.startswith(IN_UTF_8) else found


def read_port(written: str) -> int:
    """Return the number of a port; raises CommuniqueError if the text is no port."""
    if written.isascii() and written.isdecimal() and len(written) <= len("65535"):
        return int(written)
    raise CommuniqueError(f'--port must be a number from 0 to 65535, got "{written}"; write 8000')


def _why_not(error: Exception, host: str, port: int, verb: str) -> CommuniqueError:
    place = f"port {port} of {host}"
    if isinstance(error, OverflowError):
        return CommuniqueError(f"--port must be a number from 0 to 65535, got {port}")
    if isinstance(error, OSError) and error.errno == errno.EADDRINUSE:
        hint = f"end the program that has it, or choose another: inv {verb} --port {port + 1}"
        return CommuniqueError(f"{place} is in use; {hint}")
    hint = "choose a --port from 1024 on, and an address of this machine for --bind"
    return CommuniqueError(f"cannot listen on {place}: {error}; {hint}")


def address_of(server: Listener) -> str:
    """Return the address of what a server shows."""
    host = str(server.server_address[0])
    return f"http://{f'[{host}]' if ':' in host else host}:{server.server_port}/"


def end_by() -> str:
    """Let a kill end this program as Ctrl-C does; return the signals that end it."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    ignored = signal.getsignal(signal.SIGINT) is signal.SIG_IGN
    return f"kill {os.getpid()}" if ignored else "Ctrl-C"
