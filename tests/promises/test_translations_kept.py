"""Promise 5, in every language: what is done to one is said of the others."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.sites import Site

GONE = {"Withdrawn": "2019-06-07 Replaced."}
OTHERS = "ru (visit.ru.md)"


def _site(tmp_path: Path) -> Site:
    site = Site(tmp_path / "site", LANGUAGES=("en", "ru", "fr"))
    for lang in ("en", "ru", "fr"):
        site.release(f"visit.{lang}")
    assert site.built().err == ""
    return site


def test_a_release_withdrawn_in_one_language_is_told(tmp_path: Path) -> None:
    """With the others by language and file, in a build that goes on and in one from nothing."""
    site = _site(tmp_path)
    site.release("visit.en", **GONE)
    expected = (
        "visit.en.md: warning: a release should be withdrawn in every language, got others that "
        "are not: fr (visit.fr.md), ru (visit.ru.md); add Withdrawn there too, if it is due\n"
    )
    assert expected in site.built().err
    fresh = {"OUTPUT_PATH": str(site.root / "b"), "CACHE_PATH": str(site.root / "c")}
    assert expected in site.built(**fresh).err
    site.release("visit.fr", **GONE)
    assert f"are not: {OTHERS}; " in site.built().err
    site.release("visit.ru", **GONE)
    assert site.built().err == ""


@pytest.mark.parametrize("headers", [{"Status": "draft"}, {"Embargo": "2031-01-01 10:00Z"}])
def test_a_release_held_back_again_in_one_language_is_told(
    tmp_path: Path, headers: dict[str, str]
) -> None:
    """Where it was public before; a translation that was never public is nobody's mistake."""
    site = _site(tmp_path)
    site.release("visit.fr", **headers)
    rule = "visit.fr.md: warning: a release should be held back in every language"
    assert f"{rule}, got others that are public: en (visit.en.md), {OTHERS}; " in site.built().err
    site.release("talks.en")
    site.release("talks.ru", **headers)
    assert "held back in every" not in site.built().err


def test_a_release_corrected_in_one_language_is_told(tmp_path: Path) -> None:
    """Once: a mistake may have been the translation's own."""
    site = _site(tmp_path)
    site.release("visit.en", Correction="2019-06-06 A name.")
    rule = "visit.en.md: warning: a release should be corrected in every language"
    expected = f"{rule}, got others that lack the correction: fr (visit.fr.md), {OTHERS}; "
    assert expected in site.built().err
    site.release("note.en")
    assert site.built().err == ""


def test_what_is_done_in_every_language_is_right(tmp_path: Path) -> None:
    """All at once, or where others were withdrawn before."""
    site = _site(tmp_path)
    for lang in ("en", "ru", "fr"):
        site.release(f"visit.{lang}", Correction="2019-06-06 A name.")
    assert site.built().err == ""
    for lang in ("en", "ru", "fr"):
        site.release(f"visit.{lang}", **GONE)
    assert site.built().err == ""
    for lang in ("en", "ru", "fr"):
        site.release(f"visit.{lang}", Status="draft")
    assert "every language" not in site.built().err
