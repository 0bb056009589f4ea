"""The shape of each setting: the type and form of its value."""

import os
import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any, NamedTuple
from unicodedata import normalize

from communique.settings.places import absolute_path, plain_path
from communique.signs import find_hidden

FILTERS = ("amp", "smartypants", "caps", "initial_quotes", "widont")
"""Typogrify's filters, in the order in which it applies them."""

LEFT_OUT = ("smartypants", "caps")
"""Those that are left out where TYPOGRIFY_OMIT_FILTERS names nothing: ``caps`` wraps names and the
symbols of documents in markup, ``smartypants`` knows English quotation marks alone."""


CONTACT = r"(?:https://|mailto:|tel:)[!-~]+"

PACKED = {"gzip": "gz", "br": "br"}
"""HTTP encodings in which files can be compressed, with the suffixes that hosts look for."""

LEADING = ("statements", "joint-statements", "communiques", "press-releases")
"""The kinds that lead a front page where LEAD_KINDS names none."""

LOOK_AT_ALL = "all"
"""A value of CHANGED: every source and every file of the output is looked at, however many."""

LIST_FILTERS = {
    ("countries", "kinds"): "countries/kinds",
    ("countries", "years"): "countries/dates",
    ("kinds", "years"): "kinds/dates",
}
"""The pairs by which lists are narrowed, with the facets of their listings.

Their number is bounded: countries are CLDR's, kinds the vocabulary's.
"""


class Shape(NamedTuple):
    """What a setting's value must be, what is taken in place of another, and how it is read."""

    must: str
    fits: Callable[[Any], bool]
    instead: Any
    hint: str
    read: Callable[[Any], Any] = lambda value: value


def _each_once(value: Any) -> tuple[Any, ...]:
    return tuple(dict.fromkeys(value or ()))


def read_day(value: object) -> datetime | None:
    """Return the beginning of an ISO 8601 day in UTC; None for anything else."""
    if not isinstance(value, str) or not re.fullmatch(r"\d{4}-\d\d-\d\d", value, re.ASCII):
        return None
    try:
        return datetime.fromisoformat(value).replace(tzinfo=UTC)
    except ValueError:
        return None


def _is_number(value: object, least: int) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= least


def _is_text(value: object) -> bool:
    """Whether a value is text that may stand in a page and in XML."""
    return isinstance(value, str) and find_hidden(value) is None


def _is_line(value: object) -> bool:
    """Whether a value is text without a line break."""
    return _is_text(value) and len(f"{value}.".splitlines()) == 1


def list_of(fits: Callable[[Any], bool]) -> Callable[[Any], bool]:
    """Return a function that says whether a value is a list of fitting items."""
    return lambda value: isinstance(value, list | tuple) and all(map(fits, value))


def table_of(names: Callable[[Any], bool], values: Callable[[Any], bool]) -> Callable[[Any], bool]:
    """Return a function that says whether a value is a table with fitting names and values."""
    return lambda table: (
        isinstance(table, Mapping)
        and all(names(name) and values(value) for name, value in table.items())
    )


def or_none(fits: Callable[[Any], bool]) -> Callable[[Any], bool]:
    """Return what decides whether a value fits, or is None."""
    return lambda value: value is None or fits(value)


def matches(pattern: str) -> Callable[[Any], bool]:
    """Return what decides whether a value is a text of a form."""
    return lambda value: isinstance(value, str) and bool(re.fullmatch(pattern, value, re.ASCII))


is_names = list_of(lambda name: isinstance(name, str) and "\0" not in name)
_TEXTS = table_of(lambda name: isinstance(name, str), _is_text)
_WORD = matches(r"[a-z][a-z0-9:-]*")
_HTML = table_of(_WORD, list_of(_WORD))
_LINKS = list_of(
    lambda each: (
        isinstance(each, list | tuple)
        and len(each) > 1
        and all(map(_is_text, each[:2]))
        and not re.match(r"\s*(?:javascript|vbscript|data):", each[1], re.IGNORECASE)
    )
)


def _read_places(value: Mapping[str, Mapping[str, str]]) -> dict[str, str]:
    return {
        normalize("NFC", source): normalize("NFC", metadata["path"])
        for source, metadata in sorted(value.items())
        if "path" in metadata
    }


def _stays_inside(value: object) -> bool:
    return _is_text(value) and {"", ".", ".."}.isdisjoint(str(value).split("/"))


