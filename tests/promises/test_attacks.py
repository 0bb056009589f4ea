"""What once broke a promise, each with the smallest sources that did."""

from __future__ import annotations

import errno
import os
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from communique.engine.production import Production
from tests.sites import Site, differences


@pytest.fixture
def site(tmp_path: Path) -> Site:
    """A site with one release, built."""
    site = Site(tmp_path / "site")
    site.release("05-a.en", Title="A", Tags="alpha")
    site.built()
    return site


def check(site: Site, **options: object) -> None:
    """Build, and compare with a build from nothing."""
    site.built(**options)
    assert differences(site.clean_tree(**options), site.tree()) == []


ALIASES = [
    "//tmp/x/victim.txt",
    "/./en/",
    "/en//2019/06/05/a/",
    "/en/../x/",
    "/robots.txt/",
    "/.staging",
    "/.communique",
    "/.htaccess",
    "/en/search/",
    "/en/",
    "/sitemap.xml",
    "/media/m.pdf/",
    "/v1.0/x/; /v1.0",
    f"/{'x' * 300}/",
    '/"><script>/',
    "/a b/",
]


def test_an_alias_stays_in_its_place(site: Site) -> None:
    """An address that is no path of this site, or not free, is refused where it stands."""
    site.write("content/media/m.pdf", "pdf")
    site.built()
    before, stamps = site.tree(), site.stamps()
    for alias in ALIASES:
        site.release("06-b.en", Aliases=alias)
        result = site.build()
        assert result.status == 1, alias
        assert "Traceback" not in result.err
        assert result.err.startswith(("06-b.en.md:4: ", "media/m.pdf: ")), alias
        assert (before, stamps) == (site.tree(), site.stamps()), alias
    site.release("06-b.en")
    check(site)


def test_feeds_follow_a_linked_release_that_moves(site: Site) -> None:
    """The feeds that hold a text with a link are written again when its target's slug changes."""
    site.release("b.en", Title="B")
    site.release("05-a.en", "See [B]({filename}b.en.md).", Title="A", Tags="alpha")
    check(site)
    site.release("b.en", Title="B", Slug="bee")
    check(site)
    assert b"/bee/" in site.tree()["en/kinds/statements/atom.xml"]


def test_a_page_forgets_a_translation_that_left(site: Site) -> None:
    """Moved to another folder, a page is no translation of its former neighbour."""
    site.write("content/pages/about.en.md", "Title: About\n\nText.\n")
    russian = site.write("content/pages/about.ru.md", "Title: Portal\nLang: ru\n\nText.\n")
    check(site)
    (russian.parent / "sub").mkdir()
    russian.rename(russian.parent / "sub" / russian.name)
    check(site)


def test_static_files_move_with_their_setting(site: Site) -> None:
    """Where the theme's or a static file goes may change; nothing stays in the old place."""
    site.write("content/media/m.pdf", "pdf")
    check(site)
    check(site, THEME_STATIC_DIR="assets")
    check(site, EXTRA_PATH_METADATA={"media/m.pdf": {"path": "m.pdf"}})
    check(site)


def test_a_folder_in_the_way_of_a_page_goes(site: Site) -> None:
    """What somebody puts into the output by hand does not stop a build."""
    page = site.output / "en/2019/06/05/a/index.html"
    page.unlink()
    page.mkdir()
    site.release("05-a.en", "Another text.", Title="A", Tags="alpha")
    site.built()
    assert page.is_file()


def test_a_theme_may_show_all_of_a_neighbour(site: Site) -> None:
    """The page before shows a summary and tags of the next: they are never stale."""
    text = (site.root / "theme/templates/article.html").read_text("utf-8")
    shown = "{{ article.next_article.summary }}{{ article.next_article.tags|join }}"
    text = text.replace("<h1>", f"{{% if article.next_article %}}{shown}{{% endif %}}<h1>", 1)
    site.write("theme/templates/article.html", text)
    site.release("b.en", Date="2019-07-01", Tags="one", Summary="First.")
    check(site)
    site.release("b.en", Date="2019-07-01", Tags="two", Summary="Second.")
    check(site)


