"""A way to a server that is cut once so many bytes have gone through."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from threading import Lock, Thread


class _Way:
    """Counts what goes to the server on all connections, and cuts them when it is too much."""

    def __init__(self, port: int, limit: int, mark: bytes) -> None:
        self.port, self.left, self.mark, self.lock = port, limit, mark, Lock()
        self.open: list[socket.socket] = []
        self.listener = socket.create_server(("127.0.0.1", 0))
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
                        self.left -= data.count(self.mark) if self.mark else len(data)
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
    way = _Way(port, limit, mark)
    try:
        yield int(way.listener.getsockname()[1])
    finally:
        way.cut()
