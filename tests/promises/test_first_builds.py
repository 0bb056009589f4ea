"""A first build commits in parts; killed between any two of them, it leaves nothing wrong."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest

from communique.catalogue import database
from communique.engine import intake, output_changes, production
from tests.promises.killing import kill_build
from tests.sites import Site, differences

DRAFT = "A text that stays here."

NONE: Mapping[str, Any] = MappingProxyType({})


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Site:
    """A few releases, each written as a part of its own, and a static file."""
    monkeypatch.setattr(database, "LARGE_LOG", 0)
    monkeypatch.setattr(intake, "TOGETHER", 1)
    monkeypatch.setattr(production, "BATCH", 5)
    monkeypatch.setattr(output_changes, "MANY", 5)
    site = Site(tmp_path / "site", DEFAULT_PAGINATION=2)
    for day in range(1, 5):
        site.release(
            f"2019/06/note-{day}.en", "A text.", Date=f"2019-06-0{day} 10:00", Tags="Trade"
        )
    site.write("content/media/a.txt", "A file.")
    return site


def _build_until(site: Site, commits: int, options: Mapping[str, Any] = NONE) -> bool:
    """Build in a child that is killed after so many commits; return whether it got that far."""
    child = os.fork()
    if not child:
        setattr(database, "_note_log", _die_after(commits, database._note_log))  # noqa: SLF001, B010
        try:
            site.build(**options)
        finally:
            os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL


def _die_after(times: int, function: Callable[[Path], None]) -> Callable[[Path], None]:
    left = [times]

    def counted(path: Path) -> None:
        function(path)
        left[0] -= 1
        if not left[0]:
            os.kill(os.getpid(), signal.SIGKILL)

    return counted


def _forget(site: Site) -> None:
    shutil.rmtree(site.output, ignore_errors=True)
    for file in (site.root / ".cache").glob("catalogue*"):
        file.unlink()


def test_a_first_build_is_killed_between_any_two_parts(site: Site) -> None:
    """The next build leaves a clean one's bytes; what became a draft meanwhile is nowhere."""
    whole = site.clean_tree()
    source = site.root / "content/2019/06/note-4.en.md"
    public = source.read_text()
    source.write_text(public.replace("\n\nA text.", f"\nStatus: draft\n\n{DRAFT}"))
    held = site.clean_tree()
    commits = -2
    killed = True
    while killed:
        commits += 3  # every third moment: each takes half a second
        source.write_text(public)
        _forget(site)
        killed = _build_until(site, commits)
        if commits % 2:
            source.write_text(public.replace("\n\nA text.", f"\nStatus: draft\n\n{DRAFT}"))
        site.built()
        assert differences(held if commits % 2 else whole, site.tree()) == [], commits
    assert commits > 15


def test_a_first_build_that_finds_an_error_leaves_no_catalogue_to_go_on_from(site: Site) -> None:
    """What was committed before the error is thrown away."""
    site.release("2019/06/note-9.en", "A text.", Date="9 June")
    failed = site.build()
    assert failed.status == 1
    assert not site.output.exists() or site.tree() == {}
    (catalogue,) = (site.root / ".cache").glob("catalogue*.sqlite3")
    with sqlite3.connect(catalogue) as db:
        assert db.execute("PRAGMA user_version").fetchone()[0] == database.UNFINISHED
    db.close()
    (site.root / "content/2019/06/note-9.en.md").unlink()
    site.built()
    assert differences(site.clean_tree(), site.tree()) == []


def test_a_template_that_fails_in_a_first_build_leaves_no_record(site: Site) -> None:
    """Outputs that were recorded in parts are forgotten, for none of them is in place."""
    template = site.root / "theme/templates/index.html"
    sound = template.read_text()
    template.write_text("{{ 1 / 0 }}")
    assert site.build().status == 1
    (catalogue,) = (site.root / ".cache").glob("catalogue*.sqlite3")
    with sqlite3.connect(catalogue) as db:
        assert db.execute("SELECT count(*) FROM output").fetchone()[0] == 0
    db.close()
    template.write_text(sound)
    site.built()
    assert differences(site.clean_tree(), site.tree()) == []


