"""A browser, a server and a small newsroom, shared by the tests of this folder."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Error, Page, ViewportSize

from communique.catalogue import search_updates
from tests.browser.chromium import serve, start_chromium, why_no_browser
from tests.browser.newsroom import make_newsroom
from tests.site.archives import slug_of
from tests.site.test_state import KINDS, STATE
from tests.sites import ROOT, Site, demonstrated

DESKTOP: ViewportSize = {"width": 1200, "height": 900}


class Desk:
    """An open browser and the address of a built newsroom.

    A browser that died is opened again for the next test, so that it takes no other with it.
    """

    def __init__(self, launch: Callable[[], Browser], address: str) -> None:
        self._launch = launch
        self._browser = launch()
        self._page: Page | None = None
        self.address = address

    @property
    def browser(self) -> Browser:
        """An open browser."""
        if not self._browser.is_connected():
            self._browser, self._page = self._launch(), None
        return self._browser

    @property
    def page(self) -> Page:
        """One page for all tests: to open one takes longer than most of them."""
        browser = self.browser
        if self._page is None:
            self._page = browser.new_page(viewport=DESKTOP)
        return self._page

    def take_back(self, page: Page) -> None:
        """Make the page as it was; one that died is left, and the next test opens another."""
        try:
            page.emulate_media(
                media="null", color_scheme="null", contrast="null", forced_colors="null"
            )
            page.set_viewport_size(DESKTOP)
        except Error:
            self._page = None


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip what needs a browser where none opens, all in one line: not in a fixture, for that."""
    if "desk" in getattr(item, "fixturenames", ()) and (reason := why_no_browser()):
        pytest.skip(f"{reason}; as root, `make browser` installs Debian's with what it needs")


@pytest.fixture(scope="package")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """Open the browser on the newsroom."""
    root = tmp_path_factory.mktemp("browser") / "site"
    with start_chromium() as launch, serve(root / "output") as address:
        make_newsroom(root, SITEURL=address)
        yield Desk(launch, address)


@pytest.fixture
def page(desk: Desk) -> Iterator[Page]:
    """Lend the page."""
    page = desk.page
    yield page
    desk.take_back(page)


@pytest.fixture(scope="package")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The repository's own newsroom, below a path."""
    root = tmp_path_factory.mktemp("search") / "site"
    site = Site(
        root,
        SEARCH=True,
        LANGUAGES=demonstrated(),
        VOCABULARY_PATH=str(ROOT / "vocabulary"),
        TIMEZONE="Asia/Almaty",
        SITEURL="",
        RELATIVE_URLS=True,
        WORKERS=0,
    )
    shutil.copytree(ROOT / "content", root / "content", dirs_exist_ok=True)
    site.built()
    with serve(site.output) as address:
        yield address


@pytest.fixture(scope="package")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Site, str]]:
    """Five hundred real releases, of which the latest 200 are at most in a tree of their own."""
    if not STATE.is_dir():
        pytest.skip("the archive of 512 real releases is not beside the repository")
    root = tmp_path_factory.mktemp("archive") / "site"
    site = Site(
        root, SEARCH=True, LANGUAGES=("en",), SITEURL="", RELATIVE_URLS=True, STATIC_PATHS=[]
    )
    kinds = "".join(f'[{slug_of(kind)}]\nen = "{kind}"\n' for kind in KINDS)
    site.write("vocabulary/kinds.toml", kinds)
    site.delete("vocabulary/tags.toml")
    shutil.copytree(STATE, root / "content", dirs_exist_ok=True)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(search_updates, "LATEST", 200)
        site.built()
        assert (site.output / "en/search/words/0").is_dir()
        with serve(site.output) as address:
            yield site, address
