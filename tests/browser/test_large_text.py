"""Readers with text of twice its size, with forced colours, with a printer."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, ViewportSize

from tests.browser.conftest import Desk
from tests.browser.newsroom import EVERY, VISIT

PHONE: ViewportSize = {"width": 320, "height": 640}


def test_text_of_twice_its_size_fits_on_a_phone(desk: Desk, page: Page) -> None:
    """No page scrolls sideways."""
    page.set_viewport_size(PHONE)
    wide = []
    for address in EVERY:
        page.goto(f"{desk.address}/{address}")
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        width = page.evaluate("document.documentElement.scrollWidth")
        if width > PHONE["width"]:
            wide.append((address, width))
    assert wide == []


def test_no_line_ends_inside_an_ending(desk: Desk, page: Page) -> None:
    """At no width: "ШЫҰ-дағы" stays whole."""
    page.goto(f"{desk.address}/kk/{VISIT}")
    assert page.locator(".prose .held").all_inner_texts() == ["ШЫҰ-дағы"]
    cut = page.evaluate(
        """() => { const prose = document.querySelector(".prose");
        const held = [...prose.querySelectorAll(".held")];
        const widths = Array.from({length: 60}, (_, n) => 180 + 4 * n);
        return widths.filter(width => { prose.style.inlineSize = `${width}px`;
          return held.some(one => one.getClientRects().length !== 1); }); }"""
    )
    assert cut == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_forced_colours_keep_words_and_marks(desk: Desk, page: Page, scheme: str) -> None:
    """A button's words are seen, and one item of the menu is marked: the one that is open."""
    page.emulate_media(forced_colors="active", color_scheme=scheme)  # type: ignore[arg-type]
    page.goto(f"{desk.address}/en/search/")
    button = page.locator("main .search button")
    button.wait_for()
    colours = button.evaluate(
        "e => [getComputedStyle(e).color, getComputedStyle(e).backgroundColor]"
    )
    assert colours[0] != colours[1]
    page.goto(f"{desk.address}/en/archive/")
    edges = page.eval_on_selector_all(
        ".menu li a",
        """all => { const paper = getComputedStyle(document.documentElement).backgroundColor;
          return all.map(e => [e.hasAttribute("aria-current"),
            getComputedStyle(e).borderBlockEndColor !== paper]); }""",
    )
    assert [current for current, _ in edges].count(True) == 1
    assert all(current == seen for current, seen in edges)


def test_whoever_follows_a_link_to_a_language_without_the_page_learns_why(
    desk: Desk, page: Page
) -> None:
    """In words that are seen, on a screen without a pointer too, and only then."""
    page.set_viewport_size(PHONE)
    page.goto(f"{desk.address}/en/2019/06/05/gone/")
    page.locator(".languages button").click()
    page.locator(".languages a[lang=ar]").click()
    page.wait_for_url("**/ar/#not-there")
    assert page.locator("#not-there").is_visible()
    page.goto(f"{desk.address}/ar/archive/")
    page.goto(f"{desk.address}/ar/")
    assert not page.locator("#not-there").is_visible()


def test_a_printed_address_runs_from_left_to_right(desk: Desk, page: Page) -> None:
    """On an Arabic page: its scheme stands left of its end."""
    page.emulate_media(media="print")
    page.goto(f"{desk.address}/ar/{VISIT}")
    lefts = page.evaluate(
        """() => { const node = document.querySelector(".print-only").firstChild;
        const range = document.createRange();
        return [0, node.length - 2].map(at => {
          range.setStart(node, at); range.setEnd(node, at + 1);
          return range.getBoundingClientRect().left; }); }"""
    )
    assert lefts[0] < lefts[1]
