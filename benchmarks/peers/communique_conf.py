"""The repository's settings for a newsroom in one language; paths come from the command line.

Communiqué and its settings are copied beside this file before it is used.
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from pelicanconf import *  # noqa: F403

SITENAME = "Newsroom"
SITEURL = "https://newsroom.example"
TIMEZONE = "UTC"
LANGUAGES = ("en",)  # type: ignore[assignment]
FEED_TEXTS = ["all", "kinds", "tags"]
"""Whole texts also in the feeds of tags, as the others write them."""
MENU = None  # type: ignore[assignment]
FOOTER_LINKS: list[str] = []  # type: ignore[no-redef]
LIST_FILTERS: list[tuple[str, str]] = []  # type: ignore[no-redef]
"""Those of the demonstration name pages that are not here; a new newsroom sets none of them."""
