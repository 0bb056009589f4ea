"""Who connects to a preview and does not say what they want, or not to its end."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from threading import Event, Thread

import pytest

from communique.preview.listener import Listener, Reply
from communique.preview.preview import Preview
from communique.preview.server import Readers, Server
from tests.cli.newsroom import Newsroom

PAGE = b"/en/2019/06/04/first/"
HEAD = b"GET %s HTTP/1.1\r\nHost: localhost\r\n"


@pytest.fixture
def server(preview: Preview) -> Iterator[Server]:
    """A preview that waits a quarter of a second, for ten connections at once."""
    preview.refresh()
    with Server("127.0.0.1", 0) as server:
        server.patience, server.most = 0.25, 10
        server.answer_for(preview, Readers(preview))
        yield server
        server.shutdown()


def connect(server: Server, data: bytes = b"") -> socket.socket:
    """Connect and send something; what then waits longer than a minute fails."""
    connection = socket.create_connection(("127.0.0.1", server.server_port), timeout=60)
    connection.sendall(data)
    return connection


def read_all(connection: socket.socket) -> bytes:
    """Read until the server closes the connection."""
    data = b""
    with closing(connection), suppress(ConnectionError):  # it may be closed with something unread
        while more := connection.recv(1 << 16):
            data += more
    return data


def is_page_there(server: Server) -> bool:
    return b"A short text." in read_all(connect(server, HEAD % PAGE + b"\r\n"))


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"G",
        b"GET / HTTP/1.1",
        b"GET / HTTP/1.1\r\n",
        HEAD % b"/",
        HEAD % b"/" + b"X-Long: " + b"x" * 1000,
        b"\x16\x03\x01\x02\x00\x01",
        b"POST / HTTP/1.1\r\nContent-Length: 10\r\n",
    ],
)
def test_what_does_not_say_what_it_wants_is_closed(server: Server, data: bytes) -> None:
    """Nothing, a part of a line, of the headers, another protocol: no answer, and the end."""
    assert read_all(connect(server, data)) == b""
    assert is_page_there(server)


@pytest.mark.parametrize("piece", [b"x", b"X-A: b\r\n"])
def test_headers_that_never_end_are_not_awaited(server: Server, piece: bytes) -> None:
    """A sign at a time, or a header at a time: that something comes is no reason to wait on."""
    connection = connect(server, HEAD % b"/")
    ended = Event()

    def drip() -> None:
        while not ended.wait(0.02):
            try:
                connection.send(piece)
            except OSError:
                return

    dripping = Thread(target=drip)
    dripping.start()
    try:
        assert b" 200 " not in read_all(connection)
    finally:
        ended.set()
        dripping.join()
    assert is_page_there(server)


@pytest.mark.parametrize(("verb", "status"), [(b"GET", b" 200 "), (b"POST", b" 501 ")])
def test_a_body_that_never_comes_is_not_awaited(server: Server, verb: bytes, status: bytes) -> None:
    """No answer needs one."""
    connection = connect(server, verb + HEAD[3:] % b"/" + b"Content-Length: 1000\r\n\r\n")
    assert status in read_all(connection).partition(b"\r\n")[0]


def test_many_idle_connections_shut_nobody_out(server: Server) -> None:
    """Of more than can be, those that wait longest are closed; a page is answered at once."""
    server.patience = 3600
    idle = [connect(server) for _ in range(30)]
    assert is_page_there(server)
    for each in idle[:20]:
        assert each.recv(1) == b""
    for each in idle:
        each.close()


def test_many_may_knock_at_once() -> None:
    """Before any is answered: who is not let in tries again after a second, then ever later."""
    with ExitStack() as stack, Listener("127.0.0.1", 0, Reply) as listener:
        address = "127.0.0.1", listener.server_port
        for _ in range(300):
            knock = stack.enter_context(closing(socket.create_connection(address, timeout=0.9)))
            assert knock.getpeername() == address


@contextmanager
def open_pages(server: Server, count: int) -> Iterator[list[socket.socket]]:
    """Open the stream of a page that shows what there is now, as often as said."""
    page = PAGE.decode()[1:] + "index.html"
    address = f"/.preview/events?page={page}&seen={server.preview.show(page).token}"
    with ExitStack() as stack:
        streams = [connect(server, HEAD % address.encode() + b"\r\n") for _ in range(count)]
        for each in streams:
            stack.enter_context(closing(each))
            assert b"text/event-stream" in each.recv(1000)
        yield streams


def test_an_open_page_stays(newsroom: Newsroom, server: Server) -> None:
    """Its stream outlasts every patience, and its news come."""
    with open_pages(server, 1) as (stream,):
        for _ in range(3):
            assert read_all(connect(server)) == b""
        newsroom.release("releases/2019/06/04-first.en", "Another title")
        server.preview.refresh()
        assert server.readers.tell() == 1
        assert b'"reload": true' in stream.recv(1000)


def test_open_pages_are_not_closed_for_others(newsroom: Newsroom, server: Server) -> None:
    """Where all connections are open pages, one more is closed."""
    with open_pages(server, 10) as streams:
        assert read_all(connect(server, HEAD % PAGE + b"\r\n")) == b""
        newsroom.release("releases/2019/06/04-first.en", "Another title")
        server.preview.refresh()
        server.readers.tell()
        for each in streams:
            assert b'"reload": true' in each.recv(1000)
