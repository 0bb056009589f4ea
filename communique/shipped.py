"""What the package ships: folders, in a checkout at the repository's top; tables of words."""

import tomllib
from pathlib import Path
from typing import Any

_PACKAGE = Path(__file__).parent


def _find(name: str) -> str:
    within = _PACKAGE / name
    return str(within if within.exists() else _PACKAGE.parent / name)


THEME = _find("theme")
"""The folder of the theme, for the setting of the same name."""

VOCABULARY = _find("vocabulary")
"""The folder of the vocabulary that a newsroom's own files may extend."""

STARTER = str(_PACKAGE / "starter")
"""The folder of what ``communique init`` begins a newsroom with."""

LOCK = _find("requirements/site.txt")
"""The libraries that a build needs, each version with its hashes."""

MANUAL = _find("docs")
"""The folder of the manual."""

CHANGELOG = _find("CHANGELOG.md")
"""What changed from version to version."""


def read_table(file: Path) -> dict[str, Any]:
    """Return a table of the package."""
    table: dict[str, Any] = tomllib.loads(file.read_text(encoding="utf-8"))
    return table
