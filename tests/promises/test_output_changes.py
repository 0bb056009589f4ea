"""Nothing that was left, restored or changed by others is believed: the output is made right."""

from __future__ import annotations

import os
import shutil
import sqlite3
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from pelican import signals

from communique.catalogue.database import catalogue_path, connect_read_only
from communique.engine import look, look_process
from communique.settings import Settings
from tests.promises.test_equality import kill_build
from tests.sites import Site, differences

PAGE = "en/2019/06/05/secret/index.html"


@pytest.fixture
def site(tmp_path: Path) -> Site:
    """A site with a release that will be secret, another, a file, and a search."""
    site = Site(tmp_path / "site", LANGUAGES=("en",))
    site.write("content/media/map.txt", "A map.")
    site.write("content/paper.pdf", "%PDF-1.4")
    site.release("secret", "Quokkas were discussed.", Attachments="paper.pdf", Tags="Quokkas")
    site.release("other", Date="2018-03-05")
    site.built()
    return site


def keep(site: Site, name: str, to: str) -> Path:
    """Copy a folder of the site as ``cp -a`` does, times and all."""
    shutil.copytree(site.root / name, site.root / to, symlinks=True)
    return site.root / to


def copy_over(backup: Path, place: Path) -> None:
    """``cp -a backup/. place/``: files that are there already are written into."""
    shutil.copytree(backup, place, symlinks=True, dirs_exist_ok=True)


def extract_over(backup: Path, place: Path) -> None:
    """As ``tar x`` and ``git checkout``: a file takes the place of another."""
    for source in sorted(path for path in backup.rglob("*") if path.is_file()):
        target = place / source.relative_to(backup)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.unlink(missing_ok=True)
        shutil.copy2(source, target)


def mirror_over(backup: Path, place: Path) -> None:
    """As ``rsync -a --delete``: the folder is the backup, and nothing else."""
    shutil.rmtree(place)
    shutil.copytree(backup, place, symlinks=True)


def move_over(backup: Path, place: Path) -> None:
    """The backup is renamed to where the output was."""
    shutil.rmtree(place)
    backup.rename(place)


RESTORE = [copy_over, extract_over, mirror_over, move_over]
Restore = Callable[[Path, Path], None]


def hide(site: Site) -> None:
    """Make the release a draft."""
    site.release("secret", "Quokkas were discussed.", Status="draft", Tags="Quokkas")


def check(site: Site, **options: object) -> str:
    """Build; the output is that of a build from nothing, and stays so; return what was said."""
    said = site.built(**options).out
    assert differences(site.clean_tree(**options), site.tree()) == []
    stamps = site.stamps()
    assert "0 files written, 0 deleted" in site.built(**options).out
    assert site.stamps() == stamps
    return said


@pytest.mark.parametrize("restore", RESTORE)
def test_a_restored_output_is_noticed(site: Site, restore: Restore) -> None:
    """A draft that was public when the backup was made is public no more."""
    backup = keep(site, "output", "backup")
    hide(site)
    site.built()
    restore(backup, site.output)
    assert PAGE in site.tree()
    assert "put right" in check(site)
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
    """What was restored may show a draft, and stays until the errors are mended."""
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


@pytest.mark.parametrize(
    "path",
    ["index.html", "en/rss.xml", PAGE, "media/map.txt", "theme/css/main.css", "sitemap.xml"],
)
@pytest.mark.parametrize("size", ["same", "other"])
def test_a_file_that_is_edited_by_hand_is_noticed(site: Site, path: str, size: str) -> None:
    """Even with as many bytes as before, and its time put back."""
    file = site.output / path
    data, found = file.read_bytes(), file.stat()
    file.write_bytes(bytes([data[0] ^ 1]) + data[1:] if size == "same" else b"x")
    os.utime(file, ns=(found.st_atime_ns, found.st_mtime_ns))
    assert "1 put right that somebody else had changed" in check(site)


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
    assert "put right" in check(site)


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


def test_what_is_as_recorded_is_not_made_again(site: Site) -> None:
    """A whole output copied elsewhere and back is read and compared, and nothing else."""
    backup = keep(site, "output", "backup")
    mirror_over(backup, site.output)
    assert "0 files written, 0 deleted, 0 made again" in site.built().out
    (site.output / "en/rss.xml").unlink()
    mirror_over(keep(site, "output", "again"), site.output)
    assert "1 file written, 0 deleted, 0 made again" in site.built().out


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
    assert "put right" in check(site)
    site.write(f"output/{PAGE}", "Quokkas")
    (site.output / "en/rss.xml").write_text("Quokkas")
    assert "2 put right" in check(site)


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
    assert "1 put right" in check(site)


@pytest.mark.parametrize("name", ["PATH", "OUTPUT_PATH", "CACHE_PATH"])
@pytest.mark.parametrize("value", [None, "", 7, "a\0b", "nowhere", "~nobody-here/x"])
def test_no_look_begins_where_settings_are_wrong(
    site: Site, monkeypatch: pytest.MonkeyPatch, name: str, value: object
) -> None:
    """They are confirmed later, and what is wrong with them is told then."""
    monkeypatch.setattr(look_process, "WORTH_A_PROCESS", 1)
    early = look_process.Looker.foresee(dict(site.pelican_settings()) | {name: value})
    if early is not None:
        with early, closing(sqlite3.connect(":memory:")) as db:
            db.execute("CREATE TABLE meta (key, value)")
            db.execute("CREATE TABLE output (path, stamp, kind)")
            db.execute("CREATE TABLE place (path, stamp, has_folders)")
            assert early.found(db) == []


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
    assert "2 put right" in check(site)


def test_a_file_that_another_plugin_writes_is_noticed(site: Site) -> None:
    """After the build, before the next."""
    site.write("output/sitemap.xml", "<urlset/>")
    site.write("output/news.html", "<p>News</p>")
    check(site)


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
