from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree

from tests.sites import Site, Tree

SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
SITEURL = "https://newsroom.example/below"


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Tree:
    """The output of a small newsroom below a path."""
    site = Site(tmp_path_factory.mktemp("sitemaps") / "site", SITEURL=SITEURL)
    site.release("visit", Tags="G7", Modified="2019-06-07 08:00+06:00")
    site.release("talks", Date="2018-01-01 09:00")
    site.release("gone", Withdrawn="2019-06-06 Replaced.")
    site.release("held", Status="draft")
    site.write("content/pages/about.md", "Title: About\nModified: 2019-01-02\n\nText.\n")
    site.built()
    return site.tree()


def _locations(data: bytes) -> list[str]:
    return [str(loc.text) for loc in etree.fromstring(data).iter(f"{SITEMAP}loc")]


def test_the_index_names_every_map(tree: Tree) -> None:
    """One map a language of what stays, one a month of releases; each is there."""
    assert f"{SITEMAP}sitemapindex" == etree.fromstring(tree["sitemap.xml"]).tag
    locations = _locations(tree["sitemap.xml"])
    assert [
        f"{SITEURL}/en/sitemap.xml",
        f"{SITEURL}/ru/sitemap.xml",
        f"{SITEURL}/en/news.xml",
        f"{SITEURL}/en/2018/01/sitemap.xml",
        f"{SITEURL}/en/2019/06/sitemap.xml",
    ] == locations
    assert {location.removeprefix(f"{SITEURL}/") for location in locations} == {
        path for path in tree if path.endswith(("/sitemap.xml", "/news.xml"))
    }


def test_a_month_has_its_releases_with_their_last_change(tree: Tree) -> None:
    """In UTC; neither a withdrawn one nor a draft."""
    root = etree.fromstring(tree["en/2019/06/sitemap.xml"])
    assert f"{SITEMAP}urlset" == root.tag
    assert [f"{SITEURL}/en/2019/06/05/visit/"] == _locations(tree["en/2019/06/sitemap.xml"])
    assert root.findtext(f".//{SITEMAP}lastmod") == "2019-06-07T02:00:00+00:00"


def test_a_language_has_its_pages_and_terms(tree: Tree) -> None:
    """What a search engine may find again tomorrow at the same address."""
    assert [
        f"{SITEURL}/en/",
        f"{SITEURL}/en/about/",
        f"{SITEURL}/en/kinds/statements/",
        f"{SITEURL}/en/tags/g7/",
    ] == _locations(tree["en/sitemap.xml"])


def test_every_address_is_a_file(tree: Tree) -> None:
    """A sitemap leads nowhere but to pages."""
    maps = [path for path in tree if path.endswith("/sitemap.xml")]
    for location in (location for path in maps for location in _locations(tree[path])):
        assert f"{location.removeprefix(SITEURL + '/')}index.html" in tree


def test_robots_txt_names_the_index(tree: Tree) -> None:
    """With its whole address (RFC 9309 has it absolute)."""
    assert f"Sitemap: {SITEURL}/sitemap.xml" in tree["robots.txt"].decode().splitlines()


def test_a_site_without_an_address_names_the_local_server(tmp_path: Path) -> None:
    """A sitemap's addresses are absolute even while writing."""
    site = Site(tmp_path / "site", SITEURL="")
    site.built()
    assert all(
        location.startswith("http://127.0.0.1:8000/")
        for location in _locations(site.tree()["sitemap.xml"])
    )
