"""Embargo in a public repository is no embargo: a build says so."""

from __future__ import annotations

from pathlib import Path

import pytest

from communique.engine.source_checks import find_remote_hosts
from tests.sites import Site

RULE = "held.en.md: warning: a text under embargo must be in a private repository, got a remote at "


def _site(tmp_path: Path, url: str, embargo: str = "2031-01-01 10:00Z") -> Site:
    site = Site(tmp_path / "site")
    site.write(".git/config", f'[core]\n\tbare = false\n[remote "origin"]\n\turl = {url}\n')
    site.release("note.en")
    site.release("held.en", Embargo=embargo)
    return site


@pytest.mark.parametrize(
    "url",
    [
        "https://github.com/office/newsroom.git",
        "git@github.com:office/newsroom.git",
        "ssh://git@GitHub.com/office/newsroom",
        "https://desk:password@github.com/office/newsroom",
    ],
)
def test_a_remote_at_a_public_forge_is_told(tmp_path: Path, url: str) -> None:
    """By its host alone; the build goes on."""
    site = _site(tmp_path, url)
    said = site.built().err
    assert f"{RULE}github.com; see the page Embargo of the manual" in said
    assert "password" not in said.replace("a password", "")
    assert RULE not in site.built(SOURCES_PRIVATE=True).err


@pytest.mark.parametrize("url", ["git@git.ministry.example:newsroom", "/srv/git/newsroom", "C:/x"])
def test_a_remote_of_the_office_s_own_is_not(tmp_path: Path, url: str) -> None:
    """Nor is one where nothing is under embargo."""
    assert RULE not in _site(tmp_path, url).built().err
    open_site = _site(tmp_path / "open", "https://gitlab.com/x/y", "2019-06-05 10:00Z")
    assert "private repository" not in open_site.built().err


def test_a_worktree_has_the_remotes_of_its_repository(tmp_path: Path) -> None:
    """And a folder in none has no remotes."""
    main = tmp_path / "main/.git"
    (main / "worktrees/desk").mkdir(parents=True)
    (main / "config").write_text('[remote "a"]\n  url = https://codeberg.org/x\n')
    (main / "worktrees/desk/commondir").write_text("../..\n")
    (tmp_path / "desk/content").mkdir(parents=True)
    (tmp_path / "desk/.git").write_text(f"gitdir: {main}/worktrees/desk\n")
    assert find_remote_hosts(tmp_path / "desk/content") == ["codeberg.org"]
    assert find_remote_hosts(tmp_path / "elsewhere") == []
