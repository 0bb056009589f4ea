"""Feeds in the programs that people read them with, from a real nginx."""

from __future__ import annotations

import configparser
import email
import os
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing
from email.header import decode_header, make_header
from pathlib import Path

import pytest

from tests.hosts.servers import Host, serve
from tests.sites import Site

STEPS = {
    "first": [],
    "again": [],
    "publish": [("4", {"Date": "2019-06-04 10:00"})],
    "correct": [
        ("1", {"Date": "2019-06-01 10:00", "Correction": "2019-06-05 10:00; update; Six."})
    ],
    "withdraw": [("2", {"Date": "2019-06-02 10:00", "Withdrawn": "2019-06-06; withdrawn; Wrong."})],
    "move": [],
}
"""What is done to which release, one step after the other; in the last the site gets a new name."""


@pytest.fixture
def site(tmp_path: Path) -> Site:
    site = Site(tmp_path / "site", LANGUAGES=("en",), HOSTS=["nginx"])
    site.settings["TAG_AUTHORITY"] = "newsroom.example"
    for number in "123":
        site.release(f"note-{number}.en", Title=f"Note {number}", Date=f"2019-06-0{number} 10:00")
    site.built()
    return site


def _play(site: Site, host: Host) -> Iterator[tuple[str, str]]:
    """Take each step; yield it, and the address of the site then."""
    for step, changes in STEPS.items():
        for number, headers in changes:
            site.release(f"note-{number}.en", Title=f"Note {number}", **headers)
        name = "localhost" if step == "move" else "127.0.0.1"
        url = f"http://{name}:{host.port}"
        before = _feeds(site)
        site.built(SITEURL=url)
        moment = 1_600_000_000 + 60 * [*STEPS].index(step)
        for path, data in _feeds(site).items():
            if data != before[path]:  # some programs compare seconds, of which steps take less
                os.utime(path, (moment, moment))
        yield step, url


def _feeds(site: Site) -> dict[Path, bytes]:
    files = (site.output / "en" / name for name in ("rss.xml", "atom.xml"))
    return {file: file.read_bytes() for file in files}


def _run(*command: str | Path, home: Path) -> None:
    if shutil.which(str(command[0])) is None:
        pytest.skip(f"{command[0]} is not here: apt-get install {command[0]}")
    env = os.environ | {"HOME": str(home), "LC_ALL": "C.UTF-8"}
    done = subprocess.run(command, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("name", ["rss.xml", "atom.xml"])
def test_newsboat_shows_each_release_once(site: Site, tmp_path: Path, name: str) -> None:
    """One new, one changed, one marked; and no other when the site has another name."""
    home, seen = tmp_path / "home", {}
    home.mkdir()
    files = ("-u", home / "urls", "-c", home / "cache.db", "-C", home / "config")
    (home / "config").write_text("")
    with serve("nginx", tmp_path / "nginx", site.output, site.root / "output.hosts") as host:
        for step, url in _play(site, host):
            (home / "urls").write_text(f"{url}/en/{name}\n")
            _run("newsboat", *files, "-x", "reload", home=home)
            with closing(sqlite3.connect(home / "cache.db")) as db:
                query = "SELECT guid, title, content FROM rss_item ORDER BY guid, feedurl"
                seen[step] = db.execute(query).fetchall()
    titles = {step: [title for _, title, _ in rows] for step, rows in seen.items()}
    assert titles["first"] == titles["again"] == ["Note 1", "Note 2", "Note 3"]
    assert titles["publish"] == titles["correct"] == ["Note 1", "Note 2", "Note 3", "Note 4"]
    assert "Six." in seen["correct"][0][2]
    marked = ["Note 1", "Withdrawn: Note 2", "Note 3", "Note 4"]
    assert titles["withdraw"] == titles["move"] == marked
    assert [row[0] for row in seen["move"]] == [row[0] for row in seen["withdraw"]]


def test_rss2email_writes_once_of_each_release(site: Site, tmp_path: Path) -> None:
    """Also when the site has another name: what it has sent, it knows by its id."""
    home = tmp_path / "home"
    for folder in ("cur", "new", "tmp"):
        (home / "mail/inbox" / folder).mkdir(parents=True)
    conf = home / "conf"
    known: set[Path] = set()
    subjects: dict[str, list[str]] = {}
    program = ("r2e", "-c", conf, "-d", home / "data")
    _run(*program, "new", "reader@newsroom.example", home=home)
    settings = configparser.ConfigParser(interpolation=None)
    settings.read(conf)
    told = {"email-protocol": "maildir", "maildir-path": str(home / "mail")}
    told |= {"maildir-mailbox": "inbox", "from": "feeds@newsroom.example"}
    settings["DEFAULT"].update(told)
    with conf.open("w") as file:
        settings.write(file)
    before = ""
    with serve("nginx", tmp_path / "nginx", site.output, site.root / "output.hosts") as host:
        for step, url in _play(site, host):
            if not before:
                _run(*program, "add", "news", f"{url}/en/rss.xml", home=home)
            elif before != url:
                conf.write_text(conf.read_text().replace(before, url))
            before = url
            _run(*program, "run", home=home)
            mails = {path for path in (home / "mail").rglob("*") if path.is_file()} - known
            known |= mails
            read = [email.message_from_bytes(path.read_bytes()) for path in mails]
            subjects[step] = sorted(str(make_header(decode_header(m["Subject"]))) for m in read)
    assert subjects.pop("first") == ["Note 1", "Note 2", "Note 3"]
    assert subjects.pop("publish") == ["Note 4"]
    assert set(map(tuple, subjects.values())) == {()}


def test_nothing_is_sent_again_that_did_not_change(site: Site, tmp_path: Path) -> None:
    """A build that changes nothing leaves a feed's ETag as it is: 304."""
    with serve("nginx", tmp_path / "nginx", site.output, site.root / "output.hosts") as host:
        first = host.ask("/en/atom.xml")
        site.built()
        tag = {"If-None-Match": str(first.headers["ETag"])}
        assert host.ask("/en/atom.xml", **tag).status == 304
        site.release("note-4.en", Date="2019-06-04 10:00")
        site.built()
        assert host.ask("/en/atom.xml", **tag).status == 200
