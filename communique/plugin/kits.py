"""A kit from Pelican's settings and its template loader."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from communique.outputs.kit import Kit, load_languages, load_translations
from communique.settings import Settings

__all__ = ["make_kit"]

PRIVATE = frozenset(
    {
        "PATH",
        "OUTPUT_PATH",
        "CACHE_PATH",
        "THEME",
        "VOCABULARY_PATH",
        "SETTINGS_FILE",
        "PLUGIN_PATHS",
        "THEME_TEMPLATES_OVERRIDES",
        "WORKERS",
        "DEBUG",
        "LOAD_CONTENT_CACHE",
        "LOCALE",
        "PELICAN_CLASS",
        "PORT",
        "BIND",
    }
)
"""Settings that no page may show: paths of this machine, and how rather than what to build."""

FALLBACK_TEMPLATES = Path(__file__).parents[1] / "templates"


def make_kit(settings: Settings, generator: Any) -> Kit:
    """Gather what rendering needs; templates come from Pelican's loader, so its order holds."""
    pelican: Mapping[str, Any] = generator.settings
    templates = {
        path.name: path.read_text(encoding="utf-8") for path in FALLBACK_TEMPLATES.glob("*.html")
    }
    env = generator.env
    for name in env.list_templates():
        if name.endswith((*pelican["TEMPLATE_EXTENSIONS"], ".xml", ".txt")):
            templates[name] = env.loader.get_source(env, name)[0]
    return Kit(
        settings=settings,
        templates=dict(sorted(templates.items())),
        context={
            name: value
            for name, value in sorted(pelican.items())
            if name.isupper() and name not in PRIVATE and not name.startswith("JINJA_")
        },
        jinja={name: pelican[name] for name in sorted(pelican) if name.startswith("JINJA_")},
        languages=load_languages(settings),
        catalogs=load_translations(settings.theme, settings.languages),
    )
