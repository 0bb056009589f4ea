from __future__ import annotations

import sqlite3
from datetime import UTC, datetime
from pathlib import Path

import pytest

from communique.catalogue.checks import check_catalogue
from communique.catalogue.claims import alias_path
from communique.catalogue.pages import put_page
from communique.catalogue.releases import put_release
from communique.errors import Problem
from communique.model.media import Media
from communique.model.release import Page, Release, Status
from communique.outputs.registry import made_addresses
from communique.settings import Settings
from communique.sources.roles import Role
from tests.databases import memory
from tests.model.samples import release
from tests.sites import make_settings

NOW = datetime(2020, 1, 1, tzinfo=UTC)
VISIT, TALKS = "releases/visit.en.md", "releases/talks.en.md"


def _settings(tmp_path: Path) -> Settings:
    return make_settings(tmp_path, LANGUAGES=("en", "ru"))


def _catalogue(
    *content: Release | Page, files: dict[str, Role] | None = None, **lines: int
) -> sqlite3.Connection:
    db = memory()
    for each in content:
        if isinstance(each, Page):
            put_page(db, each, lines)
        else:
            put_release(db, each, b"", lines, NOW, None)
    known = {each.path: Role.RELEASE for each in content} | (files or {})
    for path, role in known.items():
        db.execute("INSERT INTO source VALUES (?, ?, '', '')", (path, role))
    return db


def _check(db: sqlite3.Connection, tmp_path: Path) -> list[Problem]:
    """Return what is found where all sources are touched; each alone finds what it is part of."""
    settings = _settings(tmp_path)
    named = db.execute("SELECT path FROM source UNION SELECT target FROM need").fetchall()
    paths = [path for (path,) in named]
    made = made_addresses(settings)
    found = list(check_catalogue(db, settings, paths, made))
    for problem in found:
        parts = {problem.path} | {path for path in paths if path in problem.message}
        for part in parts:
            assert problem in list(check_catalogue(db, settings, [part], made)), part
    return found


@pytest.mark.parametrize(
    ("content", "files", "lines", "expected"),
    [
        ((release(), release("talks")), {}, {}, []),
        ((release(aliases=("old/",)),), {"media/a.pdf": Role.STATIC}, {}, []),
        (
            (
                release(),
                release("talks", title="Title of visit"),
                release("again", "2019-06-05T18:00", title="Title of visit"),
                release("draft", title="Title of visit", status=Status.DRAFT),
                release("later", "2019-06-06", title="Title of visit"),
                release("visite", lang="ru", title="Title of visit"),
            ),
            {},
            {},
            [
                (
                    f"{path}: warning: two releases of one day should differ in title, got "
                    '"Title of visit" in releases/again.en.md too; delete one, if it is there twice'
                )
                for path in (TALKS, VISIT)
            ],
        ),
        (
            (release(), release(path=TALKS, group="talks", title="Talks")),
            {},
            {"slug": 4},
            [
                (
                    f"{VISIT}:4: an address must belong to one source, got /en/2019/06/05/visit/, "
                    f"which {TALKS}:4 has too; change the Slug of one of the two"
                ),
            ],
        ),
        (
            (release(), release("talks", aliases=("en/2019/06/05/visit",))),
            {},
            {"aliases": 5},
            [
                (
                    f"{VISIT}: an address must belong to one source, got /en/2019/06/05/visit/, "
                    f"which {TALKS}:5 has too; change the Slug of one of the two"
                )
            ],
        ),
        (
            (release(), release("talks", status=Status.DRAFT, aliases=("en/2019/06/05/visit",))),
            {},
            {"aliases": 5},
            [
                (
                    f"{VISIT}: an address must belong to one source, got /en/2019/06/05/visit/, "
                    f"which {TALKS}:5 has too; change the Slug of one of the two"
                )
            ],
        ),
        (
            (release(aliases=("old/",)), release("talks", aliases=("old/index.html",))),
            {},
            {"aliases": 5},
            [
                (
                    f"{VISIT}:5: an address must belong to one source, got /old/, "
                    f"which {TALKS}:5 has "
                    "too; change the Aliases of one of the two"
                )
            ],
        ),
        (
            (release(aliases=("en/tags/g7/",)),),
            {},
            {"aliases": 5},
            [
                (
                    f"{VISIT}:5: an address must not be one that the build makes itself, "
                    "got /en/tags/g7/; remove it from Aliases"
                )
            ],
        ),
        (
            (release(aliases=("en/2019/rss.xml", "index.html")),),
            {},
            {"aliases": 5},
            [
                (
                    f"{VISIT}:5: an address must not be one that the build makes itself, "
                    "got /en/2019/rss.xml; remove it from Aliases"
                ),
                (
                    f"{VISIT}:5: an address must not be one that the build makes itself, "
                    "got /; remove it from Aliases"
                ),
            ],
        ),
        (
            (),
            {"robots.txt": Role.STATIC, "sitemap.xml": Role.STATIC},
            {},
            [
                (
                    "sitemap.xml: an address must not be one that the build makes itself, "
                    "got /sitemap.xml; publish the file under another name"
                )
            ],
        ),
        (
            (release(),),
            {"en/2019/06/05/visit/index.html": Role.STATIC},
            {},
            [
                (
                    "en/2019/06/05/visit/index.html: an address must belong to one source, "
                    f"got /en/2019/06/05/visit/index.html, which {VISIT} has too; rename one"
                )
            ],
        ),
        (
            (release(), release("visit-2", group="releases/visit")),
            {},
            {},
            [
                (
                    f"{VISIT}: translations of one text must differ in language, got en in "
                    "releases/visit-2.en.md too; correct a Lang, or rename one of the files"
                )
            ],
        ),
        (
            (release(id="an-id"), release("talks", id="an-id")),
            {},
            {},
            [
                (
                    f"{VISIT}: an Id must belong to one release, got an-id, which {TALKS} has too; "
                    "give one of the two an Id of its own"
                )
            ],
        ),
        ((release(id="an-id"), release(lang="ru", id="an-id")), {}, {}, []),
        (
            (release(links=("releases/gone.md",)),),
            {},
            {"releases/gone.md": 9},
            [
                (
                    f"{VISIT}:9: a linked or attached file must be in the content folder, "
                    "got releases/gone.md; correct the path"
                )
            ],
        ),
        (
            (release(links=("a.rst",)),),
            {"a.rst": Role.FOREIGN},
            {"a.rst": 9},
            [
                (
                    f"{VISIT}:9: a linked or attached file must be in the content folder, "
                    "got a.rst, a format that is not read; correct the path"
                )
            ],
        ),
        (
            (release(attachments=(Media("releases/a.pdf", "a.pdf"),)),),
            {},
            {"attachments": 7},
            [
                (
                    f"{VISIT}:7: a linked or attached file must be in the content folder, "
                    "got releases/a.pdf; correct the path"
                )
            ],
        ),
        (
            (release(links=(TALKS,)), release("talks", status=Status.DRAFT)),
            {},
            {TALKS: 9},
            [
                (
                    f"{VISIT}:9: a public text must link to public texts only, "
                    f"got {TALKS}, which is "
                    "not public yet; publish it later than its target, or unlink it"
                )
            ],
        ),
        (
            (release(links=("media/a.pdf", "media/b.jpg"), status=Status.DRAFT),),
            {"media/a.pdf": Role.STATIC, "media/b.jpg": Role.STATIC},
            {},
            [
                (
                    f"{VISIT}: warning: a document should wait with its text, got media/a.pdf, "
                    "which is public at once; move it beside the text and name it in Attachments; "
                    "if it may be read, leave it"
                )
            ],
        ),
        (
            (
                release(links=("media/a.pdf",), status=Status.DRAFT),
                release("talks", links=("media/a.pdf",)),
            ),
            {"media/a.pdf": Role.STATIC},
            {},
            [],
        ),
        (
            (release(links=(TALKS,), status=Status.DRAFT), release("talks", status=Status.DRAFT)),
            {},
            {},
            [],
        ),
    ],
)
def test_each_rule_has_its_message(
    tmp_path: Path,
    content: tuple[Release, ...],
    files: dict[str, Role],
    lines: dict[str, int],
    expected: list[str],
) -> None:
    """Rules that need more than one source: all that they find, in words for an editor."""
    db = _catalogue(*content, files=files, **lines)
    found = [str(problem) for problem in _check(db, tmp_path)]
    assert sorted(expected) == sorted(found)


