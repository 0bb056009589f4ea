"""WebSub: after a publication that readers have, a hub is told of the feeds that changed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import parse_qs

import pytest
from lxml import etree

from tests.cli.newsroom import Newsroom

PUBLISHCONF = """
from pelicanconf import *
OUTPUT_PATH = "public"
SITEURL = {site!r}
TAG_AUTHORITY = "newsroom.example"
WEBSUB_HUB = {hub!r}
"""


@contextmanager
def _serve(root: Path, told: list[dict[str, list[str]]], status: int = 204) -> Iterator[str]:
    """Give what is published below ``root``, and be a hub at /hub."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            data = (root / self.path.removeprefix("/")).read_bytes()
            self.send_response(200)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def do_POST(self) -> None:
            size = int(self.headers["Content-Length"])
            told.append(parse_qs(self.rfile.read(size).decode()))
            self.send_response(status)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()


def test_a_hub_is_told_of_what_changed(newsroom: Newsroom) -> None:
    """Of each feed with a new release, and of no other; of nothing where nothing changed."""
    told: list[dict[str, list[str]]] = []
    with _serve(newsroom.root / "published/current", told) as site:
        newsroom.write("publishconf.py", PUBLISHCONF.format(site=site, hub=f"{site}/hub"))
        assert newsroom.inv("publish").status == 0
        assert f"{site}/ru/rss.xml" in told[0]["hub.url"]
        newsroom.release("second.en", "Second", Tags="Water")
        said = newsroom.inv("publish")
        assert f"{site}/hub was told of" in said.out
        assert newsroom.inv("publish").status == 0
    assert len(told) == 2
    assert told[1]["hub.mode"] == ["publish"]
    lists = ("", "kinds/statements/", "tags/water/")
    formats = ("atom.xml", "feed.json", "rss.xml")
    expected = {f"{site}/en/{each}{name}" for each in lists for name in formats}
    assert set(told[1]["hub.url"]) == expected
    for path in ("en/atom.xml", "en/tags/water/rss.xml"):
        root = etree.fromstring(newsroom.read(f"public/{path}").encode())
        links = {link.get("rel"): link.get("href") for link in root.iter("{*}link")}
        assert links["hub"] == f"{site}/hub"


@pytest.mark.parametrize("status", [500, 404])
def test_a_hub_that_fails_is_a_warning(newsroom: Newsroom, status: int) -> None:
    """The publication stands."""
    with _serve(newsroom.root / "published/current", [], status) as site:
        newsroom.write("publishconf.py", PUBLISHCONF.format(site=site, hub=f"{site}/hub"))
        said = newsroom.inv("publish")
    assert said.status == 0
    assert f"warning: the hub {site}/hub was not told of" in said.err


def test_a_hub_is_not_told_of_what_readers_do_not_have(newsroom: Newsroom) -> None:
    """The site gives something else, or nothing."""
    told: list[dict[str, list[str]]] = []
    with _serve(newsroom.root / "elsewhere", told) as hub:
        site = f"{hub}/nowhere"
        newsroom.write("publishconf.py", PUBLISHCONF.format(site=site, hub=f"{hub}/hub"))
        (newsroom.root / "elsewhere/nowhere/en").mkdir(parents=True)
        for path in ("atom.xml", "corrections/atom.xml"):
            newsroom.write(f"elsewhere/nowhere/en/{path}", "old")
        said = newsroom.inv("publish")
    assert said.status == 0
    assert "was not told" in said.err
    assert told == []


def test_no_hub_is_told_without_one(newsroom: Newsroom) -> None:
    """As it is by default; no feed names one."""
    newsroom.write("publishconf.py", 'from pelicanconf import *\nOUTPUT_PATH = "public"\n')
    said = newsroom.inv("publish")
    assert "told" not in said.out + said.err
    assert 'rel="hub"' not in newsroom.read("public/en/atom.xml")
