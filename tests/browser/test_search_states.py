"""A search while the site is published anew: what is found is true of one state of the site."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route

from tests.browser.chromium import serve
from tests.browser.searching import ANSWERED, search
from tests.sites import Site

BEARS, OWLS, HARES = "en/2019/06/05/bears/", "en/2019/06/05/owls/", "en/2019/06/05/hares/"


@pytest.fixture
def site(tmp_path: Path) -> Site:
    """Three releases of one day, whose numbers move when the first of them goes."""
    site = Site(tmp_path / "site", SEARCH=True, LANGUAGES=("en",), SITEURL="", RELATIVE_URLS=True)
    site.release("bears", "The talks were on bears.", Title="Bears", Date="2019-06-05 09:00")
    site.release("hares", "The talks were on hares.", Title="Hares", Date="2019-06-05 10:00")
    site.release("owls", "The talks were on owls.", Title="Owls", Date="2019-06-05 11:00")
    site.built()
    return site


def publish(site: Site) -> None:
    """Build the site without its first release, in the second in which it was built before."""
    path = site.root / "content" / "bears.md"
    path.write_text(f"Status: draft\n{path.read_text('utf-8')}", "utf-8")
    site.built()


def set_times(site: Site) -> None:
    """Give all files one time: a host that goes by whole seconds says that none has changed."""
    for file in site.output.rglob("*"):
        os.utime(file, (1_500_000_000, 1_500_000_000))


def ask_again(page: Page, words: str) -> set[str]:
    """Search on the page that is open, and return the addresses of what is found."""
    page.get_by_role("searchbox").fill(words)
    page.keyboard.press("Enter")
    page.wait_for_function(ANSWERED)
    links = page.locator(".results li a").all()
    return {"/".join(str(link.get_attribute("href")).split("/")[-6:]) for link in links}


def test_a_page_that_stays_open_finds_what_is_there_now(site: Site, page: Page) -> None:
    """Nothing that was loaded before is mixed with it, even where a host says: not modified."""
    set_times(site)
    with serve(site.output) as address:
        assert {url for url, _ in search(page, address, "en", q="hares")} == {HARES}
        assert ask_again(page, '"talks were"') == {BEARS, HARES, OWLS}
        publish(site)
        set_times(site)
        assert ask_again(page, "owls") == {OWLS}
        assert ask_again(page, '"on hares"') == {HARES}
        assert ask_again(page, "bears") == set()
        assert ask_again(page, '"talks were"') == {HARES, OWLS}
        # And so on a page that is opened now, with what the browser has kept.
        assert {url for url, _ in search(page, address, "en", q='"on owls"')} == {OWLS}


@pytest.mark.parametrize("files", ["**/*.leaf*", "**/*.text*"])
def test_a_search_in_the_middle_of_which_the_site_changes(
    site: Site, page: Page, files: str
) -> None:
    """It starts again, also where files of the state in which it began are gone."""
    published: list[bool] = []

    def change(route: Route) -> None:
        if not published:
            published.append(True)
            publish(site)
        route.continue_()

    with serve(site.output) as address:
        page.route(files, change)
        found = search(page, address, "en", q='"talks were"')
        page.unroute(files)
    assert published
    assert {url for url, _ in found} == {HARES, OWLS}


def test_an_index_that_is_another_each_time_is_given_up(site: Site, page: Page) -> None:
    """Two servers with two states behind one address: the page says that it failed, and stops."""
    asked: list[bool] = []

    def flip(route: Route) -> None:
        asked.append(True)
        said = json.loads((site.output / "en/search/index.json").read_text("utf-8"))
        route.fulfill(json=said | {"state": f"{len(asked):x}"})

    with serve(site.output) as address:
        page.route("**/index.json", flip)
        assert search(page, address, "en", q="hares") == []
        page.unroute("**/index.json")
        assert "could not be loaded" in page.get_by_role("status").inner_text()
        assert len(asked) < 10
        assert ask_again(page, "hares") == {HARES}
