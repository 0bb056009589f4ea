"""A folder on this machine as the target, and what holds for every target."""

from __future__ import annotations

import errno
import os
import re
from pathlib import Path
from threading import Event, Thread

import pytest

from communique.errors import PublishError
from communique.publish.lock_holder import Holder
from communique.publish.targets.layout import Layout
from communique.publish.targets.untouched import ask_untouched
from tests.publish.contract import *  # noqa: F403 - its tests are this module's
from tests.publish.peers import NOW, FolderPeer, Team
from tests.sites import read_tree


@pytest.mark.parametrize(
    ("path", "data"),
    [("en/index.html", b"by hand"), ("en/rss.xml", None), ("en/stranger.html", b"not ours")],
)
def test_what_somebody_touched_is_noticed_without_a_look_at_every_file(
    team: Team, path: str, data: bytes | None
) -> None:
    """The kernel says what changed since the last publication; the next one puts it right."""
    team.publish()
    team.peer.touch(path, data)
    assert team.plan().altered == (path,)
    team.publish()
    assert team.peer.live() == team.built.tree()
    assert team.publish().number == 0


TOUCHES = [("en/index.html", b"by hand"), ("en/rss.xml", None), ("en/2019/first/x", b"not ours")]


@pytest.mark.parametrize(("path", "data"), TOUCHES)
@pytest.mark.parametrize("between", [False, True])
def test_a_look_that_was_begun_early_is_as_good(
    team: Team, path: str, data: bytes | None, *, between: bool
) -> None:
    """What was touched before it is put right, whoever publishes before it is asked for."""
    team.publish()
    team.peer.touch(path, data)
    publisher = team.publisher()
    publisher.begin()
    assert publisher.target._begun.result()[1]  # type: ignore[attr-defined]  # noqa: SLF001
    team.built.build(**{"index.html": "second"})
    if between:
        team.publish()
        team.peer.touch("sitemap.xml", None)
    with team.built.record() as record:
        plan = publisher.plan(record)
    assert plan.altered == (("sitemap.xml",) if between else (path,))


def test_where_nobody_touched_anything_no_folder_is_opened(team: Team, tmp_path: Path) -> None:
    """Paths are known from the ledger; a stamp of the future is not believed."""
    team.publish()
    team.built.build(**{"index.html": "second"})
    team.publish()
    token = team.publisher().target.look().shown.token  # type: ignore[union-attr]
    assert ask_untouched(team.cache / "ledger.sqlite3", tmp_path / "srv") == token
    os.utime(tmp_path / "srv/stamp", (2**33, 2**33))
    assert ask_untouched(team.cache / "ledger.sqlite3", tmp_path / "srv") == ""
    assert ask_untouched(team.cache / "none.sqlite3", tmp_path / "srv") == ""


@pytest.mark.parametrize("length", [0, 1, 40, -3])
def test_a_lock_that_was_cut_off_is_not_taken(team: Team, tmp_path: Path, length: int) -> None:
    """Whatever part of it has arrived; one that a disk left empty is broken when a person says."""
    team.publish()
    team.built.build(**{"en/index.html": "second"})
    holder, target = Holder.of_this_process(NOW), team.target()
    assert isinstance(target, Layout)
    with pytest.raises(PublishError, match="connection was cut"):
        target.host.run("lock", "", holder.token, given=holder.text[:length])
    lock = tmp_path / "srv/lock"
    assert not lock.exists()
    lock.write_bytes(holder.text[:length])
    with pytest.raises(PublishError, match="published to by somebody unknown since a moment"):
        team.publish()
    team.publish(break_lock=True)
    assert team.peer.live() == team.built.tree()
    assert not lock.exists()


def test_a_link_in_place_of_a_file_is_noticed(team: Team, tmp_path: Path) -> None:
    """Even where it leads to the same bytes: what it leads to may change."""
    team.publish()
    (tmp_path / "same").write_bytes(team.peer.live()["en/index.html"])
    page = tmp_path / "srv/current/en/index.html"
    page.unlink()
    page.symlink_to(tmp_path / "same")
    team.publish()
    assert not page.is_symlink()
    assert (tmp_path / "same").exists()
    assert team.peer.live() == team.built.tree()


def test_a_publication_that_was_touched_is_not_returned_to(team: Team, tmp_path: Path) -> None:
    """Byte for byte or not at all."""
    team.publish()
    team.built.build(**{"en/index.html": "second"})
    team.publish()
    (tmp_path / "srv/releases/1/en/index.html").write_text("by hand")
    with pytest.raises(PublishError, match="publication 1 was changed at the host"):
        team.return_to(1)
    assert team.peer.live() == team.built.tree()


