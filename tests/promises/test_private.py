"""What a build is at work on: private, in nobody's way, and gone with the next build."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path
from stat import S_IMODE

import pytest

from communique.preview.place import Place
from communique.preview.preview import Preview
from tests.cli.newsroom import Newsroom
from tests.promises.killing import kill_build
from tests.sites import Site, differences, read_tree


@pytest.fixture
def site(tmp_path: Path) -> Site:
    """A site with one release, not built."""
    site = Site(tmp_path / "site", LANGUAGES=("en",))
    site.release("a", "Quokkas were discussed.")
    return site


def mode(path: Path) -> int:
    """Return who may do what with a file."""
    return S_IMODE(path.stat().st_mode)


def mentions(folder: Path) -> list[str]:
    """Return the files below a folder that tell of the secret."""
    return [path for path, data in read_tree(folder).items() if b"uokka" in data]


@pytest.mark.parametrize("made", ["by the build", "before it", "by an older version"])
def test_the_catalogue_is_nobody_else_s(site: Site, made: str) -> None:
    """Its folder is private, and so is the file, whatever the umask."""
    cache = site.root / ".cache"
    if made != "by the build":
        cache.mkdir()
    before = os.umask(0o022)
    try:
        if made == "by an older version":
            site.built()
            (catalogue,) = cache.glob("catalogue-*.sqlite3")
            catalogue.chmod(0o644)
            cache.chmod(0o755)
        site.built(SEARCH=True)
    finally:
        os.umask(before)
    assert mode(cache) == 0o700
    files = [path for path in cache.glob("catalogue-*") if path.is_file()]
    assert {mode(path) for path in files} == {0o600}
    assert list(cache.glob("work-*")) == []
    assert mode(site.output) == 0o755
    assert {mode(path) for path in site.output.rglob("*")} == {0o755, 0o644}


def test_a_folder_of_others_keeps_its_mode(site: Site) -> None:
    """CACHE_PATH may be a folder that others made and use."""
    shared = site.root / "shared"
    shared.mkdir()
    shared.chmod(0o755)
    (shared / "notes.txt").write_text("Mine.")
    site.built(CACHE_PATH=str(shared))
    assert mode(shared) == 0o755
    assert {mode(path) for path in shared.glob("catalogue-*")} == {0o600}


@pytest.mark.parametrize(
    ("step", "after"), [("stage", 0), ("stage", 1), ("stage", 5), ("publish", 0)]
)
@pytest.mark.parametrize("fails", ["source", "settings", "cache"])
def test_what_a_killed_build_staged_is_not_in_the_output(
    site: Site, step: str, after: int, fails: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The release becomes a draft, and the next build fails: nothing serves its text."""
    site.release("b", Date="2018-01-01")
    site.release("a", Status="draft")
    site.built()
    site.release("a", "Quokkas were discussed.")
    kill_build(site, step, after, {})
    site.release("a", "Quokkas were discussed.", Status="draft")
    if fails == "source":
        site.release("c", Category="Nonsense")
        assert site.build().status == 1
    elif fails == "settings":
        assert site.build(TIMEZONE="Nowhere").status == 1
    else:
        with monkeypatch.context() as patch:
            patch.setattr("communique.engine.build.connect", _no_room)
            assert site.build().status == 1
    assert mentions(site.output) == []
    (site.root / "content/c.md").unlink(missing_ok=True)
    site.built()
    assert mentions(site.output) == []
    assert list((site.root / ".cache").glob("work-*")) == []


def _no_room(path: Path) -> None:
    raise OSError(28, "No space left on device", str(path))


