"""Warnings of settings without effect, each with what to use instead."""

from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from operator import ne
from os.path import normpath
from pathlib import Path
from typing import Any

from pelican.settings import DEFAULT_CONFIG

from communique.errors import Problem, Severity
from communique.opening import find_file
from communique.settings.brand import BRAND_SHAPES
from communique.settings.lines import find_setting
from communique.settings.pelican import AS_HERE, HONOURED, INSTEAD, REFUSED
from communique.settings.shapes import SHAPES
from communique.settings.subscribing import SUBSCRIBING_SHAPES
from communique.sources.hints import did_you_mean
from communique.text.letters import compose

OURS = frozenset({*SHAPES, *HONOURED, *INSTEAD, *REFUSED, "EXTRA_PATH_METADATA", "SETTINGS_FILE"})
OURS |= {"PUBLISH", "PUBLISH_KEEP", *BRAND_SHAPES, *SUBSCRIBING_SHAPES}
"""Every setting that has a meaning."""

ALIKE = 0.92
"""How much the name of a setting must be like another to be a slip: ``LANGUAGE``."""

SHORTEST, SHORTEST_OTHER = 5, 6
"""From how many letters on one letter more or less is a slip, and another letter: ``BRANDS``."""


def find_unheeded(pelican: Mapping[str, Any]) -> list[Problem]:
    """Return a warning for each setting that is set and does nothing, in the order of the file."""
    file = str(pelican.get("SETTINGS_FILE") or "pelicanconf.py")
    return sorted(
        Problem(*find_setting(file, name), f"{name} {rule}", found, hint, Severity.WARNING)
        for name, rule, found, hint in (
            *_without_effect(pelican),
            *_unmoved(pelican),
            *_unnamed(pelican),
            *_mistyped(pelican),
        )
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
            rule, found = "has an effect for path alone", f"got {', '.join(more)} for {path!r}"
            yield "EXTRA_PATH_METADATA", rule, found, "write the header into the text"


def _unmoved(pelican: Mapping[str, Any]) -> Iterator[tuple[str, str, str, str]]:
    """Yield the files that EXTRA_PATH_METADATA would move, but no build sees."""
    root = Path(str(pelican["PATH"]))
    for path, headers in sorted(pelican["EXTRA_PATH_METADATA"].items()):
        if "path" not in headers:
            continue
        found = find_file(root, compose(path))
        *folders, name = path.split("/")
        if found.is_file() and path == normpath(path) and not name.startswith("."):
            continue
        if found.is_file() and name.startswith("."):
            said = "a name that begins with a dot, which no build sees"
            hint = f"write {'/'.join([*folders, name.lstrip('.')])} here, and rename the file"
        else:
            said, hint = "no such file", did_you_mean(path, _files_near(root, path, pelican))
        rule, hint = "must name a file below PATH", hint or "correct it"
        yield "EXTRA_PATH_METADATA", rule, f"got {path!r}, {said}", hint


def _files_near(root: Path, path: str, pelican: Mapping[str, Any]) -> Iterator[str]:
    """Yield the files of the folder that a path names, and of those with static files."""
    for folder in {str(Path(path).parent), ".", *map(normpath, pelican["STATIC_PATHS"])}:
        place = root / folder
        for file in place.iterdir() if place.is_dir() else ():
            if file.is_file() and not file.name.startswith("."):
                yield compose(normpath(f"{folder}/{file.name}"))


def _unnamed(pelican: Mapping[str, Any]) -> Iterator[tuple[str, str, str, str]]:
    """Yield the languages whose pages have the newsroom's name in another language."""
    default, names = pelican["DEFAULT_LANG"].lower(), pelican.get("SITENAMES") or {}
    languages = pelican.get("LANGUAGES") or ()
    lacking = [each for each in languages if each.lower() != default and not names.get(each)]
    if lacking:
        listed = ", ".join(lacking)
        found = f'got none for {listed}: pages in {listed} show the name "{pelican["SITENAME"]}"'
        entries = ", ".join(f'"{each}": "…"' for each in lacking)
        hint = f"add {entries}" if names else f"write SITENAMES = {{{entries}}}"
        rule = "should have the newsroom's name in each of LANGUAGES"
        yield "SITENAMES", rule, f"{found} of another language", hint


def _mistyped(pelican: Mapping[str, Any]) -> Iterator[tuple[str, str, str, str]]:
    known = OURS | DEFAULT_CONFIG.keys()
    for name in sorted(each for each in pelican if each.isupper() and each not in known):
        near = get_close_matches(name, known, n=1, cutoff=ALIKE)
        near = near or sorted(
            each
            for each in known
            if _slips(name, each) and (each not in DEFAULT_CONFIG or sorted(name) == sorted(each))
        )
        if near:
            yield name, "is no setting", "but very like one", f"did you mean {near[0]}?"


def _slips(written: str, known: str) -> bool:
    """Decide whether names differ by a letter more, a letter less, another one or two swapped."""
    if len(written) != len(known):
        shorter, longer = sorted((written, known), key=len)
        cut = (longer[:place] + longer[place + 1 :] for place in range(len(longer)))
        return len(written) >= SHORTEST and shorter in cut
    apart = sum(map(ne, written, known))
    swapped = apart == len("ab") and sorted(written) == sorted(known)
    return len(written) >= SHORTEST_OTHER and (apart == 1 or swapped)
