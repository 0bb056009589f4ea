"""Redirects in bulk on a site: pages that lead on, and what must hold of both ends."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.sites import Site, differences

LOCATION = re.compile(rb'http-equiv="refresh" content="0; url=([^"]*)"')


@pytest.fixture
def site(tmp_path: Path) -> Site:
    """A site with a release, a page, a tag and a file."""
    made = Site(tmp_path / "site", REDIRECTS=str(tmp_path / "site/redirects.csv"))
    made.release("visit.en", Tags="G7", Aliases="/visit-2018/")
    made.release("note.en", Date="2019-06-04")
    made.write("content/pages/about.en.md", "Title: About\n\nText.\n")
    made.write("content/media/map.txt", "a map")
    return made


def _locations(site: Site) -> dict[str, str]:
    """Return where each redirect of the output leads."""
    found = {path: LOCATION.search(data) for path, data in site.tree().items()}
    return {path: match[1].decode() for path, match in found.items() if match}


def test_old_addresses_lead_on(site: Site) -> None:
    """To texts, listings, feeds, files and other sites, and at once to where an alias leads."""
    lines = {
        "/node/1": "/en/2019/06/05/visit/",
        "/g7.aspx": "/en/tags/g7/",
        "/rss": "/en/rss.xml",
        "/map.pdf": "/media/map.txt",
        "/ru/old/": "/ru/",
        "/about": "/en/about/",
        "/home.htm": "/",
        "/2018": "/visit-2018/",
        "/elsewhere/": "https://other.example/?a=1&b=2",
        "/gone/": "",
    }
    site.write("redirects.csv", "".join(f"{old},{new}\n" for old, new in lines.items()))
    site.built()
    base = "https://newsroom.example"
    found = _locations(site)
    assert found == {
        "visit-2018/index.html": f"{base}/en/2019/06/05/visit/",
        "node/1/index.html": f"{base}/en/2019/06/05/visit/",
        "g7.aspx": f"{base}/en/tags/g7/",
        "rss/index.html": f"{base}/en/rss.xml",
        "map.pdf": f"{base}/media/map.txt",
        "ru/old/index.html": f"{base}/ru/",
        "about/index.html": f"{base}/en/about/",
        "home.htm": f"{base}/",
        "2018/index.html": f"{base}/en/2019/06/05/visit/",
        "elsewhere/index.html": "https://other.example/?a=1&amp;b=2",
    }
    assert b'lang="ru"' in site.tree()["ru/old/index.html"]


def test_an_address_with_a_query_is_no_page(site: Site) -> None:
    """It is for servers; its path may be a page's, and its new address must be there."""
    site.write("redirects.csv", "/?p=1,/en/\n/en/?p=2,/ru/\n/i.php?id=3,/map.pdf\n/map.pdf,/ru/\n")
    site.built(HOSTS=["nginx"])
    assert set(_locations(site)) == {"visit-2018/index.html", "map.pdf"}
    assert not [path for path in site.tree() if "?" in path]
    conf = (site.root / "output.hosts/nginx/http.conf").read_text()
    assert r'"~^/i\.php\?id=3$" "/ru/";' in conf
    site.write("redirects.csv", "/?p=1,/en/\n/i.php?id=4,/en/\n")
    site.built(HOSTS=["nginx"])
    conf = (site.root / "output.hosts/nginx/http.conf").read_text()
    assert "id=3" not in conf
    assert r'"~^/i\.php\?id=4$" "/en/";' in conf
    assert differences(site.clean_tree(HOSTS=["nginx"]), site.tree()) == []
    site.write("redirects.csv", "/i.php?id=4,/en/nowhere/\n")
    assert "redirects.csv:1: a redirect must lead to an existing address, got /en/nowhere/" in (
        site.build(HOSTS=["nginx"]).err
    )


