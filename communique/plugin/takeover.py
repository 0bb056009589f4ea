"""Takes over from Pelican: its own generators are left nothing to do (decision 31)."""

import sys
from collections.abc import Iterable
from typing import Any

from communique.errors import SettingsError
from communique.plugin.confirmed_settings import confirm_settings
from communique.plugin.ineffective_settings import find_unheeded
from communique.plugin.newsroom import Newsroom, exit_on_problems

SOURCES = ("ARTICLE_PATHS", "PAGE_PATHS", "STATIC_PATHS", "THEME_STATIC_PATHS", "DIRECT_TEMPLATES")
ARCHIVES = ("YEAR_ARCHIVE", "MONTH_ARCHIVE", "DAY_ARCHIVE", "AUTHOR", "CATEGORY", "TAG")
FEEDS = ("", "CATEGORY_", "AUTHOR_", "TAG_", "TRANSLATION_")

NOTHING: dict[str, Any] = {
    **{name: [] for name in SOURCES},
    **{f"{name}_SAVE_AS": "" for name in ARCHIVES},
    **{f"{name}FEED_{form}": None for name in FEEDS for form in ("ATOM", "RSS")},
    **{f"FEED_ALL_{form}": None for form in ("ATOM", "RSS")},
    "TYPOGRIFY": False,
}
"""Settings that leave Pelican's generators without work."""

_generators: list[Any] = []


def take_over(pelican: Any) -> None:
    """Read the settings, then leave Pelican's own generators without work."""
    if not isinstance(pelican, Newsroom):
        with exit_on_problems():
            raise SettingsError(
                f"{pelican.settings.get('SETTINGS_FILE') or 'pelicanconf.py'}: "
                'PELICAN_CLASS must be "communique.Newsroom", got '
                f"{pelican.settings.get('PELICAN_CLASS')!r}; add the line"
            )
    pelican.newsroom = confirm_settings(pelican.settings)
    for warning in find_unheeded(pelican.settings):
        print(warning, file=sys.stderr)
    pelican.settings.update(NOTHING)
    # Our writer deletes what goes, and nothing else; Pelican would empty the output first.
    pelican.delete_outputdir = False


def remember_generators(generators: Iterable[Any]) -> None:
    """Keep Pelican's generators until its closing count."""
    _generators[:] = generators


def count_for_pelican(pelican: Any) -> None:
    """Give Pelican's closing line, which counts its own generators' lists, the true numbers."""
    report = pelican.report
    for generator in _generators:
        match type(generator).__name__:
            case "ArticlesGenerator":
                generator.articles = range(report.releases)
                generator.drafts = range(report.drafts)
            case "PagesGenerator":
                generator.pages = range(report.pages)
    _generators.clear()