TEXT = Shape("be text, without control characters", _is_line, "", 'write "…"')
TEXT_OR_NONE = Shape("be text", or_none(_is_line), None, 'write "…"')
FOLDER = Shape(
    "be a folder's path",
    lambda value: (
        isinstance(value, str | os.PathLike)
        and "\0" not in str(value)
        and str(value).splitlines() == [str(value)]
    ),
    "/nowhere",
    'write "…"',
    absolute_path,
)
FOLDER_OR_NONE = Shape(
    "be a folder's path, or None",
    or_none(FOLDER.fits),
    None,
    "",
    lambda value: None if value is None else absolute_path(value),
)
NAMES = Shape("be a list of texts", is_names, (), 'write ["…"]', lambda value: tuple(value or ()))
ANY_NAMES = NAMES._replace(fits=or_none(is_names), read=_each_once)
PLACES = Shape(
    "be a list of names below PATH",
    lambda value: (
        is_names(value)
        and all(".." not in name.split("/") and not name.startswith(("/", "~")) for name in value)
    ),
    (),
    'write it from PATH on, like ["media"]',
    lambda value: tuple(map(plain_path, value)),
)
TEXTS = Shape(
    "give a text a language",
    lambda value: not value or _TEXTS(value),
    {},
    'write {"ru": "…"}',
    lambda value: value or {},
)
NUMBER = Shape(
    "be a whole number from 1", lambda value: not value or _is_number(value, 1), 20, "write 20"
)

FLAG = Shape(
    "be True or False",
    lambda value: isinstance(value, bool | None),
    None,
    "write True or False, without quotation marks",
    bool,
)
LINKS = Shape(
    "be a list of names and addresses",
    lambda value: not value or _LINKS(value),
    (),
    'write [("The ministry", "https://ministry.example")]',
    lambda value: tuple((each[0], each[1]) for each in value or ()),
)