def test_a_former_address_that_no_page_can_have_is_told(site: Site) -> None:
    """A host shows it as its name says, unless it redirects; once for each file."""
    site.write("redirects.csv", "/b.HTML,/en/\n/old.php,/en/\n/map.pdf,/ru/\n")
    site.release("visit.en", Tags="G7", Aliases="/report.pdf; /visit-2018/")
    rule = "warning: a former address must be one that a page can have, where no host redirects"
    told = site.built().err
    assert f"redirects.csv:2: {rule}, got /map.pdf, and 1 more like it; name the server" in told
    assert f"visit.en.md:5: {rule}, got /report.pdf; name the server in HOSTS" in told
    assert rule not in site.built(HOSTS=["nginx"]).err


def test_a_changed_file_changes_what_it_names(site: Site) -> None:
    """Lines that come, go and lead elsewhere; nothing else is written."""
    site.write("redirects.csv", "/a/,/en/\n/b/,/en/\n/c/,/en/\n")
    site.built()
    stamps = site.stamps()
    site.write("redirects.csv", "/d/,/en/\n/b/,/ru/\n/c/,/en/\n")
    result = site.built()
    written = {path for path, stamp in site.stamps().items() if stamps.get(path) != stamp}
    assert written == {"b/index.html", "d/index.html"}
    assert "a/index.html" not in site.tree()
    assert "0 sources read" in result.out
    assert differences(site.clean_tree(), site.tree()) == []
    site.built(REDIRECTS=None)
    assert set(_locations(site)) == {"visit-2018/index.html"}
    assert differences(site.clean_tree(REDIRECTS=None), site.tree()) == []


def test_a_redirect_follows_a_text_by_its_aliases(site: Site) -> None:
    """A text with another address, and the old one among its Aliases, is found by all that led."""
    site.write("redirects.csv", "/a/,/en/2019/06/05/visit/\n/b/,/visit-2018/\n")
    site.built()
    site.release("visit.en", Tags="G7", Slug="tour", Aliases="/visit-2018/; /en/2019/06/05/visit/")
    site.built()
    target = "https://newsroom.example/en/2019/06/05/tour/"
    assert {_locations(site)[path] for path in ("a/index.html", "b/index.html")} == {target}
    assert differences(site.clean_tree(), site.tree()) == []


WRONG = [
    ("/a/,/en/nowhere/", "a redirect must lead to an existing address, got /en/nowhere/"),
    ("/a/,/media/none.txt", "a redirect must lead to an existing address, got /media/none.txt"),
    ("/a/,/en/tags/g8/", "a redirect must lead to an existing address, got /en/tags/g8/"),
    ("/a/,/en/page/7/", "a redirect must lead to an existing address, got /en/page/7/"),
    ("/a/,/en/2019/06/05/secret/", "got /en/2019/06/05/secret/, whose text is not public"),
    ("/en/2019/06/05/visit/,/en/", "got /en/2019/06/05/visit/, which visit.en.md:2 has too"),
    ("/visit-2018/,/en/", "got /visit-2018/, which visit.en.md:5 has too"),
    ("/en/2019/06/05/secret,", "got /en/2019/06/05/secret/, which secret.en.md:2 has too"),
    ("/en/tags/g7/,/en/", "got /en/tags/g7/, which the site has"),
    ("/en/atom.xml,/en/rss.xml", "got /en/atom.xml, which the site has"),
    ("/sitemap.xml,", "got /sitemap.xml, which the site has"),
    ("/media/map.txt,/en/", "got /media/map.txt, which the site has"),
    ("/404.html,/en/", "got /404.html, which the site has"),
    ("/robots.txt/a/,/en/", "got /robots.txt/a/index.html, where /robots.txt is one"),
    ("/a,/en/nowhere\n/b,/a", "a redirect must lead to an existing address, got /en/nowhere/"),
]


@pytest.mark.parametrize("built", [False, True], ids=["at first", "later"])
def test_both_ends_are_held_against_the_site(site: Site, *, built: bool) -> None:
    """With the line; the output is as it was."""
    site.release("secret.en", Status="draft")
    site.write("redirects.csv", "/sound/,/en/\n")
    if built:
        site.built()
    before = site.tree()
    for line, expected in WRONG:
        site.write("redirects.csv", f"/sound/,/en/\n{line}\n")
        result = site.build()
        assert result.status == 1, line
        assert "redirects.csv:2: " in result.err, line
        assert expected in result.err
        assert site.tree() == before, line


