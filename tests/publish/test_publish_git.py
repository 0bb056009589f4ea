"""A branch of a bare repository on this machine."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from communique.engine.locks import SCRATCH
from communique.errors import PublishError
from communique.publish.targets.registry import open_target
from communique.publish.targets.shell import make_private_folder
from tests.publish.contract import *  # noqa: F403 - its tests are this module's
from tests.publish.git_host import GitPeer
from tests.publish.peers import Peer, Team


@pytest.fixture
def peer(make_peer: Callable[[str], Peer]) -> Peer:
    """A bare repository with nothing in it."""
    return make_peer("git")


def test_a_publication_is_one_commit(team: Team) -> None:
    """Each on top of the one before."""
    assert isinstance(team.peer, GitPeer)
    for number in range(3):
        team.built.build(**{"en/index.html": f"{number}"})
        team.publish()
    assert team.peer.log() == ["Publication 3", "Publication 2", "Publication 1"]
    assert team.peer.git("for-each-ref", "--format=%(refname)").decode().split() == [
        "refs/heads/pages",
        "refs/heads/pages-communique",
    ]


def test_the_branch_keeps_jekyll_away(team: Team) -> None:
    """By an empty file that is no part of the site, and comes back when somebody deletes it."""
    assert isinstance(team.peer, GitPeer)
    plan = team.plan()
    assert plan.brought == (".nojekyll",)
    assert ".nojekyll" not in [file.path for file in plan.uploads]
    team.publish()
    assert team.peer.git("cat-file", "blob", "pages:.nojekyll") == b""
    team.peer.git("update-ref", "refs/heads/pages", _without(team.peer, ".nojekyll"))
    assert team.plan().altered == (".nojekyll",)
    team.publish()
    assert team.peer.git("cat-file", "blob", "pages:.nojekyll") == b""
    assert team.publish().number == 0


def _without(peer: GitPeer, name: str) -> str:
    """Commit the branch without a file; return the commit."""
    lines = peer.git("ls-tree", "pages").decode().splitlines(keepends=True)
    given = "".join(line for line in lines if not line.endswith(f"\t{name}\n")).encode()
    tree = peer.git("mktree", given=given).decode().strip()
    who = ["-c", "user.name=a", "-c", "user.email=b"]
    return peer.git(*who, "commit-tree", "-m", "x", "-p", "pages", tree).decode().strip()


def test_a_file_of_that_name_may_be_the_site_s(team: Team) -> None:
    """Then it is the site's, byte for byte."""
    assert isinstance(team.peer, GitPeer)
    team.built.build(**{".nojekyll": "ours"}, kind="static")
    assert team.plan().brought == ()
    team.publish()
    assert team.peer.git("cat-file", "blob", "pages:.nojekyll") == b"ours"


@pytest.mark.parametrize("history", [1, 2, 3])
def test_a_history_may_be_bounded(team: Team, history: int) -> None:
    """The branch has so many commits, each with the files of its publication."""
    assert isinstance(team.peer, GitPeer)
    team.peer.options = f"?history={history}"
    for number in range(5):
        team.built.build(**{"en/index.html": f"{number}"})
        team.publish()
    expected = [f"Publication {5 - number}" for number in range(history)]
    assert team.peer.log() == expected
    for back in range(history):
        assert team.peer.git("cat-file", "blob", f"pages~{back}:en/index.html") == b"%d" % (
            4 - back
        )
    team.return_to(3)
    assert team.peer.live()["en/index.html"] == b"2"


def test_a_push_by_somebody_else_is_noticed(team: Team) -> None:
    """And the branch shows the publication again, on top of theirs."""
    assert isinstance(team.peer, GitPeer)
    team.publish()
    team.peer.touch("en/index.html", b"by hand")
    assert team.plan().altered == ("en/index.html",)
    team.publish()
    assert team.peer.live() == team.built.tree()
    assert len(team.peer.log()) == 3


def test_no_file_of_the_branch_is_fetched(team: Team, tmp_path: Path) -> None:
    """Another machine makes the next publication from the folders alone."""
    assert isinstance(team.peer, GitPeer)
    team.peer.git("config", "uploadpack.allowFilter", "true")
    large = "x" * 1000
    team.built.build(
        **{f"en/2019/n{number}/index.html": large + str(number) for number in range(9)}
    )
    team.publish()
    team.cache = tmp_path / "other"
    team.built.build(**{"en/index.html": "new"})
    team.publish()
    assert team.peer.live() == team.built.tree()
    blob = team.peer.git("rev-parse", "pages:en/2019/n1/index.html").decode().strip()
    here = ["git", f"--git-dir={team.cache}/target/git", "cat-file", "--batch-all-objects"]
    done = subprocess.run([*here, "--batch-check"], capture_output=True, check=True)
    assert blob not in done.stdout.decode()


def test_a_repository_that_is_none_is_told_of(team: Team, tmp_path: Path) -> None:
    """In words."""
    team.peer = GitPeer(tmp_path / "nowhere.git")
    with pytest.raises(
        PublishError, match=r"there is no repository; create it, or correct PUBLISH"
    ):
        team.publish()


@pytest.mark.parametrize("address", ["git:", "git:x#a..b", "git:x?history=all#a", "git:x?key=1#a"])
def test_an_address_that_is_none_is_told_of(address: str, tmp_path: Path) -> None:
    """It names what must be there."""
    with pytest.raises(PublishError, match="PUBLISH must be"):
        open_target(address, tmp_path, tmp_path)


def test_a_branch_of_somebody_else_is_refused(team: Team) -> None:
    """Its commits and its files stay, and no branch is left beside it."""
    assert isinstance(team.peer, GitPeer)
    stream = b"commit refs/heads/pages\ncommitter a <b> 0 +0000\ndata 5\nTheir\n"
    stream += b"M 644 inline index.html\ndata 6\ntheirs\n"
    team.peer.git("fast-import", "--quiet", given=stream)
    before = team.peer.git("for-each-ref")
    for attempt in (team.plan, team.publish, team.return_to):
        with pytest.raises(PublishError, match="commits of somebody else"):
            attempt()
    assert team.peer.git("for-each-ref") == before
    assert team.peer.live() == {"index.html": b"theirs"}


def test_a_password_is_not_told(tmp_path: Path) -> None:
    """Whatever is said of a target, its token is not."""
    target = open_target("git+https://user:secret@host/x.git#pages", tmp_path, tmp_path)
    assert "secret" not in str(target)


def test_private_folders_of_killed_publishers_go(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The next publisher removes them; those of processes that run stay, and other folders."""
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    for name in (f"{SCRATCH}left", "communique-mine"):
        (tmp_path / name).mkdir()
    ours, made = make_private_folder(), make_private_folder()
    assert {*tmp_path.iterdir()} == {ours, made, tmp_path / "communique-mine"}
