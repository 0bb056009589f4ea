"""An output or a catalogue that somebody restores is not believed: the output is made right."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.promises.backups import (
    PAGE,
    RESTORE,
    Restore,
    check,
    copy_over,
    extract_over,
    hide,
    keep,
    mirror_over,
    start,
)
from tests.promises.killing import kill_build
from tests.sites import Site


@pytest.fixture
def site(tmp_path: Path) -> Site:
    """A site with a release that will be secret, another, and a file."""
    return start(tmp_path / "site")


@pytest.mark.parametrize("restore", RESTORE)
def test_a_restored_output_is_noticed(site: Site, restore: Restore) -> None:
    """A draft that was public when the backup was made is public no more."""
    backup = keep(site, "output", "backup")
    hide(site)
    site.built()
    restore(backup, site.output)
    assert PAGE in site.tree()
    assert "restored" in check(site)
    assert not [path for path, data in site.tree().items() if b"uokka" in data]


@pytest.mark.parametrize("restore", RESTORE)
def test_and_so_with_an_edit_after_it(site: Site, restore: Restore) -> None:
    """Whatever else the next build has to do."""
    backup = keep(site, "output", "backup")
    hide(site)
    site.built()
    restore(backup, site.output)
    site.release("other", "Another text.", Date="2018-03-05")
    check(site)


def _bad_header(site: Site) -> None:
    site.write("content/bad.en.md", "Title x\n\nText.\n")


def _bad_template(site: Site) -> None:
    site.write("theme/templates/article.html", "{% if %}")


def _bad_rendering(site: Site) -> None:
    site.write("theme/templates/article.html", "{{ nothing.of.this }}")


@pytest.mark.parametrize("verb", ["copy", "delete", "stray"])
@pytest.mark.parametrize("spoil", [_bad_header, _bad_template, _bad_rendering])
def test_a_build_that_fails_tells_what_somebody_did_to_the_output(
    site: Site, spoil: Callable[[Site], None], verb: str
) -> None:
    """A restored file may show a draft, and stays until the errors are corrected."""
    backup = keep(site, "output", "backup")
    hide(site)
    site.built()
    if verb == "copy":
        copy_over(backup, site.output)
    elif verb == "delete":
        (site.output / "sitemap.xml").unlink()
    else:
        site.write("output/en/stray.html", "Quokka")
    spoil(site)
    result = site.build()
    assert result.status == 1
    assert "a file of the output must be as the last build left it" in result.err
    assert "1 problem; " in result.err


def test_each_build_that_fails_tells_what_somebody_did_to_the_output(site: Site) -> None:
    """Also where the plan is made, and a template fails each time; then it is put right."""
    site.built()
    page = site.output / "sitemap.xml"
    page.write_text("Quokka")
    template = (site.root / "theme/templates/article.html").read_text()
    _bad_rendering(site)
    for _ in range(3):
        result = site.build()
        assert result.status == 1
        assert (
            "sitemap.xml: warning: a file of the output must be as the last build left it"
            in result.err
        )
    site.write("theme/templates/article.html", template)
    site.built()
    assert "Quokka" not in page.read_text()
    _bad_rendering(site)
    assert "as the last build left it" not in site.build().err


def test_a_build_that_fails_tells_nothing_of_an_output_as_it_was_left(site: Site) -> None:
    """Nor of one that there is not yet."""
    _bad_header(site)
    assert "as the last build left it" not in site.build().err
    shutil.rmtree(site.root / ".cache")
    assert "as the last build left it" not in site.build().err


@pytest.mark.parametrize("part", ["en/2019", "en/2019/06/05/secret", "en/tags", "media"])
def test_a_part_that_is_restored_is_noticed(site: Site, part: str) -> None:
    """A folder alone, old times and all."""
    backup = keep(site, "output", "backup")
    hide(site)
    site.write("content/media/map.txt", "B map.")
    site.built()
    copy_over(backup / part, site.output / part)
    check(site)


@pytest.mark.parametrize("restore", RESTORE)
def test_an_older_cache_beside_a_newer_output_is_noticed(site: Site, restore: Restore) -> None:
    """A machine that keeps caches between its jobs brings one back."""
    cache = keep(site, ".cache", "kept")
    hide(site)
    site.built()
    site.release("third", Date="2017-01-01")
    site.built()
    restore(cache, site.root / ".cache")
    check(site)


@pytest.mark.parametrize("restore", RESTORE)
def test_both_restored_but_not_of_one_build(site: Site, restore: Restore) -> None:
    """The output is older than the catalogue that is older than the sources, or newer."""
    first, cache = keep(site, "output", "first"), keep(site, ".cache", "kept")
    site.release("third", Date="2017-01-01")
    site.built()
    second = keep(site, "output", "second")
    hide(site)
    site.built()
    restore(second, site.output)
    restore(cache, site.root / ".cache")
    check(site)
    site.release("secret", "Quokkas were discussed.", Tags="Quokkas")
    site.built()
    hide(site)
    site.built()
    restore(first, site.output)
    check(site)


def test_what_is_as_recorded_is_not_made_again(site: Site) -> None:
    """A whole output copied elsewhere and back is read and compared, and nothing else."""
    backup = keep(site, "output", "backup")
    mirror_over(backup, site.output)
    assert "0 files written, 0 deleted, 0 rebuilt" in site.built().out
    (site.output / "en/rss.xml").unlink()
    mirror_over(keep(site, "output", "again"), site.output)
    assert "1 file written, 0 deleted, 0 rebuilt" in site.built().out


@pytest.mark.parametrize("after", [0, 1, 3, 7])
@pytest.mark.parametrize("restored", ["before", "after"])
def test_a_build_that_was_cut_off_beside_a_restored_output(
    site: Site, after: int, restored: str
) -> None:
    """Neither hides the other."""
    backup = keep(site, "output", "backup")
    hide(site)
    site.built()
    if restored == "before":
        copy_over(backup, site.output)
    site.release("third", Date="2019-06-06", Tags="Quokkas")
    kill_build(site, "publish", after, {})
    if restored == "after":
        copy_over(backup, site.output)
    check(site)


@pytest.mark.parametrize("after", [0, 3])
@pytest.mark.parametrize("step", ["stage", "publish"])
@pytest.mark.parametrize("restore", [copy_over, extract_over, mirror_over])
def test_an_older_cache_over_that_of_a_build_that_was_cut_off(
    site: Site, after: int, step: str, restore: Restore
) -> None:
    """SQLite's log of the build that was killed is not taken for one of the older catalogue."""
    site.release("secret", "Wombats were discussed.", Tags="Wombats")
    site.built()
    cache = keep(site, ".cache", "kept")
    for number in range(30):
        site.release(f"more-{number}", f"Text {number}.", Date="2017-01-01", Tags=f"T{number}")
    site.built()
    for number in range(30):
        site.release(f"more-{number}", f"Another {number}.", Date="2017-02-01", Tags="Quokkas")
    hide(site)
    kill_build(site, step, after, {})
    restore(cache, site.root / ".cache")
    check(site)
