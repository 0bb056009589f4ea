"""The record of what was built, as publishing reads it from the catalogue."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from tests.promises.killing import kill_build
from tests.sites import Site

Rows = dict[str, tuple[Any, ...]]


@pytest.fixture
def site(tmp_path: Path) -> Site:
    """A site with one release and a file, built."""
    site = Site(tmp_path / "site", LANGUAGES=("en",))
    site.write("content/paper.pdf", "%PDF-1.4")
    site.release("a.en", Attachments="paper.pdf")
    site.built()
    return site


def ask(site: Site, query: str) -> list[Any]:
    """Return what the catalogue answers; it is opened as a reader does."""
    (catalogue,) = (site.root / ".cache").glob("catalogue-*.sqlite3")
    with closing(sqlite3.connect(f"{catalogue.as_uri()}?mode=ro", uri=True)) as db:
        return db.execute(query).fetchall()


def record(site: Site) -> Rows:
    """Return size, digest, type and generation of each output."""
    query = "SELECT path, size, sha256, media_type, generation FROM record"
    return {path: tuple(rest) for path, *rest in ask(site, query)}


def gone(site: Site) -> dict[str, int]:
    """Return the outputs that went, each with the generation in which it did."""
    return dict(ask(site, "SELECT path, generation FROM record_gone"))


def meta(site: Site, key: str) -> str:
    """Return one value that the catalogue keeps."""
    return str(dict(ask(site, "SELECT key, value FROM meta"))[f"record {key}"])


def is_true(site: Site) -> bool:
    """Whether the record names exactly the files of the output but the mark, as they are."""
    files = {
        path: (len(data), sha256(data).hexdigest())
        for path, data in site.tree().items()
        if path != ".communique"
    }
    return files == {path: row[:2] for path, row in record(site).items()}


def test_it_is_what_stands_in_the_output(site: Site) -> None:
    """Each file with its size and digest, whatever the edit; the mark is none of it."""
    assert is_true(site)
    site.release("a.en", "Another text.", Date="2019-07-01", Tags="G7")
    site.built()
    assert is_true(site)
    site.built(SEARCH=True)
    assert is_true(site)
    site.built()
    assert is_true(site)


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("en/index.html", "text/html"),
        ("en/rss.xml", "application/rss+xml"),
        ("en/kinds/statements/atom.xml", "application/atom+xml"),
        ("en/feed.json", "application/feed+json"),
        ("sitemap.xml", "application/xml"),
        ("en/2019/06/05/a/paper.pdf", "application/pdf"),
        ("theme/css/main.css", "text/css"),
        ("en/card.png", "image/png"),
        ("robots.txt", "text/plain"),
    ],
)
def test_it_has_the_types(site: Site, path: str, expected: str) -> None:
    """Those of feeds are their formats' own; none has a charset."""
    assert record(site)[path][2] == expected


def test_a_generation_is_the_build_that_changed_the_bytes(site: Site) -> None:
    """Where nothing changed there is no new one; where something went, there is."""
    assert meta(site, "generation") == "1"
    assert {row[3] for row in record(site).values()} == {1}
    site.built()
    assert meta(site, "generation") == "1"
    before = site.tree()
    site.release("a.en", "Another text.", Attachments="paper.pdf")
    site.built()
    changed = {path for path, data in site.tree().items() if data != before[path]}
    assert changed == {path for path, row in record(site).items() if row[3] == 2}
    assert meta(site, "generation") == "2"
    site.release("a.en", "Another text.")
    site.built()
    assert gone(site) == {"en/2019/06/05/a/paper.pdf": 3}
    assert meta(site, "generation") == "3"


def test_what_comes_back_is_not_gone(site: Site) -> None:
    """Its generation is that of the build that brought it back."""
    site.release("a.en", Status="draft")
    site.built()
    assert "en/2019/06/05/a/index.html" in gone(site)
    site.release("a.en", Attachments="paper.pdf")
    site.built()
    assert gone(site) == {}
    assert record(site)["en/2019/06/05/a/index.html"][3] == 3


@pytest.mark.parametrize("step", ["stage", "publish"])
def test_a_build_that_is_cut_off_settles_nothing(site: Site, step: str) -> None:
    """The record is the last whole build's; the next build's is true, with all that changed."""
    before = record(site)
    site.release("a.en", "Another text.", Attachments="paper.pdf", Tags="G7")
    kill_build(site, step, 3, {})
    assert (record(site), meta(site, "generation")) == (before, "1")
    site.built()
    assert is_true(site)
    after = record(site)
    changed = {path for path in after if path not in before or after[path][1] != before[path][1]}
    assert changed == {path for path, row in after.items() if row[3] == 2}


def test_a_new_catalogue_has_another_name(site: Site) -> None:
    """Nobody takes its generations for those of the catalogue before."""
    first = meta(site, "id")
    site.built()
    assert meta(site, "id") == first
    site.built(LOAD_CONTENT_CACHE=False)
    assert meta(site, "id") != first
    assert meta(site, "generation") == "1"


def test_what_changed_is_found_without_reading_all(site: Site) -> None:
    """SQLite uses an index."""
    for query in (
        "EXPLAIN QUERY PLAN SELECT * FROM record WHERE generation > 1",
        "EXPLAIN QUERY PLAN SELECT * FROM record_gone WHERE generation > 1",
    ):
        assert "generation>?" in ask(site, query)[0][3]
