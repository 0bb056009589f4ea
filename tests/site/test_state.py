"""Five hundred real releases: what is made of them, and what an edit of one makes again."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import feedparser
import pytest

from communique.settings.subscribing import FACETS
from tests.site.archives import SIZE, Archive, Simple, slug_of
from tests.site.links import dead_links, find_values
from tests.site.texts import read_markdown, read_page
from tests.sites import SHARED, Site, differences

FRONT, ABOVE = "en/index.html", 6
"""The front page, and how many of its releases stand above the stream."""

STATE = SHARED / "archive" / "state"
SITEURL = "https://newsroom.example"
KINDS = (
    "Statements",
    "Readouts",
    "Remarks",
    "Advisories",
    "Briefings",
    "Joint statements",
    "Fact sheets",
)
ASSET = re.compile(r"theme/(css/main|icon)\.[0-9a-f]{16}\.(css|svg)")

NUMBERS, HEADINGS = 49, 12
"""Points with a number, and headings, in the whole archive."""

FIXED = {
    ".communique",
    "404.html",
    "index.html",
    "robots.txt",
    "sitemap.xml",
    "en/404.html",
    "en/archive/index.html",
    "en/card.png",
    "en/corrections/atom.xml",
    "en/corrections/feed.json",
    "en/corrections/index.html",
    "en/corrections/rss.xml",
    "en/feeds.opml",
    "en/news.xml",
    "en/sitemap.xml",
    "en/subscribe/index.html",
}

pytestmark = pytest.mark.skipif(
    not STATE.is_dir(), reason="the archive of 512 real releases is not beside the repository"
)


def _site(root: Path, files: list[Path]) -> Site:
    # Archives of feeds, and summaries in some, have tests of their own.
    feeds = {"FEED_ARCHIVES": [], "FEED_TEXTS": ["all", *FACETS], "FEED_MAX_ITEMS": 20}
    site = Site(root, LANGUAGES=("en",), SITEURL=SITEURL, STATIC_PATHS=[], **feeds)
    kinds = "".join(f'[{slug_of(kind)}]\nen = "{kind}"\n' for kind in KINDS)
    site.write("vocabulary/kinds.toml", kinds)
    site.delete("vocabulary/tags.toml")
    for file in files:
        target = root / "content" / file.relative_to(STATE)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, target)
    return site


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The archive, built."""
    made = _site(tmp_path_factory.mktemp("state") / "site", sorted(STATE.rglob("*.md")))
    made.built()
    return made


@pytest.fixture(scope="module")
def archive(site: Site) -> Archive:
    """What the archive must hold."""
    return Archive.of(site.root / "content")


def _theme_files(site: Site) -> set[str]:
    static = site.root / "theme/static"
    files = (file for file in static.rglob("*") if file.is_file())
    assets = {path for path in site.tree() if ASSET.fullmatch(path)}
    assert len(assets) == 2
    return {f"theme/{file.relative_to(static)}" for file in files} | assets


def test_the_site_has_these_files_and_no_others(site: Site, archive: Archive) -> None:
    """512 release pages, every archive with its pages and feeds, and what each site has."""
    assert len({each.page for each in archive.releases}) == 512
    assert archive.files() | FIXED | _theme_files(site) == set(site.tree())


def test_each_page_has_the_numbers_headings_and_words_of_its_source(
    site: Site, archive: Archive
) -> None:
    """Nothing is lost, added or numbered anew in any of the 512 texts."""
    numbers, headings = 0, 0
    for each in archive.releases:
        written = read_markdown(each.file.read_text(encoding="utf-8").partition("\n\n")[2])
        assert read_page((site.output / each.page).read_bytes()) == written, each.file.name
        numbers, headings = numbers + len(written.numbers), headings + len(written.headings)
    assert (numbers, headings) == (NUMBERS, HEADINGS)


def test_every_listing_shows_its_releases(site: Site, archive: Archive) -> None:
    """Day, month, year, kind, tag, country and author: newest first."""
    tree = site.tree()
    for listing in archive.listings:
        for page, urls in archive.pages(listing).items():
            links = find_values(tree[page], "//article/h3/a/@href")
            expected = [f"{SITEURL}/{url}" for url in urls]
            if page == FRONT:
                # The first stand above, one of them as the lead; the others follow by day.
                above = find_values(tree[page], "//main//h2/a/@href | //main//li/a/@href")
                assert set(expected) <= {*above, *links}
                assert len(links) == len(urls) - ABOVE
                expected = [each for each in expected if each in links]
            assert links == expected, page


def test_every_feed_has_the_newest(site: Site, archive: Archive) -> None:
    """Twenty at most, newest first."""
    tree = site.tree()
    for listing, urls in archive.listings.items():
        for feed in archive.feeds(listing):
            newest = [f"{SITEURL}/{url}" for url in urls[: -SIZE - 1 : -1]]
            assert newest == _links(tree[feed]), feed


def _links(feed: bytes) -> list[str]:
    """Return the addresses of a feed's entries, in its order."""
    if feed.startswith(b"{"):
        return [item["url"] for item in json.loads(feed)["items"]]
    return [entry.link for entry in feedparser.parse(feed).entries]


