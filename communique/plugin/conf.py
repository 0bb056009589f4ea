"""The settings file, found and read as Pelican reads it."""

from __future__ import annotations

import sys
from pathlib import Path
from traceback import walk_tb
from types import ModuleType
from typing import Any

from pelican.settings import read_settings

from communique.errors import SettingsError

_imported: list[str] = []
"""Modules beside the settings file that it imported when it was last read."""


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
    # What they imported is read again, as they are: it may have changed since the last time.
    for module in _imported:
        sys.modules.pop(module, None)
    before = set(sys.modules)
    if str(path.parent) not in sys.path:
        sys.path.insert(0, str(path.parent))
    try:
        return dict(read_settings(str(path), override=overrides))
    except Exception as error:
        found = f"got {type(error).__name__}: {error}"
        raise SettingsError(
            f"{_place(error, path)}: settings must be ones that Pelican can read, {found}"
        ) from error
    finally:
        _imported[:] = [
            module for module in set(sys.modules) - before if _is_beside(sys.modules[module], path)
        ]


def _is_beside(module: ModuleType, path: Path) -> bool:
    file = getattr(module, "__file__", None)
    return file is not None and Path(file).parent == path.parent


def _place(error: Exception, path: Path) -> str:
    """Return which line of the settings, or of a file beside them, an error is of."""
    places = [(frame.f_code.co_filename, line) for frame, line in walk_tb(error.__traceback__)]
    if isinstance(error, SyntaxError) and error.filename:
        places.append((error.filename, error.lineno or 0))
    beside = [(file, line) for file, line in places if Path(file).parent == path.parent]
    file, line = beside[-1] if beside else (path.name, 0)
    return f"{Path(file).name}:{line}" if line else path.name
