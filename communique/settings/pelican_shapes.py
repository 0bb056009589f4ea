"""The shapes of settings that only Pelican reads, or that Pelican derives others from."""

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any

from communique.settings.shapes import (
    FLAG,
    FOLDER,
    FOLDER_OR_NONE,
    NAMES,
    TEXT,
    TEXT_OR_NONE,
    Shape,
    is_names,
    list_of,
    or_none,
    table_of,
)


def _is_class(value: object) -> bool:
    if isinstance(value, type) or value == "communique.Newsroom":
        return True
    if not isinstance(value, str) or "." not in value:
        return False
    module, _, name = value.rpartition(".")
    try:
        return isinstance(getattr(import_module(module), name), type)
    except Exception:  # noqa: BLE001 - a module of the newsroom's may raise anything
        return False


def _are_rows(*types: type) -> Callable[[Any], bool]:
    return list_of(lambda each: isinstance(each, tuple) and (*map(type, each),) == types)


_LIST = Shape("be a list", lambda value: isinstance(value, list | tuple), (), "write […]")
_OPTIONS = Shape("be options", lambda value: isinstance(value, Mapping), {}, "write {…}")

PELICANS = {
    "PATH": FOLDER,
    "OUTPUT_PATH": FOLDER,
    "THEME": FOLDER,
    "SETTINGS_FILE": FOLDER_OR_NONE._replace(must="be a file's path, or None"),
    "PLUGINS": NAMES._replace(
        fits=lambda value: isinstance(value, list | tuple), hint='write ["communique"]'
    ),
    "PELICAN_CLASS": Shape(
        "be the class of a newsroom", _is_class, "", 'write "communique.Newsroom"'
    ),
    "LOCALE": _LIST._replace(
        fits=lambda value: TEXT.fits(value) or isinstance(value, list | tuple), hint="remove it"
    ),
    "LOG_FILTER": _LIST._replace(
        must="be a list of pairs", fits=_are_rows(int, str), hint="remove it"
    ),
    "PAGINATION_PATTERNS": _LIST._replace(
        must="be a list of rules",
        fits=_are_rows(int, str, str),
        hint="remove it",
    ),
    "READERS": _OPTIONS._replace(fits=table_of(lambda _: True, or_none(callable))),
    "CHECK_MODIFIED_METHOD": TEXT._replace(hint="remove it"),
    **dict.fromkeys(
        ("REVERSE_CATEGORY_ORDER", "NEWEST_FIRST_ARCHIVES"),
        FLAG._replace(fits=lambda value: isinstance(value, bool), hint="remove it"),
    ),
    **dict.fromkeys(
        ("ARTICLE_TRANSLATION_ID", "PAGE_TRANSLATION_ID"),
        NAMES._replace(
            must="be text, or a list of texts",
            fits=lambda value: not value or isinstance(value, str) or is_names(value),
            hint="remove it",
        ),
    ),
    "JINJA_ENVIRONMENT": _OPTIONS._replace(must="be Jinja's options"),
    "THEME_TEMPLATES_OVERRIDES": NAMES._replace(hint='write ["templates"]'),
}
"""The shape of settings that Pelican alone reads. With another it ends in a traceback."""

_LEFT_OUT = Shape("be left out", lambda _: False, None, "remove it")
_OLD_PAIRS = Shape(
    "be a list of pairs of texts",
    list_of(
        lambda each: (
            isinstance(each, list | tuple)
            and len(each) > 1
            and all(isinstance(part, str) for part in each[:2])
        )
    ),
    (),
    "remove it",
)
_OLD_NAME = TEXT._replace(must="be text", fits=lambda value: isinstance(value, str))
_FEEDS = ("AUTHOR", "CATEGORY", "TAG", "TRANSLATION")

OLD = {
    **{f"{name}_FEED_ATOM": TEXT_OR_NONE._replace(hint="write None") for name in _FEEDS},
    **{f"{name}_FEED_RSS": TEXT_OR_NONE._replace(hint="write None") for name in _FEEDS},
    **{f"{name}_SUBSTITUTIONS": _OLD_PAIRS for name in ("SLUG", "CATEGORY", "TAG", "AUTHOR")},
    "ARTICLE_DIR": _OLD_NAME._replace(hint="name the folder in ARTICLE_PATHS"),
    "PAGE_DIR": _OLD_NAME._replace(hint="name the folder in PAGE_PATHS"),
    "PLUGIN_PATH": NAMES._replace(
        fits=lambda value: isinstance(value, str) or is_names(value), hint="write PLUGIN_PATHS"
    ),
    "PAGINATED_DIRECT_TEMPLATES": NAMES._replace(hint="remove it"),
    "ARTICLE_PERMALINK_STRUCTURE": _LEFT_OUT._replace(fits=lambda value: not value),
    "JINJA_EXTENSIONS": _LEFT_OUT._replace(hint='write JINJA_ENVIRONMENT = {"extensions": […]}'),
}
"""The shape of settings that Pelican makes others of while it reads the file, and may trip over."""
