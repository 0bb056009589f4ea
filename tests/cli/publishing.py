"""What the tests of publications share."""

from __future__ import annotations

from tests.cli.newsroom import Newsroom

PUBLISHCONF = """
from pelicanconf import *
OUTPUT_PATH = "public"
"""


def published(newsroom: Newsroom) -> set[str]:
    """Return the releases that readers find."""
    root = newsroom.root / "published/current"
    return {path.parent.name for path in root.glob("en/2019/*/*/*/index.html")}
