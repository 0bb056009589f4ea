"""The list of all feeds of a language, as OPML 2.0 (opml.org/spec2.opml)."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree

from tests.sites import Site, differences

SITEURL = "https://newsroom.example/below"


@pytest.fixture
def site(tmp_path: Path) -> Site:
    """A newsroom below a path, with terms in two languages."""
    made = Site(tmp_path / "site", SITEURL=SITEURL, LANGUAGES=("en", "ru", "ar"))
    made.release("visit.en", Tags="Climate; R&D <new>", Countries="Kazakhstan")
    made.release("visit.ru", Tags="Климат", Countries="Казахстан")
    made.release("talks.en", Tags="arctic", People="Beibut Atamkulov")
    made.built()
    return made


def _feeds(site: Site, lang: str) -> list[etree._Element]:
    root = etree.fromstring(site.tree()[f"{lang}/feeds.opml"])
    assert (root.tag, root.get("version")) == ("opml", "2.0")
    assert [child.tag for child in root] == ["head", "body"]
    outlines = list(root.iter("outline"))
    assert all(outline.get("text") for outline in outlines)
    return [outline for outline in outlines if outline.get("type") == "rss"]


def test_every_listing_with_feeds_is_in_it_once(site: Site) -> None:
    """Each in the list of its own language, by an address that is there."""
    tree = site.tree()
    for lang in ("en", "ru", "ar"):
        listed = [str(feed.get("xmlUrl")) for feed in _feeds(site, lang)]
        there = [path for path in tree if path.startswith(f"{lang}/") and path.endswith("/rss.xml")]
        assert sorted(f"{SITEURL}/{path}" for path in there) == sorted(listed)
        for feed in _feeds(site, lang):
            page = str(feed.get("htmlUrl")).removeprefix(f"{SITEURL}/")
            assert f"{page}index.html" in tree
            assert (feed.get("language"), feed.get("version")) == (lang, "RSS2")


def test_terms_stand_by_facet_and_name(site: Site) -> None:
    """Everything and corrections come first; a facet has its name in the language."""
    [body] = etree.fromstring(site.tree()["en/feeds.opml"]).iter("body")
    shown = [(each.get("text"), [term.get("text") for term in each]) for each in body]
    assert shown == [
        ("Everything", []),
        ("Corrections", []),
        ("Kinds", ["Statements"]),
        ("Tags", ["arctic", "Climate", "R&D <new>"]),
        ("Countries", ["Kazakhstan"]),
        ("People", ["Beibut Atamkulov"]),
    ]
    [body] = etree.fromstring(site.tree()["ar/feeds.opml"]).iter("body")
    assert len(body) == 2


def test_a_term_that_comes_or_goes_changes_it(site: Site) -> None:
    """A build from nothing makes the same; another release of known terms leaves the file alone."""
    before = site.stamps()
    site.release("again.en", Tags="Climate")
    site.built()
    assert before["en/feeds.opml"] == site.stamps()["en/feeds.opml"]
    site.delete("content/talks.en.md")
    site.release("again.en", Tags="water")
    site.built()
    assert [feed.get("text") for feed in _feeds(site, "en")][3:6] == [
        "Climate",
        "R&D <new>",
        "water",
    ]
    assert before["ru/feeds.opml"] == site.stamps()["ru/feeds.opml"]
    assert differences(site.tree(), site.clean_tree()) == []


def test_a_renamed_term_changes_it(site: Site) -> None:
    """A name in the vocabulary is shown as it is written there now."""
    site.write("vocabulary/tags.toml", '[climate]\nen = "Climate change"\nru = "Климат"\n')
    site.release("visit.en", Tags="Climate change", Countries="Kazakhstan")
    site.built()
    assert "Climate change" in [feed.get("text") for feed in _feeds(site, "en")]
    assert differences(site.tree(), site.clean_tree()) == []


def test_a_language_less_is_a_list_less(site: Site) -> None:
    """The list goes with the language."""
    site.built(LANGUAGES=("en", "ru"))
    assert "ar/feeds.opml" not in site.tree()


def test_no_source_takes_its_address(site: Site) -> None:
    """The address is the build's own."""
    site.release("taken.en", Aliases="/ru/feeds.opml")
    assert "taken.en.md:4: an address must not be one that the build makes itself" in (
        site.build().err
    )


@pytest.mark.parametrize("theme", ["", "simple"])
def test_the_subscribe_page_leads_to_it(site: Site, theme: str) -> None:
    """In our theme, and with the plain template that Pelican's themes get from us."""
    site.built(**({"THEME": theme} if theme else {}))
    for lang in ("en", "ru", "ar"):
        page = site.tree()[f"{lang}/subscribe/index.html"].decode()
        link = f'<a href="{SITEURL}/{lang}/feeds.opml" type="text/x-opml"'
        if theme and lang != "en":
            link += ' lang="en" dir="ltr"'
        link += ">"
        assert page.count(link) == 1
        assert page.partition(link)[2].startswith("All feeds") is (lang == "en" or bool(theme))