@pytest.mark.parametrize(("step", "after"), [("stage", 3), ("place", 0), ("place", 4)])
def test_a_build_of_everything_that_is_killed_is_planned_again(
    site: Site, step: str, after: int
) -> None:
    """Its plan was in no catalogue; the next build has the edits that came meanwhile as well."""
    site.built()
    kill_build(site, step, after, {"DEFAULT_PAGINATION": 3})
    (catalogue,) = (site.root / ".cache").glob("catalogue*.sqlite3")
    with sqlite3.connect(catalogue) as db:
        assert db.execute("SELECT count(*) FROM pending").fetchone()[0] == 0
    db.close()
    site.release("2019/06/note-2.en", DRAFT, Date="2019-06-02 10:00", Status="draft")
    site.release("2019/06/note-3.en", "Another text.", Date="2019-06-03 10:00")
    site.built(DEFAULT_PAGINATION=3)
    assert differences(site.clean_tree(DEFAULT_PAGINATION=3), site.tree()) == []
    again = site.built(DEFAULT_PAGINATION=3)
    assert "0 files written" in again.out


def _history(site: Site) -> tuple[str, list[tuple[str, int]], list[tuple[int, str]]]:
    """Return which catalogue it is, what was deleted from the output, and the builds."""
    (catalogue,) = (site.root / ".cache").glob("catalogue*.sqlite3")
    with sqlite3.connect(catalogue) as db:
        (id_,) = db.execute("SELECT value FROM meta WHERE key = 'record id'").fetchone()
        gone = db.execute("SELECT * FROM record_gone ORDER BY 1").fetchall()
        builds = db.execute("SELECT * FROM record_build ORDER BY 1").fetchall()
    db.close()
    return id_, gone, builds


def test_all_texts_are_read_again_in_parts(site: Site) -> None:
    """Killed between any two, the next build leaves a clean one's bytes and all of the history."""
    ways: list[dict[str, Any]] = [{"TYPOGRIFY": False}, {"TYPOGRIFY": True}]
    site.release("2019/06/note-3.en", 'It\'s "a text".', Date="2019-06-03 10:00", Tags="Trade")
    whole = [site.clean_tree(**way) for way in ways]
    site.release("2019/06/note-5.en", "A text.", Date="2019-06-05 10:00")
    site.built(**ways[0])
    site.delete("content/2019/06/note-5.en.md")
    site.built(**ways[0])
    id_, gone, builds = _history(site)
    assert gone
    commits = turn = 0
    killed = True
    while killed:
        commits += 3  # every third moment: each takes half a second
        turn = 1 - turn
        killed = _build_until(site, commits, ways[turn])
        site.built(**ways[turn])
        assert differences(whole[turn], site.tree()) == [], commits
        known = _history(site)
        assert (known[0], known[1], known[2][: len(builds)]) == (id_, gone, builds), commits
    assert commits > 15
    assert "0 files written" in site.built(**ways[turn]).out


def test_addresses_are_missed_though_all_texts_are_read_again(site: Site) -> None:
    """What an error keeps from being built is compared with what was public before it."""
    site.built(TYPOGRIFY=False)
    before = site.tree(), _history(site)
    site.delete("content/2019/06/note-1.en.md")
    site.release(
        "2019/06/note-2.en", "A text.", Date="2019-06-02 10:00", Slug="other", Tags="Trade"
    )
    site.release("2019/06/note-3.en", "A text.", Date="2019-07-03 10:00", Tags="Trade")
    site.release("2019/06/note-9.en", "A text.", Date="9 June")
    assert site.build(TYPOGRIFY=True).status == 1
    assert (site.tree(), _history(site)) == before
    site.delete("content/2019/06/note-9.en.md")
    told = site.built(TYPOGRIFY=True).err
    for address in ("2019/06/01/note-1", "2019/06/02/note-2", "2019/06/03/note-3"):
        assert f"/en/{address}/" in told
    assert "note-4" not in told
    assert differences(site.clean_tree(TYPOGRIFY=True), site.tree()) == []
    assert "must stay" not in site.built(TYPOGRIFY=False).err