def test_an_edit_that_breaks_a_redirect_is_told(site: Site) -> None:
    """A text that goes, a tag that comes, a file that takes the address: the line that must go."""
    site.write("redirects.csv", "/a/,/en/2019/06/05/visit/\n/en/tags/trade/,/en/\n/b.txt,/en/\n")
    site.built()
    before = site.tree()
    visit = (site.root / "content/visit.en.md").read_text("utf-8")
    site.delete("content/visit.en.md")
    assert "redirects.csv:1: a redirect must lead to an existing address" in site.build().err
    site.write("content/visit.en.md", visit)
    site.release("note.en", Date="2019-06-04", Tags="Trade")
    assert "redirects.csv:2: an old address must be one that the site has no" in site.build().err
    site.release("note.en", Date="2019-06-04")
    site.release("other.en", Aliases="/b.txt/c/")
    assert "where redirects.csv:3 has /b.txt" in site.build().err
    site.delete("content/other.en.md")
    site.built()
    assert site.tree() == before
    redirects = (site.root / "redirects.csv").read_text("utf-8")
    site.write("redirects.csv", "/a/,/en/\n")
    site.release("other.en", Aliases="/b.txt/c/")
    site.built()
    site.write("redirects.csv", redirects)
    assert "where redirects.csv:3 has /b.txt" in site.build().err


def test_every_line_that_is_wrong_is_told_at_once(site: Site) -> None:
    """What the file itself shows, and what only the site shows; the output stays."""
    site.write("redirects.csv", "/fine/,/en/\n")
    site.built()
    before = site.tree()
    lines = [
        "/lone/",
        "/a/,/b/",
        "/b/,/a/",
        "/en/tags/,/en/",
        "/old/,/en/nothing/",
        "/x/,ftp://a.b/",
    ]
    site.write("redirects.csv", "\n".join([*lines, "/fine/,/en/", ""]))
    told = site.build()
    assert told.status == 1
    assert "Traceback" not in told.err
    said = [line.split(":")[1] for line in told.err.splitlines() if line.startswith("redirects")]
    assert sorted(said) == ["1", "2", "3", "4", "5", "6"]
    assert site.tree() == before
    site.write("redirects.csv", "/fine/,/en/\n")
    assert site.build().status == 0
    assert site.tree() == before


def test_a_moved_text_whose_address_is_redirected_warns_of_nothing(site: Site) -> None:
    """The file takes the place of Aliases; so does a line that says that a text is gone."""
    site.write("redirects.csv", "")
    site.built()
    site.delete("content/note.en.md")
    site.write("redirects.csv", "/en/2019/06/04/note/,,merged into another\n")
    assert "note" not in site.built().err
    assert "en/2019/06/04/note/index.html" not in site.tree()


def test_the_record_says_where_each_leads(site: Site) -> None:
    """For hosts that publishing tells: other sites, former addresses, the front door."""
    lines = ["/a/,/visit-2018/", "/b.html,/en/about/", "/c/,https://other.example/", "/d/,/"]
    site.write("redirects.csv", "\n".join(lines))
    site.built()
    [path] = (site.root / ".cache").glob("catalogue-*.sqlite3")
    query = "SELECT path, leads_to FROM record WHERE kind = 'redirect'"
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as db:
        found = dict(db.execute(query))
    assert found == {
        "visit-2018/index.html": "/en/2019/06/05/visit/",
        "a/index.html": "/en/2019/06/05/visit/",
        "b.html": "/en/about/",
        "c/index.html": "https://other.example/",
        "d/index.html": "/",
    }


def test_a_file_that_is_not_there_is_a_mistake(site: Site) -> None:
    """The settings name it."""
    result = site.build(REDIRECTS=str(site.root / "none.csv"))
    assert (result.status, "REDIRECTS must be a CSV file, got" in result.err) == (1, True)
    assert "none.csv: redirects must be in a file that can be read, got No such file" in result.err
