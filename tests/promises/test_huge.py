"""An archive so large that a build leaves the look at every file of the output to publications."""

from __future__ import annotations

from pathlib import Path

import pytest

from communique.engine import look
from communique.engine.output_changes import inspect
from tests.sites import Site, differences, make_settings


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Site:
    monkeypatch.setattr(look, "HUGE", 2)
    site = Site(tmp_path / "site")
    for name in ("visit", "statement", "speech"):
        site.release(name)
    site.built()
    return site


def test_a_build_examines_what_it_makes(site: Site) -> None:
    """What somebody did to other files stays until somebody asks for all, as publications do."""
    changed = site.output / "en/2019/06/05/visit/index.html"
    other = site.output / "en/2019/06/05/speech/index.html"
    for file in (changed, other):
        file.write_text("by hand")
    (changed.parent / "stray.txt").write_text("stray")
    site.release("visit", "Another text.")
    site.built()
    assert differences(site.clean_tree(), site.tree()) == [
        "differs en/2019/06/05/speech/index.html"
    ]
    (warning,) = inspect(make_settings(site.root, **site.pelican_settings())).warn(
        site.output, "build again"
    )
    assert warning.path.endswith("/en/2019/06/05/speech/index.html")
    assert warning.hint.endswith("--changed all")
    site.built(CHANGED="all")
    assert differences(site.clean_tree(), site.tree()) == []


def test_an_output_that_another_build_left_is_examined_whole(site: Site) -> None:
    """Its mark is of another generation: a backup that was restored, for one."""
    (site.output / "en/2019/06/05/speech/index.html").write_text("by hand")
    mark = site.output / ".communique"
    mark.write_bytes(mark.read_bytes())
    site.built()
    assert differences(site.clean_tree(), site.tree()) == []


def test_settings_that_make_everything_examine_the_whole_output(site: Site) -> None:
    """A file that no record knows goes then."""
    (site.output / "en/2019/06/05/speech/stray.txt").write_text("stray")
    site.built(PAGE_SIZE=10)
    assert "en/2019/06/05/speech/stray.txt" not in site.tree()
