"""The settings that Communiqué reads, typed and frozen, from Pelican's dictionary.

Names are Pelican's where Pelican has the setting. Whatever Pelican has and is not here reaches the
templates untouched, as in any Pelican site.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from babel.localedata import exists

from communique.errors import SettingsError

__all__ = ["Settings"]

UNSUPPORTED = {
    "TEMPLATE_PAGES": "write a page below PAGE_PATHS instead",
    "OUTPUT_SOURCES": "sources hold drafts and embargoed text, and stay private",
    "STATIC_CREATE_LINKS": "a link in the output would change without a build",
}
"""Settings of Pelican that would break a promise, each with what to do instead."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What a build is told. Paths are absolute."""

    path: Path
    """PATH: the content folder."""
    output_path: Path
    """OUTPUT_PATH: the folder that the site is written into; the build owns all of it."""
    cache_path: Path
    """CACHE_PATH: where catalogues are kept; deleting it costs time and nothing else."""
    theme: Path
    """THEME: the theme's folder."""
    vocabulary_path: Path | None
    """VOCABULARY_PATH: the folder of kinds.toml, countries.toml and the rest; None for none."""
    settings_file: str
    """SETTINGS_FILE: the settings file's own path, for messages; ``pelicanconf.py`` by default."""
    plugins: tuple[str, ...]
    """PLUGINS: every one must load, or the build stops."""
    siteurl: str
    """SITEURL: scheme, host and path of the site without a slash at its end; may be empty."""
    sitename: str
    """SITENAME: the newsroom's name in DEFAULT_LANG."""
    default_lang: str
    """DEFAULT_LANG: the language of a release without Lang, and of ``x-default``."""
    languages: tuple[str, ...]
    """LANGUAGES: every language of the site, in the order a reader sees them."""
    timezone: ZoneInfo
    """TIMEZONE: of dates written without an offset."""
    authority: str
    """TAG_AUTHORITY: the host name in feed ids (RFC 4151 §2.1), which outlives any SITEURL."""
    article_paths: tuple[str, ...]
    """ARTICLE_PATHS: folders of releases below PATH; an empty one is PATH itself."""
    page_paths: tuple[str, ...]
    """PAGE_PATHS: folders of pages below PATH."""
    static_paths: tuple[str, ...]
    """STATIC_PATHS: folders or files below PATH, published as they are."""
    theme_static_dir: str
    """THEME_STATIC_DIR: where the theme's static files go in the output."""
    theme_static_paths: tuple[str, ...]
    """THEME_STATIC_PATHS: the theme's folders of static files."""
    extra_path_metadata: Mapping[str, str]
    """EXTRA_PATH_METADATA: another output path for a static file, as ``{"path": ...}``."""
    ignore_files: tuple[str, ...]
    """IGNORE_FILES: file name patterns (fnmatch) that no scan sees."""
    output_retention: tuple[str, ...]
    """OUTPUT_RETENTION: names at the top of the output that the build leaves alone."""
    page_size: int
    """DEFAULT_PAGINATION: releases a numbered page of a listing."""
    feed_items: int
    """FEED_MAX_ITEMS: releases a feed."""
    relative_urls: bool
    """RELATIVE_URLS: links between pages are relative; feeds and sitemaps stay absolute."""
    workers: int
    """WORKERS: processes that read and render; 0 is one a core, 1 is none but the build's own."""
    markdown: Mapping[str, Any]
    """MARKDOWN: Python-Markdown's keyword arguments, as in Pelican."""
    dev_url: str
    """Where `pelican --listen` serves (BIND, PORT): feeds and sitemaps need an address when
    SITEURL is empty."""

    @property
    def absolute_siteurl(self) -> str:
        """SITEURL, or where it is empty the address of the local server."""
        return self.siteurl or self.dev_url

    @classmethod
    def from_pelican(cls, settings: Mapping[str, Any]) -> Settings:
        """Read Pelican's settings; raises SettingsError with every value that cannot be used."""
        problems = [
            f"{name} is not supported, got {settings[name]!r}; {instead}"
            for name, instead in UNSUPPORTED.items()
            if settings.get(name)
        ]
        languages = tuple(settings.get("LANGUAGES") or (settings["DEFAULT_LANG"],))
        # Pelican has put DEFAULT_LANG into lower case; a code such as zh-Hant is not.
        folded = {language.lower(): language for language in languages}
        default_lang = folded.get(str(settings["DEFAULT_LANG"]).lower(), "")
        problems += [
            f"LANGUAGES must be language codes that CLDR has, got {language!r}"
            for language in languages
            if not exists(language.replace("-", "_"))
        ]
        if not default_lang:
            problems.append(
                f"LANGUAGES must contain DEFAULT_LANG {settings['DEFAULT_LANG']!r}, "
                f"got {list(languages)}"
            )
        path, output = _absolute(settings["PATH"]), _absolute(settings["OUTPUT_PATH"])
        if path.is_relative_to(output) or output.is_relative_to(path):
            problems.append(
                f"OUTPUT_PATH and PATH must not hold one another, got {output} and {path}"
            )
        name = str(settings.get("TIMEZONE") or "UTC")
        try:
            timezone = ZoneInfo(name)
        except (ZoneInfoNotFoundError, ValueError):
            timezone = ZoneInfo("UTC")
            problems.append(f"TIMEZONE must be a name of the IANA time zone database, got {name!r}")
        vocabulary = settings.get("VOCABULARY_PATH")
        if vocabulary is not None and not Path(vocabulary).is_dir():
            problems.append(f"VOCABULARY_PATH must be a folder, got {str(vocabulary)!r}")
        page_size = settings.get("DEFAULT_PAGINATION") or 20
        if not isinstance(page_size, int) or page_size < 1:
            problems.append(f"DEFAULT_PAGINATION must be a number from 1, got {page_size!r}")
        siteurl = str(settings["SITEURL"]).rstrip("/")
        if siteurl and urlsplit(siteurl).scheme not in {"http", "https"}:
            problems.append(f"SITEURL must start with https:// or http://, got {siteurl!r}")
        if problems:
            raise SettingsError("\n".join(problems))
        return cls(
            path=path,
            output_path=output,
            cache_path=_absolute(settings["CACHE_PATH"]),
            theme=_absolute(settings["THEME"]),
            vocabulary_path=None if vocabulary is None else _absolute(vocabulary),
            settings_file=str(settings.get("SETTINGS_FILE") or "pelicanconf.py"),
            plugins=tuple(
                plugin if isinstance(plugin, str) else getattr(plugin, "__name__", repr(plugin))
                for plugin in settings.get("PLUGINS") or ()
            ),
            siteurl=siteurl,
            sitename=str(settings["SITENAME"]),
            default_lang=default_lang,
            languages=languages,
            timezone=timezone,
            authority=str(
                settings.get("TAG_AUTHORITY") or urlsplit(siteurl).hostname or "localhost"
            ),
            article_paths=tuple(settings["ARTICLE_PATHS"]),
            page_paths=tuple(settings["PAGE_PATHS"]),
            static_paths=tuple(settings["STATIC_PATHS"]),
            theme_static_dir=str(settings["THEME_STATIC_DIR"]),
            theme_static_paths=tuple(settings["THEME_STATIC_PATHS"]),
            extra_path_metadata={
                source: str(metadata["path"])
                for source, metadata in sorted(settings["EXTRA_PATH_METADATA"].items())
                if "path" in metadata
            },
            ignore_files=tuple(settings["IGNORE_FILES"]),
            output_retention=tuple(settings["OUTPUT_RETENTION"]),
            page_size=int(page_size),
            feed_items=int(settings["FEED_MAX_ITEMS"] or 20),
            relative_urls=bool(settings["RELATIVE_URLS"]),
            workers=int(settings.get("WORKERS") or 0),
            markdown=settings["MARKDOWN"],
            dev_url=f"http://{settings['BIND']}:{settings['PORT']}",
        )


def _absolute(path: str | os.PathLike[str]) -> Path:
    return Path(os.path.abspath(os.path.expanduser(path)))  # noqa: PTH100, PTH111 - no resolve()
