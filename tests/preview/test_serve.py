"""``inv serve`` as a person runs it: what it answers, how it starts, and how it ends."""

from __future__ import annotations

import os
import signal
import socket
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from time import sleep
from urllib.parse import urlsplit

from tests.cli.newsroom import Newsroom
from tests.preview.serving import Serving, serving

PAGE = "/en/2019/06/04/first/"


def ask(preview: Serving, path: str, **headers: str) -> tuple[HTTPResponse, bytes]:
    """Ask for a path as it is written."""
    connection = HTTPConnection(urlsplit(preview.address).netloc, timeout=30)
    connection.request("GET", path, headers=headers)
    response = connection.getresponse()
    body = response.read()
    connection.close()
    return response, body


def test_what_is_answered(newsroom: Newsroom) -> None:
    """Pages, files, the way to a folder's page, what is not there, and what is none of ours."""
    newsroom.write("content/media/notes.txt", "Заметки")
    with serving(newsroom) as preview:
        page, body = ask(preview, PAGE)
        assert page.status == 200
        assert page.headers["Content-Type"] == "text/html; charset=utf-8"
        assert page.headers["Cache-Control"] == "no-store"
        assert page.headers["X-Robots-Tag"] == "noindex"
        assert "Access-Control-Allow-Origin" not in page.headers
        assert b'<script src="/.preview/client.js"' in body
        made = newsroom.root / f".preview/output{PAGE}index.html"
        assert b"<script src" not in made.read_bytes()
        types = {
            path: ask(preview, path)[0].headers["Content-Type"]
            for path in ("/media/notes.txt", "/theme/css/main.css", "/en/atom.xml", "/sitemap.xml")
        }
        assert types == {
            "/media/notes.txt": "text/plain; charset=utf-8",
            "/theme/css/main.css": "text/css; charset=utf-8",
            "/en/atom.xml": "application/atom+xml; charset=utf-8",
            "/sitemap.xml": "application/xml; charset=utf-8",
        }
        moved, _ = ask(preview, PAGE[:-1])
        assert (moved.status, moved.headers["Location"]) == (302, PAGE)
        for path in ("/nowhere/", "/../pelicanconf.py", "/%2e%2e/pelicanconf.py", "/.communique"):
            missing, body = ask(preview, path)
            assert missing.status == 404
            assert b"Page not found" in body
        assert ask(preview, PAGE, Host="evil.example")[0].status == 403
        assert ask(preview, "//evil.example/..")[0].status == 404


def test_a_newsroom_that_is_broken_is_served_and_mended(newsroom: Newsroom) -> None:
    """The server is there from the start, and so are the pages as soon as they can be."""
    source = "content/releases/2019/06/04-first.en.md"
    good = newsroom.read(source)
    newsroom.write(source, good.replace("Title:", "Titel:"))
    with serving(newsroom) as preview:
        assert "releases/2019/06/04-first.en.md:1: " in "".join(preview.said)
        missing, body = ask(preview, PAGE)
        assert missing.status == 404
        assert b"client.js" in body
        newsroom.write(source, good)
        for _ in range(600):
            response, _ = ask(preview, PAGE)
            if response.status == 200:
                break
            sleep(0.1)
        assert response.status == 200


def test_it_says_where_a_text_is_that_was_saved(newsroom: Newsroom) -> None:
    """Its address stands in the terminal after each save."""
    with serving(newsroom) as preview:
        newsroom.release("releases/2019/06/04-talks.en", "Talks", Status="draft")
        for _ in range(600):
            if any("/talks/" in line for line in preview.said):
                break
            sleep(0.1)
        assert f"{preview.address}en/2019/06/04/talks/\n" in preview.said


def test_ctrl_c_ends_it(newsroom: Newsroom) -> None:
    """Status 0, no traceback, no process left, also while a page is open."""
    for end in (signal.SIGINT, signal.SIGTERM):
        with serving(newsroom) as preview:
            stream = socket.create_connection(("127.0.0.1", urlsplit(preview.address).port or 0))
            stream.sendall(
                b"GET /.preview/events?page=x&seen=y HTTP/1.0\r\nHost: localhost\r\n\r\n"
            )
            assert b"text/event-stream" in stream.recv(1000)
            assert preview.end(end) == 0
            stream.close()
        assert "Traceback" not in "".join(preview.said)
        assert preview.said[-1] == "The preview has ended.\n"
        assert not _is_group_alive(preview.process.pid)


def test_where_ctrl_c_is_ignored_it_says_how_it_ends(newsroom: Newsroom) -> None:
    """As under `nohup`, or after `&` in a script: it goes on at Ctrl-C, and ends at a kill."""
    with serving(newsroom, ignoring=signal.SIGINT) as preview:
        pid = preview.process.pid
        assert preview.said[-1] == f"Preview: {preview.address} (kill {pid} ends it)\n"
        preview.process.send_signal(signal.SIGINT)
        assert ask(preview, PAGE)[0].status == 200
        assert preview.end(signal.SIGTERM) == 0
    assert preview.said[-1] == "The preview has ended.\n"


def _is_group_alive(group: int) -> bool:
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True


def test_a_port_in_use_is_told(newsroom: Newsroom) -> None:
    """In one line, with the way out; nothing is built for it."""
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        said = newsroom.inv_in_shell("serve", "--port", str(port))
    assert (said.status, said.out) == (1, "")
    assert said.err == (
        f"port {port} of 127.0.0.1 is in use; end the program that has it, or choose another: "
        f"inv serve --port {port + 1}\n"
    )
    assert not (newsroom.root / ".preview").exists()


def test_what_cannot_be_listened_on_is_told(newsroom: Newsroom) -> None:
    """An address that is none of this machine's, a number that is no port."""
    said = newsroom.inv_in_shell("serve", "--bind", "192.0.2.1")
    assert said.status == 1
    assert said.err.startswith("cannot listen on port 8000 of 192.0.2.1: ")
    said = newsroom.inv_in_shell("serve", "--port", "70000")
    assert said.err == "--port must be a number from 0 to 65535, got 70000\n"


def test_two_previews_of_one_folder(newsroom: Newsroom) -> None:
    """The second is told of the first, and may have a folder of its own."""
    with serving(newsroom):
        said = newsroom.inv_in_shell("serve", "--port", "0")
        assert said.status == 1
        assert said.err.startswith("another preview runs in ")
        with serving(newsroom, "--folder", str(Path(".other"))):
            assert (newsroom.root / ".other/output/.communique").is_file()
