"""A browser, a server and a small newsroom, shared by the tests of this folder."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, Page, ViewportSize

from tests.browser.chromium import open_chromium, serve, why_no_browser
from tests.browser.newsroom import make_newsroom

DESKTOP: ViewportSize = {"width": 1200, "height": 900}


@dataclass(frozen=True)
class Desk:
    """An open browser and the address of a built newsroom."""

    browser: Browser
    address: str


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip what needs a browser where none opens, all in one line: not in a fixture, for that."""
    if "desk" in getattr(item, "fixturenames", ()) and (reason := why_no_browser()):
        pytest.skip(f"{reason}; as root, `make browser` installs Debian's with what it needs")


@pytest.fixture(scope="package")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """Open the browser on the newsroom."""
    root = tmp_path_factory.mktemp("browser") / "site"
    with open_chromium() as browser, serve(root / "output") as address:
        make_newsroom(root, SITEURL=address)
        yield Desk(browser, address)


@pytest.fixture(scope="package")
def open_page(desk: Desk) -> Iterator[Page]:
    """Open one page for all tests: opening one takes longer than most of them."""
    with desk.browser.new_page(viewport=DESKTOP) as page:
        yield page


@pytest.fixture
def page(open_page: Page) -> Iterator[Page]:
    """Lend the page, and take it back as it was."""
    yield open_page
    open_page.emulate_media(
        media="null", color_scheme="null", contrast="null", forced_colors="null"
    )
    open_page.set_viewport_size(DESKTOP)
