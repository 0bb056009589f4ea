"""The settings file, found and read as Pelican reads it."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from pelican.settings import read_settings

from communique.errors import SettingsError

__all__ = ["find_conf", "load_conf"]


def find_conf(name: str) -> Path:
    """Return where a settings file is: in this folder or, as with tasks.py, in one above it."""
    here = Path.cwd()
    for folder in (here, *here.parents):
        if (folder / name).is_file():
            return folder / name
    raise SettingsError(f"the settings file must be there, found no {name} in {here} or above it")


def load_conf(name: str, **overrides: Any) -> dict[str, Any]:
    """Return Pelican's settings; raises SettingsError for a file that cannot be read.

    Settings files beside it can be imported from it, as publishconf.py does.
    """
    path = find_conf(name)
    if str(path.parent) not in sys.path:
        sys.path.insert(0, str(path.parent))
    try:
        return dict(read_settings(str(path), override=overrides))
    except Exception as error:
        found = f"got {type(error).__name__}: {error}"
        raise SettingsError(
            f"{path.name} must be settings that Pelican can read, {found}"
        ) from error
