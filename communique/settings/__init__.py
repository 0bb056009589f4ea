"""The settings that Communiqué reads, typed and frozen, from Pelican's dictionary.

Where Pelican has a setting, its name is Pelican's. All other settings of Pelican reach the
templates unchanged, as in any Pelican site.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from communique.errors import SettingsError
from communique.settings.brand import BRAND_SHAPES, Brand, check_brand
from communique.settings.lines import place_setting
from communique.settings.places import absolute_path, plain_path
from communique.settings.shapes import (
    FILTERS,
    LEFT_OUT,
    SHAPES,
    find_misshapen,
    read,
)
from communique.settings.subscribing import SUBSCRIBING_SHAPES, Subscribing
from communique.settings.values import check_languages, check_values
from communique.values import dataclass

READING = frozenset(
    (
        *("PATH", "OUTPUT_PATH", "CACHE_PATH", "THEME", "VOCABULARY_PATH", "IGNORE_FILES"),
        *("ARTICLE_PATHS", "PAGE_PATHS", "STATIC_PATHS", "THEME_STATIC_PATHS"),
        *("ARTICLE_EXCLUDES", "PAGE_EXCLUDES", "STATIC_EXCLUDES", "DEFAULT_METADATA"),
        *("EXTRA_PATH_METADATA", "LANGUAGES", "DEFAULT_LANG", "MARKDOWN", "HTML_ALLOWED"),
    )
)
"""Settings that the reading of sources needs. If one is wrong, sources cannot be checked."""


NO_HOST = "localhost"
"""Begins feed ids when SITEURL names no host. Such a site is a preview, not published."""


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of a build. Paths are absolute."""

    path: Path
    """PATH: the content folder."""
    output_path: Path
    """OUTPUT_PATH: the folder that the site is written into; the build owns all of it."""
    cache_path: Path
    """CACHE_PATH: the folder of the catalogues; deleting it costs only time."""
    theme: Path
    """THEME: the theme's folder."""
    vocabulary_path: Path | None
    """VOCABULARY_PATH: the folder of kinds.toml, countries.toml and the others; None for none."""
    template_folders: tuple[Path, ...]
    """THEME_TEMPLATES_OVERRIDES: folders of templates that come before the theme's."""
    translations_path: Path | None
    """TRANSLATIONS_PATH: the folder of the newsroom's own translated words, for its own templates
    and to replace the theme's; ``inv messages`` writes there. None for none."""
    redirects: Path | None
    """REDIRECTS: a CSV file of old addresses and new ones (docs/hosts.md); None for none."""
    settings_file: str
    """SETTINGS_FILE: the path of the settings file, for messages; ``pelicanconf.py`` by default."""
    plugins: tuple[str, ...]
    """PLUGINS: every one must load, or the build stops."""
    siteurl: str
    """SITEURL: scheme, host and path of the site, without a slash at the end; may be empty."""
    sitename: str
    """SITENAME: the newsroom's name in DEFAULT_LANG."""
    sitenames: Mapping[str, str]
    """SITENAMES: the newsroom's name in its other languages: `{"fr": "…"}`."""
    default_lang: str
    """DEFAULT_LANG: the language of a release without Lang, and of ``x-default``."""
    languages: tuple[str, ...]
    """LANGUAGES: every language of the site, in the order a reader sees them. Dates are CLDR's:
    `en` writes June 5, 2019, and `en-GB` 5 June 2019. Addresses then begin with `/en-GB/`."""
    timezone: ZoneInfo
    """TIMEZONE: the time zone of dates written without an offset."""
    authority: str
    """TAG_AUTHORITY: the host name in feed ids (RFC 4151 §2.1); SITEURL does not change it."""
    article_paths: tuple[str, ...]
    """ARTICLE_PATHS: folders of releases below PATH; an empty name is PATH itself."""
    page_paths: tuple[str, ...]
    """PAGE_PATHS: folders of pages below PATH."""
    static_paths: tuple[str, ...]
    """STATIC_PATHS: folders or files below PATH that are published unchanged."""
    excludes: tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]
    """ARTICLE_EXCLUDES, PAGE_EXCLUDES, STATIC_EXCLUDES: folders below PATH that hold no releases,
    no pages, no static files."""
    theme_static_dir: str
    """THEME_STATIC_DIR: where the theme's static files go in the output."""
    theme_static_paths: tuple[str, ...]
    """THEME_STATIC_PATHS: the theme's folders of static files."""
    extra_path_metadata: Mapping[str, str]
    """EXTRA_PATH_METADATA: another output path for a static file, as ``{"path": ...}``."""
    ignore_files: tuple[str, ...]
    """IGNORE_FILES: patterns (fnmatch) of file names that the build ignores."""
    allow_links: bool
    """ALLOW_LINKS: whether the build follows symbolic links in PATH and the theme's static folders.
    A link must stay within its folder, where the same rules hold. Without it each is an error."""
    sources_private: bool
    """SOURCES_PRIVATE: whether the repository of the sources is private at all its remotes
    (docs/embargo.md)."""
    output_retention: tuple[str, ...]
    """OUTPUT_RETENTION: names at the top of the output that the build leaves alone."""
    page_size: int
    """DEFAULT_PAGINATION: how many releases a numbered page of a listing has."""
    feed_items: int
    """FEED_MAX_ITEMS: how many releases a feed has. A feed with an archive (FEED_ARCHIVES) has
    those of its list's front page."""
    relative_urls: bool
    """RELATIVE_URLS: links between pages are relative; feeds and sitemaps stay absolute."""
    workers: int | str
    """WORKERS: how many processes read and render. 0 is one for each core; 1 is only the build's
    own. Or the address of a Dask scheduler, ``tcp://host:8786``, whose workers then do it."""
    search: bool
    """SEARCH: whether readers can search; the build then makes an index."""
    editions: bool
    """EDITIONS: whether the texts that corrections replaced are published. Each has a page that
    shows what changed. The texts come from the sources' git repository, if it has them."""
    pdf: bool
    """PDF: whether each release is also a PDF: tagged, set as its page prints. It needs the extra
    `pdf` (docs/themes.md). A PDF takes about as long as a hundred pages."""
    release_cards: bool
    """RELEASE_CARDS: whether each release without an image has a card of its own, with its title,
    which services show with a shared link. Without it, these show the card of its kind."""
    html_allowed: Mapping[str, tuple[str, ...]]
    """HTML_ALLOWED: HTML elements that a text may have besides those in the editors' manual,
    each with its attributes: ``{"iframe": ["src", "title"]}``."""
    hosts: tuple[str, ...]
    """HOSTS: hosts whose configuration is written: nginx, caddy, apache, netlify, cloudflare."""
    precompress: tuple[str, ...]
    """PRECOMPRESS: "gzip", "br" or both: the build also writes each text file compressed, for hosts
    that send such files."""
    security_contact: tuple[str, ...]
    """SECURITY_CONTACT: where to report a security hole: https:, mailto:, tel: (RFC 9116)."""
    security_expires: datetime | None
    """SECURITY_EXPIRES: the last day of SECURITY_CONTACT, at most a year away, in UTC."""
    content_security: Mapping[str, str]
    """CONTENT_SECURITY: directives that change the usual Content-Security-Policy."""
    markdown: Mapping[str, Any]
    """MARKDOWN: keyword arguments of Python-Markdown, as in Pelican."""
    typogrify: tuple[str, ...]
    """TYPOGRIFY and TYPOGRIFY_OMIT_FILTERS: which of Typogrify's filters change a text. Each works
    only in the languages that it fits. ``text/typogrify.py`` lists the default."""
    typogrify_ignore_tags: tuple[str, ...]
    """TYPOGRIFY_IGNORE_TAGS: elements whose text the filters do not change."""
    typogrify_dashes: str
    """TYPOGRIFY_DASHES: how the filter ``smartypants`` replaces ``--``."""
    pages_on_menu: bool
    """DISPLAY_PAGES_ON_MENU: whether the menu leads to the pages."""
    subscribing: Subscribing
    """FEED_ARCHIVES, FEED_TEXTS, WEBSUB_HUB, SUBSCRIBE_FORM, DATA, ALTERNATES
    (``settings/subscribing.py``)."""
    lead_kinds: tuple[str, ...]
    """LEAD_KINDS: kinds, by their names in `vocabulary/kinds.toml`. Their newest release leads a
    front page, if it is among the newest of all. Without it these are statements, joint
    statements, communiqués and press releases."""
    front_kinds: tuple[str, ...]
    """FRONT_KINDS: kinds whose three newest releases a front page shows: `["speeches"]`."""
    list_filters: tuple[str, ...]
    """LIST_FILTERS: pairs by which readers narrow lists: some of `[("countries", "kinds"),
    ("countries", "years"), ("kinds", "years")]`. Every pair that a release has is a list with pages
    of its own. One more release writes one more list for each."""
    brand: Brand
    """What every page shows besides its text: EMBLEM, BRAND, PUBLISHER, CONTACTS, LICENCE,
    FOOTER_LINKS, SOCIAL, MENU (``settings/brand.py``)."""
    dev_url: str
    """Where `pelican --listen` serves (BIND, PORT): feeds and sitemaps need an address when
    SITEURL is empty."""
    preview: bool = False
    """Whether drafts and embargoed releases are shown and marked. Only ``inv serve`` sets it."""

    @property
    def absolute_siteurl(self) -> str:
        """SITEURL, or the address of the local server if it is empty."""
        return self.siteurl or self.dev_url

    def published_path(self, path: str) -> str:
        """Return a static source's path in the output: its own, or as EXTRA_PATH_METADATA says.

        The theme's files go below THEME_STATIC_DIR: ``!theme/static/css/main.css`` is
        ``theme/css/main.css`` there.
        """
        if not path.startswith("!theme/"):
            return self.extra_path_metadata.get(path, path)
        below = path.removeprefix("!theme/")
        folders = (f"{name.rstrip('/')}/" for name in self.theme_static_paths)
        folder = next((each for each in folders if below.startswith(each)), "")
        return f"{self.theme_static_dir}/{below.removeprefix(folder)}"

    @classmethod
    def from_pelican(cls, given: Mapping[str, Any]) -> Settings:
        """Read Pelican's settings; raises SettingsError with every value that cannot be used."""
        shapes = SHAPES | BRAND_SHAPES | SUBSCRIBING_SHAPES
        wrong = find_misshapen(dict.fromkeys(shapes) | dict(given), shapes)
        settings = {**given, **{name: shapes[name].instead for name in wrong}}
        languages = tuple(settings.get("LANGUAGES") or (settings["DEFAULT_LANG"],))
        # Pelican has put DEFAULT_LANG into lower case; a code such as zh-Hant is not.
        folded = {language.lower(): language for language in languages}
        default_lang = folded.get(settings["DEFAULT_LANG"].lower(), "")
        timezone = read_timezone(settings.get("TIMEZONE") or "UTC")
        problems = [*wrong.items(), *check_values(settings, timezone)]
        if "LANGUAGES" not in wrong:
            problems += check_languages(languages)
            problems += check_brand(settings, languages)
        if not default_lang and not wrong.keys() & {"LANGUAGES", "DEFAULT_LANG"}:
            must = f"must contain DEFAULT_LANG {settings['DEFAULT_LANG']!r}, got {list(languages)}"
            problems.append(("LANGUAGES", f"{must}; add it, or change DEFAULT_LANG"))
        file = str(settings.get("SETTINGS_FILE") or "")
        if not problems:
            return cls._of(settings, languages, default_lang, timezone or ZoneInfo("UTC"))
        rest = None
        if READING.isdisjoint(name for name, _ in problems):
            rest = cls._of(settings, languages, default_lang, timezone or ZoneInfo("UTC"))
        raise SettingsError("\n".join(place_setting(file, each) for each in problems), rest)

    @classmethod
    def _of(
        cls,
        settings: Mapping[str, Any],
        languages: tuple[str, ...],
        default_lang: str,
        timezone: ZoneInfo,
    ) -> Settings:
        siteurl = settings["SITEURL"].rstrip("/")
        given = dict(zip(map(str.lower, SHAPES), read(SHAPES, settings), strict=True))
        values = {name: given[name] for name in cls.__slots__ if name in given} | {
            "path": absolute_path(settings["PATH"]),
            "output_path": absolute_path(settings["OUTPUT_PATH"]),
            "theme": absolute_path(settings["THEME"]),
            "template_folders": tuple(
                map(absolute_path, settings.get("THEME_TEMPLATES_OVERRIDES") or ())
            ),
            "settings_file": str(settings.get("SETTINGS_FILE") or "pelicanconf.py"),
            "plugins": tuple(
                plugin if isinstance(plugin, str) else getattr(plugin, "__name__", repr(plugin))
                for plugin in settings.get("PLUGINS") or ()
            ),
            "default_lang": default_lang,
            "languages": languages,
            "timezone": timezone,
            "authority": settings.get("TAG_AUTHORITY") or urlsplit(siteurl).hostname or NO_HOST,
            "excludes": (
                # Pelican adds the pages' folders to the first, and the releases' to the second.
                _excluded(settings, "ARTICLE_EXCLUDES", settings["PAGE_PATHS"]),
                _excluded(settings, "PAGE_EXCLUDES", settings["ARTICLE_PATHS"]),
                _excluded(settings, "STATIC_EXCLUDES", ()),
            ),
            "page_size": settings["DEFAULT_PAGINATION"] or 20,
            "feed_items": settings["FEED_MAX_ITEMS"] or 20,
            "typogrify": _filters(settings),
            "pages_on_menu": settings.get("DISPLAY_PAGES_ON_MENU") is not False,
            "brand": Brand(*read(BRAND_SHAPES, settings)),
            "subscribing": Subscribing(*read(SUBSCRIBING_SHAPES, settings)),
            "dev_url": f"http://{settings['BIND']}:{settings['PORT']}",
        }
        return cls(**values)


def _excluded(settings: Mapping[str, Any], name: str, others: Sequence[str]) -> tuple[str, ...]:
    known = set(map(plain_path, others))
    return tuple(
        path for path in map(plain_path, settings.get(name) or ()) if path and path not in known
    )


def _filters(settings: Mapping[str, Any]) -> tuple[str, ...]:
    if not settings.get("TYPOGRIFY"):
        return ()
    omitted = settings.get("TYPOGRIFY_OMIT_FILTERS") or LEFT_OUT
    return tuple(name for name in FILTERS if name not in omitted)


def read_timezone(name: str) -> ZoneInfo | None:
    """Return a time zone; None where the database has none of that name."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):  # OSError: "Asia", which is a folder
        return None
