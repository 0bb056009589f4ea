"""What somebody else changes in the output is not believed: the output is made right."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from pelican import signals

from tests.promises.backups import PAGE, check, hide, start
from tests.promises.killing import kill_build
from tests.sites import Site, differences


@pytest.fixture
def site(tmp_path: Path) -> Site:
    """A site with a release that will be secret, another, and a file."""
    return start(tmp_path / "site")


@pytest.mark.parametrize("folder", ["output/preview", "output/en/2019/site", "output/media"])
def test_no_output_lies_in_another(site: Site, folder: str) -> None:
    """The build of the one around it would remove it, page by page."""
    before = site.tree()
    (site.root / "linked").symlink_to(site.root / folder)
    for place in (folder, "linked"):
        elsewhere = {"OUTPUT_PATH": str(site.root / place), "CACHE_PATH": str(site.root / "c2")}
        result = site.build(**elsewhere)
        assert result.status == 1
        assert "OUTPUT_PATH must not be in the output of another build" in result.err
    assert site.tree() == before


@pytest.mark.parametrize(
    "path", ["index.html", "en/rss.xml", PAGE, "media/map.txt", "theme/css/main.css", "sitemap.xml"]
)
@pytest.mark.parametrize("size", ["same", "other"])
def test_a_file_that_is_edited_by_hand_is_noticed(site: Site, path: str, size: str) -> None:
    """Even with as many bytes as before, and its time put back."""
    file = site.output / path
    data, found = file.read_bytes(), file.stat()
    file.write_bytes(bytes([data[0] ^ 1]) + data[1:] if size == "same" else b"x")
    os.utime(file, ns=(found.st_atime_ns, found.st_mtime_ns))
    assert "1 restored that somebody else had changed" in check(site)


def test_the_mark_that_is_edited_by_hand_is_put_right(site: Site) -> None:
    """Its first bytes still say whose the folder is; the rest is as a clean build writes it."""
    with (site.output / ".communique").open("ab") as mark:
        mark.write(b"x")
    check(site)


@pytest.mark.parametrize("path", ["en", "en/2019/06", PAGE, "index.html", "media", "robots.txt"])
def test_what_is_deleted_by_hand_is_noticed(site: Site, path: str) -> None:
    """A folder or a file."""
    place = site.output / path
    shutil.rmtree(place) if place.is_dir() else place.unlink()
    assert "restored" in check(site)


@pytest.mark.parametrize(
    "path", ["x.html", "en/2019/x.html", "en/2019/06/05/secret/plan.pdf", "new/folder/x", ".x", "é"]
)
def test_a_file_of_nobody_goes(site: Site, path: str) -> None:
    """Wherever it lies; what OUTPUT_RETENTION names stays."""
    site.write(f"output/{path}", "stray")
    site.write("output/keep/x", "kept")
    site.built(OUTPUT_RETENTION=["keep"])
    assert not (site.output / path).exists()
    assert (site.output / "keep/x").read_text() == "kept"


def test_a_name_that_is_not_utf_8_goes(site: Site) -> None:
    """No catalogue could hold it."""
    os.close(os.open(os.fsencode(site.output) + b"/en/\xff.html", os.O_CREAT))
    os.mkdir(os.fsencode(site.output) + b"/en/\xff")  # noqa: PTH102 - a path of bytes
    os.close(os.open(os.fsencode(site.output) + b"/en/\xff/x", os.O_CREAT))
    check(site)


@pytest.mark.parametrize("path", ["en", "en/2019", "media", PAGE, "index.html", "theme/css"])
def test_a_link_in_the_output_is_none_of_ours(site: Site, path: str) -> None:
    """Nothing is written or deleted through it, though it leads to the very same bytes."""
    place = site.output / path
    elsewhere = site.root / "elsewhere"
    place.rename(elsewhere)
    place.symlink_to(elsewhere)
    before = {each: each.read_bytes() for each in elsewhere.rglob("*") if each.is_file()}
    hide(site)
    site.write("content/media/map.txt", "B map.")
    check(site)
    assert not [each for each in site.output.rglob("*") if each.is_symlink()]
    assert before == {each: each.read_bytes() for each in elsewhere.rglob("*") if each.is_file()}


def test_a_link_is_seen_behind_a_build_that_was_cut_off(site: Site) -> None:
    """What that build owed is not taken for made where it is found behind the link."""
    site.release("third", Date="2019-06-06")
    kill_build(site, "publish", 4, {})
    (site.output / "en").rename(site.root / "elsewhere")
    (site.output / "en").symlink_to(site.root / "elsewhere")
    check(site)


def test_the_search_index_is_made_right(site: Site) -> None:
    """Each of its files is one of a part, which is made again."""
    site.built(SEARCH=True)
    parts = sorted(path for path in (site.output / "en/search").rglob("*") if path.is_file())
    for path in parts[::3]:
        path.write_bytes(b"x")
    for path in parts[1::3]:
        path.unlink()
    check(site, SEARCH=True)


def test_a_file_that_another_plugin_writes_is_noticed(site: Site) -> None:
    """After the build, before the next."""
    site.write("output/sitemap.xml", "<urlset/>")
    site.write("output/news.html", "<p>News</p>")
    check(site)


def _write_over() -> None:
    """Write into the output as Pelican's plugins may, once all is built."""
    for path in WRITES:
        path.write_text("written by a plugin")


WRITES: list[Path] = []


class _Plugin:
    """A plugin of Pelican's that writes over a file of ours, or one of its own."""

    __name__ = "writer"

    @staticmethod
    def register() -> None:
        signals.finalized.connect(_finalized)


def _finalized(pelican: object) -> None:
    del pelican
    _write_over()


@pytest.mark.parametrize("path", ["sitemap.xml", "news.html", "en/index.html"])
def test_a_plugin_that_writes_over_ours_is_told_of(site: Site, path: str) -> None:
    """In the same build, which puts it right; the next tells again where it does so again."""
    site.write("content/media/other.txt", "Another file.")
    site.built()
    right = site.tree()
    WRITES[:] = [site.output / path]
    try:
        for _ in range(2):
            said = site.built(PLUGINS=["communique", _Plugin()])
            assert f"{path}: warning: a file of the output must be as the last build" in said.err
            assert "a plugin wrote it, of _Plugin, and it is put right" in said.err
            assert differences(right, site.tree()) == []
    finally:
        WRITES.clear()
    assert site.built(PLUGINS=["communique", _Plugin()]).err == ""
    check(site)
