"""Feeds and calendar in the programs that people read them with, from a real nginx."""

from __future__ import annotations

import configparser
import email
import os
import shutil
import socket
import sqlite3
import subprocess
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from email.header import decode_header, make_header
from pathlib import Path
from typing import Any

import feedparser
import pytest
from reader import make_reader

from tests.hosts.servers import Host, serve
from tests.sites import Site

EVENT = {"Starts": "2019-07-01 10:00 UTC", "Ends": "2019-07-01 11:00 UTC"}
FIRST, SECOND = {"Date": "2019-06-01 10:00"}, {"Date": "2019-06-02 10:00"} | EVENT
SIX = {"Correction": "2019-06-05 10:00; update; Six."}
ALIAS = {"Aliases": "/en/2019/06/01/note-1/"}
MOVED = {"Title": "Note one", "Date": "2019-06-02 09:00", "Slug": "one"} | SIX | ALIAS
OFF = {"Withdrawn": "2019-06-06; withdrawn; Wrong."}
LATER = {"Ends": "2019-07-01 12:00 UTC", "Modified": "2019-06-05 09:00"}

STEPS: dict[str, dict[str, dict[str, str]]] = {
    "first": {},
    "again": {},
    "publish": {"note-4": {"Date": "2019-06-04 10:00"}},
    "correct": {"note-1": FIRST | SIX, "note-2": SECOND | LATER},
    "rename": {"note-1": {}, "renamed": MOVED},
    "withdraw": {"note-2": SECOND | LATER | OFF},
    "move": {},
}
"""What is done to which release, one step after the other; without headers its file is deleted. In
the last step the site has another host name."""

SHOWN = {
    "first": ["Note 1", "Note 2", "Note 3"],
    "again": ["Note 1", "Note 2", "Note 3"],
    "publish": ["Note 1", "Note 2", "Note 3", "Note 4"],
    "correct": ["Note 1", "Note 2", "Note 3", "Note 4"],
    "rename": ["Note 2", "Note 3", "Note 4", "Note one"],
    "withdraw": ["Note 3", "Note 4", "Note one", "Withdrawn: Note 2"],
    "move": ["Note 3", "Note 4", "Note one", "Withdrawn: Note 2"],
}
"""The titles that a reader's program shows after each step."""

MAILED = {"first": ["Note 1", "Note 2", "Note 3"], "publish": ["Note 4"]}
"""The subjects of what rss2email mails, by step: nothing again."""

TIMES = [
    "10:00-11:00 Note 2 CONFIRMED",
    "10:00-12:00 Note 2 CONFIRMED",
    "10:00-12:00 Note 2 CANCELLED",
]
DATES = {step: [TIMES[0]] for step in ("first", "again", "publish")}
DATES |= {step: [TIMES[1]] for step in ("correct", "rename")}
DATES |= {step: [TIMES[2]] for step in ("withdraw", "move")}
"""The lines of khal, by step."""

Look = Callable[[str], Mapping[str, tuple[str, str]]]
"""Polls the site at an address; returns title and text of what it shows, by id."""


