"""What a build is at work on: private, in nobody's way, and gone with the next build."""

from __future__ import annotations

import fcntl
import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from stat import S_IMODE

import pytest

from communique.engine import moving
from communique.engine.build import Build
from communique.preview.place import Place
from communique.preview.preview import Preview
from tests.cli.newsroom import Newsroom
from tests.promises.test_equality import kill_build
from tests.sites import ROOT, Site, differences, lend_templates, read_tree


@pytest.fixture
def site(tmp_path: Path) -> Site:
    """A site with one release, not built."""
    site = Site(tmp_path / "site", LANGUAGES=("en",))
    site.release("a", "Quokkas were discussed.")
    return site


@pytest.fixture
def newsroom(tmp_path: Path) -> Newsroom:
    """A newsroom with its settings file."""
    return Newsroom(tmp_path)


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


@pytest.mark.parametrize("step", ["stage", "publish"])
@pytest.mark.parametrize("after", [0, 1, 5])
@pytest.mark.parametrize("fails", ["source", "settings", "cache"])
def test_what_a_killed_build_staged_is_not_in_the_output(
    site: Site, step: str, after: int, fails: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The release becomes a draft, and the next build fails: nothing serves its text."""
    site.release("b", Date="2018-01-01")
    site.release("a", Status="draft")
    site.built()
    site.release("a", "Quokkas were discussed.")
    kill_build(site, step, 0 if step == "publish" else after, {})
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
    monkeypatch.setattr(moving, "can_move", lambda *_: False)
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
        patch.setattr("communique.outputs.search.leaves._write", lambda *_: os._exit(1))
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


@contextmanager
def building(site: Site, **options: object) -> Iterator[None]:
    """Have another process hold all that a build holds."""
    ready, say = os.pipe()
    wait, done = os.pipe()
    child = os.fork()
    if not child:
        os.close(done)
        Build.prepare = _pause(say, wait)  # type: ignore[method-assign, assignment]
        try:
            site.build(**options)
        finally:
            os._exit(0)
    os.close(wait)
    assert os.read(ready, 1) == b"x"
    try:
        yield
    finally:
        os.close(done)
        os.waitpid(child, 0)


def _pause(say: int, wait: int) -> object:
    def prepare(self: object) -> None:
        del self
        os.write(say, b"x")
        os.read(wait, 1)
        os._exit(0)

    return prepare


@pytest.mark.parametrize("way", ["another cache", "by a link", "below a link", "the same"])
def test_one_build_at_a_time(site: Site, way: str) -> None:
    """Whatever catalogue the second has and whatever way it came; it is told who builds."""
    site.built()
    before, stamps = site.tree(), site.stamps()
    options = {}
    if way == "another cache":
        options = {"CACHE_PATH": str(site.root / "other-cache")}
    elif way == "by a link":
        (site.root / "linked").symlink_to(site.output)
        options = {"OUTPUT_PATH": str(site.root / "linked")}
    elif way == "below a link":
        (site.root / "linked").symlink_to(site.root)
        options = {
            "OUTPUT_PATH": str(site.root / "linked/output"),
            "CACHE_PATH": str(site.root / "other-cache"),
        }
    site.release("b", Date="2018-01-01")
    with building(site):
        second = site.build(**options)
    assert second.status == 1
    told = r"another build( \(process \d+: .+\))? writes into the same output; wait for it to end\n"
    assert re.fullmatch(told, second.err)
    if Path("/proc/locks").is_file():
        assert "process" in second.err
    assert (before, stamps) == (site.tree(), site.stamps())
    site.built(**options)
    assert differences(site.clean_tree(), site.tree()) == []
    site.built()
    assert differences(site.clean_tree(), site.tree()) == []


def test_a_lock_is_let_go_of(site: Site) -> None:
    """Whether a build ended well or not."""
    site.built()
    site.release("b", Category="Nonsense")
    assert site.build().status == 1
    folder = os.open(site.output, os.O_RDONLY)
    fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
    os.close(folder)


@pytest.mark.parametrize("linked", [False, True])
@pytest.mark.parametrize(
    ("name", "place", "words"),
    [
        ("CACHE_PATH", "output/.cache", "OUTPUT_PATH and CACHE_PATH must not hold one another"),
        ("CACHE_PATH", "output", "OUTPUT_PATH and CACHE_PATH must not hold one another"),
        ("CACHE_PATH", ".", "OUTPUT_PATH and CACHE_PATH must not hold one another"),
        ("PATH", "output/content", "OUTPUT_PATH and PATH must not hold one another"),
        ("PATH", ".", "OUTPUT_PATH and PATH must not hold one another"),
        ("THEME", "output/theme", "THEME must not be in OUTPUT_PATH"),
        ("VOCABULARY_PATH", "output/words", "VOCABULARY_PATH must not be in OUTPUT_PATH"),
    ],
)
def test_what_is_not_public_is_not_in_the_output(
    site: Site,
    name: str,
    place: str,
    words: str,
    linked: bool,  # noqa: FBT001
) -> None:
    """Nor is the output in it; by real paths. Nothing is written."""
    (site.root / place).mkdir(parents=True, exist_ok=True)
    path = site.root / place
    if linked:
        path = site.root.parent / "linked"
        path.symlink_to(site.root / place)
    lend_templates(site.root / ".cache")
    before = read_tree(site.root)
    said = site.build(**{name: str(path)})
    assert said.status == 1
    assert words in said.err
    assert read_tree(site.root) == before


@pytest.mark.parametrize("linked", [False, True])
@pytest.mark.parametrize(
    ("name", "place", "words"),
    [
        ("CACHE_PATH", "content/media/cache", "CACHE_PATH must not be in PATH, "),
        ("CACHE_PATH", "content", "CACHE_PATH must not be in PATH, "),
        ("CACHE_PATH", "content/.cache", "CACHE_PATH must not be in PATH, "),
        ("CACHE_PATH", "theme/static/cache", "CACHE_PATH must not be in THEME, "),
        ("CACHE_PATH", "theme", "CACHE_PATH must not be in THEME, "),
        ("CACHE_PATH", "vocabulary/cache", "CACHE_PATH must not be in VOCABULARY_PATH, "),
        ("PATH", "theme/static/content", "PATH must not be in THEME, "),
        ("PATH", "output.hosts", "OUTPUT_PATH must leave output.hosts"),
        ("OUTPUT_PATH", "theme/static/site", "OUTPUT_PATH must not be in THEME, "),
        ("OUTPUT_PATH", "vocabulary/site", "OUTPUT_PATH must not be in VOCABULARY_PATH, "),
        ("VOCABULARY_PATH", "content/media/words", "VOCABULARY_PATH must not be in what STATIC_"),
        ("VOCABULARY_PATH", "theme/static/words", "VOCABULARY_PATH must not be in what THEME_STA"),
        ("THEME", "content/media/theme", "THEME must not be in what STATIC_PATHS publishes"),
    ],
)
def test_what_is_not_public_is_not_where_files_are_published_from(
    site: Site,
    name: str,
    place: str,
    words: str,
    linked: bool,  # noqa: FBT001
) -> None:
    """Nor is what the build makes where it reads; by real paths. Nothing is written."""
    test_what_is_not_public_is_not_in_the_output(site, name, place, words, linked)


def test_folders_beside_one_another_are_as_they_should_be(site: Site) -> None:
    """Also where the sources have the theme and the vocabulary, but publish neither."""
    for folder in ("theme", "vocabulary"):
        shutil.move(site.root / folder, site.root / "content" / folder)
    site.release("releases/visit.en")
    folders = {"THEME": "content/theme", "VOCABULARY_PATH": "content/vocabulary"}
    site.built(
        **{name: str(site.root / folder) for name, folder in folders.items()},
        ARTICLE_PATHS=["releases"],
    )


def test_a_catalogue_that_lies_where_files_are_published_from_is_not_published(site: Site) -> None:
    """One that an earlier build left, say, before the setting was corrected."""
    site.release("xanadu.en", "Quokka summit", Status="draft")
    site.built()
    for folder in ("content/media", "theme/static/cache"):
        (site.root / folder).mkdir(parents=True)
        for file in (site.root / ".cache").glob("catalogue-*"):
            shutil.copy(file, site.root / folder)
    assert "catalogue-" in site.built().err
    assert not [path for path in site.tree() if "catalogue" in path]


@pytest.mark.parametrize("place", [".preview", ".preview/output", ".preview/cache"])
@pytest.mark.parametrize("to", ["output", "output/en", "content"])
def test_a_preview_that_leads_into_the_output_is_refused(
    newsroom: Newsroom, place: str, to: str
) -> None:
    """By a link, whole or in part: neither its catalogue nor a draft gets there."""
    newsroom.release("xanadu.en", "Quokka summit", Status="draft")
    assert newsroom.inv("build").status == 0
    link = newsroom.root / place
    link.parent.mkdir(exist_ok=True)
    link.symlink_to(newsroom.root / to)
    before = read_tree(newsroom.root / "output")
    preview = Preview(Place.of(str(newsroom.root / "pelicanconf.py"), "", "127.0.0.1", 8000))
    [problem] = preview.refresh().problems
    assert problem.startswith("a preview must stay out of ")
    assert read_tree(newsroom.root / "output") == before
    assert mentions(newsroom.root / "output") == []


@pytest.mark.parametrize("folder", ["theme/static/preview", "theme", "vocabulary/preview"])
def test_a_preview_lies_in_nothing_that_is_read(newsroom: Newsroom, folder: str) -> None:
    """Static files of the theme are published: drafts and the catalogue would be."""
    newsroom.release("xanadu.en", "Quokka summit", Status="draft")
    shutil.copytree(ROOT / "theme", newsroom.root / "theme")
    conf = newsroom.root / "pelicanconf.py"
    conf.write_text(conf.read_text("utf-8") + '\nTHEME = "theme"\n', "utf-8")
    place = Place.of(str(conf), str(newsroom.root / folder), "127.0.0.1", 8000)
    [problem] = Preview(place).refresh().problems
    assert problem.startswith("a preview must stay out of ")
    assert not (newsroom.root / folder / "output").exists()


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


@pytest.mark.parametrize("name", ["OUTPUT_PATH", "CACHE_PATH"])
def test_links_in_a_circle_end_in_words(site: Site, name: str) -> None:
    """Wherever they are named."""
    circle = site.root / "circle"
    circle.symlink_to(circle)
    said = site.build(**{name: str(circle)})
    assert said.status == 1
    assert "circle" in said.err
    assert "Traceback" not in said.err