def test_a_catalogue_that_cannot_be_opened_is_told_in_words(site: Site) -> None:
    """A full disk, a missing right, a damaged file: the output is as it was."""
    before, stamps = site.tree(), site.stamps()
    (catalogue,) = (site.root / ".cache").glob("catalogue-*.sqlite3")
    kept = catalogue.read_bytes()
    catalogue.unlink()
    catalogue.mkdir()
    result = site.build()
    assert result.status == 1
    assert result.err.startswith("CACHE_PATH must be where the catalogue can be read and written")
    catalogue.rmdir()
    # A page of a table overwritten: SQLite finds that only as it reads it.
    catalogue.write_bytes(kept)
    with closing(sqlite3.connect(catalogue)) as db:
        query = "SELECT rootpage FROM sqlite_master WHERE name = 'folder'"
        page, size = db.execute(query).fetchone()[0], db.execute("PRAGMA page_size").fetchone()[0]
    spoilt = bytearray(kept)
    spoilt[(page - 1) * size : page * size] = b"\xff" * size
    catalogue.write_bytes(spoilt)
    result = site.build()
    assert result.status == 1
    assert result.err.startswith("CACHE_PATH must be where the catalogue can be read and written")
    assert (before, stamps) == (site.tree(), site.stamps())
    catalogue.unlink()
    check(site)
    with closing(sqlite3.connect(catalogue)) as db:
        db.execute("DROP TABLE release")
    check(site)


def test_an_attachment_is_no_file_of_the_machine(site: Site) -> None:
    """An address of the site is no path: the machine may have another file there."""
    site.write("content/media/m.pdf", "pdf")
    site.built()
    site.release("06-b.en", Attachments="/media/m.pdf | Plan")
    told = "06-b.en.md:4: a linked or attached file must be in the content folder"
    assert told in site.build().err


def test_a_page_that_may_not_be_deleted_is_told(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One of another owner in a sticky folder, say: it is not taken for deleted."""

    def refuse(path: Path, **_: object) -> None:
        raise PermissionError(errno.EPERM, "Operation not permitted", str(path))

    site.release("05-a.en", Title="A", Tags="alpha", Status="draft")
    with monkeypatch.context() as patch:
        patch.setattr(Path, "unlink", refuse)
        result = site.build()
    assert result.status == 1
    assert "index.html: what a build needs must be open to it, got: Operation not" in result.err
    check(site)


@pytest.mark.parametrize(
    ("call", "place"), [("access", "output/en/2019:"), ("write", "2019/06/05/b/index.html:")]
)
def test_what_cannot_be_written_leaves_the_output_whole(
    site: Site, monkeypatch: pytest.MonkeyPatch, call: str, place: str
) -> None:
    """A folder that is read-only, which none is for root, and a full disk: each has its path."""
    before, stamps = site.tree(), site.stamps()
    asked, write = os.access, os.write

    def refuse(what: Any, given: Any) -> Any:
        if call == "access":
            return not str(what).endswith("output/en/2019") and asked(what, given)
        if b"<title>b.en " in bytes(given):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return write(what, given)

    site.release("b.en")
    with monkeypatch.context() as patch:
        patch.setattr(os, call, refuse)
        result = site.build()
    assert result.status == 1
    assert place in result.err
    assert (before, stamps) == (site.tree(), site.stamps())
    check(site)


def test_another_catalogue_built_the_same_output_in_between(site: Site) -> None:
    """Another machine's cache, say: what this one remembers of the output holds no more."""
    elsewhere = str(site.root / "other-cache")
    site.release("06-b.en")
    site.built(CACHE_PATH=elsewhere)
    site.delete("content/06-b.en.md")
    check(site)
    site.built(CACHE_PATH=elsewhere)
    site.release("05-a.en", Title="A", Status="draft")
    site.built(CACHE_PATH=elsewhere)
    site.release("05-a.en", Title="Another", Tags="alpha")
    check(site)


@pytest.mark.parametrize("page", [False, True])
def test_a_term_changes_as_a_release_that_names_it_goes(site: Site, page: bool) -> None:  # noqa: FBT001
    """In one build: neither is the release looked for, nor is it a release any more."""
    site.release("pages/about.en" if page else "06-b.en", Tags="climate")
    check(site, PAGE_PATHS=[])
    site.write("vocabulary/tags.toml", '[climate]\nen = "The climate"\naliases = ["climate"]\n')
    if page:
        site.write("content/pages/about.en.md", "Title: About\n\nText.\n")
        check(site, PAGE_PATHS=["pages"])
    else:
        site.delete("content/06-b.en.md")
        check(site)


def test_a_build_that_is_stopped_is_no_success(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C: a command that waits for the build, such as one that publishes, does not run."""

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    before = site.tree()
    site.release("06-b.en")
    with monkeypatch.context() as patch:
        patch.setattr(Production, "run", stop)
        result = site.build()
    assert (130, before) == (result.status, site.tree())
    check(site)


def test_one_moment_in_another_offset_is_another_address(tmp_path: Path) -> None:
    """The neighbours' links follow a date whose day changed, though its moment did not."""
    site = Site(tmp_path / "site", LANGUAGES=("en",))
    site.release("before", Date="2019-06-04 10:00")
    site.release("note", Date="2019-06-06 03:00+00:00")
    site.built()
    site.release("note", Date="2019-06-05 23:00-04:00")
    site.built()
    assert differences(site.clean_tree(), site.tree()) == []
