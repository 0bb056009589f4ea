"""The settings, with what only this machine, Pelican, Jinja or Markdown can check."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from jinja2 import Environment
from pelican.settings import DEFAULT_CONFIG

from communique.errors import SettingsError
from communique.opening import find_file
from communique.patterns import late
from communique.settings import READING, Settings
from communique.settings.lines import Wrong, place_setting
from communique.settings.places import absolute_path
from communique.text.letters import compose
from communique.text.markdown import Renderer

PLACES = ("ARTICLE_PATHS", "PAGE_PATHS", "STATIC_PATHS")
EXCLUDES = ("ARTICLE_EXCLUDES", "PAGE_EXCLUDES", "STATIC_EXCLUDES")

LISTS = (
    *(*PLACES, "ARTICLE_EXCLUDES", "STATIC_EXCLUDES"),
    *("THEME_STATIC_PATHS", "THEME_TEMPLATES_OVERRIDES", "IGNORE_FILES"),
)
"""Lists in whose place Pelican puts its default if they are a single text."""

OVERRIDES = "templates"
"""The folder of a newsroom's own templates, which it need not have."""

MAY_BE_ABSENT = {"", "pages", "media", "images"}
"""Folders that a site need not have: Pelican's defaults and our own."""

STYLESHEET = late(r"""^CSS_FILE\s*=\s*["'][^"']""", re.MULTILINE)
"""Where a settings file chooses a stylesheet."""

EXTRA = {"extension_configs": {"markdown.extensions.extra": {}}, "output_format": "html5"}
SOUND = (EXTRA, DEFAULT_CONFIG["MARKDOWN"])
"""Values of MARKDOWN that need no trial: a new newsroom's and Pelican's."""

FIX = "correct the name, or install the extension"

NAMED = ("JINJA_FILTERS", "JINJA_GLOBALS", "JINJA_TESTS")


def confirm_settings(pelican: Mapping[str, Any]) -> Settings:
    """Return our settings; raises SettingsError with every value of ours that cannot be used."""
    wrong = [
        each
        for check in (
            *(_check_lists, _check_places, _check_overrides, _check_markdown, _check_jinja),
            *(_check_stylesheet, _check_defaults),
        )
        for each in check(pelican)
    ]
    try:
        settings = Settings.from_pelican(pelican)
    except SettingsError as error:
        told, rest = [str(error)], error.rest
    else:
        if not wrong:
            return settings
        told, rest = [], settings
    if any(name in READING for name, _ in wrong):
        rest = None
    file = str(pelican.get("SETTINGS_FILE") or "")
    told += [place_setting(file, each) for each in wrong]
    raise SettingsError("\n".join(told), rest)


def _check_lists(pelican: Mapping[str, Any]) -> Iterator[Wrong]:
    for name in LISTS:
        # A default that nobody touched is a copy; the very default is what Pelican fell back to.
        if pelican.get(name) is DEFAULT_CONFIG[name]:
            yield name, 'must be a list of texts, got a text; write ["…"]'


def _check_places(pelican: Mapping[str, Any]) -> Iterator[Wrong]:
    path = Path(str(pelican["PATH"]))
    added = [*(pelican.get("PAGE_PATHS") or ()), *(pelican.get("ARTICLE_PATHS") or ())]
    for name in (*PLACES, *EXCLUDES):
        places = pelican.get(name)
        for place in places if isinstance(places, list | tuple) else ():
            if not isinstance(place, str) or place.strip("/") in MAY_BE_ABSENT:
                continue
            if name in EXCLUDES and place in added:
                continue  # Pelican has added it
            if place.startswith(("/", "~")) or "\0" in place:
                continue  # its shape is a problem already
            if not find_file(path, compose(place)).exists():
                hint = f"correct it, or make {path.name}/{place}"
                yield name, f"must name a place below PATH, got {place!r}; {hint}"


def _check_overrides(pelican: Mapping[str, Any]) -> Iterator[Wrong]:
    folders = pelican.get("THEME_TEMPLATES_OVERRIDES")
    for folder in folders if isinstance(folders, list | tuple) else ():
        if not isinstance(folder, str):
            continue  # its shape is a problem already
        place = absolute_path(folder)
        if place.name != OVERRIDES and not place.is_dir():
            hint = "correct it, or make the folder"
            found = f"must name folders of templates, found none at {folder!r}; {hint}"
            yield "THEME_TEMPLATES_OVERRIDES", found


