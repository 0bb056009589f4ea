"""Fixtures of publishing: a built site, the hosts, and the team between them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import uuid4

import pytest

from tests.publish.built import NEWSROOM, Built
from tests.publish.git_host import GitPeer, make_repository
from tests.publish.peers import FolderPeer, Peer, Team
from tests.publish.s3_servers import KEY, S3Peer, run_moto, run_rclone
from tests.publish.sshd import Sshd, SshPeer, run_sshd


@pytest.fixture
def built(tmp_path: Path) -> Built:
    """A site of one release, as a build leaves it."""
    built = Built(tmp_path / "site")
    built.build(**NEWSROOM)
    return built


@pytest.fixture(scope="session")
def sshd(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sshd]:
    """An sshd for all tests of this process."""
    with run_sshd(tmp_path_factory.mktemp("sshd")) as running:
        yield running


@pytest.fixture(scope="session")
def moto(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """The port of moto's server, which keeps conditions, for all tests of this process."""
    with run_moto(tmp_path_factory.mktemp("moto")) as port:
        yield port


@pytest.fixture(scope="session")
def rclone(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """The port of rclone's server, which ignores conditions, for all tests of this process."""
    with run_rclone(tmp_path_factory.mktemp("rclone")) as port:
        yield port


@pytest.fixture
def make_peer(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Callable[[str], Peer]:
    """Give a host of a name with nothing published yet: a module says which of them it asks."""

    def make(name: str) -> Peer:
        if name == "folder":
            return FolderPeer(tmp_path / "srv")
        if name == "ssh":
            return SshPeer(tmp_path / "srv", sshd=request.getfixturevalue("sshd"))
        if name == "git":
            return GitPeer(make_repository(tmp_path / "bare.git"))
        for key, value in KEY.items():
            monkeypatch.setenv(key, value)
        peer = S3Peer(request.getfixturevalue(name), f"b{uuid4().hex}", name)
        peer.make()
        return peer

    return make


@pytest.fixture
def peer(make_peer: Callable[[str], Peer]) -> Peer:
    """A folder with nothing published yet; modules of other hosts have others."""
    return make_peer("folder")


@pytest.fixture
def team(built: Built, peer: Peer, tmp_path: Path) -> Team:
    """A web team that has built its site and published nothing yet."""
    return Team(built, peer, tmp_path / "cache")
