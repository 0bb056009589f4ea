"""Searches as a reader does, for the tests of this folder."""

from __future__ import annotations

from urllib.parse import urlencode

from playwright.sync_api import Page

ANSWERED = """() => {
  const results = document.querySelector(".results");
  const said = results.querySelector("[role=status]").textContent;
  return said !== "" && said !== results.dataset.searching;
}"""


def search(page: Page, address: str, lang: str, **given: str) -> list[tuple[str, str]]:
    """Search as a link would, and return address below the site and title of each result."""
    page.goto(f"{address}/{lang}/search/?{urlencode(given)}")
    page.wait_for_function(ANSWERED)
    found = page.locator(".results li a")
    return [
        (str(link.get_attribute("href")).removeprefix(f"{address}/"), link.inner_text())
        for link in found.all()
    ]


def notes(page: Page) -> list[str]:
    """Return what the page says besides the count."""
    return [line.inner_text() for line in page.locator(".notes p").all()]
