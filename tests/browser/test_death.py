"""A browser that dies costs its own test a second run, and no other test anything."""

from __future__ import annotations

import pytest
from playwright.sync_api import Error, Page

from tests.browser.conftest import Desk


def test_a_crashed_page_is_replaced(desk: Desk, page: Page) -> None:
    """The renderer's end."""
    with pytest.raises(Error):
        page.goto("chrome://crash")
    _assert_replaced(desk, page)


def test_a_dead_browser_is_replaced(desk: Desk, page: Page) -> None:
    """The end of them all."""
    with pytest.raises(Error):
        desk.browser.new_browser_cdp_session().send("Browser.crash")
    _assert_replaced(desk, page)


def _assert_replaced(desk: Desk, page: Page) -> None:
    desk.take_back(page)
    assert desk.page is not page
    desk.page.goto(f"{desk.address}/en/")
    assert desk.page.get_by_role("heading", level=1).count() == 1
