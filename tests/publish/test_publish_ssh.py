"""A folder on another machine, by a real sshd and rsync on loopback."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from communique.errors import PublishError
from communique.publish.guards import Guards
from communique.publish.targets.registry import open_target
from tests.ports import free_port
from tests.publish.contract import (  # noqa: F401 - they are this module's tests too
    test_a_file_becomes_a_folder_and_back,
    test_a_lock_is_broken_when_a_person_says_so,
    test_names_that_shells_dislike,
    test_only_what_changed_travels,
    test_rollback_brings_back_what_was_deleted,
    test_two_at_once,
)
from tests.publish.cutting import cutting_proxy
from tests.publish.peers import Peer, Team
from tests.publish.sshd import Sshd, SshPeer


@pytest.fixture
def peer(make_peer: Callable[[str], Peer]) -> Peer:
    """A folder behind the sshd."""
    return make_peer("ssh")


def test_files_may_be_read_by_the_web_server(team: Team, tmp_path: Path) -> None:
    """Whatever rights the output has."""
    (team.built.output / "en/index.html").chmod(0o600)
    (team.built.output / "en").chmod(0o700)
    team.publish()
    assert (tmp_path / "srv/current/en/index.html").stat().st_mode & 0o777 == 0o644
    assert (tmp_path / "srv/current/en").stat().st_mode & 0o777 == 0o755


def test_a_cut_connection_leaves_the_old_site(team: Team, sshd: Sshd, tmp_path: Path) -> None:
    """The next publication sends the rest, and nothing that has arrived."""
    team.publish()
    pages = {f"en/2019/n{number}/index.html": os.urandom(20_000).hex() for number in range(12)}
    team.built.build(**pages)
    before, after = team.peer.live(), team.built.tree()
    with cutting_proxy(sshd.port, 200_000) as port:
        team.peer = SshPeer(tmp_path / "srv", sshd=Sshd(port, sshd.config))
        with pytest.raises(PublishError, match=r"connection was cut|nobody answers|not answer"):
            team.publish(break_lock=True)
    team.peer = SshPeer(tmp_path / "srv", sshd=sshd)
    assert team.peer.live() == before
    assert team.publish(break_lock=True).sent.files < len(pages)
    assert team.peer.live() == after


def test_a_host_that_does_not_answer_is_told_of(team: Team, sshd: Sshd, tmp_path: Path) -> None:
    """In words."""
    team.peer = SshPeer(tmp_path / "srv", sshd=Sshd(free_port(), sshd.config))
    with pytest.raises(PublishError, match="nobody answers there; is the host up, the port right"):
        team.publish()


def test_a_misspelt_folder_is_not_made(team: Team, sshd: Sshd, tmp_path: Path) -> None:
    """Where even the folder above is missing; --first makes all of it."""
    team.peer = SshPeer(tmp_path / "svr/newsroom", sshd=sshd)
    for act in (team.plan, team.publish):
        with pytest.raises(PublishError, match="/svr is not there; correct PUBLISH; or if it is"):
            act()
    assert not (tmp_path / "svr").exists()
    team.guards = Guards(first=True)
    assert team.publish().number == 1


def test_a_missing_program_is_told_of(team: Team, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the command that installs it."""
    monkeypatch.setenv("PATH", "/nonexistent")
    with pytest.raises(PublishError, match="ssh must be installed to publish; on Debian: apt-get"):
        team.publish()


def test_a_refused_key_is_told_of(team: Team, sshd: Sshd, tmp_path: Path) -> None:
    """In words."""
    config = tmp_path / "config"
    text = sshd.config.read_text().replace(f"IdentityFile {sshd.config.parent}/user\n", "")
    config.write_text(text.replace("IdentitiesOnly yes", "IdentityFile /nonexistent"))
    team.peer = SshPeer(tmp_path / "srv", sshd=Sshd(sshd.port, config))
    with pytest.raises(PublishError, match="it refuses the key"):
        team.publish()


@pytest.mark.parametrize(
    "address",
    ["ssh://", "ssh://host", "ssh:///folder", "ssh://h:x/f", "ssh://host/f?key=1", "ssh://-o/f"],
)
def test_an_address_that_is_none_is_told_of(address: str, tmp_path: Path) -> None:
    """It names what must be there."""
    with pytest.raises(PublishError, match="PUBLISH must"):
        open_target(address, tmp_path, tmp_path)
