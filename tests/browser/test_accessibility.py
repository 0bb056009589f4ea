"""axe-core finds nothing on any type of page, in any scheme, in either direction."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from communique.plugin.newsroom import Newsroom
from communique.plugin.settings_file import load_conf
from communique.plugin.styleguide import build_styleguide
from tests.browser.chromium import serve
from tests.browser.conftest import Desk
from tests.browser.newsroom import EVERY, VISIT
from tests.sites import ROOT

AXE = (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")
OPTIONS = {"resultTypes": ["violations"], "rules": {"target-size": {"enabled": True}}}
"""Every rule, and the one on the size of targets (WCAG 2.2), which axe leaves off."""

CONTRAST = {"resultTypes": ["violations"], "runOnly": ["color-contrast"]}
"""What another scheme can change."""


def violations(page: Page, options: dict[str, Any]) -> list[str]:
    """Name what axe-core finds, with the elements that it finds it in."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
    found: dict[str, Any] = page.evaluate("options => axe.run(options)", options)
    return [
        f"{rule['id']}: {node['html']} {node['failureSummary']}"
        for rule in found["violations"]
        for node in rule["nodes"]
    ]


@pytest.mark.parametrize("address", EVERY)
def test_no_page_has_a_violation(desk: Desk, page: Page, address: str) -> None:
    """In light, in dark, and with forced colours."""
    page.goto(f"{desk.address}/{address}")
    light = violations(page, OPTIONS)
    page.emulate_media(color_scheme="dark")
    dark = violations(page, CONTRAST)
    page.emulate_media(forced_colors="active")
    assert (light, dark, violations(page, CONTRAST)) == ([], [], [])


@pytest.mark.parametrize("lang", ["en", "ar"])
def test_a_release_has_none_with_other_wishes(desk: Desk, page: Page, lang: str) -> None:
    """With more contrast, and on a narrow screen."""
    page.goto(f"{desk.address}/{lang}/{VISIT}")
    page.emulate_media(color_scheme="light", contrast="more")
    assert violations(page, CONTRAST) == []
    page.emulate_media(color_scheme="dark", contrast="more")
    assert violations(page, CONTRAST) == []
    page.emulate_media(color_scheme="light", contrast="no-preference")
    page.set_viewport_size({"width": 320, "height": 640})
    assert violations(page, OPTIONS) == []


def test_the_examples_of_components_have_none(page: Page, tmp_path: Path) -> None:
    """The style guide shows each by itself."""
    conf = load_conf(str(ROOT / "pelicanconf.py"), CACHE_PATH=str(tmp_path / "cache"))
    build_styleguide(Newsroom(conf), tmp_path / "guide")
    with serve(tmp_path / "guide") as address:
        page.goto(f"{address}/")
        assert violations(page, OPTIONS) == []