def test_the_link_is_replaced_in_one_step(team: Team, tmp_path: Path) -> None:
    """``current`` leads somewhere at every moment: nobody removes it first."""
    team.publish()
    stop, missing = Event(), list[str]()

    def look() -> None:
        while not stop.is_set():
            try:
                (tmp_path / "srv/current").readlink()
            except OSError as error:
                missing.append(str(error))

    looker = Thread(target=look)
    looker.start()
    for number in range(10):
        team.built.build(**{"en/index.html": f"{number}"})
        team.publish()
    stop.set()
    looker.join()
    assert missing == []


@pytest.mark.parametrize(
    "path",
    ["releases/2014/index.html", "current/index.html", "ledger/1", "index.html", ".htaccess"],
)
def test_a_folder_that_is_not_ours_is_refused(team: Team, tmp_path: Path, path: str) -> None:
    """What somebody has there stays as it is, whatever its name; the plan says so already."""
    stranger = tmp_path / "srv" / path
    stranger.parent.mkdir(parents=True)
    stranger.write_text("somebody's")
    for attempt in (team.plan, team.publish, team.return_to):
        with pytest.raises(PublishError, match="files that were not published here"):
            attempt()
    assert read_tree(tmp_path / "srv") == {path: b"somebody's"}


def test_an_empty_folder_becomes_ours(team: Team, tmp_path: Path) -> None:
    """It is marked before anything else is written there."""
    (tmp_path / "srv").mkdir()
    team.publish()
    assert (tmp_path / "srv/.communique-target").is_file()
    assert team.peer.live() == team.built.tree()


def test_only_publications_of_the_ledger_are_pruned(team: Team, tmp_path: Path) -> None:
    """What somebody put beside them stays, and is nothing to return to."""
    team.keep = 1
    team.publish()
    for name in ("0", "007", "2014", "2026", "old site", "-rf"):
        (tmp_path / "srv/releases" / name).mkdir()
        (tmp_path / "srv/releases" / name / "index.html").write_text("somebody's")
    for number in range(3):
        team.built.build(**{"en/index.html": f"{number}"})
        team.publish()
    there = {path.name for path in (tmp_path / "srv/releases").iterdir()}
    assert there == {"4", "0", "007", "2014", "2026", "old site", "-rf"}
    with pytest.raises(PublishError, match="it keeps none"):
        team.return_to(2014)


def test_what_stands_where_a_publication_goes_is_not_deleted(team: Team, tmp_path: Path) -> None:
    """It is named, and nothing is published before somebody moved it."""
    team.publish()
    before = team.peer.live()
    (tmp_path / "srv/releases/2").mkdir()
    (tmp_path / "srv/releases/2/index.html").write_text("somebody's")
    team.built.build(**{"en/index.html": "second"})
    with pytest.raises(PublishError, match="releases/2 is there and was never published"):
        team.publish()
    assert (tmp_path / "srv/releases/2/index.html").read_text() == "somebody's"
    assert team.peer.live() == before


@pytest.mark.skipif(os.getuid() == 0, reason="root may write everywhere")
def test_a_folder_without_rights_is_told_of(team: Team, tmp_path: Path) -> None:
    """In words."""
    (tmp_path / "srv").mkdir(mode=0o500)
    with pytest.raises(PublishError, match=re.escape(os.strerror(errno.EACCES))):
        team.publish()


def test_a_damaged_ledger_is_told_of(team: Team, tmp_path: Path) -> None:
    """In words, and nothing is sent."""
    team.publish()
    (tmp_path / "srv/ledger/1").write_bytes(b"garbage")
    with pytest.raises(PublishError, match="ledger"):
        team.publish()


def test_a_damaged_cache_costs_time_alone(team: Team) -> None:
    """What stands at the host is read from its ledger."""
    team.publish()
    (team.cache / "ledger.sqlite3").write_bytes(b"garbage" * 1000)
    team.built.build(**{"en/index.html": "new"})
    assert team.publish().sent.files == 1
    assert team.peer.live() == team.built.tree()


def test_a_publication_that_was_cut_off_sends_only_the_rest(team: Team) -> None:
    """What has arrived whole is not sent again; what is not wanted any more goes."""
    team.publish()
    pages = {f"en/2019/n{number}/index.html": "x" for number in range(6)}
    team.built.build(**pages)
    last = team.built.output / "en/2019/n5/index.html"

    # The file is taken away between the look at all files and its own sending.
    text = last.read_bytes()

    class Late(Exception):
        pass

    def cut(_: object) -> None:
        raise Late

    with pytest.raises(Late):
        team.publish(tell=cut)
    incoming = FolderPeer(team.peer.root).root / "incoming.cut"  # type: ignore[attr-defined]
    for name in ("en/2019/n0/index.html", "en/2019/gone/index.html"):
        (incoming / name).parent.mkdir(parents=True)
        (incoming / name).write_bytes(text)
    (incoming / "en/2019/n1").mkdir()
    (incoming / "en/2019/n1/index.html").write_text("half")
    assert team.publish().sent.files == 5
    assert team.peer.live() == team.built.tree()
