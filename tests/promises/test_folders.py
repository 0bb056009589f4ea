"""No folder of what is not public lies where files are published from, nor the other way round."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from communique.preview.place import Place
from communique.preview.preview import Preview
from tests.cli.newsroom import Newsroom
from tests.sites import ROOT, Site, lend_templates, read_tree


@pytest.fixture
def site(tmp_path: Path) -> Site:
    """A site with one release, not built."""
    site = Site(tmp_path / "site", LANGUAGES=("en",))
    site.release("a", "Quokkas were discussed.")
    return site


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
def test_what_is_not_public_lies_in_no_public_folder(
    site: Site,
    name: str,
    place: str,
    words: str,
    linked: bool,  # noqa: FBT001
) -> None:
    """Nor where files are published from, nor is the output in it; by real paths.

    Nothing is written.
    """
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
    assert not [path for path, data in before.items() if b"uokka" in data]


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


@pytest.mark.parametrize("name", ["OUTPUT_PATH", "CACHE_PATH"])
def test_links_in_a_circle_end_in_words(site: Site, name: str) -> None:
    """Wherever they are named."""
    circle = site.root / "circle"
    circle.symlink_to(circle)
    said = site.build(**{name: str(circle)})
    assert said.status == 1
    assert "circle" in said.err
    assert "Traceback" not in said.err