def test_the_order_of_releases_is_one_chain(site: Site, archive: Archive) -> None:
    """From the newest page to the oldest by the link to the release before."""
    tree, chain = site.tree(), [archive.listings["en/"][-1]]
    while links := find_values(tree[f"{chain[-1]}index.html"], "//a[@rel='prev']/@href"):
        chain.append(links[0].removeprefix(f"{SITEURL}/"))
    assert archive.listings["en/"][::-1] == chain


def test_a_second_run_writes_nothing(site: Site) -> None:
    """No byte and no time changes."""
    before = site.stamps()
    result = site.built()
    assert before == site.stamps()
    assert "0 sources read, 0 files written, 0 deleted" in result.out


@contextmanager
def _edited(site: Site, edited: Simple, old: str, new: str) -> Iterator[set[str]]:
    """Yield the files that an edit of one release writes; then take it back."""
    before = site.stamps()
    text = edited.file.read_text(encoding="utf-8")
    try:
        edited.file.write_text(text.replace(old, new, 1) if old else text + new, encoding="utf-8")
        site.built()
        after = site.stamps()
        yield {path for path in before | after if before.get(path) != after.get(path)}
    finally:
        edited.file.write_text(text, encoding="utf-8")
        site.built()


def _showing_as_related(site: Site, archive: Archive, edited: Simple) -> set[str]:
    link = f'href="{SITEURL}/{edited.url}"'
    pages = ((each.page, (site.output / each.page).read_text("utf-8")) for each in archive.releases)
    marks = ('<section class="related"', "</section>")
    return {
        page for page, text in pages if link in text.partition(marks[0])[2].partition(marks[1])[0]
    }


PLACES = [0, 100, 255, 400, 480, 506, 507, 511]
"""Ranks among the 512: the oldest, some within, the newest, and the border of the front door."""


@pytest.mark.parametrize("place", PLACES)
def test_an_edit_of_the_text_writes_its_page_and_its_feeds(
    site: Site, archive: Archive, place: int
) -> None:
    """Listings and neighbours show nothing of the text, and keep their bytes and times."""
    edited = archive.releases[place]
    with _edited(site, edited, "", "\nOne sentence more.\n") as written:
        assert {edited.page} | archive.feeding(edited.url) == written


@pytest.mark.parametrize("place", PLACES)
def test_an_edit_of_the_title_writes_what_shows_it(
    site: Site, archive: Archive, place: int
) -> None:
    """Its page, its neighbours, its feeds, its listings' pages; the front door and news if new.

    And the few later releases that show it as related.
    """
    edited = archive.releases[place]
    related = _showing_as_related(site, archive, edited)
    assert len(related) <= 12
    expected = {edited.page} | archive.beside(edited.url) | archive.feeding(edited.url)
    expected |= archive.showing(edited.url) | related
    if place >= 512 - 5:
        expected |= {"index.html"}
    if place >= 512 - 100:
        expected |= {"en/news.xml"}
    with _edited(site, edited, "Title: ", "Title: Corrected: ") as written:
        assert expected == written


def test_a_file_that_is_only_touched_writes_nothing(site: Site, archive: Archive) -> None:
    """A checkout gives every file a new time; its bytes are what counts."""
    before = site.stamps()
    for each in archive.releases[::50]:
        each.file.touch()
    assert "0 files written" in site.built().out
    assert before == site.stamps()


def test_every_link_leads_somewhere(site: Site) -> None:
    """From any page of the site to any other, and to the places in it."""
    assert dead_links(site.tree(), SITEURL) == []


def test_some_releases_leave_and_come_back(site: Site, archive: Archive) -> None:
    """Deleted and restored, the site is byte for byte what it was."""
    before = site.tree()
    chosen = [archive.releases[place] for place in (0, 3, 200, 511)]
    texts = {each.file: each.file.read_bytes() for each in chosen}
    try:
        for file in texts:
            file.unlink()
        site.built()
        smaller = set(site.tree())
        rest = Archive.of(site.root / "content")
    finally:
        for file, text in texts.items():
            file.write_bytes(text)
        site.built()
    assert rest.files() | FIXED | _theme_files(site) == smaller
    assert differences(before, site.tree()) == []


def test_pelicans_simple_theme_builds_it(tmp_path: Path) -> None:
    """``-t simple``: every release and archive, links that lead somewhere, and edits that hold."""
    site = _site(tmp_path / "site", sorted(STATE.rglob("*.md"))[::8])
    site.built(THEME="simple")
    archive = Archive.of(site.root / "content")
    assert archive.files() | FIXED == {p for p in site.tree() if not p.startswith("theme/")}
    assert dead_links(site.tree(), SITEURL) == []
    edited = archive.releases[30].file
    text = edited.read_text(encoding="utf-8")
    edited.write_text(text.replace("Title: ", "Title: Corrected: ", 1), encoding="utf-8")
    archive.releases[10].file.unlink()
    site.built(THEME="simple")
    assert differences(site.clean_tree(THEME="simple"), site.tree()) == []
