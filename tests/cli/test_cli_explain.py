"""``inv explain``: what an output is made from, and why it was last written."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.newsroom import Newsroom
from tests.sites import read_tree


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Newsroom:
    """A newsroom with 25 releases, a translation, a page and a static file, built twice."""
    newsroom = Newsroom(tmp_path_factory.mktemp("explained"))
    for day in range(5, 29):
        newsroom.release(
            f"releases/2019/05/{day:02}-note.en", f"Note {day}", Date=f"2019-05-{day:02}"
        )
    newsroom.release("releases/2019/06/04-first.ru", "Первый", Category="Заявления")
    newsroom.write("content/media/map.svg", "<svg/>")
    newsroom.write("content/pages/about.en.md", "Title: About\n\nText.\n")
    assert newsroom.inv_in_shell("build").status == 0
    newsroom.release("releases/2019/06/05-second.en", "Second", Date="2019-06-05", Aliases="/old/")
    assert newsroom.inv_in_shell("build").status == 0
    return newsroom


def explain(newsroom: Newsroom, output: str) -> str:
    """Return what is said of an output; neither the catalogue nor the output is touched."""
    before = read_tree(newsroom.root / "output"), _catalogue(newsroom.root)
    said = newsroom.inv("explain", output)
    assert (said.status, said.err) == (0, "")
    assert (read_tree(newsroom.root / "output"), _catalogue(newsroom.root)) == before
    return said.out


def _catalogue(root: Path) -> list[bytes]:
    return [path.read_bytes() for path in sorted((root / ".cache").glob("*.sqlite3"))]


def test_release(built: Newsroom) -> None:
    """Its source, translations, neighbours, template, and the release that had it written."""
    assert explain(built, "output/en/2019/06/04/first/index.html") == (
        "en/2019/06/04/first/index.html (release)\n"
        "last written: it shows releases/2019/06/05-second.en.md\n"
        "its source:\n  releases/2019/06/04-first.en.md\n"
        "its translations:\n  releases/2019/06/04-first.ru.md\n"
        "the release before it:\n  releases/2019/05/28-note.en.md\n"
        "the release after it:\n  releases/2019/06/05-second.en.md\n"
        "template: theme/templates/article.html, and what it uses\n"
    )


@pytest.mark.parametrize(
    ("output", "lines"),
    [
        ("en/", ["en/index.html (listing)", "  releases/2019/06/05-second.en.md", "  and 6 more"]),
        (
            "https://newsroom.example/en/kinds/statements/atom.xml",
            ["the releases in it:", "  releases/2019/05/11-note.en.md"],
        ),
        (
            "/en/kinds/",
            [
                "en/kinds/index.html (term index)",
                "the names and numbers of releases of all kinds in en, from:",
                "  and 6 more",
                "template: theme/templates/categories.html, and what it uses",
            ],
        ),
        ("/en/archive", ["how many releases in en each year and month has, from:"]),
        ("/", ["index.html (door)", "the newest 5 headlines in ru:"]),
        ("sitemap.xml", ["the languages, and the months that have releases"]),
        ("en/2019/06/sitemap.xml", ["  releases/2019/06/04-first.en.md"]),
        ("media/map.svg", ["last written: first build", "a copy of:", "  media/map.svg"]),
        ("/en/about/", ["en/about/index.html (page)", "  pages/about.en.md"]),
        (
            "/old/",
            [
                "old/index.html (redirect)",
                "last written: releases/2019/06/05-second.en.md became public",
                "a former address, among the Aliases of:",
            ],
        ),
        ("output/.communique", [".communique (mark)"]),
    ],
)
def test_other_kinds(built: Newsroom, output: str, lines: list[str]) -> None:
    """By a path, an address or a URL: what it shows, twenty sources at most."""
    said = explain(built, output).splitlines()
    assert [line for line in lines if line not in said] == []
    assert sum(line.startswith("  releases/") for line in said) <= 20


def test_unknown_output(built: Newsroom) -> None:
    """A slip is met with the likely name."""
    said = built.inv("explain", "/en/2019/06/04/frist/")
    assert (said.status, said.out) == (1, "")
    assert said.err == (
        'an output must be in the site, got "/en/2019/06/04/frist/"; '
        'did you mean "en/2019/06/04/first/index.html"?\n'
    )


def test_nothing_is_built_yet(newsroom: Newsroom) -> None:
    """Before the first build there is nothing to explain, and none is begun."""
    before = newsroom.files()
    said = newsroom.inv("explain", "/")
    assert said.status == 1
    assert said.err.endswith("is remembered; build the site first\n")
    assert newsroom.files() == before
