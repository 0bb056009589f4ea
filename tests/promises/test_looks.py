"""The look at a large output, in a process of its own that begins before the build."""

from __future__ import annotations

import sqlite3
import sys
from contextlib import closing
from itertools import product
from pathlib import Path

import pytest

from communique.catalogue.database import catalogue_path, connect_read_only
from communique.engine import look, look_process
from communique.settings import Settings
from tests.promises.backups import PAGE, RESTORE, Restore, check, hide, keep, start
from tests.sites import Site


@pytest.fixture
def site(tmp_path: Path) -> Site:
    """A site with a release that will be secret, another, and a file."""
    return start(tmp_path / "site")


@pytest.mark.parametrize("python", [sys.executable, "false"])
@pytest.mark.parametrize("restore", RESTORE)
def test_a_look_in_another_process(
    site: Site, monkeypatch: pytest.MonkeyPatch, restore: Restore, python: str
) -> None:
    """It finds the same; where none can be started, the build looks itself."""
    monkeypatch.setattr(look_process, "WORTH_A_PROCESS", 1)
    monkeypatch.setattr(sys, "executable", python)
    backup = keep(site, "output", "backup")
    hide(site)
    site.built()
    restore(backup, site.output)
    assert "restored" in check(site)
    site.write(f"output/{PAGE}", "Quokkas")
    (site.output / "en/rss.xml").write_text("Quokkas")
    assert "2 restored" in check(site)


@pytest.mark.parametrize("built_between", [True, False])
def test_a_look_that_began_before_the_lock(
    site: Site, monkeypatch: pytest.MonkeyPatch, *, built_between: bool
) -> None:
    """What it found is used where no build came between, and looked for again where one did."""
    monkeypatch.setattr(look_process, "WORTH_A_PROCESS", 1)
    early = look_process.Looker.foresee(site.pelican_settings())
    assert early is not None
    early._process.wait()  # type: ignore[union-attr]  # noqa: SLF001
    if built_between:
        site.release("other", "Another text.", Date="2018-03-05")
        site.built()
    (site.output / PAGE).write_text("Quokkas")
    settings = Settings.from_pelican(site.pelican_settings())
    with early, closing(connect_read_only(settings)) as db:
        assert early.looks_at(catalogue_path(settings), site.output)
        assert (PAGE in early.found(db)) is built_between
    assert "1 restored" in check(site)


def test_no_look_begins_where_settings_are_wrong(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They are confirmed later, and what is wrong with them is told then."""
    monkeypatch.setattr(look_process, "WORTH_A_PROCESS", 1)
    right = site.pelican_settings()
    names = ("PATH", "OUTPUT_PATH", "CACHE_PATH")
    for name, value in product(names, (None, "", 7, "a\0b", "nowhere", "~nobody-here/x")):
        early = look_process.Looker.foresee(right | {name: value})
        if early is not None:
            with early, closing(sqlite3.connect(":memory:")) as db:
                db.execute("CREATE TABLE meta (key, value)")
                db.execute("CREATE TABLE output (path, stamp, kind)")
                db.execute("CREATE TABLE place (path, stamp, has_folders)")
                assert early.found(db) == [], (name, value)


def test_no_look_begins_beside_the_log_of_a_killed_build(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The next build judges first whether the log is this catalogue's."""
    monkeypatch.setattr(look_process, "WORTH_A_PROCESS", 1)
    settings = site.pelican_settings()
    catalogue = catalogue_path(Settings.from_pelican(settings))
    Path(f"{catalogue}-wal").write_bytes(b"log")
    assert look_process.Looker.foresee(settings) is None


def test_a_large_output_is_looked_at_in_part(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that came alone into a folder without folders is left to the check.

    It goes with the next build that has another reason to look there.
    """
    monkeypatch.setattr(look, "LARGE", 0)
    page = site.output / PAGE
    stray = page.with_name("plan.pdf")
    stray.write_text("Quokkas")
    site.built()
    assert stray.is_file()
    with closing(connect_read_only(Settings.from_pelican(site.pelican_settings()))) as db:
        assert "en/2019/06/05/secret/" in look.look(db, str(site.output), thorough=True)
    page.write_text("Quokkas")
    assert "2 restored" in check(site)