def test_two_pages_of_one_address_are_told(tmp_path: Path) -> None:
    """Pages and releases stand in one table of claims."""
    one = Page("pages/about.md", "pages/about", "en", "About", "about")
    two = Page("pages/us.md", "pages/us", "en", "Us", "about")
    [problem] = _check(_catalogue(one, two, slug=2), tmp_path)
    assert str(problem) == (
        "pages/us.md:2: an address must belong to one source, got /en/about/, which "
        "pages/about.md:2 has too; change the Slug of one of the two"
    )


@pytest.mark.parametrize(
    ("slug", "expected"),
    [
        *((slug, True) for slug in ("tags", "archive", "search", "subscribe", "2019", "page")),
        *((slug, False) for slug in ("about", "20190", "19", "tags-of-ours", "pages")),
    ],
)
def test_a_page_has_a_slug_of_its_own(tmp_path: Path, slug: str, expected: bool) -> None:  # noqa: FBT001 - a table's column
    """It takes the address neither of a listing nor of a folder that listings are in."""
    page = Page("pages/about.md", "pages/about", "en", "About", slug)
    found = [str(problem) for problem in _check(_catalogue(page, slug=2), tmp_path)]
    told = (
        "pages/about.md:2: a page's slug must not be one that dates and listings have, "
        f'got "{slug}"; rename the file, or add a Slug'
    )
    assert found == ([told] if expected else [])


@pytest.mark.parametrize("public", [True, False])
def test_a_page_may_not_link_to_what_is_not_public(tmp_path: Path, public: bool) -> None:  # noqa: FBT001 - a table's column
    """A draft page may: it is not built."""
    status = Status.PUBLISHED if public else Status.DRAFT
    page = Page("pages/a.md", "pages/a", "en", "A", "a", links=("pages/b.md",), status=status)
    draft = Page("pages/b.md", "pages/b", "en", "B", "b", status=Status.DRAFT)
    found = list(_check(_catalogue(page, draft), tmp_path))
    assert int(public) == len(found)


def test_two_translations_of_a_page_differ_in_language(tmp_path: Path) -> None:
    """Two files of one group and one language are one page too many, as for releases."""
    one = Page("pages/about.md", "pages/about", "en", "About", "about")
    two = Page("pages/about.en.md", "pages/about", "en", "About", "about-us")
    assert list(_check(_catalogue(one, two), tmp_path)) != []


@pytest.mark.parametrize(
    ("alias", "expected"),
    [
        ("en/2018/old/", "en/2018/old/index.html"),
        ("en/2018/old", "en/2018/old/index.html"),
        ("old.html", "old.html"),
        ("v1.2/old", "v1.2/old/index.html"),
        ("feed.xml", "feed.xml"),
    ],
)
def test_a_former_address_is_a_file(alias: str, expected: str) -> None:
    """A folder's index, or the file that it names."""
    assert expected == alias_path(alias)