SHAPES = {
    "CACHE_PATH": FOLDER,
    "VOCABULARY_PATH": FOLDER_OR_NONE,
    "TRANSLATIONS_PATH": FOLDER_OR_NONE,
    "REDIRECTS": FOLDER_OR_NONE._replace(must="be a file's path, or None"),
    "SITEURL": TEXT._replace(
        hint='write "" if there is none yet', read=lambda value: value.rstrip("/")
    ),
    "SITENAME": TEXT,
    "SITENAMES": TEXTS._replace(
        fits=lambda value: not value or (_TEXTS(value) and all(map(_is_line, value.values())))
    ),
    "SITESUBTITLES": TEXTS,
    "DEFAULT_LANG": TEXT._replace(instead="en", hint='write "en"'),
    "LANGUAGES": ANY_NAMES._replace(hint='write ("en", "ru")'),
    "TIMEZONE": TEXT_OR_NONE,
    "TAG_AUTHORITY": TEXT_OR_NONE,
    "ARTICLE_PATHS": PLACES,
    "PAGE_PATHS": PLACES,
    "STATIC_PATHS": PLACES,
    "THEME_STATIC_DIR": Shape(
        "be a folder below OUTPUT_PATH", _stays_inside, "theme", 'write "theme"'
    ),
    "THEME_STATIC_PATHS": NAMES._replace(
        must="be a list of the theme's folders",
        fits=lambda value: (
            is_names(value) and all(_stays_inside(each.strip("/")) for each in value)
        ),
        hint='write ["static"]',
        read=PLACES.read,
    ),
    "EXTRA_PATH_METADATA": Shape(
        "give a file metadata, its path below OUTPUT_PATH",
        table_of(
            lambda source: isinstance(source, str),
            lambda metadata: (
                isinstance(metadata, Mapping) and _stays_inside(metadata.get("path", "its own"))
            ),
        ),
        {},
        'write {"media/a.txt": {"path": "a.txt"}}',
        _read_places,
    ),
    "IGNORE_FILES": NAMES,
    "ARTICLE_EXCLUDES": NAMES,
    "PAGE_EXCLUDES": NAMES,
    "STATIC_EXCLUDES": PLACES,
    "TEMPLATE_EXTENSIONS": NAMES._replace(
        fits=lambda value: is_names(value) and bool(value), hint='write [".html"]'
    ),
    "PLUGIN_PATHS": NAMES._replace(hint='write ["plugins"]'),
    "SITESUBTITLE": TEXT_OR_NONE._replace(fits=lambda value: value is None or _is_text(value)),
    "CSS_FILE": TEXT,
    "BIND": TEXT._replace(instead="127.0.0.1", hint='write "127.0.0.1"'),
    "PORT": NUMBER._replace(
        must="be a whole number from 1",
        fits=lambda value: _is_number(value, 1),
        instead=8000,
        hint="write 8000",
    ),
    "RELATIVE_URLS": FLAG,
    "LOAD_CONTENT_CACHE": FLAG,
    "CHANGED": TEXT_OR_NONE._replace(hint='write "-" for standard input, a file, or "all"'),
    "DISPLAY_PAGES_ON_MENU": FLAG,
    "LINKS": LINKS,
    "TYPOGRIFY": FLAG,
    "TYPOGRIFY_OMIT_FILTERS": NAMES._replace(
        must=f"be a list of some of {', '.join(FILTERS)}",
        fits=lambda value: not value or (is_names(value) and set(FILTERS) >= set(value)),
        hint='write ["caps", "smartypants"]',
    ),
    "TYPOGRIFY_IGNORE_TAGS": NAMES._replace(
        fits=lambda value: not value or is_names(value), hint='write ["h1"]'
    ),
    "TYPOGRIFY_DASHES": Shape(
        "be default, oldschool or oldschool_inverted",
        lambda value: value in (None, "default", "oldschool", "oldschool_inverted"),
        "default",
        'write "default"',
        lambda value: value or "default",
    ),
    "OUTPUT_RETENTION": NAMES,
    "DEFAULT_PAGINATION": NUMBER._replace(
        # True is no size, though Python counts it as 1.
        fits=lambda value: value is not True and NUMBER.fits(value)
    ),
    "FEED_MAX_ITEMS": NUMBER,
    "WORKERS": Shape(
        "be a whole number from 0, or a Dask scheduler's address",
        lambda value: (
            value is None or _is_number(value, 0) or (isinstance(value, str) and "://" in value)
        ),
        0,
        'write 0 for one a core, or "tcp://host:8786"',
        lambda value: value or 0,
    ),
    "SEARCH": FLAG._replace(hint="write True for a search page in each language"),
    "PDF": FLAG._replace(hint="write True for a PDF of each release"),
    "RELEASE_CARDS": FLAG._replace(hint="write True for a card of each release"),
    "EDITIONS": FLAG._replace(hint="write True to publish the texts that corrections replaced"),
    "SOURCES_PRIVATE": FLAG._replace(
        hint="write True where nobody but the office can read the repository of the sources"
    ),
    "ALLOW_LINKS": FLAG._replace(hint="write True to follow links within the content folder"),
    "HTML_ALLOWED": Shape(
        "give an element of HTML its attributes, in lower case",
        lambda value: not value or _HTML(value),
        {},
        'write {"iframe": ["src", "title"]}',
        lambda value: {name: tuple(each) for name, each in sorted((value or {}).items())},
    ),
    "FRONT_KINDS": ANY_NAMES._replace(hint='write ["speeches"]'),
    "LEAD_KINDS": ANY_NAMES._replace(
        hint='write ["speeches"]', read=lambda value: tuple(value or LEADING)
    ),
    "LIST_FILTERS": Shape(
        "be a list of some of the pairs of countries with kinds or years, and of kinds with years; "
        "of other terms there is no end",
        or_none(
            list_of(
                lambda pair: isinstance(pair, list | tuple) and (*map(str, pair),) in LIST_FILTERS
            )
        ),
        (),
        'write [("countries", "kinds"), ("kinds", "years")]',
        lambda value: _each_once(LIST_FILTERS[one, other] for one, other in value or ()),
    ),
    "HOSTS": ANY_NAMES._replace(hint='write ["nginx"]'),
    "SECURITY_CONTACT": Shape(
        "be a list of addresses",
        lambda value: (
            not value or (is_names(value) and all(re.fullmatch(CONTACT, each) for each in value))
        ),
        (),
        'write ["mailto:security@newsroom.example"]',
        NAMES.read,
    ),
    "SECURITY_EXPIRES": Shape(
        "be an ISO 8601 day",
        lambda value: value is None or read_day(value) is not None,
        None,
        'write "2027-01-31"',
        read_day,
    ),
    "PRECOMPRESS": Shape(
        'be a list of "gzip", "br" or both',
        lambda value: value is None or (is_names(value) and {"gzip", "br"} >= set(value)),
        (),
        'write ["gzip", "br"]',
        lambda value: tuple(suffix for name, suffix in PACKED.items() if name in (value or ())),
    ),
    "CONTENT_SECURITY": Shape(
        "give directives of a Content-Security-Policy their sources",
        or_none(table_of(matches(r"[a-z]+(?:-[a-z]+)*"), matches(r"[\w:/.*'=+ -]*"))),
        {},
        'write {"frame-src": "https://video.example"}',
        TEXTS.read,
    ),
    "MARKDOWN": Shape(
        "be Python-Markdown's options", lambda value: isinstance(value, Mapping), {}, "write {…}"
    ),
}
"""The shape of each setting that Communiqué reads; a setting that is not there is None.

A field of ``Settings`` that has the name of one, in small letters, is what the shape reads.
"""


def read(shapes: Mapping[str, Shape], settings: Mapping[str, Any]) -> list[Any]:
    """Return what each shape reads from settings that fit."""
    return [shape.read(settings.get(name)) for name, shape in shapes.items()]


def find_misshapen(settings: Mapping[str, Any], shapes: Mapping[str, Shape]) -> dict[str, str]:
    """Return what is wrong with each setting of a wrong shape, by its name."""
    return {
        name: f"must {shape.must}, got {settings[name]!r}"
        + (f"; {shape.hint}" if shape.hint else "")
        for name, shape in shapes.items()
        if name in settings and not shape.fits(settings[name])
    }
