"""The settings file, found and read as Pelican reads it."""

import sys
from collections.abc import Mapping
from inspect import currentframe
from pathlib import Path
from traceback import walk_tb
from types import FrameType, FunctionType, ModuleType
from typing import Any

import pelican
from pelican.settings import get_settings_from_file, read_settings

from communique.errors import SettingsError
from communique.settings.lines import place_setting
from communique.settings.pelican_shapes import OLD, PELICANS
from communique.settings.shapes import SHAPES, find_misshapen


def check_types(settings: Mapping[str, Any]) -> None:
    """Raise SystemExit with each setting of a wrong type, before Pelican trips over it."""
    wrong = find_misshapen(settings, PELICANS | SHAPES | OLD)
    named = None if "SETTINGS_FILE" in wrong else settings.get("SETTINGS_FILE")
    file = Path(str(named or settings.get("__file__") or "pelicanconf.py"))
    themes = Path(str(pelican.__file__)).with_name("themes")
    for name, others in (("PATH", ()), ("THEME", (themes,))):
        place = settings.get(name)
        if place is None or name in wrong or _is_named(name.lower()):
            continue
        if not any(
            (folder / Path(place).expanduser()).is_dir() for folder in (file.parent, *others)
        ):
            wrong[name] = f"must be a folder, found none at {place!r}; correct it"
    if not wrong:
        return
    told = "\n".join(place_setting(str(file), each) for each in wrong.items())
    if is_watched():
        print(told, file=sys.stderr)
        raise SettingsError("the settings stay as they were until this is corrected")
    raise SystemExit(told)


def is_watched() -> bool:
    """Whether ``pelican --autoreload`` runs: only its user may end it."""
    return _find_frame(pelican.autoreload) is not None


def _is_named(option: str) -> bool:
    """Whether ``pelican`` was given a folder that it takes in place of the setting's."""
    frame = _find_frame(pelican.get_instance)
    return frame is not None and bool(getattr(frame.f_locals["args"], option, None))


def _find_frame(function: FunctionType) -> FrameType | None:
    """Return the frame of a running function; None if it does not run."""
    frame = currentframe()
    while frame is not None and frame.f_code is not function.__code__:
        frame = frame.f_back
    return frame


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
    except SystemExit as error:
        raise SettingsError(str(error)) from None
    except Exception as error:
        _tell_by_name(path)
        found = f"got {type(error).__name__}: {error}"
        raise SettingsError(
            f"{_place(error, path)}: settings must be ones that Pelican can read, {found}"
        ) from error
    finally:
        _imported[:] = [
            module for module in set(sys.modules) - before if _is_beside(sys.modules[module], path)
        ]


def _tell_by_name(path: Path) -> None:
    """Raise SettingsError with each setting of a wrong type, of a file that Pelican stumbled over.

    Nothing of a file that is no Python or raises itself.
    """
    try:
        check_types({**get_settings_from_file(str(path)), "SETTINGS_FILE": str(path)})
    except SystemExit as error:
        raise SettingsError(str(error)) from None
    except Exception:  # noqa: BLE001 - a settings file may raise anything, which is told already
        return


def check_whose(name: str, settings: Mapping[str, Any]) -> None:
    """Raise SettingsError where stock Pelican would build: it publishes what is held back."""
    kind, plugins = settings.get("PELICAN_CLASS"), settings.get("PLUGINS")
    if not isinstance(kind, str | type) or kind in (pelican.Pelican, "pelican.Pelican", ""):
        must, line = "PELICAN_CLASS", 'PELICAN_CLASS = "communique.Newsroom"'
    elif not isinstance(plugins, list | tuple) or "communique" not in [
        getattr(each, "__name__", each) for each in plugins
    ]:
        must, line = "PLUGINS", 'PLUGINS = ["communique"]'
    elif wrong := find_misshapen({"PELICAN_CLASS": kind}, PELICANS):
        raise SettingsError(place_setting(name, ("PELICAN_CLASS", wrong["PELICAN_CLASS"])))
    else:
        return
    raise SettingsError(
        f"{name}: {must} must name Communiqué, got {settings.get(must)!r}; write {line}. "
        "Without it Pelican publishes what is held back"
    )


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
