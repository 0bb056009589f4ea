"""Lists of changed paths (``--changed``), as git and people write them.

A build that is told looks at these sources alone. Where a path leaves a doubt, it looks at every
source, which is slower and never wrong.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from communique.errors import CommuniqueError
from communique.opening import find_file
from communique.settings import Settings
from communique.text.letters import compose
from communique.values import dataclass

_STATUS = r"[ACDMRTUXB]\d{0,3}"
"""What ``git diff --name-status`` writes before a path, or before the two of a renamed file."""

MOST = 5_000
"""Paths in a list; with more of them a build looks at every source, which is then as fast."""

_ESCAPES = dict(zip(b"abtnvfr", b"\a\b\t\n\v\f\r", strict=True))


@dataclass(frozen=True, slots=True)
class Told:
    """Sources to look at, by their paths below the content folder; a folder is all that it holds.

    In the folder of a file the build also sees which names came or went.
    """

    paths: frozenset[str]
    folders: frozenset[str]
    """The folders that the paths are directly in."""
    above: frozenset[str]
    """Those folders, and the folders above them."""

    @classmethod
    def of(cls, paths: Iterable[str]) -> Told:
        """Return the sources at these paths, and what is below them."""
        known = frozenset(paths)
        return cls(known, frozenset(map(_parent, known)), frozenset(_above(known)))

    def has(self, path: str) -> bool:
        """Whether a path was listed, or is below one that was."""
        while path and path not in self.paths:
            path = _parent(path)
        return bool(path)

    def looks_into(self, folder: str) -> bool:
        """Whether a build looks for names that came or went in a folder."""
        return folder in self.folders or self.has(folder)

    def leads_through(self, folder: str) -> bool:
        """Whether a build has to open a folder at all."""
        return folder in self.above or self.has(folder)


def _parent(path: str) -> str:
    return path.rpartition("/")[0]


def _above(paths: Iterable[str]) -> Iterator[str]:
    for path in paths:
        folder = path
        while folder:
            folder = _parent(folder)
            yield folder


def read_list(data: bytes) -> list[str]:
    """Return listed paths, split at lines or NULs, unquoted as git's; raises CommuniqueError."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise CommuniqueError("the list of --changed must be UTF-8, got UTF-16; write it in UTF-8")
    data = data.removeprefix(b"\xef\xbb\xbf")
    if b"\0" in data:
        parts = [part for part in data.split(b"\0") if not re.fullmatch(_STATUS.encode(), part)]
    else:
        lines = (line.rstrip(b"\r") for line in data.split(b"\n"))
        named = (re.sub(rf"^{_STATUS}\t".encode(), b"\t", line) for line in lines)
        # After a letter of git's stand one path or two, with tabs between.
        listed = (line[1:].split(b"\t") if line.startswith(b"\t") else [line] for line in named)
        parts = [_unquote(part) for paths in listed for part in paths]
    return [os.fsdecode(part) for part in parts if part.strip()]


def _unquote(part: bytes) -> bytes:
    if len(part) < 2 or not part.startswith(b'"') or not part.endswith(b'"'):  # noqa: PLR2004 - two marks
        return part

    def letter(found: re.Match[bytes]) -> bytes:
        code = found[1]
        return bytes([int(code, 8) % 256 if len(code) > 1 else _ESCAPES.get(code[0], code[0])])

    return re.sub(rb"\\([0-7]{3}|.)", letter, part[1:-1])


def find_told(
    settings: Settings, listed: Iterable[str], is_known: Callable[[str], bool]
) -> Told | str:
    """Return the sources that a list names, or why every source has to be looked at.

    Paths are relative to this folder, the settings file's, one above it, or the content folder.
    Other files there, as theme, vocabulary and settings, are looked at in any case. ``is_known``
    says whether the last build knew something at a path.
    """
    listed = list(listed)
    if not listed:
        return "the list is empty, as it also is if the command that writes it fails"
    if len(listed) > MOST:
        return f"the list has {len(listed):,} paths"
    if settings.allow_links:
        return "ALLOW_LINKS is set, so that a file may have several paths"
    conf = Path(settings.settings_file).absolute().parent
    bases = dict.fromkeys((Path.cwd(), conf, *conf.parents, settings.path))
    roots = {os.path.abspath(settings.path), os.path.realpath(settings.path)}  # noqa: PTH100 - no link is followed
    found: set[str] = set()
    for path in listed:
        places = [os.path.abspath(base / path) for base in bases]  # noqa: PTH100 - as above
        below = {below for each in places for below in _below(roots, each)}
        if "" in below:
            return f'"{path}" is the content folder, or one around it'
        there = {each for each in below if os.path.lexists(find_file(settings.path, each))}
        sources = there | set(filter(is_known, below))
        if not sources and not any(map(os.path.lexists, places)):
            return f'"{path}" is not there, and was no source; give paths as git diff does'
        found |= sources
    return Told.of(found)


def _below(roots: Iterable[str], place: str) -> Iterator[str]:
    """Yield where a place is below the content folder; "" for the folder or one around it."""
    for root in roots:
        if place.startswith(f"{root}/"):
            yield compose(place.removeprefix(f"{root}/"))
        elif f"{root}/".startswith(f"{place.rstrip('/')}/"):
            yield ""
