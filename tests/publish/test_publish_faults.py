"""Publishers that are killed: the site is the old or the new one, or heals."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from threading import Event, Thread
from uuid import uuid4

import pytest

from tests.publish.built import Built
from tests.publish.crawling import crawl
from tests.publish.faults import run
from tests.publish.peers import FolderPeer, Peer, Team
from tests.publish.s3_servers import KEY, S3Peer, run_moto, run_rclone
from tests.publish.sshd import Sshd, SshPeer
from tests.publish.test_publish_git import GitPeer

KILLS = int(os.environ.get("KILLS", "2"))
"""For each target; ``make faults`` has more."""

SEED = int(os.environ.get("SEED", "13"))


@pytest.fixture
def team(tmp_path: Path) -> Callable[[Peer], Team]:
    """A team whose site has no dead link."""
    built = Built(tmp_path / "site")
    built.build(
        **{
            "index.html": '<a href="/en/index.html">',
            "en/index.html": '<a href="/en/2019/n0/index.html">',
            "en/2019/n0/index.html": '<a href="/en/index.html">',
        }
    )
    return lambda peer: Team(built, peer, tmp_path / "cache")


def told(met: object) -> None:
    """Print what was met, for ``make faults``."""
    print(met)


def test_killed_while_a_reader_follows_links(team: Callable[[Peer], Team], tmp_path: Path) -> None:
    """In a folder: old or new, and the reader meets no 404 all the while."""
    peer = FolderPeer(tmp_path / "srv")
    stop, missed, started = Event(), list[str](), []

    def watch() -> None:
        while not (tmp_path / "srv/current").exists():
            if stop.wait(0.01):
                return
        started.append(True)
        crawl(tmp_path / "srv/current", stop, missed)

    reader = Thread(target=watch)
    reader.start()
    try:
        told(run(team(peer), KILLS, SEED))
    finally:
        stop.set()
        reader.join()
    assert started
    assert missed == []


def test_killed_while_publishing_by_ssh(
    team: Callable[[Peer], Team], sshd: Sshd, tmp_path: Path
) -> None:
    """Old or new."""
    told(run(team(SshPeer(sshd, tmp_path / "srv")), KILLS, SEED))


def test_killed_while_pushing(team: Callable[[Peer], Team], tmp_path: Path) -> None:
    """Old or new."""
    if shutil.which("git") is None:
        pytest.skip("no git here")
    subprocess.run(["git", "init", "-q", "--bare", str(tmp_path / "bare.git")], check=True)
    told(run(team(GitPeer(tmp_path / "bare.git")), KILLS, SEED))


@pytest.mark.parametrize("server", [run_moto, run_rclone], ids=["moto", "rclone"])
def test_killed_while_putting_objects(
    team: Callable[[Peer], Team],
    server: Callable[[Path], object],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Whatever is there, no link is dead, and the next publication heals it."""
    for name, value in KEY.items():
        monkeypatch.setenv(name, value)
    with server(tmp_path) as port:  # type: ignore[attr-defined]
        peer = S3Peer(port, f"b{uuid4().hex}", "s3")
        peer.make()
        told(run(team(peer), KILLS, SEED))
