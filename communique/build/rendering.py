"""What rendering depends on besides what an output shows: menus, templates, settings."""

from __future__ import annotations

import json
import sqlite3

from communique.build import fingerprints
from communique.build.templates import Templates
from communique.catalogue.pages import find_pages
from communique.outputs.kit import Kit, MenuItem
from communique.outputs.registry import template_sets
from communique.outputs.whole import WHOLE
from communique.settings import Settings

__all__ = ["find_digests", "load_menus", "whole_recipes"]


def load_menus(db: sqlite3.Connection, settings: Settings) -> dict[str, tuple[MenuItem, ...]]:
    """Return the menu of each language: its pages, in the order of their paths."""
    pages = find_pages(db)
    return {
        lang: tuple(MenuItem(page.title, page.url) for page in pages if page.lang == lang)
        for lang in settings.languages
    }


def find_digests(kit: Kit, templates: Templates, meta: dict[str, str]) -> dict[str, str]:
    """Return digests of what pages are made with, to keep for the next build.

    Templates are only looked into where one of them is not as ``meta`` remembers.
    """
    digests = {
        "shape": fingerprints.shape(kit),
        "look": fingerprints.look(kit),
        "templates": fingerprints.templates(kit),
    }
    if digests["templates"] == meta.get("templates"):
        digests["whole recipes"] = meta["whole recipes"]
        return digests
    for names in template_sets():
        digests[f"recipe {' '.join(names)}"] = templates.digest(names)
    whole = [names for names in template_sets() if templates.variables(names) & WHOLE]
    digests["whole recipes"] = json.dumps(whole)
    return digests


def whole_recipes(digests: dict[str, str]) -> frozenset[tuple[str, ...]]:
    """Return the choices of templates that read the whole archive."""
    return frozenset(tuple(names) for names in json.loads(digests["whole recipes"]))
