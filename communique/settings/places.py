"""Where folders and files of a site may lie: by real paths, nothing private below the public."""

import os
import posixpath
from collections.abc import Iterator, Mapping
from hashlib import blake2b
from pathlib import Path
from typing import Any
from unicodedata import normalize

from communique.settings.lines import Wrong

APART = ("PATH", "CACHE_PATH")
"""Folders that must not hold the output, nor be in it: they have drafts."""

OUTSIDE = ("THEME", "VOCABULARY_PATH", "REDIRECTS", "SETTINGS_FILE")
"""What must not be in the output: it would be published, or deleted as no build wrote it."""

NEVER_WITHIN = (
    ("CACHE_PATH", ("PATH", "THEME", "VOCABULARY_PATH")),
    ("PATH", ("THEME", "VOCABULARY_PATH")),
    ("OUTPUT_PATH", ("THEME", "VOCABULARY_PATH")),
)
"""Folders that must not lie in others: the build would read, or publish, what it makes itself."""

STATIC = (("STATIC_PATHS", "PATH"), ("THEME_STATIC_PATHS", "THEME"))
"""Settings that name folders to publish, and the folder that these are below."""


def absolute_path(path: str | os.PathLike[str]) -> Path:
    """Return the absolute path of a folder as written, ``~`` for the home folder."""
    return Path(os.path.abspath(os.path.expanduser(path)))  # noqa: PTH100, PTH111 - no resolve()


def real_path(path: Path) -> Path:
    """Return the real path, links followed; the path itself if links lead in a circle."""
    return Path(os.path.realpath(path))


def plain_path(place: str) -> str:
    """Return the plain path of what is below a folder: ``./media/`` is ``media``, ``.`` is "".

    Its letters are in one piece, as those of every source's path are (NFC).
    """
    return normalize("NFC", posixpath.normpath(f"/{place.strip('/')}").strip("/"))


def catalogue_place(path: Path, output: Path, cache: Path) -> Path:
    """Return where the catalogue of content and output is kept, by their real paths."""
    pair = f"{real_path(path)}\0{real_path(output)}"
    return cache / f"catalogue-{blake2b(pair.encode(), digest_size=8).hexdigest()}.sqlite3"


def check_places(settings: Mapping[str, Any]) -> Iterator[Wrong]:
    """Yield what is wrong with where folders and files are; the shapes of settings fit."""
    yield from _check_output(settings)
    yield from _check_within(settings)
    yield from _check_static(settings)
    yield from _check_there(settings)


def _place(settings: Mapping[str, Any], name: str) -> Path | None:
    value = settings.get(name)
    return real_path(absolute_path(value)) if value else None


def _check_output(settings: Mapping[str, Any]) -> Iterator[Wrong]:
    output = absolute_path(settings["OUTPUT_PATH"])
    here = real_path(output)
    # The hosts' configuration is written beside the output.
    beside = real_path(Path(f"{output}.hosts"))
    for name in APART:
        path = absolute_path(settings[name])
        there = real_path(path)
        if there.is_relative_to(here) or here.is_relative_to(there):
            yield (
                "OUTPUT_PATH",
                (
                    f"and {name} must not hold one another, got {output} and {path}; "
                    "give the output a folder of its own"
                ),
            )
        elif there.is_relative_to(beside) or beside.is_relative_to(there):
            yield (
                "OUTPUT_PATH",
                (
                    f"must leave {output.name}.hosts, beside it, to the hosts' "
                    f"configuration, which {name} {path} holds or is in; choose another {name}"
                ),
            )
    for name in OUTSIDE:
        path = absolute_path(settings.get(name) or os.devnull)
        if real_path(path).is_relative_to(here):
            yield name, (f"must not be in OUTPUT_PATH, which is published, got {path}; move it out")


def _check_within(settings: Mapping[str, Any]) -> Iterator[Wrong]:
    for name, others in NEVER_WITHIN:
        place = _place(settings, name)
        for other in others:
            around = _place(settings, other)
            if place and around and place.is_relative_to(around):
                yield (
                    name,
                    (
                        f"must not be in {other}, {around}, which the build reads, "
                        f"got {settings[name]!s}; give it a folder beside"
                    ),
                )


def _check_static(settings: Mapping[str, Any]) -> Iterator[Wrong]:
    """Yield private folders and files inside a folder that is published unchanged."""
    for name, root in STATIC:
        for folder in map(plain_path, settings[name]):
            public = real_path(absolute_path(settings[root]) / folder)
            for private in OUTSIDE:
                place = _place(settings, private)
                if place and place.is_relative_to(public):
                    yield (
                        private,
                        (
                            f"must not be in what {name} publishes, {public}, "
                            f"got {settings[private]!s}; move it out"
                        ),
                    )


def _check_there(settings: Mapping[str, Any]) -> Iterator[Wrong]:
    cache = _place(settings, "CACHE_PATH")
    # By os.path, which answers whatever stands there: links in a circle, names that are too long.
    if cache and (wrong := _no_folder(cache)):
        yield (
            "CACHE_PATH",
            (
                f"must be a folder that can be made and written, got "
                f'{settings["CACHE_PATH"]!s}, {wrong}; write ".cache"'
            ),
        )
    vocabulary = settings.get("VOCABULARY_PATH")
    if vocabulary is not None and not absolute_path(vocabulary).is_dir():
        yield (
            "VOCABULARY_PATH",
            f"must be a folder, got {str(vocabulary)!r}; make it, or correct it",
        )
    redirects = settings.get("REDIRECTS")
    if redirects is not None and not absolute_path(redirects).is_file():
        yield "REDIRECTS", f"must be a CSV file, got {str(redirects)!r}; make it, or correct it"


def _no_folder(path: Path) -> str:
    """Return why no folder is at a path or can be; "" where one is or may be."""
    for place in (path, *path.parents):
        if os.path.isdir(place):  # noqa: PTH112
            return ""
        if os.path.islink(place):  # noqa: PTH114
            return f"whose links lead in a circle at {place}"
        if os.path.lexists(place):
            return f"where {place} is no folder"
    return ""
