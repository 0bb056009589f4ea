"""Fixtures of publishing: a built site, the hosts, and the team between them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.publish.built import NEWSROOM, Built
from tests.publish.peers import FolderPeer, Peer, Team
from tests.publish.sshd import Sshd, run_sshd


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


@pytest.fixture
def peer(tmp_path: Path) -> Peer:
    """A folder with nothing published yet; modules of other hosts have others."""
    return FolderPeer(tmp_path / "srv")


@pytest.fixture
def team(built: Built, peer: Peer, tmp_path: Path) -> Team:
    """A web team that has built its site and published nothing yet."""
    return Team(built, peer, tmp_path / "cache")