@pytest.mark.parametrize("fails", ["source", "cache", "lock"])
def test_so_where_the_cache_is_on_another_disk(
    site: Site, fails: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Then a build stages in the output, privately, and the next empties that before all else."""
    monkeypatch.setattr("communique.engine.writer.can_move", lambda *_: False)
    site.release("b", Date="2018-01-01")
    site.release("a", Status="draft")
    site.built()
    site.release("a", "Quokkas were discussed.")
    kill_build(site, "stage", 5, {})
    assert mode(site.output / ".staging") == 0o700
    site.release("a", "Quokkas were discussed.", Status="draft")
    with monkeypatch.context() as patch:
        if fails == "source":
            site.release("c", Category="Nonsense")
        elif fails == "cache":
            patch.setattr("communique.engine.build.connect", _no_room)
        else:
            patch.setattr("communique.engine.locks.hold_lock", _no_room)
        assert site.build().status == 1
    assert not (site.output / ".staging").exists()
    (site.root / "content/c.md").unlink(missing_ok=True)
    site.built()
    assert differences(site.clean_tree(), site.tree()) == []


@pytest.mark.skipif(not Path("/dev/shm").is_dir(), reason="there is no other file system")  # noqa: S108
def test_a_cache_on_another_disk_builds_the_same(site: Site) -> None:
    """Files cannot be moved from there; the bytes and the rights are those of any build."""
    with tempfile.TemporaryDirectory(dir="/dev/shm") as elsewhere:
        site.built(CACHE_PATH=elsewhere)
        site.release("b", Date="2018-01-01")
        site.built(CACHE_PATH=elsewhere)
    assert differences(site.clean_tree(), site.tree()) == []
    assert {mode(path) for path in site.output.rglob("*")} == {0o755, 0o644}


def test_nothing_is_left_in_the_temporary_folder(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not by a build, nor by one that is killed while it packs a text of the search."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    with monkeypatch.context() as patch:
        patch.setattr("communique.outputs.search.leaves._pack", lambda *_: os._exit(1))
        child = os.fork()
        if not child:
            try:
                site.build(SEARCH=True)
            finally:
                os._exit(0)
        os.waitpid(child, 0)
    (left,) = (site.root / ".cache").glob("work-*")
    assert mentions(left) != []
    assert mode(left) == 0o700
    site.built(SEARCH=True)
    assert not left.exists()
    assert list(folder.iterdir()) == []


def test_what_reads_beside_wrong_settings_is_private(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A copy of the catalogue, which is in CACHE_PATH, and goes with the next such build."""
    site.built()
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    with monkeypatch.context() as patch:
        patch.setattr("communique.plugin.source_errors.take_in", lambda *_: os._exit(1))
        child = os.fork()
        if not child:
            try:
                site.build(TIMEZONE="Nowhere")
            finally:
                os._exit(0)
        os.waitpid(child, 0)
    (left,) = (site.root / ".cache").glob(".communique-check-*")
    assert mode(left) == 0o700
    assert site.build(TIMEZONE="Nowhere").status == 1
    assert list((site.root / ".cache").glob(".communique-check-*")) == []
    assert list(folder.iterdir()) == []


def test_a_preview_is_nobody_else_s(newsroom: Newsroom) -> None:
    """Its folder is private, and made so where it was not."""
    folder = newsroom.root / ".preview"
    folder.mkdir()
    folder.chmod(0o755)
    preview = Preview(Place.of(str(newsroom.root / "pelicanconf.py"), "", "127.0.0.1", 8000))
    try:
        assert preview.refresh().problems == ()
        assert mode(folder) == 0o700
    finally:
        preview.close()


@pytest.mark.parametrize("verb", ["check", "build"])
def test_a_check_that_was_killed_leaves_nothing_for_good(newsroom: Newsroom, verb: str) -> None:
    """Its copy of the catalogue is private, and goes with the next check or build."""
    assert newsroom.inv("build").status == 0
    left = newsroom.root / ".cache/.communique-check-killed"
    left.mkdir(0o700)
    shutil.copy(next((newsroom.root / ".cache").glob("catalogue-*.sqlite3")), left)
    assert newsroom.inv(verb).status == 0
    assert not left.exists()