def _run(*command: str | Path, home: Path) -> str:
    env = os.environ | {"HOME": str(home), "LC_ALL": "C.UTF-8", "TZ": "UTC"}
    done = subprocess.run(command, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def _newsboat(home: Path, name: str) -> Look:
    files = ("-u", home / "urls", "-c", home / "cache.db", "-C", home / "config")
    (home / "config").write_text("")

    def look(url: str) -> dict[str, tuple[str, str]]:
        (home / "urls").write_text(f"{url}/en/{name}\n")
        _run("newsboat", *files, "-x", "reload", home=home)
        with closing(sqlite3.connect(home / "cache.db")) as db:
            rows = db.execute("SELECT guid, title, content FROM rss_item ORDER BY rowid")
            return {guid: (title, content) for guid, title, content in rows}

    return look


def _reader(home: Path, name: str) -> Look:
    reader, before = make_reader(str(home / "reader.sqlite")), ""

    def look(url: str) -> dict[str, tuple[str, str]]:
        nonlocal before
        feed = f"{url}/en/{name}"
        if not before:
            reader.add_feed(feed)
        elif before != feed:
            reader.change_feed_url(before, feed)
        before = feed
        reader.update_feed(feed)
        return {each.id: (str(each.title), each.content[0].value) for each in reader.get_entries()}

    return look


def _feedparser(_home: Path, name: str) -> Look:
    kept: dict[str, Any] = {}
    found: dict[str, tuple[str, str]] = {}

    def look(url: str) -> dict[str, tuple[str, str]]:
        tag = kept.get(url)
        said = feedparser.parse(f"{url}/en/{name}", etag=tag)
        assert not said.bozo
        assert (said.status == 304) == bool(tag and tag == said.headers["etag"])
        kept[url] = said.headers["etag"]
        found.update({each.id: (each.title, each.content[0].value) for each in said.entries})
        return dict(found)

    return look


CLIENTS: dict[str, tuple[Callable[[Path, str], Look], str]] = {
    "newsboat, RSS": (_newsboat, "rss.xml"),
    "newsboat, Atom": (_newsboat, "atom.xml"),
    "reader, Atom": (_reader, "atom.xml"),
    "reader, JSON Feed": (_reader, "feed.json"),
    "feedparser, RSS": (_feedparser, "rss.xml"),
}


def _rss2email(home: Path) -> Callable[[str], list[str]]:
    """Return what polls the site, and returns the subjects of what was mailed for that."""
    for folder in ("cur", "new", "tmp"):
        (home / "mail/inbox" / folder).mkdir(parents=True)
    conf, known, before = home / "conf", set[Path](), ""
    program = ("r2e", "-c", conf, "-d", home / "data")
    _run(*program, "new", "reader@newsroom.example", home=home)
    settings = configparser.ConfigParser(interpolation=None)
    settings.read(conf)
    told = {"email-protocol": "maildir", "maildir-path": str(home / "mail")}
    told |= {"maildir-mailbox": "inbox", "from": "feeds@newsroom.example"}
    settings["DEFAULT"].update(told)
    with conf.open("w") as file:
        settings.write(file)

    def look(url: str) -> list[str]:
        nonlocal before
        if not before:
            _run(*program, "add", "news", f"{url}/en/rss.xml", home=home)
        elif before != url:
            conf.write_text(conf.read_text().replace(before, url))
        before = url
        _run(*program, "run", home=home)
        mails = {path for path in (home / "mail").rglob("*") if path.is_file()} - known
        known.update(mails)
        read = [email.message_from_bytes(path.read_bytes()) for path in mails]
        return sorted(str(make_header(decode_header(m["Subject"]))) for m in read)

    return look


def _khal(home: Path) -> Callable[[str], list[str]]:
    """Return what brings the calendar of a site into khal, by vdirsyncer, and returns its lines."""
    conf, khal, folder = home / "vdirsyncer", home / "khal.conf", home / "calendar"
    khal.write_text(
        f"[calendars]\n[[news]]\npath = {folder}\n[sqlite]\npath = {home / 'khal.db'}\n"
        "[locale]\nlocal_timezone = UTC\ndefault_timezone = UTC\ntimeformat = %H:%M\n"
        "dateformat = %Y-%m-%d\nlongdateformat = %Y-%m-%d\ndatetimeformat = %Y-%m-%d %H:%M\n"
        "longdatetimeformat = %Y-%m-%d %H:%M\n"
    )

    def look(url: str) -> list[str]:
        conf.write_text(
            f'[general]\nstatus_path = "{home}/status/"\n[pair news]\na = "site"\nb = "here"\n'
            'collections = null\nconflict_resolution = "a wins"\n'
            f'[storage site]\ntype = "http"\nurl = "{url}/en/calendar.ics"\n'
            f'[storage here]\ntype = "filesystem"\npath = "{folder}"\nfileext = ".ics"\n'
        )
        folder.mkdir(exist_ok=True)
        _run("vdirsyncer", "-c", conf, "discover", home=home)
        _run("vdirsyncer", "-c", conf, "sync", home=home)
        words = (
            "list",
            "2019-06-01",
            "60d",
            "--format",
            "{start-time}-{end-time} {title} {status}",
        )
        said = _run("khal", "-c", khal, *words, "--day-format", "", home=home)
        return [" ".join(line.split()) for line in said.splitlines() if line.strip()]

    return look


def test_programs_show_each_release_once(tmp_path: Path) -> None:
    """One new, one changed, one renamed, one marked; and no other when the site moves.

    rss2email mails a release once, and khal has an event once, at its new time, then cancelled.
    """
    site = Site(tmp_path / "site", LANGUAGES=("en",), HOSTS=["nginx"])
    site.settings["TAG_AUTHORITY"] = "newsroom.example"
    for number, told in ((1, FIRST), (2, SECOND), (3, {"Date": "2019-06-03 10:00"})):
        site.release(f"note-{number}.en", **{"Title": f"Note {number}"} | told)
    site.built()
    here = {name for name in ("newsboat", "r2e", "khal", "vdirsyncer") if shutil.which(name)}
    looks: dict[str, Look] = {}
    for client, (start, name) in CLIENTS.items():
        if client.partition(",")[0] in {"reader", "feedparser"} | here:
            looks[client] = start(_home(tmp_path, client), name)
    mail = _rss2email(_home(tmp_path, "r2e")) if "r2e" in here else None
    calendar = _khal(_home(tmp_path, "khal")) if {"khal", "vdirsyncer"} <= here else None
    seen: dict[str, dict[str, Mapping[str, tuple[str, str]]]] = {}
    mailed, dates = {}, {}
    with serve("nginx", tmp_path / "nginx", site.output, site.root / "output.hosts") as host:
        for step, url in _play(site, host):
            seen[step] = {client: look(url) for client, look in looks.items()}
            mailed[step] = mail(url) if mail else MAILED.get(step, [])
            dates[step] = calendar(url) if calendar else DATES[step]
    for client in looks:
        titles = {
            step: sorted(title for title, _ in each[client].values()) for step, each in seen.items()
        }
        assert titles == SHOWN, client
        (one,) = {id_ for id_, (title, _) in seen["first"][client].items() if title == "Note 1"}
        assert seen["move"][client][one][0] == "Note one", client
        assert "Six." in seen["correct"][client][one][1], client
    assert {step: each for step, each in mailed.items() if each} == MAILED
    assert dates == DATES
    missing = sorted({"newsboat", "r2e", "khal", "vdirsyncer"} - here)
    if missing:
        pytest.skip(
            f"{', '.join(missing)} are not here: make hosts installs them on Debian, as root"
        )
    if not _find_other_name():
        pytest.skip("localhost is no name here: the move to another host was not tried")


def _find_other_name() -> str:
    """Return another name of this machine, "" where it has none: a chroot may lack /etc/hosts."""
    try:
        socket.gethostbyname("localhost")
    except OSError:
        return ""
    return "localhost"


def _home(folder: Path, name: str) -> Path:
    home = folder / name
    home.mkdir()
    return home


def _play(site: Site, host: Host) -> Iterator[tuple[str, str]]:
    """Take each step; yield it, and the address of the site then."""
    for step, changes in STEPS.items():
        for name, headers in changes.items():
            if headers:
                site.release(f"{name}.en", **{"Title": name.replace("note-", "Note ")} | headers)
            else:
                site.delete(f"content/{name}.en.md")
        name = _find_other_name() if step == "move" else ""
        url = f"http://{name or '127.0.0.1'}:{host.port}"
        before = _feeds(site)
        site.built(SITEURL=url)
        moment = 1_600_000_000 + 60 * [*STEPS].index(step)
        for path, data in _feeds(site).items():
            if data != before[path]:  # some programs compare seconds, of which steps take less
                os.utime(path, (moment, moment))
        yield step, url


def _feeds(site: Site) -> dict[Path, bytes]:
    names = ("rss.xml", "atom.xml", "feed.json", "calendar.ics")
    return {file: file.read_bytes() for file in (site.output / "en" / name for name in names)}
