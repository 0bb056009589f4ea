from __future__ import annotations

from pathlib import Path

from tests.site.links import find_values
from tests.sites import Site


def _links(data: bytes) -> tuple[str, str, str]:
    [refresh] = find_values(data, "//meta[@http-equiv='refresh']/@content")
    [canonical] = find_values(data, "//link[@rel='canonical']/@href")
    [link] = find_values(data, "//main//a/@href")
    return refresh, canonical, link


def test_a_former_address_leads_to_the_new_one(tmp_path: Path) -> None:
    """At once, for search engines too, and by a link for those whose browser does not."""
    site = Site(tmp_path / "site", SITEURL="https://newsroom.example/below")
    site.release("visit", Aliases="/en/2018/old/; /old.html")
    site.write("content/pages/about.md", "Title: About\nAliases: /about\n\nText.\n")
    site.built()
    target = "https://newsroom.example/below/en/2019/06/05/visit/"
    expected = (f"0; url={target}", target, target)
    assert expected == _links(site.tree()["en/2018/old/index.html"])
    assert expected == _links(site.tree()["old.html"])
    about = _links(site.tree()["about/index.html"])[1]
    assert about == "https://newsroom.example/below/en/about/"


def test_a_redirect_is_no_page_of_the_archive(tmp_path: Path) -> None:
    """Search engines are told to leave it out, and no sitemap has it."""
    site = Site(tmp_path / "site")
    site.release("visit", Aliases="/old/")
    site.built()
    assert b'<meta name="robots" content="noindex">' in site.tree()["old/index.html"]
    assert not any(b"/old/" in data for path, data in site.tree().items() if "sitemap" in path)


def test_the_addresses_of_what_is_not_public_stay_secret(tmp_path: Path) -> None:
    """A draft's former address is not redirected; when it comes out, it is."""
    site = Site(tmp_path / "site")
    site.release("visit", Aliases="/old/", Status="draft")
    site.built()
    assert "old/index.html" not in site.tree()
    site.release("visit", Aliases="/old/")
    site.built()
    assert "old/index.html" in site.tree()
    site.release("visit")
    site.built()
    assert "old/index.html" not in site.tree()


def test_relative_urls_hold_at_any_depth(tmp_path: Path) -> None:
    """With RELATIVE_URLS a redirect leads there from its own folder."""
    site = Site(tmp_path / "site", RELATIVE_URLS=True)
    site.release("visit", Aliases="/a/b/c/; /d.html")
    site.built()
    assert _links(site.tree()["a/b/c/index.html"])[2] == "../../../en/2019/06/05/visit/"
    assert _links(site.tree()["d.html"])[2] == "./en/2019/06/05/visit/"
