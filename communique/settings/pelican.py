"""What each setting of Pelican's means here: as Pelican says, or what replaces it."""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

_TABLES: Mapping[str, Any] = tomllib.loads(
    Path(__file__).with_suffix(".toml").read_text(encoding="utf-8")
)

HONOURED = frozenset[str](_TABLES["honoured"].split())
"""Settings that mean what Pelican says."""

REFUSED: Mapping[str, str] = _TABLES["refused"]
"""Settings that would break a promise, each with what to do instead."""

FURTHER: Mapping[str, str] = _TABLES["further"]
"""Settings that have no field of their own here, each with what it does."""

GROUPS: Mapping[str, str] = _TABLES["instead"]
"""What there is instead of settings, each with their names."""

INSTEAD = {name: words for words, names in GROUPS.items() for name in names.split()}
"""Settings without effect, each with what there is instead."""

AS_HERE: Mapping[str, Any] = {
    "DELETE_OUTPUT_DIRECTORY": True,
    "DISPLAY_CATEGORIES_ON_MENU": False,
    "USE_FOLDER_AS_CATEGORY": False,
    "RSS_FEED_SUMMARY_ONLY": False,
}
"""Values of them that ask for what is done here in any case."""
