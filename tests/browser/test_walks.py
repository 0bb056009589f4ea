"""Readers who walk a page by keyboard, without scripts, on a narrow screen, on a poor line."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, Request, ViewportSize

from tests.browser.conftest import Desk
from tests.browser.newsroom import EVERY, TITLES, VISIT

ICON = re.compile(r"/theme/icon\.[0-9a-f]{16}\.svg$")
"""The icon's address, named by what it holds."""

NARROW: ViewportSize = {"width": 320, "height": 640}

SHOWN = """all => all.filter(one => one.getClientRects().length)
  .map(one => one.href || one.className)"""
"""Where links lead, or what else the keyboard reaches is; a wide page shows no button of a menu."""

HEAVIEST = 60_000
WEIGHT = """() => ["navigation", "resource"].flatMap(kind => performance.getEntriesByType(kind))
  .filter(one => !["img", "css", "other"].includes(one.initiatorType))
  .reduce((sum, one) => sum + one.decodedBodySize, 0)"""
"""Bytes of a page without its pictures, before compression."""

FOCUS = """() => {
  const element = document.activeElement, style = getComputedStyle(element);
  const box = element.getBoundingClientRect();
  return {
    link: element.href || element.className,
    seen: box.width > 1 && box.height > 1 && box.bottom > 0 && box.top < innerHeight,
    ring: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
  };
}"""
"""Where the keyboard is, and whether one sees it there."""


@pytest.mark.parametrize(
    "address", [f"en/{VISIT}", f"ar/{VISIT}", "en/", "ar/archive/", "en/corrections/", ""]
)
def test_the_keyboard_reaches_every_link(desk: Desk, page: Page, address: str) -> None:
    """Each press of Tab leads to the next link of the page, which is then seen and ringed."""
    page.goto(f"{desk.address}/{address}")
    query = "a[href]:not([tabindex]), input, button, summary, [tabindex='0']"
    links = page.eval_on_selector_all(query, SHOWN)
    reached = []
    for _ in links:
        page.keyboard.press("Tab")
        focus = page.evaluate(FOCUS)
        assert focus["seen"], focus
        assert focus["ring"], focus
        reached.append(focus["link"])
    assert links == reached


def test_the_first_link_skips_to_the_content(desk: Desk, page: Page) -> None:
    """Skip link, Enter: the next Tab is in the content."""
    page.goto(f"{desk.address}/en/{VISIT}")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "the-content"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


def test_a_newsroom_is_whole_without_scripts(desk: Desk) -> None:
    """From the front door to a release, to its translation, through the archive and back."""
    context = desk.browser.new_context(java_script_enabled=False)
    with context.new_page() as page:
        page.goto(f"{desk.address}/")
        page.get_by_role("link", name="English", exact=True).click()
        page.get_by_role("link", name=TITLES["en"], exact=True).click()
        assert (
            page.get_by_role("heading", level=1).inner_text().replace("\u00a0", " ") == TITLES["en"]
        )
        assert page.get_by_text("A joint commission meets twice a year.").is_visible()
        page.locator(".elsewhere").get_by_role("link", name="العربية").click()
        assert (
            page.get_by_role("heading", level=1).inner_text().replace("\u00a0", " ") == TITLES["ar"]
        )
        page.locator(".menu li a").nth(1).click()
        assert page.url == f"{desk.address}/ar/archive/"
        page.get_by_role("link", name="يونيو 2019").click()
        page.get_by_role("link", name=TITLES["ar"], exact=True).click()
        assert page.url == f"{desk.address}/ar/{VISIT}"
        page.locator(".neighbours a[rel=prev]").click()
        assert page.url == f"{desk.address}/ar/2019/04/04/note-4/"
    context.close()


def test_a_wide_table_scrolls_in_its_box(desk: Desk, page: Page) -> None:
    """The keyboard scrolls it too."""
    page.set_viewport_size(NARROW)
    page.goto(f"{desk.address}/en/{VISIT}")
    box = page.locator(".table")
    assert box.evaluate("box => box.scrollWidth > box.clientWidth")
    box.focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_function("() => document.querySelector('.table').scrollLeft > 0")


