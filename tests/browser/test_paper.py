"""A release on paper is a document: letterhead, dateline, text, address, numbers of pages."""

from __future__ import annotations

from io import BytesIO
from unicodedata import normalize

import pytest
from playwright.sync_api import Page
from pypdf import PdfReader

from tests.browser.conftest import Desk
from tests.browser.newsroom import SITENAMES, VISIT

GONE = (".menu", ".languages", ".breadcrumbs", ".neighbours", ".skip", ".elsewhere")
"""What leads elsewhere, which paper cannot."""

KEPT = (".site-name", "h1", ".kind", ".dated", ".notice", ".figure", ".prose", ".facets")


@pytest.mark.parametrize("lang", ["en", "ar"])
def test_paper_has_what_a_document_has(desk: Desk, page: Page, lang: str) -> None:
    """It lacks what one can only click, and is light where the screen was dark."""
    page.goto(f"{desk.address}/{lang}/{VISIT}")
    page.emulate_media(media="print", color_scheme="dark")
    assert [name for name in GONE if page.locator(name).is_visible()] == []
    assert [name for name in KEPT if not page.locator(name).is_visible()] == []
    paper = page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
    assert paper == "rgb(255, 255, 255)"
    assert page.locator(".print-only").inner_text() == page.url


def test_pages_of_a_document_are_numbered(desk: Desk, page: Page) -> None:
    """The letterhead and the address open the first."""
    address = f"{desk.address}/en/{VISIT}"
    page.goto(address)
    data = page.pdf(prefer_css_page_size=True)
    texts = [normalize("NFKC", sheet.extract_text()) for sheet in PdfReader(BytesIO(data)).pages]
    assert SITENAMES["en"] in texts[0].partition("Statements")[0]
    assert len(texts) > 1
    assert all(f"{number} / {len(texts)}" in text for number, text in enumerate(texts, 1))
    assert address in texts[0]
    assert "(https://example.org/agreement)" in "".join(texts).replace("\n", "")
