"""The theme's stylesheet: one file, from one file a component, that names no colour but tokens."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from communique.plugin.styleguide import find_examples
from communique.plugin.styles import JOINED, join_styles
from tests.sites import ROOT

THEME = ROOT / "theme"
CSS = THEME / "static" / "css"
MAIN = (CSS / JOINED).read_text("utf-8")
LIMIT = 36_000
SOURCES = sorted(path for path in CSS.rglob("*.css") if path.name != JOINED)

UNSEEN = {"feed_links", "sharing", "sources"}
"""Templates of components that stand in the head of a page, or in a picture."""

COLOUR = re.compile(r"#[0-9a-f]{3,8}\b|\b(?:rgb|hsl|oklch|lab|color)a?\(", re.IGNORECASE)
PHYSICAL = re.compile(
    r"(?:^|[;{\s])(?:(?:margin|padding|border|inset|scroll-margin)-(?:left|right|top|bottom)"
    r"|left|right|top|bottom|width|height|(?:min|max)-(?:width|height))\s*:"
    r"|(?:text-align|float|clear)\s*:\s*(?:left|right)"
)
"""Directions and sides of the paper rather than of the text."""


def _rules(path: Path) -> str:
    text = re.sub(r"/\*.*?\*/", "", path.read_text("utf-8"), flags=re.DOTALL)
    return re.sub(r"@media[^{]*", "@media ", text)


def test_what_is_published_is_joined() -> None:
    """main.css is what the files beside it make; where this fails, run ``inv styles``."""
    assert join_styles(CSS) == MAIN


def test_the_stylesheet_is_light() -> None:
    """One request, below 36 KB before compression."""
    assert len(MAIN.encode()) < LIMIT
    assert "@import" not in MAIN
    assert "url(" not in MAIN


def test_a_component_has_one_name_in_three_places() -> None:
    """Template, stylesheet and example."""
    templates = {path.stem for path in (THEME / "templates/components").glob("*.html")} - UNSEEN
    styles = {path.stem for path in (CSS / "components").glob("*.css")}
    assert (templates, templates) == (styles, set(find_examples(THEME)))


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.stem)
def test_colours_are_tokens_and_directions_logical(path: Path) -> None:
    """No colour stands outside tokens.css, no side of the paper anywhere."""
    text = _rules(path)
    assert PHYSICAL.findall(text) == []
    assert path.stem == "tokens" or COLOUR.findall(text) == []


def test_every_token_that_is_used_is_there() -> None:
    """A misspelt custom property would be silently nothing."""
    defined = set(re.findall(r"(--[a-z0-9-]+):", MAIN))
    used = set(re.findall(r"var\((--[a-z0-9-]+)", MAIN))
    assert used - defined == set()
    assert defined - used == set()


def test_no_template_runs_a_script_or_sets_a_style() -> None:
    """Every page is complete as it arrives; a strict content policy can be set."""
    for path in (THEME / "templates").rglob("*.html"):
        # Structured data is no script, though it stands in an element of that name.
        text = path.read_text("utf-8").replace('<script type="application/ld+json">', "")
        if path.name == "search.html":
            # The one page that has a program; it comes as a file of the site's own.
            text = text.replace('<script type="module" src="{{ SITEURL }}/', "")
        assert re.findall(r"<script|\bon[a-z]+=|\sstyle=", text) == [], path
