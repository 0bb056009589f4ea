"""WebSub: after a publication that readers have, a hub is told of the feeds that changed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread
from urllib.parse import parse_qs

import pytest
from celery import Celery
from flask import Flask
from flask_websub.hub import Hub, SQLite3HubStorage
from flask_websub.subscriber import (
    SQLite3SubscriberStorage,
    SQLite3TempSubscriberStorage,
    Subscriber,
    discover,
)
from lxml import etree
from werkzeug.serving import make_server

from tests.cli.newsroom import Newsroom
from tests.hosts.servers import serve
from tests.ports import Quiet, answering

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

    class Handler(Quiet):
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

    with answering(Handler) as port:
        yield f"http://127.0.0.1:{port}"


def test_a_hub_is_told_of_what_changed(newsroom: Newsroom) -> None:
    """Of each feed with a new release that readers had before; of none where nothing changed.

    In the words of every hub: a feed a request, as topic and as address.
    """
    told: list[dict[str, list[str]]] = []
    with _serve(newsroom.root / "published/current", told) as site:
        newsroom.write("publishconf.py", PUBLISHCONF.format(site=site, hub=f"{site}/hub"))
        assert newsroom.inv("publish").status == 0
        assert told == []
        newsroom.release("second.en", "Second", Tags="Water")
        said = newsroom.inv("publish")
        assert f"{site}/hub was told of" in said.out
        assert newsroom.inv("publish").status == 0
    assert all(form["hub.mode"] == ["publish"] for form in told)
    assert [form["hub.topic"] for form in told] == [form["hub.url"] for form in told]
    lists = ("", "kinds/statements/")
    formats = ("atom.xml", "feed.json", "rss.xml")
    expected = {f"{site}/en/{each}{name}" for each in lists for name in formats}
    assert sorted(form["hub.url"][0] for form in told) == sorted(expected)
    for path in ("en/atom.xml", "en/tags/water/rss.xml"):
        root = etree.fromstring(newsroom.read(f"public/{path}").encode())
        links = {link.get("rel"): link.get("href") for link in root.iter("{*}link")}
        assert links["hub"] == f"{site}/hub"


@contextmanager
def _real_hub(folder: Path) -> Iterator[tuple[str, Flask, Subscriber]]:
    """Run Flask-WebSub's hub and a subscriber of its; yield their address, the app and him."""
    celery = Celery("hub", set_as_current=False)
    celery.conf.task_always_eager = True
    hub = Hub(SQLite3HubStorage(str(folder / "hub.sqlite3")), celery)
    stores = (SQLite3SubscriberStorage, SQLite3TempSubscriberStorage)
    subscriber = Subscriber(*(store(str(folder / f"{store.__name__}.db")) for store in stores))
    app = Flask("hub")
    app.config["PUBLISH_SUPPORTED"] = True
    app.register_blueprint(hub.build_blueprint(url_prefix="/hub"))
    app.register_blueprint(subscriber.build_blueprint(url_prefix="/heard"))
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", app, subscriber
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def test_a_real_hub_delivers(newsroom: Newsroom, tmp_path: Path) -> None:
    """Who subscribed gets what was published, and what was withdrawn, and asks for neither.

    The site is served by nginx; subscriber and hub find all they need in its answers.
    """
    names = ["atom.xml", "feed.json"]
    heard: dict[str, list[str]] = {name: [] for name in names}
    confirmed: list[str] = []
    (tmp_path / "hub").mkdir()
    with _real_hub(tmp_path / "hub") as (address, app, subscriber):
        subscriber.add_listener(
            lambda topic, _, body: heard[topic.rpartition("/")[2]].append(body.decode())
        )
        subscriber.add_success_handler(lambda topic, _id, _mode: confirmed.append(topic))

        def publish(port: int) -> None:
            conf = PUBLISHCONF.format(site=f"http://127.0.0.1:{port}", hub=f"{address}/hub")
            newsroom.write("publishconf.py", f'{conf}HOSTS = ["nginx"]\n')
            assert newsroom.inv("publish").status == 0

        folders = (newsroom.root / "published/current", newsroom.root / "public.hosts")
        with serve("nginx", tmp_path / "nginx", *folders, publish) as host:
            feeds = [f"http://127.0.0.1:{host.port}/en/{name}" for name in names]
            with app.test_request_context(base_url=address):
                for feed in feeds:
                    subscriber.subscribe(**discover(feed))
            assert confirmed == feeds
            newsroom.release("second.en", "Second")
            publish(host.port)
            newsroom.release("second.en", "Second", Withdrawn="2019-06-05; withdrawn; Wrong day.")
            publish(host.port)
    for name, (new, gone) in heard.items():
        assert "Second" in new
        assert "Withdrawn" not in new
        assert "Withdrawn: Second" in gone
        assert gone == newsroom.read(f"public/en/{name}")


@pytest.mark.parametrize("status", [500, 404])
def test_a_hub_that_fails_is_a_warning(newsroom: Newsroom, status: int) -> None:
    """The publication stands."""
    with _serve(newsroom.root / "published/current", [], status) as site:
        newsroom.write("publishconf.py", PUBLISHCONF.format(site=site, hub=f"{site}/hub"))
        newsroom.inv("publish")
        newsroom.release("second.en", "Second")
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
        newsroom.inv("publish")
        newsroom.release("second.en", "Second")
        said = newsroom.inv("publish")
    assert said.status == 0
    assert "was not told" in said.err
    assert told == []


def test_no_hub_is_told_without_one(newsroom: Newsroom) -> None:
    """WEBSUB_HUB is empty by default, and no feed names one."""
    newsroom.write("publishconf.py", 'from pelicanconf import *\nOUTPUT_PATH = "public"\n')
    said = newsroom.inv("publish")
    assert "told" not in said.out + said.err
    assert 'rel="hub"' not in newsroom.read("public/en/atom.xml")
