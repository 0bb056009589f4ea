"""A preview builds for days in one process: what a build held is let go."""

from __future__ import annotations

import gc
from pathlib import Path

import communique
from communique.outputs.press.kit import Kit
from communique.outputs.press.press import Press
from tests.sites import Site


def test_what_an_earlier_build_rendered_with_is_let_go(tmp_path: Path) -> None:
    """With feeds, a search and a corrected release; one press is kept for the build after it."""
    site = Site(tmp_path / "site", SEARCH=True, DATA=True, ALTERNATES=True)
    site.release("visit.en", Correction="2021-02-02 It was six.", Tags="climate")
    for text in ("One.", "Two.", "Three.", "Four.", "Five."):
        site.release("talks.en", text, Tags="climate")
        site.built()
    gc.collect()
    mine = [
        type(each).__name__
        for each in gc.get_objects()
        if isinstance(each, Press | Kit) and each.settings.cache_path == site.root / ".cache"
    ]
    assert mine.count("Press") <= 1
    assert mine.count("Kit") <= 2


def test_the_newsroom_is_imported_once() -> None:
    """Each build asks for its class: what the builds before it left stays garbage."""
    first = communique.Newsroom
    frozen = gc.get_freeze_count()
    left: list[list[int]] = [[number] for number in range(100)]
    assert communique.Newsroom is first
    assert gc.get_freeze_count() < frozen + len(left)
