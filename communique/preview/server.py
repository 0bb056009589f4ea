"""The preview's web server: an output as a host would show it, and the news of what changed."""

from __future__ import annotations

import errno
import json
from dataclasses import asdict
from html import escape
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from queue import Empty
from socket import AF_INET, AF_INET6
from socketserver import TCPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, quote, unquote

from communique.errors import CommuniqueError
from communique.outputs.media_types import media_type
from communique.preview.desk import Desk, Shown
from communique.preview.hosts import is_host_allowed
from communique.preview.readers import Event, Readers

__all__ = ["Server", "open_server"]

CLIENT = (Path(__file__).parent / "client.js").read_bytes()
OURS = "/.preview/"
"""Addresses of the server's own; no output starts with a dot."""

HEARTBEAT = 15
"""Seconds after which a silent browser is written to, to see whether it is still there."""

HEADERS = {
    "Cache-Control": "no-store",
    "X-Robots-Tag": "noindex",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Frame-Options": "SAMEORIGIN",
}
"""What every answer says: nobody keeps it, finds it, or shows it in a page of their own."""

NOTHING = b"""<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>Preview</title></head>
<body><p>There is no page here. If one comes to be, it is shown at once.</p></body></html>
"""


class Server(ThreadingHTTPServer):
    """Answers each request in a thread; open pages do not keep it from ending."""

    daemon_threads = True
    block_on_close = False

    def __init__(self, host: str, port: int) -> None:
        self.host = host
        self.address_family = AF_INET6 if ":" in host else AF_INET
        self.desk: Desk
        self.readers: Readers
        super().__init__((host, port), _Answer)

    def server_bind(self) -> None:
        """Listen, and ask nobody for the machine's full name, as Python's own server does."""
        TCPServer.server_bind(self)
        self.server_name, self.server_port = self.host, self.server_address[1]

    def answer_for(self, desk: Desk, readers: Readers) -> None:
        """Answer what is asked from now on, and what was asked meanwhile."""
        self.desk, self.readers = desk, readers
        Thread(target=self.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing: a browser that leaves in the middle of an answer is no news."""


def open_server(host: str, port: int) -> Server:
    """Listen; raises CommuniqueError where that cannot be, with what to do."""
    try:
        return Server(host, port)
    except (OSError, OverflowError) as error:
        raise CommuniqueError(_why_not(error, host, port)) from error


def _why_not(error: Exception, host: str, port: int) -> str:
    place = f"port {port} of {host}"
    if isinstance(error, OverflowError):
        return f"--port must be a number from 0 to 65535, got {port}"
    if isinstance(error, OSError) and error.errno == errno.EADDRINUSE:
        hint = f"end the program that has it, or choose another: inv serve --port {port + 1}"
        return f"{place} is in use; {hint}"
    hint = "choose a --port from 1024 on, and an address of this machine for --bind"
    return f"cannot listen on {place}: {error}; {hint}"


class _Answer(BaseHTTPRequestHandler):
    """Answers one request."""

    server_version = "Communique"
    sys_version = ""

    server: Server

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's name
        """Say nothing: the terminal is for what was built."""

    def do_GET(self) -> None:
        """Answer with a file, the news, or the page of what is not there."""
        if not is_host_allowed(self.headers.get("Host", ""), self.server.host):
            self._send(HTTPStatus.FORBIDDEN, "text/plain", b"Asked for by a name not of here.\n")
            return
        address, _, query = self.path.partition("?")
        if address == f"{OURS}client.js":
            self._send(HTTPStatus.OK, "text/javascript; charset=utf-8", CLIENT)
        elif address == f"{OURS}events":
            self._tell_news(parse_qs(query))
        else:
            self._answer(unquote(address))

    do_HEAD = do_GET  # noqa: N815 - the library's name

    def _answer(self, address: str) -> None:
        path = address.lstrip("/")
        if not path or path.endswith("/"):
            path += "index.html"
        shown = self.server.desk.show(path)
        if shown.data is not None:
            type_ = _content_type(path)
            data = _with_client(shown.data, path, shown) if "html" in type_ else shown.data
            self._send(HTTPStatus.OK, type_, data)
        elif self.server.desk.show(f"{path}/index.html").data is not None:
            self._send(HTTPStatus.FOUND, "text/plain", b"", {"Location": f"/{quote(path)}/"})
        else:
            page = self.server.desk.show("404.html").data or NOTHING
            data = _with_client(page, path, shown)
            self._send(HTTPStatus.NOT_FOUND, "text/html; charset=utf-8", data)

    def _send(
        self, status: HTTPStatus, type_: str, data: bytes, more: dict[str, str] | None = None
    ) -> None:
        self.send_response(status)
        for name, value in (HEADERS | (more or {})).items():
            self.send_header(name, value)
        self.send_header("Content-Type", type_)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(data)

    def _tell_news(self, query: dict[str, list[str]]) -> None:
        """Send server-sent events (HTML Standard §9.2) until the page is loaded again, or gone."""
        self.send_response(HTTPStatus.OK)
        for name, value in HEADERS.items():
            self.send_header(name, value)
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()
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


def _with_client(page: bytes, path: str, shown: Shown) -> bytes:
    """Return a page with the script that follows it: in what is served, never in the output."""
    script = (
        f'<script src="{OURS}client.js" data-page="{escape(path)}" data-seen="{shown.token}">'
        "</script>\n"
    ).encode()
    end = page.rfind(b"</body>")
    return page[:end] + script + page[end:] if end >= 0 else page + script


IN_UTF_8 = ("text/", "application/json", "application/xml", "image/svg")


def _content_type(path: str) -> str:
    """Return a file's media type, with the charset where it is text."""
    found = media_type(path)
    return f"{found}; charset=utf-8" if found.startswith(IN_UTF_8) else found