def _check_stylesheet(pelican: Mapping[str, Any]) -> Iterator[Wrong]:
    """Yield what is wrong with CSS_FILE: Pelican empties it where the theme has no such file."""
    if pelican.get("CSS_FILE") != "":
        return
    theme = Path(str(pelican["THEME"]))
    static = [theme / str(name) / "css" for name in pelican.get("THEME_STATIC_PATHS") or ()]
    usual = any((folder / DEFAULT_CONFIG["CSS_FILE"]).is_file() for folder in static)
    templates = [_read(path) for path in sorted((theme / "templates").rglob("*.html"))]
    is_needed = any("CSS_FILE" in each and "if CSS_FILE" not in each for each in templates)
    file = Path(str(pelican.get("SETTINGS_FILE") or "pelicanconf.py"))
    is_set = any(
        STYLESHEET.search(_read(each)) for each in (file, file.with_name("pelicanconf.py"))
    )
    if usual or is_needed or is_set:
        there = sorted(path.name for folder in static for path in folder.glob("*.css"))
        hint = f"write one of {', '.join(there)}" if there else "add it to the theme"
        yield "CSS_FILE", f"must name a file of the theme in static/css, which has no such; {hint}"


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8", errors="replace") if path.is_file() else ""


def _check_defaults(pelican: Mapping[str, Any]) -> Iterator[Wrong]:
    """Yield each setting that would hold texts back: here only Status does."""
    extra = pelican.get("EXTRA_PATH_METADATA")
    defaults = {"DEFAULT_METADATA": pelican.get("DEFAULT_METADATA")}
    if isinstance(extra, Mapping):
        defaults |= {f"EXTRA_PATH_METADATA[{path!r}]": each for path, each in extra.items()}
    wrong = [
        (name, value)
        for name, headers in defaults.items()
        for header, value in (headers.items() if isinstance(headers, Mapping) else ())
        if str(header).lower() == "status"
    ]
    wrong += [
        (name, pelican[name])
        for name in ("FILENAME_METADATA", "PATH_METADATA")
        if re.search(r"\(\?P<status>", str(pelican.get(name) or ""), re.IGNORECASE)
    ]
    for name, value in wrong:
        hint = "write the header Status into the texts, and remove it here"
        yield name, f"must have no status, which each text has itself, got {value!r}; {hint}"


def _check_markdown(pelican: Mapping[str, Any]) -> Iterator[Wrong]:
    options = pelican.get("MARKDOWN")
    if not isinstance(options, Mapping):
        return  # its shape is a problem already
    if options in SOUND:
        return
    try:
        Renderer(options)
    except Exception as error:  # noqa: BLE001 - an extension may raise anything
        yield "MARKDOWN", f"must be options that Python-Markdown takes, got {_words(error)}; {FIX}"


def _check_jinja(pelican: Mapping[str, Any]) -> Iterator[Wrong]:
    for name in NAMED:
        value = pelican.get(name)
        if not isinstance(value, Mapping) or not all(isinstance(key, str) for key in value):
            yield name, f'must give each name its object, got {value!r}; write {{"name": …}}'
        elif name != "JINJA_GLOBALS" and not all(map(callable, value.values())):
            wrong = next(key for key, each in value.items() if not callable(each))
            found, hint = (
                f"got {value[wrong]!r} for {wrong!r}",
                "write the function itself, not its name",
            )
            yield name, f"must give each name a function, {found}; {hint}"
    options = pelican.get("JINJA_ENVIRONMENT")
    if not isinstance(options, Mapping):
        yield "JINJA_ENVIRONMENT", f"must be Jinja's options, got {options!r}; write {{…}}"
        return
    extensions = options.get("extensions", ())
    if not isinstance(extensions, list | tuple):
        found = f'must have a list of extensions, got {extensions!r}; write ["…"]'
        yield "JINJA_ENVIRONMENT", found
        return
    try:
        Environment(**{**options, "autoescape": True})  # noqa: S701 - it is in the mapping
    except Exception as error:  # noqa: BLE001 - an extension may raise anything
        yield "JINJA_ENVIRONMENT", f"must be options that Jinja takes, got {_words(error)}; {FIX}"


def _words(error: Exception) -> str:
    return " ".join(f"{type(error).__name__}: {error}".split())
