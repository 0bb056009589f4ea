"""A build that is told what changed looks at that alone; the next full build finds the rest.

That it leaves what a clean build leaves is held by ``test_equality``.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.sites import Result, Site

NOTHING = "0 sources read, 0 files written, 0 deleted"


@pytest.fixture
def site(tmp_path: Path) -> Site:
    site = Site(tmp_path / "site", SETTINGS_FILE=str(tmp_path / "site/pelicanconf.py"))
    for name in ("a/one.en", "a/two.en", "b/three.en", "b/four.en"):
        site.release(name)
    site.built()
    return site


def _tell(site: Site, *paths: str) -> Result:
    list_ = site.write("changed.txt", "".join(f"{path}\n" for path in paths))
    return site.build(CHANGED=str(list_))


def _says(site: Site, name: str) -> bytes:
    return (site.output / f"en/2019/06/05/{name}/index.html").read_bytes()


def test_it_looks_at_what_it_is_told_and_no_other_file(site: Site) -> None:
    """What was left out of the list is found by the next build that is told nothing."""
    site.release("a/one.en", "Another word of one.")
    site.release("a/two.en", "Another word of two.")
    told = _tell(site, "content/a/one.en.md")
    assert told.err == ""
    assert told.out.startswith("1 source read")
    assert b"Another word" in _says(site, "one")
    assert b"Another word" not in _says(site, "two")
    assert site.built().out.startswith("1 source read")
    assert b"Another word" in _says(site, "two")
    assert NOTHING in site.built().out


def test_names_that_came_or_went_beside_it_are_seen(site: Site) -> None:
    """``git diff --name-only`` gives the new name of a renamed file alone."""
    (site.root / "content/a/two.en.md").rename(site.root / "content/a/other.en.md")
    assert _tell(site, "content/a/other.en.md").out.startswith("1 source read")
    assert not (site.output / "en/2019/06/05/two").exists()
    shutil.rmtree(site.root / "content/b")
    assert _tell(site, "content/b/three.en.md").status == 0
    assert not (site.output / "en/2019/06/05/four").exists()
    (site.root / "content/a/one.en.md").rename(site.root / "content/one.en.md")
    assert "the listed sources alone led to an error" in _tell(site, "content/one.en.md").err
    assert NOTHING in site.built().out


def test_what_a_text_needs_is_looked_at_too(site: Site) -> None:
    """A file that the text attaches need not be in the list, nor a text that it links to."""
    site.write("content/a/paper.pdf", "one")
    site.release("a/one.en", "See [three]({filename}/b/three.en.md).", Attachments="paper.pdf | It")
    site.release("b/three.en", "Newer.", Slug="third")
    assert _tell(site, "content/a/one.en.md").out.startswith("2 sources read")
    site.write("content/a/paper.pdf", "two")
    site.release("a/one.en", "See [three]({filename}/b/three.en.md)!", Attachments="paper.pdf | It")
    assert _tell(site, "content/a/one.en.md").status == 0
    assert (site.output / "en/2019/06/05/one/paper.pdf").read_bytes() == b"two"
    assert NOTHING in site.built().out


def test_after_a_build_that_failed_every_source_is_looked_at(site: Site) -> None:
    """The next list does not have what the failed build was told."""
    site.release("a/two.en", "Newer.")
    site.release("a/one.en", Date="5 June")
    assert _tell(site, "content/a").status == 1
    site.release("a/one.en", "Right.")
    told = _tell(site, "content/a/one.en.md")
    assert "every source is looked at: the build before did not come to its end" in told.err
    assert b"Newer" in _says(site, "two")


def test_settings_that_say_what_a_source_is_have_every_source_looked_at(site: Site) -> None:
    site.write("changed.txt", "content/a/one.en.md")
    told = site.build(CHANGED=str(site.root / "changed.txt"), IGNORE_FILES=["three.en.md"])
    assert "every source is looked at: no build is remembered, or it had other settings" in told.err
    assert not (site.output / "en/2019/06/05/three").exists()


def test_what_is_made_is_not_taken_from_the_record(site: Site) -> None:
    """Pages that the build makes, and the folders that they are in, are looked at."""
    page = site.output / "en/2019/06/05/index.html"
    page.write_text("altered")
    stray = page.with_name("stray.html")
    stray.write_text("stray")
    site.release("a/one.en", Title="Renamed")
    assert _tell(site, "content/a/one.en.md").status == 0
    assert b"Renamed" in page.read_bytes()
    assert not stray.exists()
    away = site.root / "away"
    (site.output / "en/2019").rename(away)
    (site.output / "en/2019").symlink_to(away)
    before = (away / "06/05/one/index.html").read_bytes()
    site.release("a/one.en", Title="Again")
    assert _tell(site, "content/a/one.en.md").status == 0
    assert (away / "06/05/one/index.html").read_bytes() == before
    assert not (site.output / "en/2019").is_symlink()


def test_an_embargo_ends_whatever_is_told(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    site.release("b/four.en", Embargo="2031-01-01 10:00Z")
    site.built()
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1925028000")
    site.release("a/one.en", "Newer.")
    assert _tell(site, "content/a/one.en.md").err == ""
    assert (site.output / "en/2019/06/05/four/index.html").exists()


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("nowhere.txt", "got nowhere.txt: No such file"),
        ("content/a/one.en.md", "got the source content/a/one.en.md; write echo"),
    ],
)
def test_a_list_that_is_none_is_told_in_words(site: Site, source: str, found: str) -> None:
    said = site.build(CHANGED=source)
    assert said.status == 1
    assert found in said.err
    assert "Traceback" not in said.err