@pytest.mark.parametrize("address", EVERY)
def test_a_page_fits_and_asks_for_little(desk: Desk, page: Page, address: str) -> None:
    """One stylesheet and its pictures, from the site alone; the console stays silent.

    The search page has a program besides, and asks for the rest when one searches.

    At 320 px, which is also a page at 400 % on a desk, nothing stands out of it (WCAG 1.4.10).
    """
    asked: list[Request] = []
    said: list[str] = []
    failed: list[str] = []
    ears: dict[Any, Callable[[Any], None]] = {
        "request": lambda request: asked.append(request),  # noqa: PLW0108 - must be a function
        "console": lambda message: said.append(message.text),
        "pageerror": lambda error: said.append(str(error)),
        "requestfailed": lambda request: failed.append(request.url),
    }
    page.goto("about:blank")  # or the page before is told of another width, and asks for pictures
    page.set_viewport_size(NARROW)
    for event, hear in ears.items():
        page.on(event, hear)
    page.goto(f"{desk.address}/{address}", wait_until="load")
    for event, hear in ears.items():
        page.remove_listener(event, hear)
    # A browser asks for the icon once in its life, and calls it "other".
    pages = [request for request in asked if not ICON.search(request.url)]
    kinds = {request.resource_type for request in pages} - {"image"}
    urls = [request.url for request in asked]
    assert [url for url in urls if not url.startswith(desk.address)] == []
    expected = {"document", "stylesheet"} | ({"script"} if address.endswith("search/") else set())
    assert (kinds, said) == (expected, [])
    # The icon of the page before may still be on its way when this one is opened.
    assert {url for url in failed if not ICON.search(url)} == set()
    [style] = [url for url in urls if url.endswith(".css")]
    assert re.fullmatch(rf"{desk.address}/theme/css/main\.[0-9a-f]{{16}}\.css", style)
    assert page.evaluate("document.documentElement.scrollWidth") == NARROW["width"]
    assert address.endswith("search/") or 0 < page.evaluate(WEIGHT) <= HEAVIEST


def test_a_search_form_is_awaited_in_its_place(desk: Desk, page: Page) -> None:
    """What stands below it does not move when the script shows it; without one, it is not there."""
    page.set_viewport_size(NARROW)
    page.route("**/search*.js", lambda route: route.abort())
    page.goto(f"{desk.address}/en/search/")
    subjects = page.locator("#subjects")
    awaited = subjects.bounding_box()
    assert not page.locator("main form").is_visible()
    page.unroute("**/search*.js")
    page.reload()
    page.locator("main form").wait_for()
    assert subjects.bounding_box() == awaited


@pytest.mark.parametrize("lang", list(TITLES))
def test_a_masthead_leaves_a_phone_its_page(desk: Desk, page: Page, lang: str) -> None:
    """At 320 px it is 120 px high at most; its lists open by a button, without a script."""
    page.set_viewport_size(NARROW)
    page.goto(f"{desk.address}/{lang}/")
    assert page.locator(".masthead").bounding_box()["height"] <= 120  # type: ignore[index]
    for name, leads in ((".menu", f"/{lang}/archive/"), (".languages", "/kk/")):
        link = page.locator(f"{name} li a[href$='{leads}']")
        assert not link.is_visible()
        page.locator(f"{name} button").click()
        assert link.is_visible()
        page.keyboard.press("Escape")
        assert not link.is_visible()


def test_what_is_not_there_is_answered_at_any_depth(desk: Desk, page: Page) -> None:
    """The page for it has its style and its links wherever it is shown."""
    answer = page.goto(f"{desk.address}/en/2018/no/such/page")
    assert answer is not None
    assert answer.status == 404
    assert page.get_by_role("heading", level=1).inner_text() == "Page not found"
    assert page.evaluate("document.styleSheets[0].cssRules.length") > 0
    page.locator("main").get_by_role("link", name="العربية").click()
    assert page.url == f"{desk.address}/ar/"
