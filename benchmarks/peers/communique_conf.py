"""The repository's settings for a newsroom in one language; paths come from the command line."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from pelicanconf import *  # noqa: F403

SITENAME = "Newsroom"
SITEURL = "https://newsroom.example"
TIMEZONE = "UTC"
LANGUAGES = ("en",)  # type: ignore[assignment]
