"""Three barriers keep what waits for its time; the gate is the last.

Each barrier is switched off in turn: another one keeps the secret. Those are, in the order of a
build: storing (``engine.storing`` hands on what is visible), the catalogue's views
(outputs are made from ``public_release`` and ``public_page`` alone), and the gate.
"""

from __future__ import annotations

import sqlite3
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from communique.catalogue import releases
from communique.engine import build, gate, storing
from communique.model.visibility import State, Visibility
from tests.promises.harbour import ANEW, PLAN, RULE, harbour_site, hold, refused
from tests.sites import differences


def _everything_is_public(*_: Any) -> Visibility:
    return Visibility(State.PUBLISHED)


def test_with_all_barriers_nothing_is_said(tmp_path: Path) -> None:
    """The gate has nothing to do, and what is built is as if there were no secret."""
    site = harbour_site(tmp_path)
    before = site.tree()
    site.built()
    assert differences(before, site.tree()) == []
    assert differences(before, site.clean_tree()) == []


@pytest.mark.parametrize("way", ["edited", "from nothing", "moved forward"])
def test_without_the_others_the_gate_stops_the_build(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    """Entering and the views take everything for public: each place is named, and why."""
    site = harbour_site(tmp_path)
    if way == "moved forward":
        hold(site, "2019-06-05 10:00Z")
        site.built()
        hold(site)
    before = site.tree()
    monkeypatch.setattr(gate, "MOST", 1000)
    _switch_off_storing(monkeypatch)
    _switch_off_views(monkeypatch)
    settings = {"LOAD_CONTENT_CACHE": False} if way == "from nothing" else {}
    said = "\n".join(refused(site, site.build(**settings), before))
    page = "en/2019/06/05/handover/index.html"
    for path in (page, "en/index.html", "en/atom.xml", "en/feed.json", "ru/rss.xml", "sitemap"):
        assert path in said
    assert f'{page}: {RULE}the title of handover.en.md: "Harbour of Xanadu handed over"' in said
    assert f"{page}: {RULE}words of handover.en.md" in said
    assert "the file of handover.en.md" in said
    assert "a term of handover.en.md" in said
    monkeypatch.undo()
    site.built()
    assert differences(site.clean_tree(), site.tree()) == []
    assert not any(b"Xanadu" in data for data in site.tree().values())


def _switch_off_storing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let storing take everything for public: it hands on all, and lists it."""
    for module in (storing, releases):
        monkeypatch.setattr(module, "visibility", _everything_is_public)
    monkeypatch.setattr(storing, "flip_visibility", lambda *_, **__: [])


def _switch_off_views(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the catalogue's public views see everything."""

    def open_views(db: sqlite3.Connection, _now: datetime) -> None:
        for view, table in (("release", "release"), ("amended", "release"), ("page", "page")):
            # A temporary view stands before the catalogue's own, in this build alone.
            db.execute(f"CREATE TEMP VIEW public_{view} AS SELECT * FROM main.{table}")  # noqa: S608

    monkeypatch.setattr(build, "set_moment", open_views)


def _switch_off_gate(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(build, "check_gate", lambda *_: None)


SWITCHES = {
    "storing": _switch_off_storing,
    "views": _switch_off_views,
    "gate": _switch_off_gate,
}


@pytest.mark.parametrize("settings", [{}, ANEW], ids=["edited", "from nothing"])
@pytest.mark.parametrize("off", sorted(SWITCHES))
def test_without_one_barrier_another_keeps_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, off: str, settings: dict[str, bool]
) -> None:
    """The build is as if there were no secret, or it is stopped: nothing of it is in the output."""
    site = harbour_site(tmp_path)
    before = site.tree()
    SWITCHES[off](monkeypatch)
    result = site.build(**settings)
    assert differences(before, site.tree()) == []
    assert result.status == 0 or RULE in result.err


@pytest.mark.parametrize(
    ("off", "pages"),
    [("views gate", True), ("storing gate", False), ("storing views gate", True)],
)
def test_each_barrier_is_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, off: str, *, pages: bool
) -> None:
    """The switches of these tests do switch off; and what the views alone keep is the text."""
    site = harbour_site(tmp_path)
    for name in off.split():
        SWITCHES[name](monkeypatch)
    site.built(**ANEW)
    tree = site.tree()
    assert ("en/2019/06/05/handover/index.html" in tree) is pages
    assert any(PLAN.encode() in data for data in tree.values()) is pages
