"""Ways to a server: one that is cut, and one behind which the server has no room left."""

from __future__ import annotations

import socket
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http.client import HTTPConnection
from threading import Lock, Thread

from tests.ports import Quiet, answering


class _Way:
    """Counts what goes to the server on all connections, and cuts them when it is too much."""

    def __init__(self, port: int, limit: int, mark: bytes) -> None:
        self.port, self.left, self.mark, self.lock = port, limit, mark, Lock()
        self.seen = 0
        self.open: list[socket.socket] = []
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.listens = int(self.listener.getsockname()[1])
        Thread(target=self._accept, daemon=True).start()

    def _accept(self) -> None:
        while True:
            try:
                client, _ = self.listener.accept()
            except OSError:
                return
            server = socket.create_connection(("127.0.0.1", self.port))
            with self.lock:
                self.open += [client, server]
            Thread(target=self._carry, args=(client, server, True), daemon=True).start()
            Thread(target=self._carry, args=(server, client, False), daemon=True).start()

    def _carry(self, source: socket.socket, target: socket.socket, counted: bool) -> None:  # noqa: FBT001
        with suppress(OSError):
            while data := source.recv(4096):
                if counted:
                    with self.lock:
                        more = data.count(self.mark) if self.mark else len(data)
                        self.seen += more
                        self.left -= more
                    if self.left < 0:
                        break
                target.sendall(data)
        with suppress(OSError):
            if counted and self.left < 0:
                self.cut()
            target.shutdown(socket.SHUT_WR)

    def cut(self) -> None:
        """Close every connection, and take no more."""
        self.listener.close()
        with self.lock:
            for each in self.open:
                with suppress(OSError):
                    each.shutdown(socket.SHUT_RDWR)
                each.close()
            self.open.clear()


@contextmanager
def cutting_proxy(port: int, limit: int, mark: bytes = b"") -> Iterator[int]:
    """Give the port of a way to a server on loopback, cut after ``limit`` bytes towards it.

    With a mark, it is cut after so many marks.
    """
    with _open(_Way(port, limit, mark)) as way:
        yield way.listens


@contextmanager
def counting_proxy(port: int, mark: bytes = b"") -> Iterator[Callable[[], tuple[int, int]]]:
    """Give the port of a way that is not cut, and how many bytes or marks went through so far."""
    with _open(_Way(port, sys.maxsize, mark)) as way:
        yield lambda: (way.listens, way.seen)


@contextmanager
def _open(way: _Way) -> Iterator[_Way]:
    try:
        yield way
    finally:
        way.cut()


@contextmanager
def full_proxy(port: int, after: int, status: int) -> Iterator[int]:
    """Give the port of a way to a server of S3 that has no room after so many files.

    It answers ``status`` to what else is put there, and all that takes no room goes through.
    """
    left, lock = [after], Lock()

    class Handler(Quiet):
        protocol_version = "HTTP/1.1"

        def _pass_on(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            if self.command == "PUT":
                with lock:
                    left[0] -= 1
                    full = left[0] < 0
                if full:
                    self._answer(status, [], b"")
                    return
            server = HTTPConnection("127.0.0.1", port)
            # As they are, each once: the signature is over them.
            server.putrequest(self.command, self.path, skip_host=True, skip_accept_encoding=True)
            for name, value in self.headers.items():
                server.putheader(name, value)
            server.endheaders(body)
            answer = server.getresponse()
            self._answer(answer.status, answer.getheaders(), answer.read())
            server.close()

        def _answer(self, code: int, headers: list[tuple[str, str]], data: bytes) -> None:
            self.send_response_only(code)
            length = str(len(data))
            for name, value in headers:
                if name.lower() == "content-length":
                    length = value
                elif name.lower() not in {"connection", "transfer-encoding"}:
                    self.send_header(name, value)
            self.send_header("Content-Length", length)
            self.end_headers()
            self.wfile.write(data)

        do_GET = do_HEAD = do_PUT = do_POST = do_DELETE = _pass_on

    with answering(Handler) as listens:
        yield listens
