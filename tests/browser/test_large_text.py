"""Readers with text of twice its size, with forced colours, with a printer."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, ViewportSize

from tests.browser.conftest import Desk
from tests.browser.newsroom import EVERY, VISIT

PHONE: ViewportSize = {"width": 320, "height": 640}
SCREEN: ViewportSize = {"width": 1280, "height": 800}


def test_text_of_twice_its_size_fits(desk: Desk, page: Page) -> None:
    """No page scrolls sideways, on a phone or on a wide screen, where the foot has columns."""
    wide = []
    for size, address in [*((PHONE, each) for each in EVERY), (SCREEN, EVERY[0])]:
        page.set_viewport_size(size)
        page.goto(f"{desk.address}/{address}")
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        width = page.evaluate("document.documentElement.scrollWidth")
        if width > size["width"]:
            wide.append((address, width))
    assert wide == []


def test_a_long_word_in_a_list_fits_on_a_phone(desk: Desk, page: Page) -> None:
    """A tag of sixty letters, a headline with an address: lines break within it."""
    page.set_viewport_size(PHONE)
    for address in ("en/tags/", "ar/", f"en/{VISIT}"):
        page.goto(f"{desk.address}/{address}")
        page.evaluate(
            """document.querySelectorAll("main :is(.terms, .headlines, dd .inline) a")
              .forEach(each => { each.textContent = "m".repeat(60); })"""
        )
        assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"], address


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
    """The words of each button are seen. In the menu the open page is marked, and nothing else."""
    page.emulate_media(forced_colors="active", color_scheme=scheme)  # type: ignore[arg-type]
    marked = {}
    for address in ("en/search/", "ar/search/", "en/archive/", "en/subscribe/", f"en/{VISIT}"):
        page.goto(f"{desk.address}/{address}")
        if "search" in address:
            page.locator("main .search button").wait_for()
        buttons = page.eval_on_selector_all(
            "button, [type=submit]",
            """all => all.filter(e => e.checkVisibility()).map(e => [
              getComputedStyle(e).color, getComputedStyle(e).backgroundColor])""",
        )
        assert buttons, address
        assert all(words != paper for words, paper in buttons), address
        edges = page.eval_on_selector_all(
            ".menu li a",
            """all => { const paper = getComputedStyle(document.documentElement).backgroundColor;
              return all.map(e => [e.hasAttribute("aria-current"),
                getComputedStyle(e).borderBlockEndColor !== paper]); }""",
        )
        assert all(current == seen for current, seen in edges), address
        marked[address] = [current for current, _ in edges].count(True)
    assert marked["en/archive/"] == marked["en/subscribe/"] == 1
    assert marked[f"en/{VISIT}"] == 0


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
