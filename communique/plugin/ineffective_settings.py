"""Warnings of settings without effect, each with what to use instead."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from typing import Any

from pelican.settings import DEFAULT_CONFIG

from communique.errors import Problem, Severity
from communique.settings.lines import find_setting
from communique.settings.pelican import AS_HERE, HONOURED, INSTEAD, REFUSED
from communique.settings.shapes import SHAPES

OURS = frozenset({*SHAPES, *HONOURED, *INSTEAD, *REFUSED, "EXTRA_PATH_METADATA", "SETTINGS_FILE"})
OURS |= {"PUBLISH", "PUBLISH_KEEP"}
"""Every setting that has a meaning."""

ALIKE = 0.92
"""How much the name of a setting must be like another to be a slip: ``LANGUAGE``."""


def find_unheeded(pelican: Mapping[str, Any]) -> list[Problem]:
    """Return a warning for each setting that is set and does nothing, in the order of the file."""
    file = str(pelican.get("SETTINGS_FILE") or "pelicanconf.py")
    return sorted(
        Problem(*find_setting(file, name), f"{name} {rule}", found, hint, Severity.WARNING)
        for name, rule, found, hint in (*_without_effect(pelican), *_mistyped(pelican))
    )


def _without_effect(pelican: Mapping[str, Any]) -> Iterator[tuple[str, str, str, str]]:
    for name, instead in INSTEAD.items():
        value = pelican.get(name)
        # None asks for none of it, such as a feed; so does an empty value of what has no default.
        if value is None or not (value or name in DEFAULT_CONFIG):
            continue
        if value == DEFAULT_CONFIG.get(name):
            continue
        if value == AS_HERE.get(name) or (name == "FEED_DOMAIN" and value == pelican["SITEURL"]):
            continue
        yield name, "has no effect here", f"got {value!r}", instead
    for path, headers in sorted(pelican["EXTRA_PATH_METADATA"].items()):
        if more := sorted(set(headers) - {"path"}):
            yield (
                "EXTRA_PATH_METADATA",
                "has an effect for path alone",
                f"got {', '.join(more)} for {path!r}",
                "write the header into the text",
            )


def _mistyped(pelican: Mapping[str, Any]) -> Iterator[tuple[str, str, str, str]]:
    known = OURS | DEFAULT_CONFIG.keys()
    for name in sorted(each for each in pelican if each.isupper() and each not in known):
        near = get_close_matches(name, known, n=1, cutoff=ALIKE)
        if near:
            yield name, "is no setting", "but very like one", f"did you mean {near[0]}?"
